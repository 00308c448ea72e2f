"""Lettering: the words of a chart measured, broken and cut in the faces that draw them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache, partial
from itertools import groupby
from typing import Final, NamedTuple

from desktop.documents.fonts import registered
from desktop.documents.manuscript import printable_text
from desktop.documents.setting.breaks import SPACES, pieces_of
from desktop.documents.setting.typefaces import MissingGlyphs, Typeface, measurable

PLAIN: Final = "gw-sans-400.ttf"
BOLD: Final = "gw-sans-600.ttf"
RARE: Final = "gw-fallback.ttf"
ABOVE: Final = 0.88  # of an em: from the base line to the top of a character's square
BELOW: Final = 0.24
PITCH: Final = 1.3
_CUT: Final = "…"
_BOX: Final = "□"


class Run(NamedTuple):
    """Characters of one font, and how wide they are in ems."""

    font: str
    text: str
    width: float


@cache
def chart_face(*, bold: bool = False) -> Typeface:
    """The same on every machine: a drawing is laid out once for paper, pictures and the screen."""
    files = (BOLD, PLAIN, RARE) if bold else (PLAIN, RARE)
    return Typeface(*(partial(registered, one) for one in files))


def runs_of(text: str, *, bold: bool) -> Iterator[Run]:
    """The text font by font; a character that no font has is refused."""
    face = chart_face(bold=bold)
    glyphs = [(one, face.glyph(one)) for one in text]
    for font, group in groupby(glyphs, lambda one: one[1].font):
        held = [*group]
        yield Run(font, "".join(one for one, _ in held), sum(glyph.width for _, glyph in held))


@lru_cache(maxsize=20_000)
def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """In points; what no font has counts as a Chinese character."""
    face = chart_face(bold=bold)
    return face.width(measurable(text, face)) * size


def shown(text: str) -> str:
    """With a box in the place of what no font has: a picture must not fail for the want of one character."""
    try:
        chart_face().width(text)
    except MissingGlyphs as lacking:
        return text.translate({ord(one): _BOX for one in lacking.characters})
    return text


def plain(text: str) -> str:
    """In one line, without what cannot be seen."""
    return " ".join(printable_text(text).split())


def cut(text: str, size: int, width: float, *, bold: bool = False) -> str:
    """As much of it as there is room for, and a sign that there is more."""
    if width_of(text, size, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle] + _CUT, size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _CUT


@lru_cache(maxsize=5_000)
def in_even_lines(text: str, size: int, width: float, most: int) -> tuple[str, ...]:
    """In no more lines than must be, about as long as one another: none of a single character."""
    lines = in_lines(text, size, width, most)
    if len(lines) == 1 or lines[-1].endswith(_CUT):
        return lines
    low, high = width / 2, width
    while high - low > size / 2:
        middle = (low + high) / 2
        tried = in_lines(text, size, middle)
        if len(tried) <= len(lines):
            high, lines = middle, tried
        else:
            low = middle
    return lines


def in_lines(text: str, size: int, width: float, most: int | None = None) -> tuple[str, ...]:
    """In lines of this width; where there would be more than `most` the last one is cut."""
    lines, line = [], ""
    for piece in pieces_of(text):
        if line and width_of(line + piece, size) > width:
            lines.append(line.rstrip())
            line = ""
        if line or piece not in SPACES:
            line += piece
        while len(line) > 1 and width_of(line, size) > width:
            fits = max(
                1, next(n for n in range(len(line), -1, -1) if width_of(line[:n], size) <= width)
            )
            lines.append(line[:fits])
            line = line[fits:]
    lines.append(line)
    if most is not None and len(lines) > most:
        rest = "".join(lines[most - 1 :])
        return (*lines[: most - 1], cut(rest, size, width))
    return tuple(lines)
