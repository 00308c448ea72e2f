"""Write resources/licences.txt: every package, library, font and icon inside the program, with its licence.

    python packaging/licences.py            (make notice)

What the packages of the lock say of themselves is joined with packaging/licences/table.toml, which a person has
reviewed. Nothing is written while a licence is not allowed, or a package has moved on since what is compiled into
it was looked at.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any, Final, NamedTuple

from packaging.requirements import Requirement

ROOT: Final = Path(__file__).resolve().parents[1]
OWN: Final = Path(__file__).resolve().parent / "licences"
OUT: Final = ROOT / "resources" / "licences.txt"
LINE: Final = "═" * 78
_HEAD: Final = """\
考评台所含软件、字体和图标的许可

本文件由 make notice 生成，不用手工修改。先列出每一样的名称、版本和许可，再附许可的全文；
几样共用的全文（如 LGPL-3.0）放在最后。按 LGPL 使用的程序库都以单独的文件随附，可以换成自己编译的。
"""
_PINNED: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", re.MULTILINE)
# Those that the program is built for.
_PLATFORMS: Final = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)
_SHARED: Final = ("Apache-2.0", "GPL-3.0", "LGPL-2.1", "LGPL-3.0")

Row = Mapping[str, Any]


class Notice(NamedTuple):
    """One thing inside: what, which version, under which licence, and the words of it."""

    kind: str
    name: str
    version: str
    licence: str
    source: str
    shared: tuple[str, ...]
    text: str


def main() -> int:
    """Write the file, or say why not."""
    table = read_table()
    notices = notices_of(table, locked())
    wrong = [*faults(notices, table), *outdated(table, locked())]
    for one in wrong:
        print(one, file=sys.stderr)
    if not wrong:
        OUT.write_text(written(notices), encoding="utf-8", newline="\n")
    return bool(wrong)


def read_table() -> dict[str, Any]:
    """What a person has reviewed."""
    return tomllib.loads((OWN / "table.toml").read_text("utf-8"))


def locked() -> dict[str, str]:
    """The version of each package, as the lock pins it."""
    return {
        plain(name): version
        for name, version in _PINNED.findall((ROOT / "requirements.lock").read_text("utf-8"))
    }


def plain(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def faults(notices: Iterable[Notice], table: Row) -> list[str]:
    """What may not be inside."""
    allowed, of_fonts = {*table["allowed"]}, {*table["allowed_for_fonts"]}
    return [
        f"{one.name}: {one.licence} is not allowed"
        for one in notices
        if one.licence not in (allowed | of_fonts if one.kind == "字体" else allowed)
    ]


def outdated(table: Row, pins: Mapping[str, str]) -> list[str]:
    """What was looked at in another version than the one that is inside now."""
    return [
        f"{one['name']} in {one['of']} was reviewed at {one['reviewed']}, the lock has {pins.get(one['of'])}"
        for one in table["inside"]
        if pins.get(one["of"]) != one["reviewed"]
    ]


def runtime() -> list[str]:
    """Every package that the program needs to run, on one platform or another; the tests' are none of them."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    found: dict[tuple[str, str], None] = {}
    waiting = [(Requirement(one), "") for one in wanted]
    while waiting:
        requirement, extra = waiting.pop()
        if not _asked_for(requirement, extra):
            continue
        name = plain(requirement.name)
        for one in ("", *sorted(requirement.extras)):
            if (name, one) not in found:
                found[name, one] = None
                waiting += [(Requirement(more), one) for more in distribution(name).requires or ()]
    return sorted({name for name, _ in found})


def _asked_for(requirement: Requirement, extra: str) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**one, "extra": extra}) for one in _PLATFORMS)


def notices_of(table: Row, pins: Mapping[str, str]) -> list[Notice]:
    """All that is inside: ours, the packages with what lies in them, and what is no package."""
    names = runtime()
    notices = [_ours()]
    notices += [_of_package(name, table["packages"].get(name, {}), pins) for name in names]
    notices += [_of_row(one, f"在 {one['of']} 里") for one in table["inside"]]
    notices += [_of_row(one, one["kind"]) for one in table["beside"]]
    return notices


def _ours() -> Notice:
    """Its version stands elsewhere, once."""
    return Notice("本软件", "考评台", "", "Apache-2.0", "", ("Apache-2.0",), "")


