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
    counts: Sequence[int], measure: RowMeasure, room: float, fresh: float, turn_at: int = 0
) -> Iterator[RowPiece]:
    """Rows of so many lines each, where the first page has this room and every other one that of a fresh one.

    At the row `turn_at` a page begins in any case.
    """
    page, used = 0, 0.0
    for row, count in enumerate(counts):
        first = 0
        if turn_at and row == turn_at:
            page, used = page + 1, 0.0
        while first < count:
            left = (fresh if page else room) - used
            taken = _taken(count - first, measure, left, fresh, is_fresh=bool(page) and not used)
            if not taken:
                page, used = page + 1, 0.0
                continue
            height = measure.height(taken)
            yield RowPiece(row, page, first, taken, used, height)
            used += height
            first += taken


def _taken(lines: int, measure: RowMeasure, left: float, fresh: float, *, is_fresh: bool) -> int:
    """How many of a row's lines go here; none where they are better off on a fresh page."""
    if measure.height(lines) <= left + _CLOSE:
        return lines
    fit = min(lines, measure.lines(left))
    if is_fresh:
        return max(fit, 1)  # even a page that has no room gets a line: it must end some time
    if fit < _TOGETHER or (measure.height(lines) <= fresh + _CLOSE and left < fresh * _BLANK):
        return 0
    fit = min(fit, lines - _TOGETHER)
    return fit if fit >= _TOGETHER else 0
