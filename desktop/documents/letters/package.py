"""The package of a template: a .docx file's parts, looked over before anything of them is used."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Final, NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as broken_stream

# It has no types.
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # it has no types

from desktop.domain.refusals import Refused

LARGEST: Final = 1 << 20  # bytes of the file
_LARGEST_WHOLE: Final = 24 << 20  # of all parts together
_MOST_PARTS: Final = 400
_DEEPEST: Final = 120  # elements within one another
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)  # nothing in a file tells when it was filled
_ZIP: Final = b"PK"
_OLD: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_MACROS: Final = "macroenabled"
_TYPES: Final = "[Content_Types].xml"
_LINKED: Final = "hyperlink"  # what may lead outside: nothing is fetched before somebody clicks
# What runs, or is another file within this one.
_ACTIVE: Final = frozenset(
    {"vbaProject", "oleObject", "package", "control", "activeXControlBinary", "aFChunk"}
)

_UNFIT: Final = {
    "large": "太大（文书模板最大 1 MB），请去掉图片后再选",
    "old": "是旧版 Word 文档，或者设有打开密码，请在 Word 里另存为 .docx 后再选",
    "foreign": "不是 Word 文档，请选 .docx 文件",
    "damaged": "不完整或已损坏，请在 Word 里打开它、另存为 .docx 后再选",
    "macros": "带有宏，请在 Word 里另存为不带宏的 .docx 后再选",
    "active": "里嵌有别的文件或控件，请在 Word 里删掉后再选",
    "outside": "引用了本文件以外的模板或图片，请在 Word 里断开链接后再选",
}
Parts = dict[str, bytes]


class Link(NamedTuple):
    """What a part refers to: the sort of it, and the part's name."""

    kind: str
    part: str


class UnfitTemplate(Refused):
    """No template that could be used; `sort` says why for programs."""

    def __init__(self, sort: str, name: str = "这个文件") -> None:
        super().__init__(f"“{name}”{_UNFIT[sort]}" if name != "这个文件" else name + _UNFIT[sort])
        self.sort = sort


def parts_of(content: bytes) -> Parts:
    """Every part by its name; refused where it is no plain Word document."""
    return dict(_looked_over(content))


@lru_cache(
    maxsize=2
)  # one template makes a round's letters, and looking it over is most of the work
def _looked_over(content: bytes) -> Parts:
    if len(content) > LARGEST:
        raise UnfitTemplate("large")
    if content.startswith(_OLD):
        raise UnfitTemplate("old")
    if not content.startswith(_ZIP):
        raise UnfitTemplate("foreign")
    try:
        parts = _inflated(content)
        _look_over(parts)
    except (
        BadZipFile,
        broken_stream,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as why:
        if isinstance(why, UnfitTemplate):
            raise
        raise UnfitTemplate("damaged") from None
    return parts


def _inflated(content: bytes) -> Parts:
    with ZipFile(BytesIO(content)) as archive:
        listed = archive.infolist()
        whole = sum(one.file_size for one in listed)
        if whole > _LARGEST_WHOLE or len(listed) > _MOST_PARTS:
            raise UnfitTemplate("large")
        if any(one.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for one in listed):
            raise UnfitTemplate("damaged")
        return {one.filename: archive.read(one) for one in listed if not one.is_dir()}


def _look_over(parts: Parts) -> None:
    if _TYPES not in parts:
        raise UnfitTemplate("foreign")
    if _MACROS in parts[_TYPES].decode("utf-8", "replace").lower():
        raise UnfitTemplate("macros")
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            _refuse_deep(content)
        if name.endswith(".rels"):
            _refuse_foreign(content)
    main_part(parts)


def _refuse_deep(content: bytes) -> None:
    """Neither what another part of XML would be read from, nor what no program writes so deep."""
    parser, depth = ParserCreate(None, "}"), 0

    def enter(_name: str, _told: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST + 1:
            raise UnfitTemplate("damaged")

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_told: object) -> None:
        raise UnfitTemplate("damaged")

    # Counted as it is read: elements that are only counted need not be made.
    parser.StartElementHandler, parser.EndElementHandler = enter, leave
    parser.StartDoctypeDeclHandler = refuse  # before any entity of it is read
    try:
        parser.Parse(content, True)  # noqa: FBT003  # expat's own: this is all of it
    except ExpatError:
        raise UnfitTemplate("damaged") from None


def _refuse_foreign(content: bytes) -> None:
    for one in fromstring(content, forbid_dtd=True):
        kind = str(one.get("Type", "")).rpartition("/")[2]
        if kind in _ACTIVE:
            raise UnfitTemplate("macros" if kind == "vbaProject" else "active")
        if one.get("TargetMode") == "External" and kind != _LINKED:
            raise UnfitTemplate("outside")


def main_part(parts: Mapping[str, bytes]) -> str:
    """Where the text itself stands."""
    for one in links_of(parts, ""):
        if one.kind == "officeDocument" and one.part in parts:
            return one.part
    raise UnfitTemplate("foreign")


def links_of(parts: Mapping[str, bytes], part: str) -> Iterator[Link]:
    """What a part refers to within the file; the package itself has no name."""
    for _, link in named_links(parts, part):
        yield link


def named_links(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[str, Link]]:
    """The same, each with the name that the part gives it."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in parts:
        return
    for one in fromstring(parts[rels], forbid_dtd=True):
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, str(one.get("Target", ""))))
            kind = str(one.get("Type", "")).rpartition("/")[2]
            yield str(one.get("Id", "")), Link(kind, target.lstrip("/"))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The file of these parts: the same parts always give the same."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name in sorted(
            parts, key=lambda one: (one != _TYPES, not one.startswith("_rels/"), one)
        ):
            archive.writestr(ZipInfo(name, _ZIP_DAY), parts[name], ZIP_DEFLATED)
    return file.getvalue()
