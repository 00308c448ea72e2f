"""Scheme files on disk: where the installed ones are, and reading one with all its faults."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from desktop.bundle import bundled
from desktop.domain.scheme import Scheme
from desktop.domain.slips import Place, Slip
from desktop.schemefiles.building import Workshop
from desktop.schemefiles.checks import number_slips
from desktop.schemefiles.exceptions import sift
from desktop.schemefiles.positions import line_of, lines_of
from desktop.schemefiles.references import reference_slips
from desktop.schemefiles.scheme_building import build_scheme

FILE_NAME: Final = "scheme.toml"
_TOML_PLACE: Final = re.compile(r"\(at line (\d+), column \d+\)")
_TOML_WORDS: Final = (
    ("Cannot overwrite a value", "同一个键写了两次"),
    ("Cannot declare", "同一个表写了两次"),
    ("Unclosed array", "方括号没有关上"),
    ("Unclosed inline", "花括号没有关上"),
    ("Unterminated string", "引号没有关上"),
    ("Invalid value", "等号后面的值写法不对；文字要加英文引号"),
    ("Expected '='", "键后面缺少等号"),
    ("Expected newline", "一行只能写一项"),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a file, with the line it stands on."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """What reading a file gave: the scheme, unless faults stand in the way."""

    path: Path
    scheme: Scheme | None
    faults: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()
    excused: tuple[Remark, ...] = ()


def installed() -> Mapping[str, Path]:
    """The schemes that come with the program, by id."""
    return {path.parent.name: path for path in sorted(bundled("schemes").glob(f"*/{FILE_NAME}"))}


def read_scheme_file(path: Path) -> SchemeFile:
    """Read and check one file. OSError is the caller's; all else becomes a fault with its line."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return SchemeFile(path, None, (Remark(line, "不是 UTF-8 编码，请另存为 UTF-8"),))
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        return SchemeFile(path, None, (_syntax_fault(str(error), text),))
    return _checked(path, text, raw)


def _syntax_fault(error: str, text: str) -> Remark:
    place = _TOML_PLACE.search(error)
    line = int(place[1]) if place else text.count("\n") + 1
    words = next((words for start, words in _TOML_WORDS if start in error), "TOML 写法不对")
    return Remark(line, f"{words}，请改正后再试")


def _checked(path: Path, text: str, raw: dict[str, Any]) -> SchemeFile:
    workshop = Workshop()
    scheme = build_scheme(raw, workshop)
    slips = [*workshop.slips, *_own_name(path, scheme)]
    if scheme is not None:
        for reading in [*(scheme.by_kind or {}).values()] or [scheme]:
            slips += [*number_slips(reading), *reference_slips(reading)]
    sifted = sift(slips, scheme.exceptions if scheme else ())
    lines = lines_of(text) if sifted.faults or sifted.doubts or sifted.excused else {}

    def remarks(found: Iterable[tuple[Slip, str]]) -> tuple[Remark, ...]:
        placed = (
            (line_of(lines, _resolve(slip.place, raw)), slip.message + more) for slip, more in found
        )
        return tuple(Remark(*one) for one in sorted(set(placed)))

    return SchemeFile(
        path,
        None if sifted.faults else scheme,
        remarks((slip, "") for slip in sifted.faults),
        remarks((slip, "") for slip in sifted.doubts),
        remarks((slip, f"（已注明：{one.because}）") for slip, one in sifted.excused),
    )


def _own_name(path: Path, scheme: Scheme | None) -> Iterator[Slip]:
    """An installed scheme is found by its folder, so the folder bears its id."""
    if scheme is not None and path.name == FILE_NAME and path.absolute().parent.name != scheme.id:
        message = f"文件夹名是“{path.absolute().parent.name}”，要和代号“{scheme.id}”一致"
        yield Slip("folder", message, ("id",), grave=False)


def _resolve(place: Place, raw: object) -> Place:
    """Turn ids in a place into positions in the file's lists; of two with one id, the later."""
    resolved: list[str | int] = []
    for step in place:
        position: str | int = step
        if isinstance(raw, list) and isinstance(step, str):
            ids = [entry.get("id") if isinstance(entry, dict) else None for entry in raw]
            position = max((i for i, name in enumerate(ids) if name == step), default=step)
        resolved.append(position)
        raw = _inside(raw, position)
    return tuple(resolved)


def _inside(raw: object, step: str | int) -> object:
    if isinstance(raw, dict):
        return raw.get(step)
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None