def _of_package(name: str, row: Row, pins: Mapping[str, str]) -> Notice:
    found = distribution(name)
    if found.version != pins.get(name):
        raise SystemExit(f"{name} {found.version} is installed, the lock has {pins.get(name)}")
    said = found.metadata.get("License-Expression") or found.metadata.get("License") or "?"
    texts = [] if "template" in row else [*_texts_of(found)]
    told = "\n\n".join([*_own_words(row), *texts])
    return Notice(
        "Python 软件包",
        name,
        found.version,
        row.get("licence", said),
        row.get("source", f"https://pypi.org/project/{name}/{found.version}/"),
        tuple(row.get("shared", ())),
        told,
    )


def _of_row(row: Row, kind: str) -> Notice:
    told = [*_own_words(row), *(text for one in row.get("texts", ()) for text in _named_text(one))]
    if "see" in row:
        told.append(f"许可全文在“{row['see']}”的许可里。")
    return Notice(
        kind,
        row["name"],
        row.get("version", ""),
        row["licence"],
        row.get("source", ""),
        tuple(row.get("shared", ())),
        "\n\n".join(told),
    )


def _own_words(row: Row) -> Iterator[str]:
    if "copyright" in row:
        yield row["copyright"]
    if "template" in row:
        yield _cleaned((OWN / f"{row['template']}.txt").read_text("utf-8"))


def _texts_of(found: Distribution) -> Iterator[str]:
    """What a package brings of its own licence; what it brings of others' is told where they stand."""
    for file in sorted(found.files or (), key=str):
        inside = re.fullmatch(r"[^/]+\.dist-info/(?:licenses/)?([^/]+)", str(file))
        if inside and re.match(r"(?i)(licen[cs]e|copying|notice|authors)", inside[1]):
            yield _cleaned(file.read_text("utf-8"))
    if found.name.lower() == "pypdfium2":
        yield from _named_text("pypdfium2:LICENSES/Apache-2.0.txt")


def _named_text(name: str) -> Iterator[str]:
    """`own:`, `resources:` or a package's, then the path; an asterisk names every file of a folder."""
    owner, _, path = name.partition(":")
    if owner in {"own", "resources"}:
        folder = OWN if owner == "own" else ROOT / "resources"
    else:
        folder = Path(str(distribution(owner).locate_file("."))) / _licence_folder(owner)
    found = [file for file in sorted(folder.glob(path)) if file.is_file()]
    if not found:
        raise SystemExit(f"{name}: no such text")
    for file in found:
        headed = f"【{file.stem}】\n\n" if "*" in path else ""
        yield headed + _read(file)


def _licence_folder(owner: str) -> Path:
    inside = [
        one.parts for one in distribution(owner).files or () if one.parts[1:2] == ("licenses",)
    ]
    return Path(*inside[0][:2])


def _read(file: Path) -> str:
    content = file.read_bytes()
    try:
        return _cleaned(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _cleaned(content.decode("latin-1"))  # a copyright sign of old


def _cleaned(text: str) -> str:
    """Without what changes from file to file and says nothing."""
    lines = text.replace("\r\n", "\n").replace("\f", "\n").expandtabs().splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n").replace("═", "=")


def written(notices: Iterable[Notice]) -> str:
    """The file."""
    notices = [*notices]
    index = [f"  {one.name}  {one.version}  {one.licence}".replace("    ", "  ") for one in notices]
    parts = [_HEAD, "\n".join(index) + "\n"]
    parts += [_part(one) for one in notices]
    parts += [
        _part(
            Notice(
                "许可全文",
                name,
                "",
                name,
                "",
                (),
                _cleaned((OWN / f"{name}.txt").read_text("utf-8")),
            )
        )
        for name in _SHARED
    ]
    return f"{LINE}\n".join(parts)


def _part(one: Notice) -> str:
    fields = {
        "名称": one.name,
        "版本": one.version,
        "许可": one.licence,
        "类别": one.kind,
        "来源": one.source,
        "全文": "、".join(one.shared),
    }
    head = "\n".join(f"{name}：{words}" for name, words in fields.items() if words)
    return f"{head}\n\n{one.text}\n" if one.text else f"{head}\n"


if __name__ == "__main__":
    sys.exit(main())
