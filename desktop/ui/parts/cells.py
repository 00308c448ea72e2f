"""Cells: what the delegates of lists, trees and tables paint alike."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.ui.theme.fonts import REGULAR, font
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import colour, px

SIGN: Final = 16
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class Face(NamedTuple):
    """How words look."""

    ink: str = "ink"
    size: str = "base"
    weight: int = REGULAR
    place: Qt.AlignmentFlag = LEFT


def room_of(option: QStyleOptionViewItem) -> QRect:
    """Where a cell is painted."""
    return QRect(option.rect)  # type: ignore[attr-defined]  # missing from PySide's stubs


def chosen(option: QStyleOptionViewItem) -> bool:
    """Whether a cell is selected."""
    state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # missing from PySide's stubs
    return bool(state & QStyle.StateFlag.State_Selected)


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, ground: str = "", *, current: bool = False
) -> None:
    """The ground of a cell, and a frame around the one that the keys go to."""
    room = room_of(option)
    state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # missing from PySide's stubs
    if chosen(option):
        painter.fillRect(room, colour("primary_soft"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(room, colour("hover"))
    elif ground:
        painter.fillRect(room, colour(ground))
    if current:
        painter.setPen(QPen(colour("primary"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room.adjusted(1, 1, -1, -1))


def paint_sign(painter: QPainter, left: int, room: QRect, name: str, ink: str) -> int:
    """An icon in the middle of a row; where the words begin behind it."""
    top = room.center().y() - px(SIGN) // 2 + 1
    painter.drawPixmap(QPointF(left, top), pixmap(name, ink, SIGN))
    return left + px(SIGN + 6)


def paint_words(painter: QPainter, room: QRect, text: str, face: Face | None = None) -> None:
    """One line that gives way to the room there is."""
    face = face or Face()
    painter.setFont(font(face.size, face.weight))
    painter.setPen(colour(face.ink))
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.drawText(QRectF(room), face.place, shown)


def width_of(text: str, face: Face) -> int:
    """How much room a line wants."""
    return QFontMetrics(font(face.size, face.weight)).horizontalAdvance(text)
