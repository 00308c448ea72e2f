"""Column sums: below the table, how many units lose points in each criterion, how many points, and the averages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from desktop.domain.amounts import ZERO, round_to, show
from desktop.domain.sheet_parts import SheetPart
from desktop.viewmodels.sum_lines import Lines, SumLines
from desktop.viewmodels.table_rows import Score, UnitRow, is_bonus

_PLACES: Final = 2
_LOST: Final = ("失分单位", "失分合计", "平均得分")
_GAINED: Final = ("得分单位", "得分合计", "平均得分")


def labels_of(part: SheetPart) -> tuple[str, ...]:
    """What the lines below the table say."""
    return _GAINED if is_bonus(part) else _LOST


def sums_of(rows: Sequence[UnitRow]) -> Lines:
    """Three lines over all columns; blank where a line says nothing of a column."""
    if not rows:
        return ()
    columns = [[row.cells[place].moved for row in rows] for place in range(len(rows[0].cells))]
    scores = [row.score.moved for row in rows]
    blank = [""] * len(columns)
    averages = [_average(row.score for row in rows), _average(row.total for row in rows)]
    return (
        (*map(_units, columns), "", _units(scores), ""),
        (*map(_points, columns), "", _points(scores), ""),
        (*blank, "", *averages),
    )


def _units(moved: Sequence[Decimal]) -> str:
    return str(sum(one != 0 for one in moved))


def _points(moved: Sequence[Decimal]) -> str:
    return show(sum(moved, ZERO))


def _average(scores: Iterable[Score]) -> str:
    """Of the units that have a score at all."""
    values = [one.value for one in scores if one.value is not None]
    if not values:
        return ""
    return show(round_to(Fraction(sum(values, Decimal(0))) / len(values), _PLACES))


class ColumnSums(SumLines):
    """The three lines of one part."""

    def show_part(self, part: SheetPart, rows: Sequence[UnitRow]) -> None:
        """Other columns, or other units."""
        self._labels = labels_of(part)
        self._renew(sums_of(rows))

    def follow(self, rows: Sequence[UnitRow]) -> None:
        """The same cells with other facts."""
        self._follow(sums_of(rows))
