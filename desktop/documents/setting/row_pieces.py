"""Row pieces: how rows of so many lines fall on pages. A row stays whole where that leaves little blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_CLOSE: Final = 0.01  # points
_BLANK: Final = 0.3  # of a page: so much may stay blank, that a row stays whole
_SHORT: Final = 0.5  # of a page: a row no higher goes whole to what comes behind
# Lines of a row that is torn, at a page's end and at the next one's beginning: at least, and better.
_LEAST: Final = 2
_BETTER: Final = 3


@dataclass(frozen=True, slots=True)
class RowMeasure:
    """Points: from line to line, between a rule and the text below it, and a row's least height."""

    pitch: float
    along: float
    least: float = 0.0

    def height(self, lines: int) -> float:
        """Of a row."""
        return max(self.least, lines * self.pitch + 2 * self.along)

    def lines(self, height: float) -> int:
        """That a row of this height has room for."""
        return max(0, int((height - 2 * self.along + _CLOSE) // self.pitch))


class RowPiece(NamedTuple):
    """Some lines of a row, on the page so many behind the first, so far below its first row's top."""

    row: int
    page: int
    first: int
    lines: int
    below: float
    height: float


def row_pieces(
    rows: Sequence[Sequence[int]],
    measure: RowMeasure,
    room: float,
    fresh: float,
    behind: float = 0.0,
) -> Iterator[RowPiece]:
    """Rows of cells of so many lines each; the first page has this room and every other one that of a fresh one.

    What comes behind them is never alone on a page: the last row goes with it, and the one before or lines of it.
    """
    counts = [max(cells) for cells in rows]
    bound = max(0, len(counts) - 2) if behind else -1
    page, used = 0, 0.0
    for row, count in enumerate(counts):
        trailing = 0.0
        if behind and row >= bound:
            trailing = behind + sum(measure.height(one) for one in counts[row + 1 :])
        first = 0
        while first < count:
            space = _Space((fresh if page else room) - used, fresh, trailing, page > 0, used > 0)
            taken = _taken(count - first, measure, space)
            if 0 < taken < count - first:
                taken = _without_strays(rows[row], first, taken)
            if not taken:
                page, used = page + 1, 0.0
                continue
            height = measure.height(taken)
            yield RowPiece(row, page, first, taken, used, height)
            used += height
            first += taken


class _Space(NamedTuple):
    """What is left of a page, what a fresh one has, what must have room behind; whether it was turned to, is begun."""

    left: float
    fresh: float
    trailing: float
    is_turned: bool
    is_begun: bool

    @property
    def is_fresh(self) -> bool:
        return self.is_turned and not self.is_begun


def _taken(lines: int, measure: RowMeasure, space: _Space) -> int:
    """How many of a row's lines go here; none where they are better off on a fresh page."""
    whole = measure.height(lines)
    bound = whole + space.trailing
    if bound <= space.left + _CLOSE:
        return lines
    fits = whole <= space.left + _CLOSE  # then it is what comes behind that has no room
    if space.is_fresh:
        if fits and lines < 2 * _LEAST:
            return lines
    elif space.left < space.fresh * _BLANK:
        if (bound if fits else whole) <= space.fresh + _CLOSE:
            return 0
    elif (
        fits and space.is_begun and whole <= space.fresh * _SHORT and bound <= space.fresh + _CLOSE
    ):
        return 0
    together = _BETTER if lines >= 2 * _BETTER else _LEAST
    fit = min(measure.lines(space.left), lines - together)
    if space.is_fresh:
        return max(fit, 1)  # even a page that has no room gets a line: it must end some time
    return fit if fit >= together else 0


def _without_strays(cells: Iterable[int], first: int, taken: int) -> int:
    """Some lines fewer, where they keep a cell's last line from standing alone on the next page."""
    rests = {one - first for one in cells}
    fewer = range(taken, max(taken - _BETTER, _LEAST - 1), -1)
    return next((one for one in fewer if one + 1 not in rests), taken)
