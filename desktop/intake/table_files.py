"""Table files: a workbook, or a text of cells such as .csv, read into sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.intake.pasted_cells import cells_of
from desktop.intake.plain_files import open_plain, size_of_plain
from desktop.intake.room import TOO_MUCH, Room, TooMuch
from desktop.intake.sheets import Row, Sheet, Workbook, filled
from desktop.intake.workbooks import read_workbook

_TEXTS: Final = frozenset({".csv", ".tsv", ".txt"})
_MEBIBYTE: Final = 1 << 20
_LARGEST: Final = 50 * _MEBIBYTE  # pictures in it count, too
_LARGEST_TEXT: Final = 32 * _MEBIBYTE  # as many words as a workbook may have, in UTF-8
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS: Final = ",\t;"


def read_table_file(path: Path) -> Workbook:
    """All that is in a file's cells; OSError is the caller's."""
    is_text = path.suffix.lower() in _TEXTS
    _refuse_too_large(path, _LARGEST_TEXT if is_text else _LARGEST)
    with open_plain(path) as file:
        if not is_text:
            return read_workbook(file, path.name)
        text = _decoded(file.read(_LARGEST_TEXT), path.name)
    rows = _rows(text, path.name)
    if not rows:
        raise Refused(f"“{path.name}”里没有内容，请核对是不是选错了文件")
    return Workbook((Sheet(path.stem, rows),))


def _refuse_too_large(path: Path, largest: int) -> None:
    size = size_of_plain(path)
    if size > largest:
        told = f"{-(-size // _MEBIBYTE)} MB，最多 {largest // _MEBIBYTE} MB"
        raise Trouble(f"“{path.name}”太大（{told}），请只留要用的表另存一份后再选")


def _rows(text: str, name: str) -> tuple[Row, ...]:
    try:
        return filled(cells_of(text, max(_SEPARATORS, key=text.count), Room()))
    except TooMuch:
        raise Refused(f"“{name}”{TOO_MUCH}") from None


def _decoded(content: bytes, name: str) -> str:
    """UTF-8, with or without its mark, Excel's “Unicode text”, or else what Chinese Windows writes."""
    codings = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "gb18030")
    for coding in codings:
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(
        f"“{name}”不是文字表格，或编码既不是 UTF-8 也不是 GB18030，请在 Excel 里另存为 .xlsx 后再选"
    )
