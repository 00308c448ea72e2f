"""Matrix sums: below the units each column's mean, and how many lose points there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QObject

from desktop.domain.amounts import ZERO, round_to, show
from desktop.viewmodels.matrix_cells import MatrixCell, Shows
from desktop.viewmodels.matrix_columns import Holds, MatrixColumn
from desktop.viewmodels.matrix_lines import UnitLine
from desktop.viewmodels.sum_lines import SumLines

_PLACES: Final = 2
_LABELS: Final = ("平均", "失分单位")
_TIPS: Final = (
    "只算已评完的单位；不适用、未评、评了一部分、暂定和没有参加的不算在内",
    "这一列里已经失分的单位数",
)


def mean_words(cells: Iterable[MatrixCell], shows: Shows) -> str:
    """The mean of what is settled, half up to two places; blank where nothing is."""
    settled = [one for one in cells if one.settled]
    measures = [one.measured(shows) for one in settled]
    known = [Fraction(one) for one in measures if one is not None]
    if not known:
        return ""
    mean = sum(known, Fraction(0)) / len(known)
    if shows is Shows.RATE:
        return f"{show(round_to(mean * 100, 1))}%"
    return show(round_to(mean, _PLACES))


def mean_of(lines: Sequence[UnitLine], column: MatrixColumn, shows: Shows) -> str:
    """A column's mean; places and grades have none."""
    if column.holds in {Holds.PLACE, Holds.GRADE}:
        return ""
    return mean_words((one.cell(column) for one in lines if one.takes_part), shows)


def losing(lines: Sequence[UnitLine], column: MatrixColumn) -> str:
    """How many units lose points in a column."""
    if column.holds in {Holds.PLACE, Holds.GRADE, Holds.ADJUSTED}:
        return ""
    return str(sum(one.takes_part and one.cell(column).lost > ZERO for one in lines))


class MatrixSums(SumLines):
    """The two lines of the matrix."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._labels, self._tips = _LABELS, _TIPS

    def show_sums(
        self, lines: Sequence[UnitLine], columns: Sequence[MatrixColumn], shows: Shows
    ) -> None:
        """Of the units that are shown."""
        told = (
            tuple(mean_of(lines, one, shows) for one in columns),
            tuple(losing(lines, one) for one in columns),
        )
        if self._lines and len(told[0]) == len(self._lines[0]):
            self._follow(told)
        else:
            self._renew(told)
