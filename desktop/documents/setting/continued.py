"""Continued cells: what a cell says again on a further page, and how what has no room there is shortened."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from desktop.documents.setting.breaks import pieces_of
from desktop.documents.setting.paragraphs import Paragraph, Style, set_in_lines

CONTINUED: Final = "（续）"
_BRIEFLY: Final = "续"  # in a column that has no room for brackets
_MORE: Final = "…"
_PAUSES: Final = "，、；：。 \u3000\n"  # nothing is cut short behind one


def said_again(text: str, room: int, style: Style, widths: Sequence[float]) -> Paragraph:
    """In so many lines, of the first of these widths that has room for the mark; nothing stays nothing."""
    fitting = [one for one in widths if len(set_in_lines(CONTINUED, style, one).lines) == 1]
    width, mark = (fitting[0], CONTINUED) if fitting else (widths[0], _BRIEFLY)
    if not text.strip():
        return set_in_lines("", style, width)
    return _shortened(text, mark, room, lambda words: set_in_lines(words, style, width))


def begun(text: str, room: int, style: Style, width: float) -> Paragraph:
    """As much of it as so many lines hold, with a sign where that is not all."""
    return _shortened(text, "", room, lambda words: set_in_lines(words, style, width))


def _shortened(text: str, mark: str, room: int, fill: Callable[[str], Paragraph]) -> Paragraph:
    whole = fill(text + mark)
    if len(whole.lines) <= room:
        return whole
    pieces = [*pieces_of(text)]

    def first(count: int) -> Paragraph:
        return fill("".join(pieces[:count]).rstrip(_PAUSES) + _MORE + mark)

    counts = range(1, len(pieces))
    fit = bisect_right(counts, room, key=lambda count: len(first(count).lines))
    return first(fit) if fit else fill(mark or text).part(0, room)
