"""Legends: what a chart's signs mean, in as many lines as they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from desktop.documents.charts.drawing import Box, Dot, Hatch, Label, Shape, Stroke
from desktop.documents.charts.lettering import cut, width_of
from desktop.documents.charts.stacking import SMALL, Piece, base_of

_LINE: Final = 15.0
_SIGN: Final = 16.0
_HIGH: Final = 8.0
_BESIDE: Final = 4.0
_APART: Final = 16.0
RADIUS: Final = 3.2


class Sign(NamedTuple):
    """A sign by its kind (bar, warm, hatch, pale, dot, ring, line, dash, thin, bound, tick) and what it means."""

    kind: str
    words: str


def legend(signs: Sequence[Sign], left: float, right: float) -> Piece:
    """One beside the other while there is room."""
    lines: list[list[tuple[float, Sign]]] = [[]]
    at = left
    for one in signs:
        words = cut(one.words, SMALL, right - left - _SIGN - _BESIDE)
        wide = _SIGN + _BESIDE + width_of(words, SMALL)
        if lines[-1] and at + wide > right:
            lines.append([])
            at = left
        lines[-1].append((at, one._replace(words=words)))
        at += wide + _APART
    return Piece(_LINE * len(lines), lambda top: _shapes(lines, top))


def _shapes(lines: Sequence[Sequence[tuple[float, Sign]]], top: float) -> Iterator[Shape]:
    for number, line in enumerate(lines):
        for left, one in line:
            above = top + number * _LINE
            yield from _sign(one.kind, left, above + _LINE / 2)
            base = base_of(above, _LINE, SMALL)
            yield Label(left + _SIGN + _BESIDE, base, one.words, SMALL, tone="soft")


def _sign(kind: str, left: float, middle: float) -> Iterator[Shape]:
    place = (left, middle - _HIGH / 2, _SIGN, _HIGH)
    centre = left + _SIGN / 2
    match kind:
        case "bar":
            yield Box(*place, "deep")
        case "warm":
            yield Box(*place, "warm")
        case "hatch":
            yield Box(*place, "pale")
            yield Hatch(*place, "deep")
        case "pale":
            yield Box(*place, "pale", "deep")
        case "dot":
            yield Dot(centre, middle, RADIUS, "deep", "deep")
        case "ring":
            yield Dot(centre, middle, RADIUS, "paper", "deep")
        case "line" | "dash":
            yield Stroke(left, middle, left + _SIGN, middle, "ink", 1.2, dashed=kind == "dash")
        case "thin" | "bound":
            dashed = kind == "bound"
            yield Stroke(left, middle, left + _SIGN, middle, "mark", 0.8, dashed)
        case "tick":
            yield Box(centre - 1, middle - _HIGH / 2, 2, _HIGH, "ink")
        case _:
            raise ValueError(kind)
