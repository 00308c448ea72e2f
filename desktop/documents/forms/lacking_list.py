"""The list of what one unit lacks (缺件清单), to be sent to it, and the table of what all lack (缺件汇总表)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from desktop.documents.forms.letter_looks import (
    HEADED,
    LYING,
    NOTED,
    SET,
    SPOKEN,
    TITLED,
    UPRIGHT,
    columns,
    share,
)
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

_TITLE: Final = "缺 件 清 单"
_TABLE: Final = "缺 件 汇 总 表"
_HEADINGS: Final = ("序号", "佐证要求", "缺的材料", "应交", "已交", "还缺", "由谁提供")
_WEIGHTS: Final = (5, 22, 30, 6, 6, 6, 14)
_OF_ALL: Final = ("序号", "单位", "应交", "已交", "还缺", "免交", "缺哪几项要求")
_ALL_WEIGHTS: Final = (4, 16, 6, 6, 6, 6, 46)
_SIGNED: Final = ("考核单位（盖章）：", "联系人、电话：", "补交期限：　　　　年　　月　　日")


class LackingLine(NamedTuple):
    """One piece that a unit lacks, or of which it lacks some."""

    requirement: str
    piece: str
    due: int
    there: int
    who: str

    @property
    def lacking(self) -> int:
        """How many."""
        return self.due - self.there


class UnitLacks(NamedTuple):
    """What one unit has to hand in, and by requirement how much of it lacks."""

    unit: str
    due: int
    lacking: int
    waived: int
    told: str


@dataclass(frozen=True, slots=True)
class LackingContents:
    """Whose list it is: a unit's lines, or every unit's figures."""

    office: str
    round: str
    period: str
    dated: datetime
    rules: str  # how the scheme asks evidence to be handed in; blank where it does not say


def lacking_list(
    contents: LackingContents, unit: str, lines: tuple[LackingLine, ...]
) -> Manuscript:
    """One unit's."""
    blocks: list[Block] = [*_head(contents, _TITLE, f"被考核单位：{unit}　　")]
    if lines:
        headed = columns(_HEADINGS, share(UPRIGHT, *_WEIGHTS), {1, 2, 6})
        rows = [_row(number, one) for number, one in enumerate(lines, 1)]
        total = Decimal(sum(one.lacking for one in lines))
        rows.append(("", "合计", "", "", "", Sum(total), ""))
        blocks.append(Grid(headed, tuple(rows), HEADED, SET))
        blocks += _closing(contents)
    else:
        blocks.append(Words("要求的佐证材料都已交齐。", SPOKEN))
    title = f"缺件清单　{unit}"
    return Manuscript(
        title, contents.office, contents.dated, UPRIGHT, tuple(blocks), contents.round
    )


def lacking_table(contents: LackingContents, units: tuple[UnitLacks, ...]) -> Manuscript:
    """Every unit's."""
    headed = columns(_OF_ALL, share(LYING, *_ALL_WEIGHTS), {1, 6})
    rows = [_unit_row(number, one) for number, one in enumerate(units, 1)]
    sums = (
        Sum(Decimal(sum(one.due for one in units))),
        Sum(Decimal(sum(one.due - one.lacking for one in units))),
        Sum(Decimal(sum(one.lacking for one in units))),
    )
    rows.append(("", "合计", *sums, "", ""))
    blocks = (*_head(contents, _TABLE, ""), Grid(headed, tuple(rows), HEADED, SET))
    title = f"缺件汇总表　{contents.round}"
    return Manuscript(title, contents.office, contents.dated, LYING, blocks, contents.round)


def _head(contents: LackingContents, title: str, whose: str) -> Iterator[Block]:
    yield Words(title, TITLED, Align.MIDDLE, kept=True)
    yield Blank(4, kept=True)
    told = f"{whose}批次：{contents.round}　　考核时段：{contents.period}"
    yield Words(told, SPOKEN, kept=True)
    yield Blank(4, kept=True)


def _closing(contents: LackingContents) -> Iterator[Block]:
    if contents.rules:
        yield Blank(4)
        yield Words(f"注：办法对材料的要求：{contents.rules}。", NOTED)
    yield Blank(16, kept=True)
    yield Abreast(_SIGNED, SPOKEN, kept=True)
    yield Blank(12)


def _row(number: int, one: LackingLine) -> tuple[Cell, ...]:
    figures = (Decimal(one.due), Decimal(one.there), Decimal(one.lacking))
    return (str(number), one.requirement, one.piece, *figures, one.who)


def _unit_row(number: int, one: UnitLacks) -> tuple[Cell, ...]:
    figures = (Decimal(one.due), Decimal(one.due - one.lacking), Decimal(one.lacking))
    return (str(number), one.unit, *figures, Decimal(one.waived), one.told or "齐")
