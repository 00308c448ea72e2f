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
from desktop.domain.plan import FormRow, FormSection, ReportForm

_TITLE: Final = Face(TITLE.name, 18, 32)
_HEADING: Final = Face(HEADING.name, 12, 20)
_BODY: Final = Face(BODY.name, 12, 18, LATIN.name)
_PAPER: Final = paper_of("A4", landscape=False, margins=(3.0, 2.4, 2.6, 2.4))
_WIDTHS: Final = (36.0, 190.0)
_ROOM: Final = 46.0  # of a row that is filled in by hand

MONTH: Final = "month"  # of the entries, as `2022-03`
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")

Entries = Mapping[str, str]


def report_form(
    form: ReportForm, office: str, dated: date, unit: str = "", entries: Entries | None = None
) -> Manuscript:
    """The form with what is entered by `1`, `4.2`, or by the words of its head and foot."""
    own = {"单位名称（盖章）": unit} | dict(entries or {})
    blocks: list[Block] = [Words(form.title, _TITLE, Align.MIDDLE, kept=True)]
    if month := _MONTH.fullmatch(own.get(MONTH, "")):
        year, number = map(int, month.groups())
        blocks += [Words(f"（{year} 年 {number} 月）", _BODY, Align.MIDDLE, kept=True)]
    if form.head:
        blocks += [Abreast(_labelled(form.head, own), _BODY, kept=True), Blank(4, kept=True)]
    for section in form.sections:
        blocks += [Words(section.name, _HEADING, title=section.name, kept=True)]
        blocks += [_grid(section, own), Blank(8)]
    if form.foot:
        blocks += [Abreast(_labelled(form.foot, own), _BODY)]
    title = f"{form.title}　{unit}" if unit else form.title
    return Manuscript(title, office, dated, _PAPER, tuple(blocks), unit or "空白表")


def _labelled(labels: tuple[str, ...], entries: Entries) -> tuple[str, ...]:
    return tuple(f"{one}：{entries.get(one) or _day_to_fill(one)}" for one in labels)


def _day_to_fill(label: str) -> str:
    """A day is filled in between its words."""
    return "　　　　年　　月　　日" if label.endswith(("时间", "日期")) else ""


def _grid(section: FormSection, entries: Entries) -> Grid:
    rest = _PAPER.measure - sum(_WIDTHS)
    columns = (
        Column("序号", _WIDTHS[0], Align.MIDDLE, merged=True),
        Column("内　容", _WIDTHS[1]),
        Column("填报情况", rest),
    )
    rows = tuple(line for row in section.rows for line in _lines(row, entries))
    return Grid(columns, rows, _HEADING, _BODY, least=_ROOM)


def _lines(row: FormRow, entries: Entries) -> Iterator[tuple[str, str, str]]:
    """A row, and the lines within it; a hint stands where nothing is entered."""
    yield row.no, row.name, entries.get(row.no) or _hint(row.hint)
    for number, part in enumerate(row.parts, 1):
        yield row.no, f"　{part.name}", entries.get(f"{row.no}.{number}") or _hint(part.hint)


def _hint(words: str) -> str:
    return f"（{words}）" if words else ""
