"""The duty table: units beside the tasks and targets of their supervision plan, as Qt's views read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, Qt

from desktop.domain.keys import show_ratio
from desktop.domain.ledgers.duties import STATES
from desktop.domain.plan import Task
from desktop.services.duty_grid import DutyColumn, DutyStanding
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.state_table import NOT_ASKED, NOWHERE, Index, StateCell, StateTable

_LONGEST: Final = 14
_TONES: Final = {
    "done": "green",
    "late": "red",
    "open": "",
    "reached": "green",
    "missed": "red",
    "unknown": "",
}


class DutyTable(StateTable):
    """Rows are units, columns tasks and then targets."""

    def __init__(self, book: LedgerBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._shape: object = None
        book.changed.connect(self._read)

    def _read(self) -> None:
        """Only where units or tasks have changed is anything lost of where one was."""
        grid = self._book.duties
        shape = (grid.columns, tuple(one.unit for one in grid.rows))
        if shape == self._shape and grid.rows:
            last = self.index(len(grid.rows) - 1, len(grid.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._shape = shape
        self.endResetModel()

    def standing(self, index: Index) -> DutyStanding | None:
        """How a unit stands with a task; None where it is not asked."""
        return self._book.duties.rows[index.row()].cells[index.column()]

    def places(self, indexes: Iterable[QModelIndex]) -> list[tuple[str, DutyStanding]]:
        """The units and tasks of some cells."""
        return [
            (self._book.duties.rows[one.row()].unit, standing)
            for one in indexes
            if (standing := self.standing(one)) is not None
        ]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One a unit."""
        return 0 if parent.isValid() else len(self._book.duties.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One a task or target."""
        return 0 if parent.isValid() else len(self._book.duties.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """Units at the side; tasks and targets at the top."""
        names = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        if orientation == Qt.Orientation.Vertical:
            return self._book.duties.rows[section].name if role in names else None
        one = self._book.duties.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_last(one)}\n{_short(one.asked.name)}"
        return heading_words(one) if role == Qt.ItemDataRole.ToolTipRole else None

    def cell(self, index: Index) -> StateCell:
        """The state in a word, or the rate."""
        one = self.standing(index)
        return NOT_ASKED if one is None else _cell(one)

    def sentence(self, index: Index) -> str:
        """Unit, task, last day, state and note."""
        one = self.standing(index)
        if one is None:
            return ""
        return told(self._book.duties.rows[index.row()].name, one)

    def waits(self, index: Index) -> bool:
        """Nothing was entered yet."""
        one = self.standing(index)
        return one is not None and one.kept is None


def told(unit: str, one: DutyStanding) -> str:
    """A cell in a sentence."""
    words = [f"{unit}：{heading_words(one.column)}", _cell(one).text or "还没有登记", one.basis]
    if one.kept is not None:
        row = one.kept.row
        words += [f"{row.done:%Y-%m-%d} 完成" if row.done else "", row.note]
    return "，".join(filter(None, words))


def heading_words(one: DutyColumn) -> str:
    """What is asked, by whom, until when."""
    if isinstance(one.asked, Task):
        who = "、".join(one.asked.responsible)
        return f"{one.asked.clause} {one.asked.name}（{who}；{one.asked.due}）"
    wanted = f"{show_ratio(one.asked.at_least)} 以上" if one.asked.at_least else "由考核人判断"
    return f"{one.asked.name}（{wanted}）"


def _short(name: str) -> str:
    """Without what stands in brackets, and no longer than two lines of a heading."""
    plain = name.split("（", maxsplit=1)[0]
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _last(one: DutyColumn) -> str:
    if isinstance(one.asked, Task):
        return one.asked.due
    return f"≥{show_ratio(one.asked.at_least)}" if one.asked.at_least else "判断"


def _cell(one: DutyStanding) -> StateCell:
    rate = f"{float(one.rate * 100):.4g}%" if one.rate is not None else ""
    if one.kept is not None:
        text = STATES[one.kept.row.state]
        if one.state == "late" and one.kept.row.done is not None:
            text = f"{one.kept.row.done:%m-%d} 逾期"
    elif rate:
        text = rate
    else:
        text = "逾期" if one.state == "late" else ""
    return StateCell(text, _TONES[one.state])
