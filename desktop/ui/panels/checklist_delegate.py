"""How a row of the checklist is painted: its sign, its name, and how it stands."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.domain.checklist_tallies import ChecklistTally, Standing
from desktop.ui.parts.cells import (
    RIGHT,
    Face,
    paint_ground,
    paint_sign,
    paint_words,
    room_of,
    width_of,
)
from desktop.ui.theme.fonts import STRONG
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import ROW, px
from desktop.viewmodels.checklist_rows import PieceRow, RequirementRow
from desktop.viewmodels.checklist_tree import ROW_ROLE, FileRow

Index = QModelIndex | QPersistentModelIndex
# Shape tells them apart; colour only repeats it.
SIGNS: Final = {
    Standing.COMPLETE: ("circle-check-filled", "green"),
    Standing.LACKING: ("file-off", "amber"),
    Standing.WAIVED: ("shield-check", "green"),
    Standing.UNASKED: ("minus", "ink_faint"),
}
_INKS: Final = {
    Standing.COMPLETE: "green",
    Standing.LACKING: "amber",
    Standing.WAIVED: "ink_soft",
    Standing.UNASKED: "ink_soft",
}
ARROW: Final = 22  # where a click opens and closes a row
STEP: Final = 22
_NUMBER: Final = 24
_NAME: Final = Face(weight=STRONG)
_SOFT: Final = Face("ink_soft", "soft")


class ChecklistDelegate(QStyledItemDelegate):
    """One line a row; what stands below is set in."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Requirements stand a little further apart."""
        del option
        top = isinstance(index.data(ROW_ROLE), RequirementRow)
        return QSize(px(160), px(ROW if top else ROW - 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A requirement, a piece or a file."""
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._view.currentIndex() == index and self._view.hasFocus()
        paint_ground(painter, option, current=current)
        room = room_of(option).adjusted(px(8), 0, -px(12), 0)
        if isinstance(row, RequirementRow):
            self._paint_arrow(painter, room, index)
            _paint_requirement(painter, room.adjusted(px(ARROW), 0, 0, 0), row)
        elif isinstance(row, PieceRow):
            self._paint_arrow(painter, room.adjusted(px(STEP), 0, 0, 0), index)
            _paint_piece(painter, room.adjusted(px(ARROW + STEP), 0, 0, 0), row)
        elif isinstance(row, FileRow):
            _paint_file(painter, room.adjusted(px(ARROW + 2 * STEP), 0, 0, 0), row)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, room: QRect, index: Index) -> None:
        if index.model().rowCount(index):
            opened = self._view.isExpanded(index)
            mark = pixmap("chevron-down" if opened else "chevron-right", "ink_soft", 14)
            painter.drawPixmap(QPointF(room.left(), room.center().y() - px(14) // 2 + 1), mark)


def _paint_requirement(painter: QPainter, room: QRect, row: RequirementRow) -> None:
    room.setLeft(paint_sign(painter, room.left(), room, *SIGNS[row.tally.standing]))
    number = QRect(room.left(), room.y(), px(_NUMBER), room.height())
    paint_words(painter, number, str(row.no), _NAME)
    room.setLeft(room.left() + px(_NUMBER))
    _paint_tally(painter, room, row.tally)
    if row.easily_lost:
        room.setRight(room.right() - px(22))
        paint_sign(painter, room.right() + px(4), room, "flag", "amber")
    unasked = row.tally.standing is Standing.UNASKED
    paint_words(painter, room, row.name, Face("ink_soft") if unasked else Face())


def _paint_piece(painter: QPainter, room: QRect, row: PieceRow) -> None:
    room.setLeft(paint_sign(painter, room.left(), room, *SIGNS[row.tally.standing]))
    _paint_tally(painter, room, row.tally)
    if row.counted and row.tally.wanted:
        told = f"{row.tally.present} / {row.tally.wanted}"
        paint_words(painter, room, told, Face("ink_soft", "small", place=RIGHT))
        room.setRight(room.right() - width_of(told, Face(size="small")) - px(8))
    words = f"{row.name}（{row.condition}）" if row.condition else row.name
    paint_words(painter, room, words, Face("ink", "soft"))


def _paint_file(painter: QPainter, room: QRect, row: FileRow) -> None:
    room.setLeft(paint_sign(painter, room.left(), room, "paperclip", "ink_soft"))
    if row.where:
        paint_words(painter, room, row.where, Face("ink_soft", "small", place=RIGHT))
        room.setRight(room.right() - width_of(row.where, Face(size="small")) - px(8))
    paint_words(painter, room, row.name, Face("primary", "soft"))


def _paint_tally(painter: QPainter, room: QRect, tally: ChecklistTally) -> None:
    """At the right end; the room gives way to it."""
    weight = STRONG if tally.standing is Standing.LACKING else _SOFT.weight
    face = Face(_INKS[tally.standing], "soft", weight, RIGHT)
    paint_words(painter, room, tally.words, face)
    room.setRight(room.right() - width_of(tally.words, face) - px(8))
