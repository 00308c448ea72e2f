"""Stacking: pieces of a chart one below the other, on one surface or on as many as a page's depth asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from desktop.documents.charts.drawing import Drawing, Label, Shape, Stroke
from desktop.documents.charts.lettering import ABOVE, BELOW, PITCH

TEXT: Final = 9
SMALL: Final = 8
_CLOSE: Final = 0.01
_GROUND: Final = ("grid", "mark")  # the tones of lines that lie beneath all else


class Piece(NamedTuple):
    """What stands across a chart, so high; it draws itself with its top there. `kept` goes with what follows."""

    height: float
    shapes: Callable[[float], Iterable[Shape]]
    kept: bool = False


class Depth(NamedTuple):
    """How deep the first surface is, and each that follows."""

    first: float
    further: float


def stacked(
    width: float, head: Piece, pieces: Sequence[Piece], depth: Depth | None = None
) -> tuple[Drawing, ...]:
    """The pieces below the head, which is said again on every surface."""
    if depth is None:
        return (_drawn(width, [head, *pieces]),)
    rooms = Depth(depth.first - head.height, depth.further - head.height)
    return tuple(_drawn(width, [head, *part]) for part in _parts(pieces, rooms))


def _parts(pieces: Sequence[Piece], rooms: Depth) -> Iterator[list[Piece]]:
    """What leads a row leads again what goes on on the next surface."""
    part: list[Piece] = []
    leading: list[Piece] = []
    left = rooms.first
    for at, one in enumerate(pieces):
        if one.kept and not (at and pieces[at - 1].kept):
            leading = [*takewhile(lambda each: each.kept, pieces[at:])]
            follows = pieces[at + len(leading) :][:1]
            needed = sum(each.height for each in (*leading, *follows))
        else:
            needed = 0.0 if one.kept else one.height
        if part and needed > left:
            yield part
            part = [] if one.kept else [*leading]
            left = rooms.further - sum(each.height for each in part)
        part.append(one)
        left -= one.height
    yield part


def _drawn(width: float, pieces: Sequence[Piece]) -> Drawing:
    top = 0.0
    shapes: list[Shape] = []
    for one in pieces:
        shapes += one.shapes(top)
        top += one.height
    lines, others = _joined(shapes)
    return Drawing(width, top, (*lines, *others))


def _joined(shapes: Iterable[Shape]) -> tuple[list[Stroke], list[Shape]]:
    """The upright lines of the ground go on from piece to piece as one, beneath all else, the faintest first."""
    lines: dict[tuple[object, ...], Stroke] = {}
    done: list[Stroke] = []
    others: list[Shape] = []
    for one in shapes:
        if not isinstance(one, Stroke) or one.left != one.right or one.tone not in _GROUND:
            others.append(one)
            continue
        key = (round(one.left, 2), one.tone, one.thick, one.dashed)
        before = lines.get(key)
        if before is not None and abs(before.bottom - one.top) < _CLOSE:
            lines[key] = before._replace(bottom=one.bottom)
            continue
        if before is not None:
            done.append(before)
        lines[key] = one
    found = [*done, *lines.values()]
    return sorted(found, key=lambda one: _GROUND.index(one.tone)), others


def base_of(top: float, height: float, size: int) -> float:
    """Where a line of words stands that lies in the middle of so much."""
    return top + height / 2 + size * (ABOVE - BELOW) / 2


def lines_within(
    lines: Sequence[str], place: tuple[float, float, float], size: int = TEXT, tone: str = "ink"
) -> Iterator[Label]:
    """Lines to the left, together in the middle of a row: its left edge, its top and its height."""
    left, top, height = place
    pitch = size * PITCH
    above = top + (height - pitch * len(lines)) / 2
    for number, one in enumerate(lines):
        yield Label(left, base_of(above + number * pitch, pitch, size), one, size, tone=tone)
