"""The ranking of a year on paper: its months or quarters side by side, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from desktop.documents.forms.contents import DRAFT
from desktop.documents.forms.letter_looks import (
    HEADED,
    LYING,
    NOTED,
    SET,
    TITLED,
    UPRIGHT,
    columns,
    share,
)
from desktop.documents.manuscript import Align, Blank, Block, Cell, Grid, Manuscript, Words

_KIND: Final = "全年考核得分排名表"
_MOST_UPRIGHT: Final = 4  # parts beside one another on an upright page


@dataclass(frozen=True, slots=True)
class YearRow:
    """One unit: its parts in their order, what they come to, and what is to be said of it."""

    group: str
    place: Cell
    unit: str
    parts: tuple[Cell, ...]
    amount: Cell
    grade: str
    remark: str


@dataclass(frozen=True, slots=True)
class YearContents:
    """All that the paper says."""

    office: str
    title: str
    year: int
    dated: datetime
    parts: tuple[str, ...]
    amount: str  # what the amounts are called
    graded: bool
    rows: tuple[YearRow, ...]
    notes: tuple[str, ...] = ()
    settled: bool = False


def year_ranking(contents: YearContents) -> Manuscript:
    """A table for each group."""
    paper = UPRIGHT if len(contents.parts) <= _MOST_UPRIGHT else LYING
    weights = [5, 16, *[7] * len(contents.parts), 7, *([6] if contents.graded else []), 15]
    parts = (one.replace("季度", "\n季度") for one in contents.parts)
    headings = ["名次", "被考核单位", *parts, contents.amount.replace("全年", "全年\n")]
    headings += [*(["等次"] if contents.graded else []), "备注"]
    headed = columns(headings, share(paper, *weights), {1, len(headings) - 1})
    heads = (
        Words(contents.title, TITLED, Align.MIDDLE, kept=True),
        Words(_KIND, TITLED._replace(size=16.0, pitch=26.0), Align.MIDDLE, kept=True),
        Words(f"考核年度：{contents.year}年　　单位：分", NOTED, Align.RIGHT, kept=True),
    )
    blocks: list[Block] = [*heads]
    for group, rows in groupby(contents.rows, key=lambda one: one.group):
        if group:
            blocks += [Blank(6, kept=True), Words(group, NOTED, kept=True)]
        cells = tuple(tuple(_cells(contents, one)) for one in rows)
        blocks.append(Grid(headed, cells, HEADED, SET))
    if contents.notes:
        blocks += [Blank(4), Words(f"注：{'；'.join(contents.notes)}。", NOTED)]
    foot = f"{contents.title}　{contents.year}年"
    told = (f"{_KIND}　{foot}", contents.office, contents.dated, paper, tuple(blocks))
    return Manuscript(*told, foot, mark="" if contents.settled else DRAFT)


def _cells(contents: YearContents, one: YearRow) -> Iterator[Cell]:
    yield from (one.place, one.unit, *one.parts, one.amount)
    if contents.graded:
        yield one.grade
    yield one.remark
