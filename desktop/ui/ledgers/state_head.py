"""The headings of a state grid: when or how much in one line, and below it what, in as many as there is room for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView

from desktop.ui.theme.fonts import STRONG, font
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.state_table import CELL_ROLE, StateHeading

_EDGE: Final = 4
_NAME_LINES: Final = 3


class StateHead(QHeaderView):
    """Columns share the width of the window; the whole of a name is in its tool tip."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """One line and three."""
        lines = QFontMetrics(font("soft", STRONG)).height()
        lines += _NAME_LINES * QFontMetrics(font("tiny")).height()
        return QSize(super().sizeHint().width(), lines + px(2 * _EDGE))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """A heading."""
        heading = self.model().headerData(logical_index, self.orientation(), CELL_ROLE)
        painter.save()
        painter.fillRect(rect, colour("sunken"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if isinstance(heading, StateHeading):
            edge = px(_EDGE)
            paint_heading(painter, QRectF(rect).adjusted(edge, edge, -edge, -edge), heading)
        painter.restore()


def paint_heading(
    painter: QPainter, room: QRectF, heading: StateHeading, most: int = _NAME_LINES
) -> None:
    """The mark, and below it the name in so many lines."""
    painter.setFont(font("soft", STRONG))
    painter.setPen(colour("ink"))
    mark = painter.fontMetrics()
    shown = mark.elidedText(heading.mark, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, shown)
    painter.setFont(font("tiny"))
    painter.setPen(colour("ink_soft"))
    metrics = painter.fontMetrics()
    for number, words in enumerate(_lines(heading.name, metrics, int(room.width()), most)):
        top = room.top() + mark.height() + number * metrics.height()
        line = QRectF(room.left(), top, room.width(), metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)


def _lines(name: str, metrics: QFontMetrics, width: int, most: int = _NAME_LINES) -> list[str]:
    """Chinese may be broken anywhere; what has no room is cut from the last line."""
    lines: list[str] = []
    rest = name
    while rest and len(lines) < most - 1:
        taken = next(
            (n for n in range(len(rest), 1, -1) if metrics.horizontalAdvance(rest[:n]) <= width), 1
        )
        lines.append(rest[:taken])
        rest = rest[taken:]
    if rest:
        lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return lines
