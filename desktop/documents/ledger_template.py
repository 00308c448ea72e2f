"""The ledger template: an empty workbook for units to fill in, with notes, lists to choose from, and real days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from desktop.documents.manuscript import printable_text

_ROWS: Final = 2_000  # rows with lists; more can be written, without them
_FONT: Final = {"font_name": "仿宋_GB2312", "font_size": 12, "valign": "vcenter"}
_LONGEST_LIST: Final = 255  # characters of a list that Excel takes
_LONGEST_NOTE: Final = 225  # characters of what Excel says to a wrong entry
_MOST_NAMED: Final = 12  # choices; a note that lists sixty units is not read
_PARTING: Final = re.compile('[",]')  # what would part or end such a list
_LISTS: Final = "选项"
_WIDTHS: Final = {
    "day": 14,
    "moment": 20,
    "count": 12,
    "share": 12,
    "yes-no": 10,
    "choice": 18,
    "names": 30,
}
_WIDE: Final = 26
_FORMATS: Final = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "count": "0"}
_ALPHABET: Final = {
    "day": "日期，例如 2022-08-03",
    "moment": "日期和时间，例如 2022-08-03 09:30",
    "count": "不小于 0 的整数",
    "share": "比例，例如 90%",
    "yes-no": "是或否",
    "names": "几个名称用顿号隔开",
}


_Sources = Mapping[str, list[str] | str]


class TemplateColumn(NamedTuple):
    """A column: its heading, the sort of what stands below, what it means, and what may be chosen."""

    heading: str
    sort: str
    hint: str
    wanted: bool
    choices: tuple[str, ...] = ()


def ledger_template(title: str, columns: Sequence[TemplateColumn]) -> bytes:
    """The workbook's bytes: a sheet to fill in, and one that explains every column."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    sources = {one.heading: _source(one, at) for at, one in enumerate(columns)}
    _filled(book, title, columns, sources)
    _explained(book, columns)
    _listed(book, columns, sources)
    book.close()
    return file.getvalue()


def _source(one: TemplateColumn, at: int) -> list[str] | str:
    """What a cell may be chosen from: a list in the rule itself, or, where Excel takes no such list, cells."""
    choices = list(one.choices) or (["是", "否"] if one.sort == "yes-no" else [])
    if len(",".join(choices)) <= _LONGEST_LIST and not any(map(_PARTING.search, choices)):
        return choices
    column = xl_col_to_name(at, col_abs=True)
    return f"={_LISTS}!{column}$1:{column}${len(choices)}"


def _filled(
    book: Workbook, title: str, columns: Sequence[TemplateColumn], sources: _Sources
) -> None:
    sheet = book.add_worksheet(printable_text(title)[:31])
    head = _look(book, bold=True, bg_color="#E6EEF8", border=1, text_wrap=True, align="center")
    wanted = _look(book, bold=True, bg_color="#FFF3DC", border=1, text_wrap=True, align="center")
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    for at, one in enumerate(columns):
        heading = f"{one.heading}*" if one.wanted else one.heading
        sheet.write_string(0, at, heading, wanted if one.wanted else head)
        note = _note(one)
        if note:
            sheet.write_comment(0, at, note, {"x_scale": 1.6, "font_size": 10})
        format_ = _FORMATS.get(one.sort, "@")
        sheet.set_column(at, at, _WIDTHS.get(one.sort, _WIDE), _look(book, num_format=format_))
        _limit(sheet, at, one, sources[one.heading])


def _limit(sheet: Worksheet, at: int, one: TemplateColumn, source: list[str] | str) -> None:
    """What a cell takes; what it does not is refused by Excel itself, with our sentence."""
    rule: dict[str, Any]
    if source:
        rule = {"validate": "list", "source": source}
    elif one.sort == "count":
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
    else:
        return
    rule |= {"error_title": one.heading, "error_message": f"请填：{_note(one)}"[:_LONGEST_NOTE]}
    sheet.data_validation(1, at, _ROWS, at, rule)


def _explained(book: Workbook, columns: Sequence[TemplateColumn]) -> None:
    sheet = book.add_worksheet("填写说明")
    head = _look(book, bold=True, bg_color="#E6EEF8", border=1)
    plain = _look(book, text_wrap=True, border=1)
    for at, (words, width) in enumerate((("列名", 20), ("是否必填", 12), ("怎么填", 70))):
        sheet.write_string(0, at, words, head)
        sheet.set_column(at, at, width)
    for row, one in enumerate(columns, 1):
        sheet.write_string(row, 0, one.heading, plain)
        sheet.write_string(row, 1, "必填" if one.wanted else "", plain)
        sheet.write_string(row, 2, _note(one), plain)


def _listed(book: Workbook, columns: Sequence[TemplateColumn], sources: _Sources) -> None:
    """The lists that are too long for a rule, out of sight: the import reads no hidden sheet."""
    long = [at for at, one in enumerate(columns) if isinstance(sources[one.heading], str)]
    if not long:
        return
    sheet = book.add_worksheet(_LISTS)
    for at in long:
        for row, words in enumerate(columns[at].choices):
            sheet.write_string(row, at, words)
    sheet.hide()


def _note(one: TemplateColumn) -> str:
    some = "、".join(one.choices[:_MOST_NAMED])
    more = f"等 {len(one.choices)} 个" if len(one.choices) > _MOST_NAMED else ""
    choices = f"从这些里选：{some}{more}" if one.choices else ""
    return "；".join(filter(None, (one.hint, choices or _ALPHABET.get(one.sort, ""))))


def _look(book: Workbook, **more: object) -> Format:
    return book.add_format({**_FONT, **more})
