"""Paragraphs: lines drawn on a page at an exact pitch, to the left, the middle, the right, or to both edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from reportlab.pdfgen.textobject import PDFTextObject

from desktop.documents.manuscript import Align, Ink
from desktop.documents.setting.lines import Line, lines_of
from desktop.documents.setting.typefaces import Typeface

_ABOVE: Final = 0.88  # of an em: from the base line to the top of a character's square
_WIDEST_GAP: Final = 0.3  # of an em: a line that wants more is left ragged
_WIDE_BEGINS: Final = 0x2E80
_WIDE_MARKS: Final = frozenset("“”‘’…—·")


class Style(NamedTuple):
    """How a paragraph is set: sizes in points, the first line's indent in ems."""

    face: Typeface
    size: float
    pitch: float
    align: Align = Align.LEFT
    indent: float = 0.0
    ink: Ink = Ink.BLACK


class _Stretch(NamedTuple):
    """Characters of one font; between wide ones a line may be drawn out, within a word never."""

    font: str
    text: str
    width: float
    wide: bool

    @property
    def gaps(self) -> int:
        """How often a line can be drawn out in it and behind it."""
        return len(self.text) if self.wide else 1


class Paragraph(NamedTuple):
    """A text in lines of a width in points, ready to be drawn."""

    lines: tuple[Line, ...]
    style: Style
    width: float

    @property
    def height(self) -> float:
        """In points."""
        return len(self.lines) * self.style.pitch

    def part(self, first: int, count: int) -> Paragraph:
        """Some of its lines, for a row that goes on over the page's end."""
        return self._replace(lines=self.lines[first : first + count])

    def draw(self, out: PDFTextObject, left: float, top: float) -> None:
        """Draw it with its upper left corner there."""
        style = self.style
        base = top - (style.pitch - style.size) / 2 - style.size * _ABOVE
        if style.ink is not Ink.BLACK:
            out.setFillColor(f"#{style.ink.value}")
        for number, line in enumerate(self.lines):
            self._draw_line(out, line, left, base - number * style.pitch)
        if style.ink is not Ink.BLACK:
            out.setFillColor(f"#{Ink.BLACK.value}")

    def _draw_line(self, out: PDFTextObject, line: Line, left: float, base: float) -> None:
        size = self.style.size
        stretches = [*_stretches(line.text, self.style.face)]
        room = self.width - line.width * size
        gap = 0.0
        match self.style.align:
            case Align.MIDDLE:
                left += room / 2
            case Align.RIGHT:
                left += room
            case Align.BOTH if not line.last:
                gap = _gap(stretches, room, size)
            case _:
                pass
        left += line.indent * size
        for one in stretches:
            out.setTextOrigin(left, base)
            out.setFont(one.font, size)
            out.setCharSpace(gap if one.wide else 0)
            out.textOut(one.text)
            left += one.width * size + gap * one.gaps


def set_in_lines(text: str, style: Style, width: float) -> Paragraph:
    """The text as a paragraph of this width in points."""
    lines = lines_of(text, style.face, width / style.size, style.indent)
    return Paragraph(lines, style, width)


def _stretches(text: str, face: Typeface) -> Iterator[_Stretch]:
    glyphs = ((character, face.glyph(character)) for character in text)
    for (font, wide), group in groupby(glyphs, lambda one: (one[1].font, _is_wide(one[0]))):
        held = [*group]
        yield _Stretch(font, "".join(c for c, _ in held), sum(g.width for _, g in held), wide)


def _is_wide(character: str) -> bool:
    return ord(character) >= _WIDE_BEGINS or character in _WIDE_MARKS


def _gap(stretches: Sequence[_Stretch], room: float, size: float) -> float:
    """What is added at each place, so that the line reaches the edge."""
    places = sum(one.gaps for one in stretches) - 1
    gap = room / places if places > 0 else 0.0
    return gap if gap < _WIDEST_GAP * size else 0.0
