"""The month grid: units beside the reports that are due over the year, as Qt's views read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, Qt

from desktop.domain.ledgers.due_reports import STATE_WORDS, ReportStanding
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.state_table import NOT_ASKED, NOWHERE, Index, StateCell, StateTable

_TONES: Final = {
    "excused": "plain",
    "accepted": "green",
    "in-time": "green",
    "late": "amber",
    "returned": "amber",
    "missing": "red",
    "due-soon": "blue",
    "later": "",
}


class MonthGrid(StateTable):
    """Rows are units, columns due dates."""

    def __init__(self, book: LedgerBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._shape: object = None
        book.changed.connect(self._read)

    def _read(self) -> None:
        """Only where units or dates have changed is anything lost of where one was."""
        grid = self._book.grid
        shape = (grid.columns, tuple(one.unit for one in grid.rows))
        if shape == self._shape and grid.rows:
            last = self.index(len(grid.rows) - 1, len(grid.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._shape = shape
        self.endResetModel()

    @property
    def late(self) -> int:
        """How many reports are overdue."""
        return self._count({"missing", "returned"})

    @property
    def soon(self) -> int:
        """How many fall due within the week."""
        return self._count({"due-soon"})

    def _count(self, states: set[str]) -> int:
        return sum(
            cell is not None and cell.state in states
            for row in self._book.grid.rows
            for cell in row.cells
        )

    def standing(self, index: Index) -> ReportStanding | None:
        """What came of the report there; None where none is asked."""
        return self._book.grid.rows[index.row()].cells[index.column()]

    def places(self, indexes: Iterable[QModelIndex]) -> list[tuple[str, ReportStanding]]:
        """The units and reports of some cells."""
        return [
            (self._book.grid.rows[one.row()].unit, standing)
            for one in indexes
            if (standing := self.standing(one)) is not None
        ]

    def unit_at(self, row: int) -> str:
        """Whose row it is."""
        return self._book.grid.rows[row].name

    # -- as Qt reads it

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One a unit."""
        return 0 if parent.isValid() else len(self._book.grid.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One a report and day."""
        return 0 if parent.isValid() else len(self._book.grid.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """Units at the side; days and reports at the top."""
        if orientation == Qt.Orientation.Vertical:
            names = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
            return self._book.grid.rows[section].name if role in names else None
        one = self._book.grid.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{one.due:%m-%d}\n{one.rule.name}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.name}，{one.due:%Y年%m月%d日} 到期"
        return None

    def cell(self, index: Index) -> StateCell:
        """The day it came, or what is wrong."""
        return _cell(self.standing(index))

    def sentence(self, index: Index) -> str:
        """Unit, report, day and what came of it."""
        one = self.standing(index)
        return "" if one is None else told(self.unit_at(index.row()), one)

    def waits(self, index: Index) -> bool:
        """Nothing came yet."""
        one = self.standing(index)
        return one is not None and one.receipt is None


def told(unit: str, one: ReportStanding) -> str:
    """A cell in a sentence."""
    words = f"{unit}：{one.due.name}，{one.due.due:%Y-%m-%d} 到期，{STATE_WORDS[one.state]}"
    if one.receipt is None:
        return words
    row = one.receipt.row
    came = f"，{row.received:%Y-%m-%d} 收到" if row.received else ""
    late = f"，迟 {one.late_days} 天" if one.state == "late" else ""
    return f"{words}{came}{late}{f'（{row.note}）' if row.note else ''}"


def _cell(one: ReportStanding | None) -> StateCell:
    if one is None:
        return NOT_ASKED
    received = one.receipt.row.received if one.receipt else None
    if one.state in {"in-time", "accepted"} and received is not None:
        text = f"{received:%m-%d}"
    elif one.state == "late":
        text = f"迟 {one.late_days} 天"
    else:
        text = "" if one.state == "later" else STATE_WORDS[one.state]
    return StateCell(text, _TONES[one.state])
