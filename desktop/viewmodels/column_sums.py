"""Column sums: below the table, how many units lose points in each criterion, how many points, and the averages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.amounts import ZERO, round_to, show
from desktop.domain.sheet_parts import SheetPart
from desktop.viewmodels.table_rows import Score, UnitRow, is_bonus

Index = QModelIndex | QPersistentModelIndex
Lines = tuple[tuple[str, ...], ...]

_NOWHERE: Final = QModelIndex()
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


class ColumnSums(QAbstractTableModel):
    """The three lines, as a view reads them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._lines: Lines = ()

    def show_part(self, part: SheetPart, rows: Sequence[UnitRow]) -> None:
        """Other columns, or other units."""
        self.beginResetModel()
        self._labels, self._lines = labels_of(part), sums_of(rows)
        self.endResetModel()

    def follow(self, rows: Sequence[UnitRow]) -> None:
        """The same cells with other facts."""
        before, self._lines = self._lines, sums_of(rows)
        if before != self._lines and self._lines:
            last = self.index(len(self._lines) - 1, len(self._lines[0]) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many as the table has."""
        return 0 if parent.isValid() or not self._lines else len(self._lines[0])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """What each line says."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Vertical:
            return self._labels[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """The number."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """They are only read."""
        return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
