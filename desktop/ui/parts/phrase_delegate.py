"""How a phrase is painted in a list: its words, and at the right how often it was used."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.services.phrases import Phrase
from desktop.ui.theme.fonts import font
from desktop.ui.theme.tokens import ROW, colour, px
from desktop.viewmodels.phrases import PHRASE_ROLE

Index = QModelIndex | QPersistentModelIndex
_EDGE: Final = 12
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight


class PhraseDelegate(QStyledItemDelegate):
    """One line a phrase; the whole of a long one is in its tool tip."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All of one height."""
        del option, index
        return QSize(px(120), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, the count, and as much of the words as there is room for."""
        phrase = index.data(PHRASE_ROLE)
        if not isinstance(phrase, Phrase):
            return
        room: QRect = option.rect  # type: ignore[attr-defined]  # missing from PySide's stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(room, colour("primary_soft"))
            painter.fillRect(QRect(room.x(), room.y(), px(3), room.height()), colour("primary"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, colour("hover"))
        _paint_words(painter, QRectF(room.adjusted(px(_EDGE), 0, -px(_EDGE), 0)), phrase)
        painter.restore()


def _paint_words(painter: QPainter, room: QRectF, phrase: Phrase) -> None:
    painter.setFont(font("small"))
    painter.setPen(colour("ink_soft"))
    used = f"用过 {phrase.times} 次"
    painter.drawText(room, _MIDDLE | _RIGHT, used)
    width = room.width() - painter.fontMetrics().horizontalAdvance(used) - px(_EDGE)
    painter.setFont(font("base"))
    painter.setPen(colour("ink"))
    words = QFontMetrics(painter.font()).elidedText(
        phrase.text, Qt.TextElideMode.ElideRight, int(width)
    )
    painter.drawText(QRectF(room.x(), room.y(), width, room.height()), _MIDDLE, words)
