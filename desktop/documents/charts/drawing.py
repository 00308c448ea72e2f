"""Drawings: shapes on a surface, in points from its upper left corner, that every renderer draws alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Anchor = Literal["start", "middle", "end"]
_APART: Final = 3.6  # from one line of a hatch to the next, across


class Box(NamedTuple):
    """A rectangle; a tone that is blank is not drawn."""

    left: float
    top: float
    width: float
    height: float
    fill: str = ""
    edge: str = ""


class Stroke(NamedTuple):
    """A straight line."""

    left: float
    top: float
    right: float
    bottom: float
    tone: str
    thick: float = 0.6
    dashed: bool = False


class Dot(NamedTuple):
    """A disc, or with the paper's tone a ring."""

    left: float
    top: float
    radius: float
    fill: str
    edge: str


class Hatch(NamedTuple):
    """A rectangle of slanting lines: what is not final yet."""

    left: float
    top: float
    width: float
    height: float
    tone: str

    @property
    def strokes(self) -> Iterator[Stroke]:
        """Its lines, cut at its edges, and its frame."""
        right, bottom = self.left + self.width, self.top + self.height
        at = self.left + _APART / 2
        while at < right + self.height:
            begin = (at, self.top) if at <= right else (right, self.top + at - right)
            low = at - self.height
            end = (low, bottom) if low >= self.left else (self.left, self.top + at - self.left)
            yield Stroke(*begin, *end, self.tone)
            at += _APART
        yield Stroke(self.left, self.top, right, self.top, self.tone)
        yield Stroke(self.left, bottom, right, bottom, self.tone)
        yield Stroke(self.left, self.top, self.left, bottom, self.tone)
        yield Stroke(right, self.top, right, bottom, self.tone)


class Label(NamedTuple):
    """One line of words on its base line; sizes are whole points, so that screens set them as they are."""

    left: float
    base: float
    text: str
    size: int = 9
    anchor: Anchor = "start"
    tone: str = "ink"
    bold: bool = False


Shape = Box | Stroke | Dot | Hatch | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart looks like; `title` and `words` say it to those who cannot see it.

    `picture` is a finished one, a PNG, that fills it below its shapes: a screen in the manual.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str = ""
    words: str = ""
    picture: bytes = b""


def moved(shape: Shape, across: float, down: float) -> Shape:
    """The same elsewhere."""
    match shape:
        case Label():
            return shape._replace(left=shape.left + across, base=shape.base + down)
        case Stroke():
            return shape._replace(
                left=shape.left + across,
                top=shape.top + down,
                right=shape.right + across,
                bottom=shape.bottom + down,
            )
        case Box() | Dot() | Hatch():
            return shape._replace(left=shape.left + across, top=shape.top + down)
