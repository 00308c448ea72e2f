"""How a cell of the round table is painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from desktop.domain.amounts import show
from desktop.ui.theme.fonts import REGULAR, STRONG, font
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.table_rows import Cell, Reasons, Score, Shade

_INKS: Final = {
    Shade.OPEN: ("ink_faint", REGULAR),
    Shade.CLEAN: ("ink", REGULAR),
    Shade.LOST: ("red", STRONG),
    Shade.WAITS: ("ink_soft", REGULAR),
    Shade.ASIDE: ("ink_soft", REGULAR),
    Shade.ABSENT: ("ink_faint", REGULAR),
}
_SIGN: Final = 12
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = _MIDDLE | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = _MIDDLE | Qt.AlignmentFlag.AlignRight
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class _Face:
    """A font with its measure; making them for every cell would cost more than painting it."""

    def __init__(self, made: QFont) -> None:
        self.font, self.metrics = made, QFontMetrics(made)


class CellPaint:
    """The fonts and colours of all cells, made once."""

    def __init__(self) -> None:
        self._inks = {
            shade: (_Face(font("base", weight)), _Face(font("soft", weight)), colour(ink))
            for shade, (ink, weight) in _INKS.items()
        }
        self._score, self._small = _Face(font("base", STRONG)), _Face(font("small"))
        self._mark = _Face(font("tiny"))
        self._colours = {name: colour(name) for name in ("ink", "ink_soft", "red", "primary")}
        self._grounds = {name: colour(name) for name in ("primary_soft", "hover", "sunken")}
        self._margin, self._wide, self._sign = px(6), px(8), px(_SIGN)

    def ground(self, painter: QPainter, room: QRect, name: str) -> None:
        """What lies behind."""
        painter.fillRect(room, self._grounds[name])

    def frame(self, painter: QPainter, room: QRect, *, focused: bool) -> None:
        """Around the current cell."""
        width = 2 if focused else 1
        painter.setPen(QPen(self._colours["primary"], width))
        painter.drawRect(room.adjusted(width - 1, width - 1, -width, -width))

    def paint(self, painter: QPainter, room: QRect, one: object) -> None:
        """A cell, the reasons or a score."""
        if isinstance(one, Cell):
            self._paint_cell(painter, room, one)
        elif isinstance(one, Score):
            self._paint_score(painter, QRectF(room), one)
        elif isinstance(one, Reasons):
            inner = QRectF(room).adjusted(self._wide, 0, -self._wide, 0)
            painter.setPen(self._colours["ink_soft"])
            _write(painter, inner, one.text, self._small, _LEFT)

    def _paint_cell(self, painter: QPainter, room: QRect, cell: Cell) -> None:
        face, small, ink = self._inks[cell.shade]
        inner = QRectF(room).adjusted(self._margin, 0, -self._margin, 0)
        if cell.fact is not None and cell.fact.get("items"):
            inner, face = QRectF(room).adjusted(px(4), 0, -px(3), 0), small
            place = QPointF(inner.left(), inner.center().y() - self._sign / 2)
            painter.drawPixmap(place, pixmap("list-details", "ink_soft", _SIGN))
            inner.setLeft(inner.left() + self._sign + 1)
        painter.setPen(ink)
        _write(painter, inner, cell.text, face, _CENTRE)

    def _paint_score(self, painter: QPainter, room: QRectF, score: Score) -> None:
        """“7.5 / 10”, the score stronger than what it is of, and before it how it came about."""
        room.adjust(self._margin, 0, -self._wide, 0)
        of = "" if score.of is None else f" / {show(score.of)}"
        ink = "red" if score.lost and score.value is not None else "ink"
        parts = (
            (of, self._small, "ink_soft", 0),
            (score.text, self._score, ink, self._margin),
            (score.mark, self._mark, "primary", 0),
        )
        for text, face, tone, gap in parts:
            if text:
                painter.setPen(self._colours[tone])
                _write(painter, room, text, face, _RIGHT)
                room.setRight(room.right() - face.metrics.horizontalAdvance(text) - gap)


def _write(
    painter: QPainter, room: QRectF, text: str, face: _Face, where: Qt.AlignmentFlag
) -> None:
    """In the pen that is set."""
    width = int(room.width())
    if face.metrics.horizontalAdvance(text) > width:
        text = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    painter.setFont(face.font)
    painter.drawText(room, where, text)
