"""Where things lie on a page that is turned and zoomed: regions are fractions of the page as it lies in the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from desktop.services.evidence_pages import Kind, PageSize, Region

TURNS: Final = 4  # quarter turns clockwise that make a whole one
WHOLE: Final = 1_000  # a pin's region is written in thousandths
STEPS: Final = (0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
_POINT: Final = 96 / 72  # the window's lengths a point of a PDF, at 100%
_LONGEST: Final = 1e6  # what a scroll bar can still tell apart
_SAME: Final = 1e-3
_LEAST: Final = 0.01  # of a page: a frame's least side by keys


class Fit(Enum):
    """A zoom that follows the window; the value is how the screen names it."""

    WIDTH = "适合宽度"
    PAGE = "适合整页"


Zoom = Fit | float  # 1.0 is 100%: a PDF as on paper, a picture dot by dot


@dataclass(frozen=True, slots=True)
class Room:
    """What there is for a page, in the window's lengths, and how many dots make one of them."""

    width: float
    height: float
    bar: float = 0  # how much of the width a scroll bar takes
    ratio: float = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """A page on the screen: its lengths before it is turned, its quarter turns, and its scale."""

    width: float
    height: float
    turns: int
    scale: float

    @property
    def seen(self) -> PageSize:
        """Its lengths as it is seen."""
        return _upright(PageSize(self.width, self.height), self.turns)

    def placed(self, region: Region) -> Region:
        """Where a region of the page is seen, in the window's lengths."""
        left, top, right, bottom = turned(region, self.turns)
        width, height = self.seen
        return Region(left * width, top * height, right * width, bottom * height)

    def region(self, left: float, top: float, right: float, bottom: float) -> Region:
        """The region of the page that is seen there, in whichever corner it begins."""
        width, height = self.seen
        xs = sorted(_within(x / width) for x in (left, right))
        ys = sorted(_within(y / height) for y in (top, bottom))
        return turned(Region(xs[0], ys[0], xs[1], ys[1]), -self.turns)


def turned(region: Region, turns: int) -> Region:
    """A region as it is seen after so many quarter turns clockwise; fewer than none turn back."""
    left, top, right, bottom = region
    for _ in range(turns % TURNS):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return Region(left, top, right, bottom)


def lay_out(size: PageSize, kind: Kind, zoom: Zoom, turns: int, room: Room) -> Layout:
    """How a page lies in its room, on whole dots of the screen."""
    unit = _POINT if kind is Kind.PDF else 1 / room.ratio
    width, height = size.width * unit, size.height * unit
    scale = _scale(_upright(PageSize(width, height), turns), zoom, room)
    scale = min(scale, _LONGEST / max(width, height))
    across, down = (max(1, round(side * scale * room.ratio)) for side in (width, height))
    return Layout(across / room.ratio, down / room.ratio, turns % TURNS, scale)


def stepped(scale: float, by: int) -> float:
    """The next larger or smaller scale of the steps."""
    if by > 0:
        return next((one for one in STEPS if one > scale + _SAME), STEPS[-1])
    return next((one for one in reversed(STEPS) if one < scale - _SAME), STEPS[0])


def region_of(words: str) -> Region | None:
    """A region as a pin bears it, `left,top,right,bottom` in thousandths; None where there is none."""
    parts = words.split(",")
    if len(parts) != len(Region._fields) or not all(one.isdecimal() for one in parts):
        return None
    return Region(*(min(int(one), WHOLE) / WHOLE for one in parts))


def words_of(region: Region) -> str:
    """The region as a pin bears it; it is never without width or height."""
    left, top, right, bottom = (round(_within(one) * WHOLE) for one in region)
    left, top = min(left, WHOLE - 1), min(top, WHOLE - 1)
    return f"{left},{top},{max(right, left + 1)},{max(bottom, top + 1)}"


def moved(region: Region, turns: int, across: float, down: float) -> Region:
    """A frame moved as one sees it; it stays on the page."""
    left, top, right, bottom = turned(region, turns)
    across = max(-left, min(across, 1 - right))
    down = max(-top, min(down, 1 - bottom))
    there = Region(left + across, top + down, right + across, bottom + down)
    return turned(there, -turns)


def resized(region: Region, turns: int, across: float, down: float) -> Region:
    """A frame whose right and lower edge, as one sees it, are moved."""
    left, top, right, bottom = turned(region, turns)
    right = max(left + _LEAST, min(right + across, 1.0))
    bottom = max(top + _LEAST, min(bottom + down, 1.0))
    return turned(Region(left, top, min(right, 1.0), min(bottom, 1.0)), -turns)


def _upright(size: PageSize, turns: int) -> PageSize:
    return PageSize(size.height, size.width) if turns % 2 else size


def _scale(seen: PageSize, zoom: Zoom, room: Room) -> float:
    if not isinstance(zoom, Fit):
        return zoom
    width, height = max(room.width, 1.0), max(room.height, 1.0)
    if zoom is Fit.PAGE:
        return min(width / seen.width, height / seen.height, STEPS[-1])
    scale = width / seen.width
    if seen.height * scale > height:  # it will be scrolled
        scale = max(width - room.bar, 1.0) / seen.width
    return min(scale, STEPS[-1])


def _within(fraction: float) -> float:
    return max(0.0, min(fraction, 1.0))
