"""Heading stacks: rows that may be a header of one to three rows, and what they write over each column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Final
from unicodedata import normalize

from desktop.intake.row_sorts import is_alone, is_remark, is_title
from desktop.intake.sheets import Row

Stack = tuple[Row, ...]

LOOKED_AT: Final = 30  # rows; a header begins further up
_DEEPEST: Final = 3
_LONGEST: Final = 40
_NUMBERS: Final = re.compile(r"[-+0-9.,%/:\s年月日时分秒]+")
_STATEMENT: Final = re.compile(r"[。;；]|:.|^[=#]")  # 填报单位：办公室, a formula


def stacks(rows: Sequence[Row]) -> Iterator[Stack]:
    """Every run of rows near the top that may be a header."""
    for start, first in enumerate(rows[:LOOKED_AT]):
        if not has_heading(first):
            continue
        yield (first,)
        stack: Stack = (first,)
        for row in islice(rows, start + 1, start + _DEEPEST):
            if not _stands_over(stack[-1], row):
                break
            stack = (*stack, row)
            yield stack


def is_heading(cell: str) -> bool:
    """Whether a cell may be a heading: words, no number, no day, no statement."""
    if not 0 < len(cell) <= _LONGEST:
        return False
    plain = normalize("NFKC", cell)
    return not _NUMBERS.fullmatch(plain) and not _STATEMENT.search(plain)


def has_heading(row: Row) -> bool:
    """Whether any of its cells may be one."""
    return any(map(is_heading, row.cells))


def parts_of(stack: Stack, widest: int) -> dict[int, tuple[str, ...]]:
    """What stands over each column, from above; a merged heading stands over all that its group has below."""
    above = [""] * len(stack)
    parts: dict[int, tuple[str, ...]] = {}
    for place in range(min(widest, max(len(row.cells) for row in stack))):
        own = [cell_of(row, place) for row in stack]
        over: list[str] = []
        for depth, cell in enumerate(own):
            below = any(own[depth + 1 :])
            if cell:  # a heading of its own ends every group that reached this far
                above[depth:] = [cell if below else "", *[""] * (len(stack) - depth - 1)]
                over.append(cell)
            elif below and above[depth]:
                over.append(above[depth])
        if over:
            parts[place] = tuple(one for one, _ in groupby(over))
    return parts


def has_standing_columns(stack: Stack) -> bool:
    """Whether some column has its heading in an upper row only, merged downward."""
    *_, last = stack
    return any(
        cell and not cell_of(last, place) for row in stack for place, cell in enumerate(row.cells)
    )


def cell_of(row: Row, place: int) -> str:
    """A cell, where the row reaches that far."""
    return row.cells[place] if place < len(row.cells) else ""


def _stands_over(upper: Row, lower: Row) -> bool:
    """Whether the lower row goes on with a header: it fills much of what the upper leaves open."""
    if lower.number != upper.number + 1 or is_remark(upper) or is_title(upper):
        return False
    if is_alone(upper) and upper.cells[0]:  # a title, and no group
        return False
    filled = [place for place, cell in enumerate(lower.cells) if cell]
    opened = [place for place in filled if not cell_of(upper, place)]
    return 3 * len(opened) >= len(filled) and all(is_heading(lower.cells[one]) for one in filled)
