"""Sum lines: what stands below a table, a few lines of numbers over its columns, as a view reads them."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Lines = tuple[tuple[str, ...], ...]
_NOWHERE: Final = QModelIndex()


class SumLines(QAbstractTableModel):
    """Each line with its label at the side; `tips` tell what is counted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._tips: tuple[str, ...] = ()
        self._lines: Lines = ()

    def _renew(self, lines: Lines) -> None:
        """Other lines, or other columns."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def _follow(self, lines: Lines) -> None:
        """The same cells with other numbers."""
        before, self._lines = self._lines, lines
        if before != lines and lines and lines[0]:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(lines[0]) - 1))

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
        if orientation != Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and self._tips:
            return self._tips[section]
        return self._labels[section] if role == Qt.ItemDataRole.DisplayRole else None

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
