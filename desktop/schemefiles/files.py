"""Scheme files on disk: where the installed ones are, and reading one with all its faults."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from desktop.bundle import bundled
from desktop.domain.scheme import Scheme
from desktop.domain.slips import Slip
from desktop.schemefiles.building import Workshop
from desktop.schemefiles.checks import number_slips
from desktop.schemefiles.exceptions import sift
from desktop.schemefiles.formats import is_newer
from desktop.schemefiles.ledger_checks import ledger_slips
from desktop.schemefiles.other_files import WHAT_IT_IS, other_kind
from desktop.schemefiles.references import ranking_slips, reference_slips, requirement_slips
from desktop.schemefiles.remarks import Remark, remarks_on, remarks_on_excused
from desktop.schemefiles.scheme_building import build_scheme

FILE_NAME: Final = "scheme.toml"
_TOML_PLACE: Final = re.compile(r"\(at line (\d+), column \d+\)")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|#.*")
_CHINESE_MARKS: Final = re.compile("[，。：；＝（）［］｛｝“”‘’＂]")
_TOML_WORDS: Final = (
    ("Cannot overwrite a value", "同一个键写了两次"),
    ("Cannot declare", "同一个表写了两次；成组的表要写两层方括号 [[…]]"),
    ("Cannot mutate immutable", "同一个表写了两次；成组的表要写两层方括号 [[…]]"),
    ("Unclosed array", "清单没有写完：缺方括号、逗号或引号，或者用了中文标点"),
    ("Unclosed inline", "花括号里没有写完：缺花括号、逗号或引号，或者用了中文标点"),
    ("Unterminated string", "引号没有关上"),
    ("Illegal character '\\n'", "引号没有关上"),
    ("Invalid date or datetime", "没有这一天，请核对日期"),
    ("Invalid value", "等号后面的值写法不对；文字要加英文引号"),
    ("Expected '=' after", "键后面缺少等号"),
    ("Expected ']", "方括号没有配对"),
    ("Expected newline", "一行只能写一项；日期要写成 2022-08-03 的样子"),
)


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """What reading a file gave: the scheme, unless faults stand in the way."""

    path: Path
    scheme: Scheme | None
    faults: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()
    excused: tuple[Remark, ...] = ()
    newer: bool = False  # a later program wrote it, and may know what this one does not


def installed() -> Mapping[str, Path]:
    """The schemes that come with the program, by id."""
    return {path.parent.name: path for path in sorted(bundled("schemes").glob(f"*/{FILE_NAME}"))}


def read_scheme_file(path: Path) -> SchemeFile:
    """Read and check one file. OSError is the caller's; all else becomes a fault with its line."""
    return read_scheme_content(path.read_bytes(), path)


def read_scheme_content(content: bytes, path: Path) -> SchemeFile:
    """Read and check a file's content, wherever it was kept."""
    other = other_kind(content)
    if other:
        return SchemeFile(path, None, (Remark(1, f"这是{other}，不是办法文件；{WHAT_IT_IS}"),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return SchemeFile(path, None, (Remark(line, "不是 UTF-8 编码，请另存为 UTF-8"),))
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
        return _checked(path, text, raw)
    except RecursionError:
        return SchemeFile(path, None, (Remark(1, "数据嵌套太深，请核对括号"),))
    except (ValueError, ArithmeticError) as error:
        return SchemeFile(path, None, (_syntax_fault(str(error), text),))


def _syntax_fault(error: str, text: str) -> Remark:
    place = _TOML_PLACE.search(error)
    line = int(place[1]) if place else text.count("\n") + 1
    if _CHINESE_MARKS.search(_QUOTED.sub("", text.split("\n")[line - 1])):
        return Remark(line, "引号外面用了中文标点或全角字符，请改用英文标点")
    words = next((words for start, words in _TOML_WORDS if start in error), "TOML 写法不对")
    return Remark(line, f"{words}，请改正后再试")


def _checked(path: Path, text: str, raw: dict[str, Any]) -> SchemeFile:
    workshop = Workshop()
    scheme = build_scheme(raw, workshop)
    slips = [*workshop.slips, *_own_name(path, scheme)]
    if scheme is not None:
        for reading in [*(scheme.by_kind or {}).values()] or [scheme]:
            slips += [*number_slips(reading), *reference_slips(reading), *ledger_slips(reading)]
        slips += [*requirement_slips(scheme), *ranking_slips(scheme)]
    sifted = sift(slips, scheme.exceptions if scheme else (), raw)
    return SchemeFile(
        path,
        None if sifted.faults else scheme,
        remarks_on(text, raw, sifted.faults),
        remarks_on(text, raw, sifted.doubts),
        remarks_on_excused(text, raw, sifted.excused),
        is_newer(raw),
    )


def _own_name(path: Path, scheme: Scheme | None) -> Iterator[Slip]:
    """An installed scheme is found by its folder, so the folder bears its id."""
    if scheme is not None and path.name == FILE_NAME and path.absolute().parent.name != scheme.id:
        message = f"文件夹名是“{path.absolute().parent.name}”，要和代号“{scheme.id}”一致"
        yield Slip("folder", message, ("id",), grave=False)
