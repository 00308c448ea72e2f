"""The filing table as Qt's views read it: a file a row, and what can be changed about it."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final
from unicodedata import normalize

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.viewmodels.filing_draft import FilingDraft
from desktop.viewmodels.filing_rows import FilingRow, Option

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole
_NOWHERE: Final = QModelIndex()


class FilingColumn(IntEnum):
    """In the order in which they are shown."""

    FILE = 0
    STANDING = 1
    UNIT = 2
    CHOICE = 3
    ITEM = 4
    GROUNDS = 5
    TAKE = 6

    @property
    def heading(self) -> str:
        """As the table names it."""
        return ("文件", "新/已有", "单位", "要求与材料", "第几项", "依据", "收入")[self]


_EDITED: Final = {FilingColumn.CHOICE, FilingColumn.ITEM, FilingColumn.UNIT}


class FilingTable(QAbstractTableModel):
    """Reads and changes the draft."""

    def __init__(self, draft: FilingDraft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        draft.changed.connect(self._on_changed)

    def row_at(self, index: Index) -> FilingRow:
        """The file of an index."""
        return self.draft.rows[index.row()]

    def options_at(self, index: Index) -> tuple[Option, ...]:
        """What it can be linked to."""
        return self.draft.options(index.row())

    # -- as Qt reads it

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """A row a file."""
        return 0 if parent.isValid() else len(self.draft.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Always all of them; the view hides what is not needed."""
        return 0 if parent.isValid() else len(FilingColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """The columns' names, and the rows' numbers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return FilingColumn(section).heading

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be edited, and what can be checked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == FilingColumn.TAKE:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        row = self.row_at(index)
        counted = index.column() != FilingColumn.ITEM or bool(row.option.items)
        edited = index.column() in _EDITED and row.take and counted
        return flags | Qt.ItemFlag.ItemIsEditable if edited else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Words, the check mark, and the row itself for the delegates."""
        if not index.isValid():
            return None
        row, column = self.row_at(index), FilingColumn(index.column())
        if role == ROW_ROLE:
            return row
        if column is FilingColumn.TAKE:
            return _check(row, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return _words(row, column)
        return _tip(row, column) if role == Qt.ItemDataRole.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401  # Qt's
        """A check mark, an option, a plan item, or a unit."""
        at, column = index.row(), index.column()
        if column == FilingColumn.TAKE and role == Qt.ItemDataRole.CheckStateRole:
            self.draft.take([at], take=Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role != Qt.ItemDataRole.EditRole:
            return False
        if column == FilingColumn.ITEM:
            plain = normalize("NFKC", str(value)).strip()
            self.draft.number(at, int(plain) if plain.isascii() and plain.isdecimal() else None)
        elif column == FilingColumn.CHOICE and isinstance(value, Option):
            self.draft.choose([at], value)
        elif column == FilingColumn.UNIT:
            self.draft.assign([at], str(value))
        else:
            return False
        return True

    def _on_changed(self) -> None:
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)


def _check(row: FilingRow, role: int) -> object:
    if role == Qt.ItemDataRole.CheckStateRole:
        return Qt.CheckState.Checked if row.take else Qt.CheckState.Unchecked
    return f"收入 {row.name}" if role == Qt.ItemDataRole.AccessibleTextRole else None


def _words(row: FilingRow, column: FilingColumn) -> str:
    words = {
        FilingColumn.FILE: row.name,
        FilingColumn.STANDING: row.standing,
        FilingColumn.UNIT: row.unit_name,
        FilingColumn.CHOICE: row.option.words if row.take else "不收入",
        FilingColumn.ITEM: "" if row.plan_item is None else str(row.plan_item),
        FilingColumn.GROUNDS: row.told if row.take else "",
    }
    return words.get(column, "")


def _tip(row: FilingRow, column: FilingColumn) -> str:
    if column is FilingColumn.FILE:
        return "/".join([*row.folders, row.name])
    return _words(row, column)
