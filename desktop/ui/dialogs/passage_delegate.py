"""How one passage of a history is painted: when and who at the left, what was done and its changes at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.services.history import Passage
from desktop.ui.parts.wrapped_text import WrappedText
from desktop.ui.theme.fonts import REGULAR, STRONG, font
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.passages import PASSAGE_ROLE, lines, when

Index = QModelIndex | QPersistentModelIndex
_LEFT: Final = 160  # the column of times
_EDGE: Final = 20
_ABOVE: Final = 10
_GAP: Final = 4


@dataclass(frozen=True, slots=True)
class _Laid:
    """A passage laid out to a width."""

    texts: tuple[tuple[WrappedText, str], ...]  # with its ink
    height: int


class PassageDelegate(QStyledItemDelegate):
    """Everything wraps; what has been laid out is kept until the width changes."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._width = 0
        self._kept: dict[int, _Laid] = {}

    def forget(self) -> None:
        """The passages are others now."""
        self._kept.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need."""
        del option
        return QSize(px(200), self._laid(index).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the two columns."""
        passage = index.data(PASSAGE_ROLE)
        if not isinstance(passage, Passage):
            return
        room: QRect = option.rect  # type: ignore[attr-defined]  # missing from PySide's stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        painter.save()
        self._paint_ground(painter, room, chosen=bool(state & QStyle.StateFlag.State_Selected))
        _paint_left(painter, room, passage)
        top = float(room.y() + px(_ABOVE))
        for text, ink in self._laid(index).texts:
            painter.setPen(colour(ink))
            text.draw(painter, room.x() + px(_LEFT), top)
            top += text.height + px(_GAP)
        painter.restore()

    def _paint_ground(self, painter: QPainter, room: QRect, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(room, colour("primary_soft"))
            painter.fillRect(QRect(room.x(), room.y(), px(3), room.height()), colour("primary"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(colour("primary"), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -2))

    def _laid(self, index: Index) -> _Laid:
        width = self._view.viewport().width()
        if width != self._width:
            self._width = width
            self._kept.clear()
        if index.row() not in self._kept:
            room = max(px(120), width - px(_LEFT) - px(_EDGE))
            self._kept[index.row()] = _lay_out(index.data(PASSAGE_ROLE), room)
        return self._kept[index.row()]


def _lay_out(passage: Passage, width: int) -> _Laid:
    soft = font("soft")
    texts = [(WrappedText(passage.what, font("base", STRONG), width), "ink")]
    texts += [(WrappedText(one, soft, width), "ink_soft") for one in lines(passage)]
    height = sum(text.height + px(_GAP) for text, _ in texts) - px(_GAP) + 2 * px(_ABOVE)
    least = _left_height()
    return _Laid(tuple(texts), round(max(height, least)))


def _left_height() -> float:
    return 2 * px(_ABOVE) + px(_GAP) + 2 * WrappedText("时", font("soft"), px(_LEFT)).height


def _paint_left(painter: QPainter, room: QRect, passage: Passage) -> None:
    width, left = px(_LEFT - _EDGE - 8), room.x() + px(_EDGE)
    time = WrappedText(when(passage), font("soft", REGULAR), width, most_lines=1)
    painter.setPen(colour("ink_soft"))
    time.draw(painter, left, room.y() + px(_ABOVE))
    painter.setPen(colour("ink"))
    who = WrappedText(passage.author, font("soft"), width, most_lines=1)
    who.draw(painter, left, room.y() + px(_ABOVE) + time.height + px(_GAP))
