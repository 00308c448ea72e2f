"""A chart: figures with their name, what is seen in them in a sentence, and the same as a table; drawn on any width."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from desktop.documents.charts.drawing import Drawing, Label, Shape, moved
from desktop.documents.charts.lettering import PITCH, in_lines, plain
from desktop.documents.charts.losses import LossFigures, losses_chart
from desktop.documents.charts.ranking_bars import RankingFigures, ranking_bars
from desktop.documents.charts.spread import (
    SpreadFigures,
    StripFigures,
    spread_chart,
    strips_chart,
)
from desktop.documents.charts.stacking import Depth, base_of
from desktop.documents.charts.years import YearFigures, years_chart

Figures = RankingFigures | LossFigures | SpreadFigures | StripFigures | YearFigures
POSTER: Final = 620.0  # how wide a picture is that stands alone, in points
_EDGE: Final = 20.0
_TITLE: Final = 13
_SENTENCE: Final = 9
_BELOW: Final = 8.0


@dataclass(frozen=True, slots=True)
class Chart:
    """`figures` is None where there is nothing to be drawn: the sentence then says why."""

    name: str
    sentence: str
    figures: Figures | None = None
    notes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """The sentence, and what is left out."""
        return "".join((self.sentence, *self.notes))


def drawings(chart: Chart, width: float, depth: Depth | None = None) -> tuple[Drawing, ...]:
    """The chart on this width; with a depth, on as many surfaces as it takes."""
    made: tuple[Drawing, ...] = ()
    match chart.figures:
        case RankingFigures():
            made = ranking_bars(chart.figures, width, depth)
        case LossFigures():
            made = losses_chart(chart.figures, width, depth)
        case SpreadFigures():
            made = spread_chart(chart.figures, width, depth)
        case StripFigures():
            made = strips_chart(chart.figures, width, depth)
        case YearFigures():
            made = years_chart(chart.figures, width, depth)
        case None:
            pass
    return tuple(replace(one, title=chart.name, words=chart.words) for one in made)


def poster(chart: Chart, heading: str, width: float = POSTER) -> Drawing:
    """The chart as a picture that stands alone: with a title, the sentence, and what is left out."""
    room = width - 2 * _EDGE
    shapes: list[Shape] = []
    top = _EDGE
    for words, size, bold in (
        (f"{heading}：{chart.name}", _TITLE, True),
        (chart.words, _SENTENCE, False),
    ):
        for line in in_lines(plain(words), size, room):
            pitch = size * PITCH
            label = Label(0.0, base_of(top, pitch, size), line, size, bold=bold)
            shapes.append(label if bold else label._replace(tone="soft"))
            top += pitch
        top += _BELOW
    for one in drawings(chart, room):
        shapes += [moved(shape, 0.0, top) for shape in one.shapes]
        top += one.height
    placed = tuple(moved(one, _EDGE, 0.0) for one in shapes)
    return Drawing(width, top + _EDGE, placed, chart.name, chart.words)
