"""Losses: where points are lost, and by how many units, the most first; by indicator or by reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from desktop.documents.charts.drawing import Box, Drawing, Label, Shape
from desktop.documents.charts.legends import Sign, legend
from desktop.documents.charts.lettering import width_of
from desktop.documents.charts.panels import GAP, Names, Panel, head_of, names_of
from desktop.documents.charts.scales import scale_from_nothing
from desktop.documents.charts.stacking import TEXT, Depth, Piece, base_of, stacked
from desktop.domain.amounts import ZERO, show

_NAMES: Final = 0.45  # of the width, at most
_LINES: Final = 3  # clauses are long, and nothing else on paper says them
_SHARE: Final = 0.62  # of what is left: the points
_BESIDE: Final = 4.0
_RIM: Final = 1.0


class Loss(NamedTuple):
    """Where points are lost: how many, how many of them on sheets that are not scored to the end, by how many units."""

    name: str
    lost: Decimal
    provisional: Decimal
    units: int


@dataclass(frozen=True, slots=True)
class LossFigures:
    """All of them, the most first."""

    losses: tuple[Loss, ...]


class _Columns(NamedTuple):
    names: Names
    points: Panel
    units: Panel


def losses_chart(
    figures: LossFigures, width: float, depth: Depth | None = None
) -> tuple[Drawing, ...]:
    """Two bars a row, each on a scale of its own."""
    columns = _columns(figures, width)
    pieces = [
        Piece(columns.names.height(row), partial(_row, one, row, columns))
        for row, one in enumerate(figures.losses)
    ]
    signs = []
    if any(one.provisional for one in figures.losses):
        signs = [Sign("bar", "已评完的单位"), Sign("hatch", "还没有评完的单位，失分还会增加")]
    head = head_of([columns.points, columns.units], legend(signs, 0.0, width) if signs else None)
    return stacked(width, head, pieces, depth)


def _columns(figures: LossFigures, width: float) -> _Columns:
    losses = figures.losses
    names = names_of((one.name for one in losses), width * _NAMES, _LINES)
    left = names.width + GAP
    told = max((width_of(show(one.lost), TEXT, bold=True) for one in losses), default=0.0)
    counted = max((width_of(str(one.units), TEXT) for one in losses), default=0.0)
    room = width - left - GAP * 2 - told - counted - _BESIDE * 2 - _RIM
    points = Panel(
        left, room * _SHARE, scale_from_nothing(one.lost for one in losses), "失分（分）"
    )
    scale = scale_from_nothing((Decimal(one.units) for one in losses), whole=True)
    units = Panel(
        points.right + told + _BESIDE + GAP * 2, room * (1 - _SHARE), scale, "失分单位（个）"
    )
    return _Columns(names, points, units)


def _row(one: Loss, row: int, columns: _Columns, top: float) -> Iterator[Shape]:
    high = columns.names.height(row)
    base = base_of(top, high, TEXT)
    yield from columns.names.labels(row, 0.0, top)
    for panel in (columns.points, columns.units):
        yield from panel.grid(top, high)
    settled = one.lost - one.provisional
    if settled:
        yield columns.points.bar(settled, top, high)
    yield from columns.points.hatch(settled, one.lost, top, high)
    ends = max(columns.points.at(one.lost), columns.points.at(ZERO)) + _BESIDE
    yield from _backed(Label(ends, base, show(one.lost), TEXT, bold=True), top, high)
    counted = Decimal(one.units)
    if one.units:
        yield columns.units.bar(counted, top, high, "warm")
    told = Label(columns.units.at(counted) + _BESIDE, base, str(one.units), TEXT)
    yield from _backed(told, top, high)


def _backed(one: Label, top: float, high: float) -> Iterator[Shape]:
    """Words that no line of the ground crosses."""
    wide = width_of(one.text, one.size, bold=one.bold)
    yield Box(one.left - _RIM, top + 1, wide + 2 * _RIM, high - 2, "paper")
    yield one
