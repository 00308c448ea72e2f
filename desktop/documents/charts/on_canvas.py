"""On a canvas: a drawing on ReportLab's page, its words as text that can be found and copied."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.charts.drawing import Box, Dot, Drawing, Hatch, Label, Shape, Stroke
from desktop.documents.charts.lettering import runs_of, width_of
from desktop.documents.charts.palette import rgb

_WHOLE: Final = 255
_DASH: Final = (3, 2)
_EDGE: Final = 0.6
_RING: Final = 1.0
_SHARES: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}


def draw_on(canvas: Canvas, drawing: Drawing, left: float, top: float, scale: float = 1.0) -> None:
    """With its upper left corner there, as pages count: from below."""
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(scale, scale)
    if drawing.picture:
        image = ImageReader(BytesIO(drawing.picture))
        canvas.drawImage(image, 0, -drawing.height, drawing.width, drawing.height)
    for one in drawing.shapes:
        _draw(canvas, one)
    canvas.restoreState()


def _draw(canvas: Canvas, shape: Shape) -> None:
    match shape:
        case Box(left, top, width, height, fill, edge):
            if fill:
                canvas.setFillColorRGB(*_mixed(fill))
            if edge:
                canvas.setStrokeColorRGB(*_mixed(edge))
                canvas.setLineWidth(_EDGE)
            canvas.rect(left, -top - height, width, height, stroke=bool(edge), fill=bool(fill))
        case Stroke():
            _strokes(canvas, [shape], shape)
        case Hatch():
            _strokes(canvas, shape.strokes, Stroke(0, 0, 0, 0, shape.tone))
        case Dot(left, top, radius, fill, edge):
            canvas.setFillColorRGB(*_mixed(fill))
            canvas.setStrokeColorRGB(*_mixed(edge))
            canvas.setLineWidth(_RING)
            canvas.circle(left, -top, radius, stroke=1, fill=1)
        case Label():
            _label(canvas, shape)


def _strokes(canvas: Canvas, strokes: Iterable[Stroke], like: Stroke) -> None:
    canvas.setStrokeColorRGB(*_mixed(like.tone))
    canvas.setLineWidth(like.thick)
    canvas.setDash(*_DASH) if like.dashed else canvas.setDash()
    canvas.lines([(one.left, -one.top, one.right, -one.bottom) for one in strokes])
    canvas.setDash()


def _label(canvas: Canvas, one: Label) -> None:
    left = one.left - _SHARES[one.anchor] * width_of(one.text, one.size, bold=one.bold)
    out = canvas.beginText()
    out.setFillColorRGB(*_mixed(one.tone))
    for run in runs_of(one.text, bold=one.bold):
        out.setTextOrigin(left, -one.base)
        out.setFont(run.font, one.size)
        out.textOut(run.text)
        left += run.width * one.size
    canvas.drawText(out)


def _mixed(tone: str) -> tuple[float, float, float]:
    red, green, blue = rgb(tone)
    return red / _WHOLE, green / _WHOLE, blue / _WHOLE
