"""Tables: small ones that are read and not written, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)

from desktop.ui.theme.tokens import px

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_ROOM: Final = 12  # in a row beside its words


class Heading(NamedTuple):
    """A column; one without a width takes what is left, several share it."""

    words: str
    width: int | None


def read_only(view: QTableView, headings: Sequence[Heading]) -> None:
    """Whole rows are chosen, the tab key leaves, and columns have the design's widths."""
    view.verticalHeader().hide()
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setTabKeyNavigation(False)
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for at, one in enumerate(headings):
        if one.width is None:
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        else:
            view.setColumnWidth(at, px(one.width))


def go_to(view: QTableView, index: Index) -> None:
    """To this cell alone, or this row: keys that are held down just now, as in Ctrl+Z, add nothing to it."""
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    if view.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows:
        flags |= QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().setCurrentIndex(index, flags)


def word_table(name: str, headings: Sequence[Heading]) -> QTableWidget:
    """A framed table of words."""
    made = QTableWidget(0, len(headings))
    made.setAccessibleName(name)
    made.setProperty("framed", "true")
    made.setHorizontalHeaderLabels([one.words for one in headings])
    read_only(made, headings)
    return made


def add_row(table: QTableWidget, *words: str) -> None:
    """One row more; its height follows its words, and what does not fit is in the tool tip."""
    at = table.rowCount()
    table.insertRow(at)
    for place, one in enumerate(words):
        cell = QTableWidgetItem(one)
        cell.setToolTip(one)
        table.setItem(at, place, cell)


def wrap_rows(table: QTableWidget) -> None:
    """Rows as high as their words; only for tables of some dozens of rows."""
    table.setWordWrap(True)
    table.setItemDelegate(_RoomyRows(table))
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


class _RoomyRows(QStyledItemDelegate):
    """Some room above and below: rows of several lines would run into one another."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The words and the room; Qt forgets the padding that the style sheet takes from each line."""
        narrower = QStyleOptionViewItem(option)
        rect, widget = option.rect, option.widget  # type: ignore[attr-defined]  # Qt's stubs lack them
        text = QStyle.SubElement.SE_ItemViewItemText
        inside = widget.style().subElementRect(text, option, widget)
        narrower.rect = rect.adjusted(0, 0, inside.width() - rect.width(), 0)  # type: ignore[attr-defined]  # as above
        return super().sizeHint(narrower, index) + QSize(0, px(_ROOM))


class HeadedTable(QAbstractTableModel):
    """A model of rows that are known by their place, under headings that never change."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)

    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """No row has rows of its own."""
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As the headings say."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """The headings."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None
