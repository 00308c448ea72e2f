"""The spread: how many units have how many points, and how far they lie apart in each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple

from desktop.documents.charts.drawing import Box, Dot, Drawing, Label, Shape, Stroke
from desktop.documents.charts.legends import RADIUS, Sign, legend
from desktop.documents.charts.lettering import width_of
from desktop.documents.charts.panels import GAP, Names, Panel, head_of, names_of
from desktop.documents.charts.scales import Scale, scale_from_nothing, scale_over
from desktop.documents.charts.stacking import TEXT, Depth, Piece, base_of, stacked
from desktop.domain.amounts import show

_COLUMNS: Final = 13  # of a histogram, about
_HIGH: Final = 150.0  # its highest column
_COUNTED: Final = 14.0
_EDGE: Final = 14.0
_SIDE: Final = 24.0
_BETWEEN: Final = 1.0
_NAMES: Final = 0.4
_BOX: Final = 8.0
_FULL: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class SpreadFigures:
    """The totals of the units that are scored to the end, with their middle in both senses, as they are told."""

    totals: tuple[Decimal, ...]
    mean: Decimal
    median: Decimal


class Strip(NamedTuple):
    """One indicator: what share of its points units have, in per cent."""

    name: str
    least: Decimal
    lower: Decimal  # a quarter has less
    median: Decimal
    upper: Decimal  # a quarter has more
    most: Decimal
    mean: Decimal


@dataclass(frozen=True, slots=True)
class StripFigures:
    """Every indicator that anybody was scored in."""

    strips: tuple[Strip, ...]


# -- totals


def spread_chart(
    figures: SpreadFigures, width: float, depth: Depth | None = None
) -> tuple[Drawing, ...]:
    """A histogram: a column's lower edge belongs to it, the last one's upper edge as well."""
    panel = Panel(_SIDE, width - _SIDE * 2, _scale(figures))
    counts = [
        sum(low <= one < high or (closed and one == high) for one in figures.totals)
        for (low, high), closed in segments(figures)
    ]
    signs = (
        Sign("line", f"平均 {show(figures.mean)} 分"),
        Sign("dash", f"中位数 {show(figures.median)} 分"),
        Sign("pale", "得分在这一段的单位（个）"),
    )
    told = legend(signs, 0.0, width)
    high = _COUNTED + _HIGH + _EDGE
    body = Piece(high, partial(_histogram, figures, panel, counts))
    return stacked(width, told, [body], depth)


def segments(figures: SpreadFigures) -> Iterator[tuple[tuple[Decimal, Decimal], bool]]:
    """The edges of each column, and whether its upper edge belongs to it: the last one's does."""
    edges = _scale(figures).ticks
    for low, high in pairwise(edges):
        yield (low, high), high == edges[-1]


def _scale(figures: SpreadFigures) -> Scale:
    return scale_over(figures.totals, parts=_COLUMNS)


def _histogram(
    figures: SpreadFigures, panel: Panel, counts: Sequence[int], top: float
) -> Iterator[Shape]:
    ground = top + _COUNTED + _HIGH
    most = max(counts)
    labels: list[Label] = []
    for (low, high), count in zip(pairwise(panel.scale.ticks), counts, strict=True):
        left, right = panel.at(low) + _BETWEEN / 2, panel.at(high) - _BETWEEN / 2
        tall = _HIGH * count / most
        if count:
            yield Box(left, ground - tall, right - left, tall, "pale", "deep")
            base = base_of(ground - tall - _COUNTED, _COUNTED, TEXT)
            labels.append(Label((left + right) / 2, base, str(count), TEXT, "middle", bold=True))
    yield Stroke(panel.left, ground, panel.right, ground, "mark")
    yield from panel.axis(ground + 1)
    for amount, dashed in ((figures.mean, False), (figures.median, True)):
        x = panel.at(amount)
        yield Stroke(x, top + _COUNTED / 2, x, ground, "ink", 1.2, dashed)
    for one in labels:  # no line goes through them
        half = width_of(one.text, one.size, bold=True) / 2 + 1
        yield Box(one.left - half, one.base - TEXT, half * 2, TEXT + 2, "paper")
        yield one


# -- indicators


def strips_chart(
    figures: StripFigures, width: float, depth: Depth | None = None
) -> tuple[Drawing, ...]:
    """A strip a row: from the least to the most, the middle half as a box, the median and the mean in it."""
    strips = figures.strips
    names = names_of((one.name for one in strips), width * _NAMES)
    left = names.width + GAP
    told = max((width_of(_said(one), TEXT) for one in strips), default=0.0)
    scale = scale_from_nothing(
        [_FULL, *(one.least for one in strips), *(one.most for one in strips)]
    )
    panel = Panel(left + RADIUS, width - left - told - GAP - RADIUS * 2, scale, percent=True)
    pieces = [
        Piece(names.height(row), partial(_strip, one, (names, row), panel, width))
        for row, one in enumerate(strips)
    ]
    signs = (
        Sign("thin", "最低到最高"),
        Sign("pale", "中间一半的单位"),
        Sign("tick", "中位数"),
        Sign("dot", "平均得分率"),
    )
    return stacked(width, head_of([panel], legend(signs, 0.0, width)), pieces, depth)


def _said(one: Strip) -> str:
    return f"平均 {show(one.mean)}%"


def _strip(
    one: Strip, named: tuple[Names, int], panel: Panel, width: float, top: float
) -> Iterator[Shape]:
    names, row = named
    high = names.height(row)
    middle = top + high / 2
    yield from names.labels(row, 0.0, top)
    yield from panel.grid(top, high)
    least, most = panel.at(one.least), panel.at(one.most)
    yield Stroke(least, middle, most, middle, "mark", 0.8)
    for x in (least, most):
        yield Box(x - 0.4, middle - _BOX / 4, 0.8, _BOX / 2, "mark")
    lower, upper = panel.at(one.lower), panel.at(one.upper)
    if upper > lower:
        yield Box(lower, middle - _BOX / 2, upper - lower, _BOX, "pale", "deep")
    yield Box(panel.at(one.median) - 1, middle - _BOX / 2 - 1, 2, _BOX + 2, "ink")
    yield Dot(panel.at(one.mean), middle, RADIUS - 0.6, "deep", "paper")
    yield Label(width, base_of(top, high, TEXT), _said(one), TEXT, "end")
