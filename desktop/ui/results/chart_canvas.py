"""The chart canvas: a chart on the screen, laid out anew for whatever width it has."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.services.chart_pictures import (
    TONES,
    Box,
    Chart,
    Dot,
    Drawing,
    Hatch,
    Label,
    Shape,
    Stroke,
    laid_out,
)
from desktop.ui.theme.fonts import REGULAR, STRONG
from desktop.ui.theme.tokens import FAMILY, px

_TEXT: Final = 1300  # hundredths of a pixel that a line of nine points is high
_OF: Final = 900
_EDGE: Final = 16
_LEAST: Final = 420.0  # points; narrower it is scrolled
_WIDEST: Final = 760.0  # bars longer than this only take the eye away from the names
_FINE: Final = 3.0
_THIN: Final = 0.6
_DASH: Final = (3.0, 2.0)


class ChartCanvas(QScrollArea):
    """One chart; it is scrolled where it is long."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("page", "true")
        self._sheet = _Sheet()
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("chart")
        self._chart = Chart("", "")

    @property
    def drawing(self) -> Drawing | None:
        """What is to be seen."""
        return self._sheet.drawing

    def show_chart(self, chart: Chart) -> None:
        """Another one, from its top."""
        if chart.name != self._chart.name:
            self.verticalScrollBar().setValue(0)
        self._chart = chart
        self.setAccessibleName(chart.name)
        self.setAccessibleDescription(chart.words)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be more room now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def _lay_out(self) -> None:
        scale = px(_TEXT) / _OF
        room = (self.viewport().width() - 2 * px(_EDGE)) / scale
        width = min(max(room, _LEAST), _WIDEST)
        self._sheet.show_drawing(laid_out(self._chart, width), scale)


class _Sheet(QWidget):
    """The surface."""

    def __init__(self) -> None:
        super().__init__()
        self.drawing: Drawing | None = None
        self._scale = 1.0

    def show_drawing(self, drawing: Drawing | None, scale: float) -> None:
        """Another one, at this scale."""
        self.drawing, self._scale = drawing, scale
        if drawing is not None:
            edges = 2 * px(_EDGE)
            self.setMinimumSize(
                round(drawing.width * scale) + edges, round(drawing.height * scale) + edges
            )
        else:
            self.setMinimumSize(0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What of it is in sight."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(TONES["paper"]))
            if self.drawing is None:
                return
            painter.translate(px(_EDGE), px(_EDGE))
            painter.scale(self._scale, self._scale)
            seen = event.rect().translated(-px(_EDGE), -px(_EDGE))
            top, bottom = seen.top() / self._scale, seen.bottom() / self._scale
            paint(painter, self.drawing, (top, bottom))


def picture_of(drawing: Drawing) -> QImage:
    """As a picture for other programs."""
    width, height = (round(one * _FINE) for one in (drawing.width, drawing.height))
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(TONES["paper"]))
    with QPainter(made) as painter:
        painter.scale(_FINE, _FINE)
        paint(painter, drawing, (0.0, drawing.height))
    return made


def paint(painter: QPainter, drawing: Drawing, seen: tuple[float, float]) -> None:
    """The shapes that lie between these heights."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top, bottom = seen
    for one in drawing.shapes:
        above, below = _span(one)
        if below >= top and above <= bottom:
            _paint(painter, one)


def _span(shape: Shape) -> tuple[float, float]:
    match shape:
        case Label():
            return shape.base - shape.size, shape.base + shape.size
        case Stroke():
            return shape.top - shape.thick, shape.bottom + shape.thick
        case Dot():
            return shape.top - shape.radius - 1, shape.top + shape.radius + 1
        case Box() | Hatch():
            return shape.top - 1, shape.top + shape.height + 1


def _paint(painter: QPainter, shape: Shape) -> None:
    match shape:
        case Box(left, top, width, height, fill, edge):
            painter.setPen(QPen(QColor(TONES[edge]), _THIN) if edge else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(TONES[fill]) if fill else Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(left, top, width, height))
        case Stroke():
            painter.setPen(_pen(shape))
            painter.drawLine(_line(shape))
        case Hatch():
            painter.setPen(QPen(QColor(TONES[shape.tone]), _THIN))
            painter.drawLines([_line(one) for one in shape.strokes])
        case Dot(left, top, radius, fill, edge):
            painter.setPen(QPen(QColor(TONES[edge]), 1.0))
            painter.setBrush(QColor(TONES[fill]))
            painter.drawEllipse(QPointF(left, top), radius, radius)
        case Label():
            _write(painter, shape)


def _pen(one: Stroke) -> QPen:
    pen = QPen(QColor(TONES[one.tone]), one.thick)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if one.dashed:
        pen.setDashPattern([length / one.thick for length in _DASH])
    return pen


def _line(one: Stroke) -> QLineF:
    return QLineF(one.left, one.top, one.right, one.bottom)


def _write(painter: QPainter, one: Label) -> None:
    font = QFont(FAMILY)
    font.setPixelSize(one.size)
    font.setWeight(QFont.Weight(STRONG if one.bold else REGULAR))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.setFont(font)
    painter.setPen(QColor(TONES[one.tone]))
    wide = QFontMetricsF(font).horizontalAdvance(one.text) if one.anchor != "start" else 0.0
    left = one.left - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[one.anchor]
    painter.drawText(QPointF(left, one.base), one.text)
