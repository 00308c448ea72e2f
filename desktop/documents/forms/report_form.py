"""Report forms: what a supervision plan has its units fill in every month, filled or blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from desktop.documents.manuscript import (
    Abreast,
    Align,
    Blank,
    Block,
    Column,
    Face,
    Grid,
    Manuscript,
    Words,
    paper_of,
)
from desktop.documents.setting.typefaces import BODY, HEADING, LATIN, TITLE
from desktop.domain.ledgers.form_lines import lines_in, lines_of
from desktop.domain.ledgers.report_words import is_unit_label
from desktop.domain.plan import FormRow, FormSection, ReportForm

_TITLE: Final = Face(TITLE.name, 18, 32)
_HEADING: Final = Face(HEADING.name, 12, 20)
_BODY: Final = Face(BODY.name, 12, 18, LATIN.name)
_PAPER: Final = paper_of("A4", landscape=False, margins=(3.0, 2.4, 2.6, 2.4))
_WIDTHS: Final = (36.0, 190.0)
_ROOM: Final = 46.0  # of a row that is filled in by hand
_FILLED_WIDTHS: Final = (36.0, 150.0)  # what is said already gets the room
_FILLED_ROOM: Final = 28.0

MONTH: Final = "month"  # of the entries, as `2022-03`
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")

Entries = Mapping[str, str]


def report_form(
    form: ReportForm, office: str, dated: date, unit: str = "", entries: Entries | None = None
) -> Manuscript:
    """The form with what is entered by `1`, `4.2`, or by the words of its head and foot."""
    own = {label: unit for label in form.head if is_unit_label(label)} | dict(entries or {})
    blocks: list[Block] = [Words(form.title, _TITLE, Align.MIDDLE, kept=True)]
    foot = unit or "空白表"
    if month := _MONTH.fullmatch(own.get(MONTH, "")):
        year, number = map(int, month.groups())
        blocks += [Words(f"（{year} 年 {number} 月）", _BODY, Align.MIDDLE, kept=True)]
        blocks += [Blank(4, kept=True)]
        foot = f"{foot}　{year}年{number}月"
    if form.head:
        blocks += [Abreast(_labelled(form.head, own), _BODY, kept=True), Blank(4, kept=True)]
    filled = any(line.place in own for line in lines_of(form))
    for section in form.sections:
        blocks += [Words(section.name, _HEADING, title=section.name, kept=True)]
        blocks += [_grid(section, own, filled=filled), Blank(8)]
    if form.foot:
        blocks += [Abreast(_labelled(form.foot, own), _BODY)]
    title = f"{form.title}　{unit}" if unit else form.title
    return Manuscript(title, office, dated, _PAPER, tuple(blocks), foot)


def _labelled(labels: tuple[str, ...], entries: Entries) -> tuple[str, ...]:
    return tuple(f"{one}：{entries.get(one) or _day_to_fill(one)}" for one in labels)


def _day_to_fill(label: str) -> str:
    """A day is filled in between its words."""
    return "　　　　年　　月　　日" if label.endswith(("时间", "日期")) else ""


def _grid(section: FormSection, entries: Entries, *, filled: bool) -> Grid:
    widths, room = (_FILLED_WIDTHS, _FILLED_ROOM) if filled else (_WIDTHS, _ROOM)
    columns = (
        Column("序号", widths[0], Align.MIDDLE, merged=True),
        Column("内　容", widths[1]),
        Column("填报情况", _PAPER.measure - sum(widths)),
    )
    rows = tuple(line for row in section.rows for line in _lines(row, entries))
    return Grid(columns, rows, _HEADING, _BODY, least=room)


def _lines(row: FormRow, entries: Entries) -> Iterator[tuple[str, str, str]]:
    """A row, and the lines within it; a hint stands where nothing is entered."""
    for line in lines_in(row):
        name = line.name if line.place == row.no else f"　{line.name}"
        yield row.no, name, entries.get(line.place) or _hint(line.hint)


def _hint(words: str) -> str:
    return f"（{words}）" if words else ""
