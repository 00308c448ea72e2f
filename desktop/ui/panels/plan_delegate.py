"""How a cell of the plan grid is painted, and the field in which the grounds of a waiver are typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.domain.checklist_tallies import Standing
from desktop.ui.panels.checklist_delegate import SIGNS
from desktop.ui.parts.cells import Face, paint_ground, paint_sign, paint_words, room_of
from desktop.ui.theme.tokens import px
from desktop.viewmodels.plan_table import CELL_ROLE, PlanCell

Index = QModelIndex | QPersistentModelIndex
_GROUNDS: Final = {
    Standing.COMPLETE: "green_soft",
    Standing.WAIVED: "sunken",
    Standing.UNASKED: "sunken",
}
_INKS: Final = {
    Standing.COMPLETE: "ink",
    Standing.LACKING: "amber",
    Standing.WAIVED: "ink_soft",
    Standing.UNASKED: "ink_soft",
}


class PlanDelegate(QStyledItemDelegate):
    """A sign of its own for each standing, then the file or the grounds."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """What is lacking stands out."""
        cell: PlanCell = index.data(CELL_ROLE)
        painter.save()
        standing = cell.tally.standing
        current = self._view.currentIndex() == index and self._view.hasFocus()
        ground = _GROUNDS.get(standing, "") if cell.row else "sunken"
        paint_ground(painter, option, ground, current=current)
        room = room_of(option).adjusted(px(7), 0, -px(5), 0)
        if cell.row is not None:
            room.setLeft(paint_sign(painter, room.left(), room, *SIGNS[standing]))
            words = "缺" if standing is Standing.LACKING and not cell.names else cell.words
            paint_words(painter, room, words, Face(_INKS[standing], "small"))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Why the piece need not be there."""
        del option, index
        editor = QLineEdit(parent)
        editor.setAccessibleName("免交理由")
        editor.setPlaceholderText("免交理由，Enter 记下")
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """A blank field changes nothing."""
        if isinstance(editor, QLineEdit) and editor.text().strip():
            model.setData(index, editor.text())
