"""Workbook reading: an .xlsx file taken apart into sheets of plain text cells, in a child process.

Only what stands in cells is looked at, and from the styles no more than which of them show days or shares: what
else there is in a workbook (drawings, links, properties, fonts that no Excel knows) can then neither harm nor hinder.
"""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

# It has no types.
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from desktop.intake.cell_words import shows_days, shows_per_cent
from desktop.intake.room import TooMuch
from desktop.intake.sheet_cells import Attributes, Wording, local, rows_in, strings_in

_ARCHIVE: Final = b"PK"
# What Office wrote until 2003, and still writes around what it encrypts.
_OLD: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_LARGEST_PART: Final = 128 << 20


class Unfit(Exception):  # noqa: N818  # the file is at fault, the program is well
    """No workbook that can be read: the argument says which sort."""


class Link(NamedTuple):
    """What a part refers to: the sort of it, and the part's name."""

    kind: str
    part: str


def answer(file: BinaryIO) -> object:
    """Sheets, rows and cells as plain values; or why there are none."""
    try:
        return _read(file)
    except Unfit as unfit:
        return {"unfit": str(unfit)}
    except TooMuch:
        return {"unfit": "large"}


def _read(file: BinaryIO) -> object:
    with opened_package(file) as package:
        return _sheets(package)


@contextmanager
def opened_package(file: BinaryIO) -> Iterator[Package]:
    """An Office file's parts, whichever program of Office writes it."""
    head = file.read(len(_OLD))
    if head == _OLD:
        raise Unfit("password" if _ENCRYPTED in file.read() else "old")
    if not head.startswith(_ARCHIVE):
        raise Unfit("foreign")
    with ZipFile(file) as archive:
        yield Package(archive)


class Package:
    """The parts of an Office file; their names are without case and with whichever slash."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {one.filename.replace("\\", "/").lower(): one for one in archive.infolist()}

    def open(self, part: str) -> IO[bytes]:
        """A part, to be read from its beginning."""
        info = self._names[part.lower()]
        if info.file_size > _LARGEST_PART:
            raise Unfit("large")
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise ValueError  # no program writes this
        return self._archive.open(info)

    def elements(self, part: str) -> Iterator[tuple[str, Attributes]]:
        """All elements of a small part, by their local names."""
        with self.open(part) as file:
            root = fromstring(file.read(), forbid_dtd=True)
        return ((local(one.tag), one.attrib) for one in root.iter())

    def links(self, part: str) -> dict[str, Link]:
        """What a part refers to, by the ids that it uses."""
        folder, name = posixpath.split(part)
        return {
            one["Id"]: Link(
                one["Type"].rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one["Target"])).lstrip("/"),
            )
            for element, one in self.elements(posixpath.join(folder, "_rels", f"{name}.rels"))
            if element == "Relationship"
        }

    def main(self) -> str:
        """The part that the others belong to."""
        try:
            links = self.links("").values()
        except KeyError:
            raise Unfit("foreign") from None
        return next(one.part for one in links if one.kind == "officeDocument")


def _sheets(package: Package) -> object:
    main = package.main()
    elements = list(package.elements(main))
    if elements[0][0] != "workbook":
        raise Unfit("foreign")
    links = package.links(main)
    wording = _wording(package, elements, {one.kind: one.part for one in links.values()})
    shown: list[object] = []
    hidden: list[str] = []
    for name, one in elements:
        if name == "sheet":
            link = links[next(id_ for key, id_ in one.items() if key.endswith("}id"))]
            if one.get("state", "visible") != "visible":
                hidden.append(one["name"])
            elif link.kind == "worksheet":  # no chart
                with package.open(link.part) as part:
                    shown.append([one["name"], [*rows_in(part, wording)]])
    return {"sheets": shown, "hidden": hidden}


def _wording(
    package: Package, elements: list[tuple[str, Attributes]], parts: dict[str, str]
) -> Wording:
    strings: list[str] = []
    if "sharedStrings" in parts:
        with package.open(parts["sharedStrings"]) as part:
            strings = strings_in(part)
    styles = package.elements(parts["styles"]) if "styles" in parts else iter(())
    since_1904 = any(
        name == "workbookPr" and one.get("date1904") in {"1", "true"} for name, one in elements
    )
    formats = list(_formats(styles))
    days, shares = (
        frozenset(style for style, number, code in formats if shows(number, code))
        for shows in (shows_days, shows_per_cent)
    )
    return Wording(strings, days, shares, since_1904)


def _formats(styles: Iterator[tuple[str, Attributes]]) -> Iterator[tuple[str, int, str]]:
    """The number format of each style, by the number that cells bear; the code is blank where it is built in."""
    codes: dict[str, str] = {}
    count: Iterator[int] | None = None
    for name, one in styles:
        match name:
            case "numFmt":
                codes[one["numFmtId"]] = one["formatCode"]
            case "cellXfs":
                count = itertools.count()
            case "cellStyles":
                count = None
            case "xf" if count:
                number, code = one.get("numFmtId", "0"), codes.get(one.get("numFmtId", "0"), "")
                yield str(next(count)), int(number), code
