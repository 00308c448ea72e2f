"""State tables: units beside what they owe over the year, one cell each, told in a word and a tone."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE: Final = Qt.ItemDataRole.UserRole
NOWHERE: Final = QModelIndex()


class StateCell(NamedTuple):
    """What a cell says, and in which tone; a tone of none is where nothing is asked."""

    text: str
    tone: str


NOT_ASKED: Final = StateCell("", "none")


class StateTable(QAbstractTableModel):
    """Rows are units; what the columns are, each table says."""

    def cell(self, index: Index) -> StateCell:
        """What a cell says."""
        raise NotImplementedError

    def sentence(self, index: Index) -> str:
        """The same, for whoever wants to know more or cannot see it."""
        raise NotImplementedError

    def waits(self, index: Index) -> bool:
        """Whether something is still to come there."""
        raise NotImplementedError

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell for the delegate; words for everything else."""
        if role == CELL_ROLE:
            return self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).text
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.sentence(index) or None
        return None
