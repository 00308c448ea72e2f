"""PNG: a drawing as a picture for slides, letters and messages, in the faces that it was laid out in."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from desktop.bundle import bundled
from desktop.documents.charts.drawing import Box, Dot, Drawing, Hatch, Label, Shape, Stroke
from desktop.documents.charts.lettering import runs_of, shown, width_of
from desktop.documents.charts.palette import TONES, rgb

FINE: Final = 3.0  # dots a point: sharp on paper and on fine screens
_POINTS: Final = 72
_FINER: Final = 4  # a disc is drawn so much larger first: Pillow's edges are ragged
_DASH: Final = 3.0
_GAP: Final = 2.0
_RING: Final = 1.0
_MOST: Final = 60_000_000  # dots; a longer chart is drawn coarser


def as_png(drawing: Drawing, fine: float = FINE) -> bytes:
    """The file's bytes; its size in points is kept in it."""
    fine = min(fine, (_MOST / (drawing.width * drawing.height)) ** 0.5)
    size = (round(drawing.width * fine), round(drawing.height * fine))
    picture = Image.new("RGB", size, rgb("paper"))
    if drawing.picture:
        with Image.open(BytesIO(drawing.picture)) as finished:
            picture.paste(finished.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    painter = _Painter(picture, fine)
    for one in drawing.shapes:
        painter.draw(one)
    file = BytesIO()
    dots = fine * _POINTS
    picture.save(file, "PNG", dpi=(dots, dots), compress_level=6)
    return file.getvalue()


class _Painter:
    """Draws shapes on a picture; whatever is straight lies on whole dots."""

    def __init__(self, picture: Image.Image, fine: float) -> None:
        self._picture, self._fine = picture, fine
        self._at = ImageDraw.Draw(picture)

    def draw(self, shape: Shape) -> None:
        """One of them."""
        match shape:
            case Box():
                self._box(shape)
            case Stroke():
                self._stroke(shape)
            case Hatch():
                for one in shape.strokes:
                    self._stroke(one)
            case Dot():
                self._dot(shape)
            case Label():
                self._label(shape)

    def _dots(self, length: float) -> int:
        return round(length * self._fine)

    def _box(self, one: Box) -> None:
        left, top = self._dots(one.left), self._dots(one.top)
        right = max(left, self._dots(one.left + one.width) - 1)
        bottom = max(top, self._dots(one.top + one.height) - 1)
        fill, edge = (TONES[tone] if tone else None for tone in (one.fill, one.edge))
        self._at.rectangle((left, top, right, bottom), fill, edge, max(1, self._dots(0.6)))

    def _stroke(self, one: Stroke) -> None:
        thick = max(1, self._dots(one.thick))
        begin = self._dots(one.left), self._dots(one.top)
        end = self._dots(one.right), self._dots(one.bottom)
        if not one.dashed:
            self._at.line((*begin, *end), TONES[one.tone], thick)
            return
        upright = begin[0] == end[0]
        at, last = (begin[1], end[1]) if upright else (begin[0], end[0])
        while at < last:
            on = min(last, at + self._dots(_DASH))
            place = (begin[0], at, begin[0], on) if upright else (at, begin[1], on, begin[1])
            self._at.line(place, TONES[one.tone], thick)
            at = on + self._dots(_GAP)

    def _dot(self, one: Dot) -> None:
        """Its edge lies half within it and half without."""
        outer, inner = one.radius + _RING / 2, one.radius - _RING / 2
        side = 2 * (self._dots(outer) + 1)
        middle = side * _FINER / 2
        corner = self._dots(one.left) - side // 2, self._dots(one.top) - side // 2
        for radius, tone in ((outer, one.edge), (inner, one.fill)):
            reach = radius * self._fine * _FINER
            mask = Image.new("L", (side * _FINER, side * _FINER))
            edges = (middle - reach, middle - reach, middle + reach, middle + reach)
            ImageDraw.Draw(mask).ellipse(edges, 255)
            small = mask.resize((side, side), Image.Resampling.BOX)
            self._picture.paste(Image.new("RGB", small.size, rgb(tone)), corner, small)

    def _label(self, one: Label) -> None:
        text = shown(one.text)
        wide = width_of(text, one.size, bold=one.bold)
        left = one.left - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[one.anchor]
        for run in runs_of(text, bold=one.bold):
            font = _font(run.font, one.size * self._fine)
            place = (left * self._fine, one.base * self._fine)
            self._at.text(place, run.text, TONES[one.tone], font, anchor="ls")
            left += run.width * one.size


@lru_cache(maxsize=32)
def _font(name: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(bundled("resources") / "fonts" / f"{name}.ttf"), size)
