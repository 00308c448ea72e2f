"""The cells of the filing table: what is painted, and the editors that open in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.filing_rows import FilingRow, Option
from desktop.viewmodels.filing_table import ROW_ROLE, FilingColumn, FilingTable

Index = QModelIndex | QPersistentModelIndex
Places = Callable[[Index], Sequence[int]]
_SIGN: Final = 16
W = TypeVar("W", bound=QWidget)


class FilingCell(QStyledItemDelegate):
    """Words, with a sign before those that somebody should look at."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """What is not taken in is pale; what cannot be linked is red."""
        super().initStyleOption(option, index)
        row: FilingRow = index.data(ROW_ROLE)
        ink = "ink" if row.take else "ink_faint"
        if index.column() == FilingColumn.GROUNDS:
            option.icon = _sign(row)  # type: ignore[attr-defined]  # missing from PySide's stubs
            ink = "red" if row.fault and row.take else "ink_soft"
        option.palette.setColor(option.palette.ColorRole.Text, colour(ink))  # type: ignore[attr-defined]  # as above
