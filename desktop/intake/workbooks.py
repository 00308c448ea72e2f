"""Workbooks: an .xlsx file read by a child process, and its answer taken for nothing but text."""

from __future__ import annotations

from typing import BinaryIO, Final

from desktop.domain.refusals import Refused
from desktop.intake.confined import Broken, Limits, Overrun, answer_of
from desktop.intake.room import TOO_MUCH
from desktop.intake.sheets import Row, Sheet, Workbook

_READER: Final = "desktop.intake.workbook_reading"
_UNFIT: Final = {
    "password": "设有打开密码，请在 Excel 里取消密码、另存为 .xlsx 后再选",
    "old": "是旧版 Excel 工作簿（.xls），请在 Excel 里另存为 .xlsx 后再选",
    "foreign": "不是 Excel 工作簿，请在 Excel 里另存为 .xlsx 后再选",
    "large": TOO_MUCH,
}
_DAMAGED: Final = "不完整或已损坏，请在 Excel 里打开它、另存为 .xlsx 后再选"
_BLANK: Final = "里没有内容，请核对是不是选错了文件"
_ALL_HIDDEN: Final = "里的内容都在隐藏的工作表上，请在 Excel 里取消隐藏、保存后再选"
# Whatever a file is made to do, the evaluator waits ten seconds at most.
_LIMITS: Final = Limits(seconds=9, answer=48 << 20)


def read_workbook(file: BinaryIO, name: str, limits: Limits = _LIMITS) -> Workbook:
    """The sheets of a file that was opened without a buffer; what cannot be read is refused, by its name."""
    try:
        read = _taken(answer_of(_READER, file, limits), name)
    except Overrun:
        raise Refused(f"“{name}”{_UNFIT['large']}") from None
    except Broken:
        raise Refused(f"“{name}”{_DAMAGED}") from None
    if not read.sheets:
        raise Refused(f"“{name}”{_ALL_HIDDEN if read.hidden else _BLANK}")
    return read


def _taken(answer: object, name: str) -> Workbook:
    match answer:
        case {"unfit": str(sort)} if sort in _UNFIT:
            raise Refused(f"“{name}”{_UNFIT[sort]}")
        case {"sheets": list(sheets), "hidden": list(hidden)}:
            shown = tuple(one for one in map(_sheet, sheets) if one.rows)
            return Workbook(shown, tuple(map(_text, hidden)))
    raise Broken


def _sheet(plain: object) -> Sheet:
    match plain:
        case [str(name), list(rows)]:
            return Sheet(name, tuple(map(_row, rows)))
    raise Broken


def _row(plain: object) -> Row:
    match plain:
        case [int(number), list(cells)]:
            return Row(number, tuple(map(_text, cells)))
    raise Broken


def _text(plain: object) -> str:
    if isinstance(plain, str):
        return plain
    raise Broken
