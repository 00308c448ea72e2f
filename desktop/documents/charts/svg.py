"""SVG: a drawing as a picture that browsers and office programs open, its words as text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape

from desktop.documents.charts.drawing import Box, Dot, Drawing, Hatch, Label, Shape, Stroke
from desktop.documents.charts.palette import TONES

# What other machines have of such faces; ours stands first for those who installed it.
_FAMILIES: Final = (
    "'GW Sans', 'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', SimHei, "
    "sans-serif"
)
_BOLD: Final = 600
_DASH: Final = "3 2"


def as_svg(drawing: Drawing) -> str:
    """The file's text."""
    wide, high = _number(drawing.width), _number(drawing.height)
    size = f'width="{wide}pt" height="{high}pt" viewBox="0 0 {wide} {high}"'
    named = 'role="img" aria-labelledby="title words"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named} font-family="{_FAMILIES}">',
        f'<title id="title">{escape(drawing.title)}</title>',
        f'<desc id="words">{escape(drawing.words)}</desc>',
        f'<rect width="{wide}" height="{high}" fill="{TONES["paper"]}"/>',
        *_finished(drawing),
        *(line for one in drawing.shapes for line in _shape(one)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _finished(drawing: Drawing) -> Iterator[str]:
    """The picture below the shapes."""
    if drawing.picture:
        size = _told(x=0, y=0, width=drawing.width, height=drawing.height)
        yield f'<image {size} href="data:image/png;base64,{b64encode(drawing.picture).decode()}"/>'


def _shape(shape: Shape) -> Iterator[str]:
    match shape:
        case Box(left, top, width, height, fill, edge):
            place = _told(x=left, y=top, width=width, height=height)
            ink = f' stroke="{TONES[edge]}" stroke-width="0.6"' if edge else ""
            yield f'<rect {place} fill="{TONES[fill] if fill else "none"}"{ink}/>'
        case Stroke():
            dash = f' stroke-dasharray="{_DASH}"' if shape.dashed else ""
            yield f'<path d="{_way([shape])}" {_ink(shape.tone, shape.thick)}{dash}/>'
        case Hatch():
            yield f'<path d="{_way(shape.strokes)}" {_ink(shape.tone, 0.6)}/>'
        case Dot(left, top, radius, fill, edge):
            place = _told(cx=left, cy=top, r=radius)
            yield f'<circle {place} fill="{TONES[fill]}" {_ink(edge, 1)}/>'
        case Label(left, base, text, size, anchor, tone, bold):
            weight = f' font-weight="{_BOLD}"' if bold else ""
            place = f'{_told(x=left, y=base)} font-size="{size}" text-anchor="{anchor}"'
            yield f'<text {place}{weight} fill="{TONES[tone]}">{escape(text)}</text>'


def _ink(tone: str, thick: float) -> str:
    return f'stroke="{TONES[tone]}" stroke-width="{_number(thick)}"'


def _way(strokes: Iterable[Stroke]) -> str:
    return "".join(
        f"M{_number(one.left)} {_number(one.top)}L{_number(one.right)} {_number(one.bottom)}"
        for one in strokes
    )


def _told(**lengths: float) -> str:
    return " ".join(f'{name}="{_number(length)}"' for name, length in lengths.items())


def _number(length: float) -> str:
    text = f"{length:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
