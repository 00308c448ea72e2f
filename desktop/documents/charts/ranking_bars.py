"""Ranking bars: units by what they are ranked by, group by group, in the order of their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from desktop.documents.charts.drawing import Drawing, Label, Shape, Stroke
from desktop.documents.charts.legends import Sign, legend
from desktop.documents.charts.lettering import cut, plain, width_of
from desktop.documents.charts.panels import GAP, Names, Panel, head_of, names_of
from desktop.documents.charts.scales import scale_from_nothing
from desktop.documents.charts.stacking import SMALL, TEXT, Depth, Piece, base_of, stacked
from desktop.domain.amounts import ZERO, show

_NAMES: Final = 0.3  # of the width, at most
_GRADES: Final = 0.14
_GROUP: Final = 20.0
_MARKS: Final = 13.0
_FLAGS: Final = 0.2  # of the width, at most
_FLAG: Final = 2.5  # from a line to its name
_OPEN: Final = "未评"


class RankBar(NamedTuple):
    """A unit: its place in words, how much it has (None: nothing is scored yet), its grade."""

    place: str
    name: str
    amount: Decimal | None
    grade: str = ""
    provisional: bool = False


class Bound(NamedTuple):
    """Where a grade begins."""

    name: str
    amount: Decimal


class RankGroup(NamedTuple):
    """Units that are ranked among themselves."""

    name: str
    bars: tuple[RankBar, ...]
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class RankingFigures:
    """All groups; `full` is what can be had without a bonus."""

    groups: tuple[RankGroup, ...]
    full: Decimal

    @property
    def bars(self) -> Iterator[RankBar]:
        """Those of every group."""
        return (bar for group in self.groups for bar in group.bars)


class _Columns(NamedTuple):
    """Where everything stands across."""

    places: float  # their right edge
    names: Names
    panel: Panel
    amounts: float  # their right edge
    grades: float
    grade_width: float


def ranking_bars(
    figures: RankingFigures, width: float, depth: Depth | None = None
) -> tuple[Drawing, ...]:
    """Bars as long as the amounts, in one drawing or in one a page."""
    columns = _columns(figures, width)
    pieces: list[Piece] = []
    row = 0
    for group in (one for one in figures.groups if one.bars):
        marks = _marks(group.bounds, columns.panel, width)
        if group.name:
            pieces.append(Piece(_GROUP, partial(_group, group.name, width), kept=True))
        if marks.lines:
            pieces.append(Piece(_MARKS * marks.lines, marks.shapes, kept=True))
        for bar in group.bars:
            high = columns.names.height(row)
            draw = partial(_bar, (bar, row), columns, figures.full, marks.places)
            pieces.append(Piece(high, draw))
            row += 1
    told = legend([*_signs(figures)], 0.0, width)
    return stacked(width, head_of([columns.panel], told), pieces, depth)


def _columns(figures: RankingFigures, width: float) -> _Columns:
    bars = [*figures.bars]
    names = names_of((one.name for one in bars), width * _NAMES)
    places = max((width_of(one.place, TEXT) for one in bars), default=0.0)
    amounts = max((width_of(_said(one), TEXT, bold=True) for one in bars), default=0.0)
    grades = max((width_of(plain(one.grade), TEXT) for one in bars), default=0.0)
    grades = min(grades, width * _GRADES)
    left = places + GAP + names.width + GAP
    right = width - (grades + GAP if grades else 0.0)
    found = [one.amount for one in bars if one.amount is not None]
    bounds = [one for group in figures.groups for one in group.bounds]
    flags = max((width_of(_flag(one, width), SMALL) + _FLAG for one in bounds), default=0.0)
    scale = scale_from_nothing([*found, *(one.amount for one in bounds), figures.full])
    end = min(right - amounts - GAP, width - flags)
    panel = Panel(left, end - left, scale)
    return _Columns(places, names, panel, right, right + GAP, grades)


def _said(bar: RankBar) -> str:
    return _OPEN if bar.amount is None else show(bar.amount)


def _bar(
    of: tuple[RankBar, int],
    columns: _Columns,
    full: Decimal,
    marks: Sequence[float],
    top: float,
) -> Iterator[Shape]:
    bar, row = of
    panel, high = columns.panel, columns.names.height(row)
    base = base_of(top, high, TEXT)
    yield from panel.grid(top, high)
    yield from (Stroke(x, top, x, top + high, "mark", 0.8, dashed=True) for x in marks)
    tone = "soft" if bar.provisional else "ink"
    yield Label(columns.places, base, bar.place, TEXT, "end", tone)
    yield from columns.names.labels(row, columns.places + GAP, top)
    yield panel.track(full, top, high)
    if bar.amount is not None and bar.provisional:
        yield from panel.hatch(ZERO, bar.amount, top, high)
    elif bar.amount is not None:
        yield panel.bar(bar.amount, top, high)
    amount = Label(columns.amounts, base, _said(bar), TEXT, "end", tone)
    yield amount._replace(bold=not bar.provisional)
    if columns.grade_width:
        words = cut(plain(bar.grade), TEXT, columns.grade_width)
        yield Label(columns.grades, base, words, TEXT)


def _group(name: str, width: float, top: float) -> Iterator[Shape]:
    words = cut(plain(name), TEXT, width, bold=True)
    yield Label(0.0, base_of(top + 4, _GROUP - 4, TEXT), words, TEXT, bold=True)


def _flag(one: Bound, width: float) -> str:
    return cut(f"{plain(one.name)} {show(one.amount)}", SMALL, width * _FLAGS)


class _Marks(NamedTuple):
    """The bounds of grades: where they stand, and their names like flags, on as many lines as keep them apart."""

    places: tuple[float, ...]
    labels: tuple[tuple[int, Label], ...]
    lines: int

    def shapes(self, top: float) -> Iterator[Shape]:
        """The names, and the lines down from them."""
        low = top + _MARKS * self.lines
        for (line, one), x in zip(self.labels, self.places, strict=True):
            above = top + line * _MARKS
            yield one._replace(base=base_of(above, _MARKS, SMALL))
            yield Stroke(x, above, x, low, "mark", 0.8, dashed=True)


def _marks(bounds: Sequence[Bound], panel: Panel, width: float) -> _Marks:
    """Each name on the first line from which its own line meets nothing on the way down."""
    ends: list[float] = []
    placed: list[tuple[int, Label]] = []
    ordered = sorted(bounds, key=lambda one: one.amount)
    for one in ordered:
        x = panel.at(one.amount)
        left = x + _FLAG
        words = _flag(one, width)
        line = next((n for n in range(len(ends)) if max(ends[n:]) <= x), len(ends))
        ends[line : line + 1] = [left + width_of(words, SMALL) + _FLAG]
        placed.append((line, Label(left, 0.0, words, SMALL, tone="mark")))
    return _Marks(tuple(panel.at(one.amount) for one in ordered), tuple(placed), len(ends))


def _signs(figures: RankingFigures) -> Iterator[Sign]:
    """Only what there is; where all bars are alike nothing needs to be told."""
    if any(one.provisional for one in figures.bars):
        yield Sign("bar", "已评完")
        yield Sign("hatch", "未评完：目前的得分，还会变动")
    if any(group.bounds for group in figures.groups):
        yield Sign("bound", "等次的下限")
