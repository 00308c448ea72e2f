"""Row pieces: how rows of so many lines fall on pages. A row stays whole where that leaves little blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_CLOSE: Final = 0.01  # points
_BLANK: Final = 0.3  # of a page: so much may stay blank, that a row stays whole
_TOGETHER: Final = 2  # lines of a row that is torn, at a page's end and at the next one's beginning


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
    counts: Sequence[int], measure: RowMeasure, room: float, fresh: float, behind: float = 0.0
) -> Iterator[RowPiece]:
    """Rows of so many lines each, where the first page has this room and every other one that of a fresh one.

    What comes behind them is never alone on a page: the last row goes with it, and lines of the one before.
    """
    bound = max(0, len(counts) - 2) if behind else -1
    page, used = 0, 0.0
    for row, count in enumerate(counts):
        trailing = 0.0
        if behind and row >= bound:
            trailing = behind + sum(measure.height(one) for one in counts[row + 1 :])
        first = 0
        while first < count:
            space = _Space((fresh if page else room) - used, fresh, bool(page) and not used)
            taken = _taken(count - first, measure, space, trailing)
            if not taken:
                page, used = page + 1, 0.0
                continue
            height = measure.height(taken)
            yield RowPiece(row, page, first, taken, used, height)
            used += height
            first += taken


class _Space(NamedTuple):
    """What is left of a page, how much a fresh one has, and whether this is one."""

    left: float
    fresh: float
    is_fresh: bool


def _taken(lines: int, measure: RowMeasure, space: _Space, trailing: float) -> int:
    """How many of a row's lines go here; none where they are better off on a fresh page."""
    whole = measure.height(lines)
    if whole + trailing <= space.left + _CLOSE:
        return lines
    fit = min(lines, measure.lines(space.left))
    if whole <= space.left + _CLOSE:  # it is what comes behind that has no room
        if space.is_fresh and lines < 2 * _TOGETHER:
            return lines
        whole += trailing
    elif space.is_fresh:
        return max(fit, 1)  # even a page that has no room gets a line: it must end some time
    moves = whole <= space.fresh + _CLOSE and space.left < space.fresh * _BLANK
    fit = min(fit, lines - _TOGETHER)
    if space.is_fresh:
        return max(fit, 1)
    return fit if fit >= _TOGETHER and not moves else 0
