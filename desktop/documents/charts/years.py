"""Two rounds beside each other: what each unit, or the units in each indicator, had then and have now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from desktop.documents.charts.drawing import Box, Dot, Drawing, Label, Shape
from desktop.documents.charts.legends import RADIUS, Sign, legend
from desktop.documents.charts.lettering import plain, width_of
from desktop.documents.charts.panels import GAP, Names, Panel, head_of, names_of
from desktop.documents.charts.scales import scale_over
from desktop.documents.charts.stacking import TEXT, Depth, Piece, base_of, stacked
from desktop.domain.amounts import show

_NAMES: Final = 0.34
_THICK: Final = 2.4


class Change(NamedTuple):
    """A unit or an indicator, then and now."""

    name: str
    then: Decimal
    now: Decimal

    @property
    def more(self) -> Decimal:
        """By how much it rose."""
        return self.now - self.then


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All that can be compared, what both rounds are called, and whether it is told in per cent."""

    then: str
    now: str
    changes: tuple[Change, ...]
    percent: bool = False

    def said(self, amount: Decimal) -> str:
        """An amount as it is told."""
        return f"{show(amount)}%" if self.percent else show(amount)

    def difference(self, one: Change) -> str:
        """How much it rose or fell, with its sign."""
        if not one.more:
            return "持平"
        return f"{'+' if one.more > 0 else '−'}{show(abs(one.more))}"


class _Columns(NamedTuple):
    names: Names
    panel: Panel
    told: float  # right edges
    more: float


def years_chart(
    figures: YearFigures, width: float, depth: Depth | None = None
) -> tuple[Drawing, ...]:
    """A ring where it was, a disc where it is, and the way between them."""
    columns = _columns(figures, width)
    pieces = [
        Piece(columns.names.height(row), partial(_row, one, row, columns, figures))
        for row, one in enumerate(figures.changes)
    ]
    signs = (Sign("ring", plain(figures.then)), Sign("dot", plain(figures.now)))
    ways = (Sign("bar", "上升"), Sign("warm", "下降"))
    head = head_of([columns.panel], legend([*signs, *ways], 0.0, width))
    return stacked(width, head, pieces, depth)


def _columns(figures: YearFigures, width: float) -> _Columns:
    changes = figures.changes
    names = names_of((one.name for one in changes), width * _NAMES)
    told = max((width_of(_told(figures, one), TEXT) for one in changes), default=0.0)
    more = max((width_of(figures.difference(one), TEXT, bold=True) for one in changes), default=0.0)
    left = names.width + GAP + RADIUS
    scale = scale_over(amount for one in changes for amount in (one.then, one.now))
    right = width - more - GAP
    panel = Panel(left, right - told - GAP - RADIUS - left, scale, percent=figures.percent)
    return _Columns(names, panel, right, width)


def _told(figures: YearFigures, one: Change) -> str:
    return f"{figures.said(one.then)} → {figures.said(one.now)}"


def _row(
    one: Change, row: int, columns: _Columns, figures: YearFigures, top: float
) -> Iterator[Shape]:
    panel, high = columns.panel, columns.names.height(row)
    middle, base = top + high / 2, base_of(top, high, TEXT)
    yield from columns.names.labels(row, 0.0, top)
    yield from panel.grid(top, high)
    then, now = panel.at(one.then), panel.at(one.now)
    tone = "warm" if one.more < 0 else "deep"
    yield Box(min(then, now), middle - _THICK / 2, abs(now - then), _THICK, tone)
    yield Dot(then, middle, RADIUS, "paper", "deep")
    yield Dot(now, middle, RADIUS, "deep", "deep")
    yield Label(columns.told, base, _told(figures, one), TEXT, "end", "soft")
    yield Label(columns.more, base, figures.difference(one), TEXT, "end", bold=bool(one.more))
