"""The rectification list (整改清单): lost points with measure, owner and term, what was done, and the second look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from desktop.documents.forms.letter_looks import HEADED, LYING, SET, SPOKEN, TITLED, columns, share
from desktop.documents.manuscript import (
    Abreast,
    Align,
    Blank,
    Block,
    Cell,
    Grid,
    Manuscript,
    Sum,
    Words,
)

RECTIFICATIONS: Final = "整 改 清 单"
_HEADINGS: Final = (
    "序号",
    "单位",
    "问题（条款）",
    "失分",
    "整改措施",
    "责任人",
    "期限",
    "完成情况",
    "复查结果",
)
_WEIGHTS: Final = (4, 10, 26, 5, 16, 8, 11, 16, 15)
_UNIT: Final = 1
_LEFT: Final = frozenset({1, 2, 4, 7, 8})
_SIGNED: Final = ("责任单位（盖章）：", "责任人（签字）：", "日期：　　　　年　　月　　日")
_LOOKED: Final = ("考核单位（盖章）：", "复查人（签字）：", "日期：　　　　年　　月　　日")


class RepairContents(NamedTuple):
    """One of the list in words."""

    unit: str
    problem: str
    lost: Decimal
    measure: str
    owner: str
    due: str
    report: str
    verdict: str


@dataclass(frozen=True, slots=True)
class RectificationContents:
    """A round's list, or one unit's, in its order."""

    office: str
    round: str
    period: str
    unit: str  # blank: of all
    dated: datetime
    repairs: tuple[RepairContents, ...]


def rectification_list(contents: RectificationContents) -> Manuscript:
    """The list; of one unit without the column that would only repeat its name."""
    blocks = (*_head(contents), _table(contents), *_signed(contents))
    title = f"整改清单　{contents.unit or contents.round}"
    return Manuscript(title, contents.office, contents.dated, LYING, blocks, contents.round)


def _head(contents: RectificationContents) -> Iterator[Block]:
    yield Words(RECTIFICATIONS, TITLED, Align.MIDDLE, kept=True)
    yield Blank(4, kept=True)
    whose = f"被考核单位：{contents.unit}　　" if contents.unit else ""
    told = f"{whose}批次：{contents.round}　　考核时段：{contents.period}"
    yield Words(told, SPOKEN, kept=True)
    yield Blank(4, kept=True)


def _table(contents: RectificationContents) -> Grid:
    places = [at for at in range(len(_HEADINGS)) if not (contents.unit and at == _UNIT)]
    rows = [_row(number, one) for number, one in enumerate(contents.repairs, 1)]
    total = sum((one.lost for one in contents.repairs), Decimal(0))
    rows.append(("", "", "合计", Sum(total), "", "", "", "", ""))
    headings = [_HEADINGS[at] for at in places]
    widths = share(LYING, *(_WEIGHTS[at] for at in places))
    left = {to for to, at in enumerate(places) if at in _LEFT}
    cells = tuple(tuple(line[at] for at in places) for line in rows)
    return Grid(columns(headings, widths, left), cells, HEADED, SET, kept=True)


def _row(number: int, one: RepairContents) -> tuple[Cell, ...]:
    plan = (one.measure, one.owner, one.due)
    return (str(number), one.unit, one.problem, one.lost, *plan, one.report, one.verdict)


def _signed(contents: RectificationContents) -> Iterator[Block]:
    yield Blank(20, kept=True)
    if contents.unit:
        yield Abreast(_SIGNED, SPOKEN, kept=True)
        yield Blank(16, kept=True)
    yield Abreast(_LOOKED, SPOKEN, kept=True)
    yield Blank(16)
