"""Panels: the parts of a chart in which amounts have places, with their axes and the rows' names beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from desktop.documents.charts.drawing import Box, Hatch, Label, Shape, Stroke
from desktop.documents.charts.lettering import PITCH, in_even_lines, plain, width_of
from desktop.documents.charts.scales import Scale
from desktop.documents.charts.stacking import SMALL, TEXT, Piece, base_of, lines_within
from desktop.domain.amounts import show

GAP: Final = 10.0
_ROW: Final = 16.0
_BAR: Final = 9.0
_MOST_LINES: Final = 2
_ROOMY: Final = 4.0  # what a row of two lines has beside them
_AXIS: Final = 13.0
_HEADING: Final = 15.0
_TICKS_APART: Final = 6.0
_CROWDED: Final = 2.0  # the outer ones are moved inwards, towards their neighbours


class Names(NamedTuple):
    """What stands before the panels: each row's words, in one line or two."""

    width: float
    lines: tuple[tuple[str, ...], ...]

    def height(self, row: int) -> float:
        """How high a row is."""
        count = len(self.lines[row])
        return max(_ROW, count * TEXT * PITCH + _ROOMY) if count > 1 else _ROW

    def labels(self, row: int, left: float, top: float) -> Iterator[Shape]:
        """A row's words, in the middle of its height."""
        return lines_within(self.lines[row], (left, top, self.height(row)))


def names_of(words: Iterable[str], most: float, lines_each: int = _MOST_LINES) -> Names:
    """As narrow as the longest allows, no wider than this."""
    texts = [plain(one) for one in words]
    widest = max((width_of(one, TEXT) for one in texts), default=0.0)
    width = min(widest, most)
    lines = tuple(in_even_lines(one, TEXT, width, lines_each) for one in texts)
    return Names(max((width_of(one, TEXT) for each in lines for one in each), default=0.0), lines)


class Panel(NamedTuple):
    """A part of the width with a scale; `unit` is what its axis counts."""

    left: float
    width: float
    scale: Scale
    heading: str = ""
    percent: bool = False

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    def at(self, amount: Decimal) -> float:
        """Where an amount stands; what lies beyond the scale stands at its end."""
        return self.left + self.width * min(1.0, max(0.0, self.scale.part(amount)))

    def grid(self, top: float, height: float) -> Iterator[Shape]:
        """Its part of the upright lines."""
        for one in self._ticks:
            x = self.at(one)
            yield Stroke(x, top, x, top + height, "mark" if not one and self.scale.low else "grid")

    def bar(self, amount: Decimal, top: float, height: float, tone: str = "deep") -> Box:
        """From nothing to there."""
        low, high = sorted((self.at(Decimal(0)), self.at(amount)))
        return Box(low, top + (height - _BAR) / 2, high - low, _BAR, tone)

    def hatch(self, begin: Decimal, end: Decimal, top: float, height: float) -> list[Shape]:
        """What is not final, on a pale ground; nothing where there is nothing."""
        low, high = sorted((self.at(begin), self.at(end)))
        if high - low < 1:
            return []
        place = (low, top + (height - _BAR) / 2, high - low, _BAR)
        return [Box(*place, "pale"), Hatch(*place, "deep")]

    def track(self, amount: Decimal, top: float, height: float) -> Box:
        """How far it could go."""
        return self.bar(amount, top, height, "track")

    @property
    def _ticks(self) -> Sequence[Decimal]:
        """Those that there is room for."""
        ticks = self.scale.ticks
        widest = max(width_of(self.said(one), SMALL) for one in ticks)
        crowded = _CROWDED if widest > GAP * 2 else 1.0
        fit = int(self.width / (widest * crowded + _TICKS_APART))
        if not fit:
            return ticks[:1]
        return ticks[:: max(1, -(-(len(ticks) - 1) // fit))]

    def said(self, amount: Decimal) -> str:
        """An amount as the axis tells it."""
        return f"{show(amount)}%" if self.percent else show(amount)

    def axis(self, top: float) -> Iterator[Shape]:
        """Its amounts, above the rows."""
        base = base_of(top, _AXIS, SMALL)
        for one in self._ticks:
            half = width_of(self.said(one), SMALL) / 2
            middle = min(max(self.at(one), self.left - GAP + half), self.right + GAP - half)
            yield Label(middle, base, self.said(one), SMALL, "middle", "soft")


def head_of(panels: Sequence[Panel], legend: Piece | None = None) -> Piece:
    """Legend, headings and axes."""
    high = legend.height if legend else 0.0
    named = _HEADING if any(one.heading for one in panels) else 0.0

    def shapes(top: float) -> Iterator[Shape]:
        if legend:
            yield from legend.shapes(top)
        for one in panels:
            if one.heading:
                base = base_of(top + high, _HEADING, SMALL)
                yield Label(one.left, base, one.heading, SMALL, tone="soft", bold=True)
            yield from one.axis(top + high + named)

    return Piece(high + named + _AXIS, shapes, kept=True)
