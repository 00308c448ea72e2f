"""Doubt marks: a ledger's table with a sign before rows that have doubts, and their cells in the same colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt

from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import colour
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.ledger_table import Index, LedgerTable

MARK: Final = 16
_SIGN: Final = int(Qt.ItemDataRole.DecorationRole)
_INK: Final = int(Qt.ItemDataRole.ForegroundRole)
_SHOWN: Final = int(Qt.ItemDataRole.DisplayRole)


class MarkedTable(LedgerTable):
    """As the table is; what looks wrong in a row stands in the tool tips."""

    def __init__(self, book: LedgerBook, parent: QObject | None = None) -> None:
        super().__init__(book, parent)
        self._mark, self._ink = icon("alert-triangle", "amber", MARK), colour("amber")

    def data(self, index: Index, role: int = _SHOWN) -> object:
        """The sign stands in the first column, where rows begin."""
        if role == _SIGN:
            doubted = not index.column() and self.doubts_at(index.row())
            return self._mark if doubted else None
        if role == _INK:
            return self._ink if self.is_doubted(index.row(), index.column()) else None
        return super().data(index, role)
