"""The ledger table: the rows of the open ledger as Qt's views read them; columns that nobody filled stay away."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.ledgers.columns import Column, columns_of, shown_row
from desktop.domain.ledgers.kinds import Kept, Row
from desktop.viewmodels.ledger_book import LedgerBook

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_UNIT: Final = "单位"
_FILES: Final = "佐证"


class LedgerTable(QAbstractTableModel):
    """A row of the ledger a row; the unit first where several are shown, the number of files last."""

    def __init__(self, book: LedgerBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._rows: tuple[Kept[Row], ...] = ()
        self._words: list[dict[str, str]] = []
        self._columns: tuple[Column, ...] = ()
        book.changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        self.beginResetModel()
        self._rows = () if self._book.shows_grid else self._book.rows
        self._words = [shown_row(one.row) for one in self._rows]
        filled = {name for words in self._words for name, text in words.items() if text}
        self._columns = tuple(
            one for one in columns_of(self._book.ledger.row) if one.wanted or one.name in filled
        )
        self.endResetModel()

    def row_at(self, place: int) -> Kept[Row]:
        """The row that stands here."""
        return self._rows[place]

    def place_of(self, row_id: str) -> int:
        """Where a row stands; -1 where it is not shown."""
        return next((at for at, one in enumerate(self._rows) if one.id == row_id), -1)

    @property
    def headings(self) -> list[str]:
        """Every column's."""
        unit = [_UNIT] if self._book.unit is None else []
        return [*unit, *(one.heading for one in self._columns), _FILES]

    # -- as Qt reads it

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """No row has rows of its own."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The unit, what the ledger has, the files."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """The headings; what a column means, where it has to be said."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Words."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(index.row(), index.column())
        return None

    def _text(self, row: int, column: int) -> str:
        at = column - (self._book.unit is None)
        if at < 0:
            return self._book.unit_name(self._rows[row].unit)
        if at < len(self._columns):
            return self._words[row][self._columns[at].name]
        files = self._book.sight.files_of(self._rows[row].id)
        return f"{files} 件" if files else ""
