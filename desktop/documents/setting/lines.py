"""Lines: a text of one typeface as lines of a given width."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.documents.setting.breaks import HANGING, SPACES, pieces_of, shreds_of
from desktop.documents.setting.typefaces import Typeface

_HALF: Final = 0.5  # of an em: the blank half of a closing mark
_CLOSE: Final = 1e-6  # ems; widths are sums of fractions


class Line(NamedTuple):
    """What stands on one line, its width in ems with the indent, and whether a paragraph ends with it.

    The blank half of a mark at its end, where it hangs beyond the edge, does not count.
    """

    text: str
    width: float
    indent: float
    last: bool


@lru_cache(maxsize=20_000)
def lines_of(text: str, face: Typeface, width: float, indent: float = 0.0) -> tuple[Line, ...]:
    """The text's lines, at most so many ems wide; a first line may be indented. A line feed ends a paragraph."""
    return tuple(
        line
        for paragraph in text.split("\n")
        for line in _Filling(face, width, indent).lines(paragraph)
    )


class _Filling:
    """Fills one paragraph's lines, piece by piece."""

    def __init__(self, face: Typeface, room: float, indent: float) -> None:
        self._face, self._room = face, room
        # A column too narrow for the indent does without.
        self._indent = indent if indent + 1 <= room else 0.0
        self._text, self._width = "", self._indent

    def lines(self, paragraph: str) -> Iterator[Line]:
        """Never none: a blank paragraph is a blank line."""
        self._face.width(paragraph)  # every character that is missing is named at once
        for piece in pieces_of(paragraph):
            if piece in SPACES and not self._text:
                continue
            if not self._fits(piece):
                if self._text:
                    yield self._ended(last=False)
                if piece in SPACES:
                    continue
                if not self._fits(piece):
                    yield from self._torn(piece)
                    continue
            self._take(piece)
        yield self._ended(last=True)

    def _torn(self, piece: str) -> Iterator[Line]:
        """A piece longer than a line goes on from line to line."""
        for shred in shreds_of(piece):
            if self._text and not self._fits(shred):
                yield self._ended(last=False)
            if self._fits(shred):
                self._take(shred)
                continue
            for character in shred:  # a column of one character has no choice
                if self._text and not self._fits(character):
                    yield self._ended(last=False)
                self._take(character)

    def _fits(self, piece: str) -> bool:
        needed = self._width + self._face.width(piece) - self._hung(piece)
        return needed <= self._room + _CLOSE

    def _hung(self, text: str) -> float:
        """How much of its last mark may hang beyond the edge: the blank half, where the face gives it a whole em."""
        mark = text[-1:]
        return _HALF if mark in HANGING and self._face.glyph(mark).width >= 1 else 0.0

    def _take(self, piece: str) -> None:
        self._text += piece
        self._width += self._face.width(piece)

    def _ended(self, *, last: bool) -> Line:
        text = self._text.rstrip("".join(SPACES))
        width = self._width - self._face.width(self._text[len(text) :])
        if width > self._room + _CLOSE:
            width -= self._hung(text)
        line = Line(text, width, self._indent, last)
        self._text, self._width, self._indent = "", 0.0, 0.0
        return line
