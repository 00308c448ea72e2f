"""Table columns: where the header of a foreign table stands, and which of our keys each of its columns bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

from desktop.domain.refusals import Refused
from desktop.intake.cell_texts import is_blank
from desktop.intake.cell_values import read_count
from desktop.intake.heading_matches import Heading, How, KnownHeadings, Match
from desktop.intake.heading_stacks import (
    cell_of,
    has_standing_columns,
    is_heading,
    parts_of,
    stacks,
)
from desktop.intake.row_sorts import is_numbering, merely_counts
from desktop.intake.sheets import Row

WIDEST: Final = 256  # columns; what lies further right is not looked at
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_NEARLY_AS_MANY: Final = 4  # of five
_LOOKED_AT: Final = 30  # rows below a header


class NoHeader(Refused):
    """Rows of which none can be the header; whoever knows what the table is for says what one looks like."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column from 0, what stands over it, and the key that it bears; None where it is not read."""

    place: int
    heading: str
    key: str | None
    how: How

    @property
    def guessed(self) -> bool:
        """Whether its heading only resembles one that is known."""
        return self.key is not None and not self.how.certain


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The numbers of the rows that are the header, every column, and the keys that no column bears."""

    header_rows: tuple[int, ...]
    columns: tuple[TableColumn, ...]
    missing: tuple[str, ...]

    @property
    def guessed(self) -> bool:
        """Whether no heading was known for certain: the header may be an entry."""
        return not any(one.how.certain for one in self.columns)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A stack of rows read as the header."""

    stack: tuple[Row, ...]
    columns: tuple[TableColumn, ...]

    def weight(self) -> tuple[int, int]:
        """How well it fits; where two fit alike, a row over others is part of it if some columns have only that."""
        depth = len(self.stack)
        return (
            sum(one.how.points for one in self.columns),
            depth if has_standing_columns(self.stack) else -depth,
        )


def table_layout(
    rows: Sequence[Row],
    known: Sequence[Heading],
    remembered: Mapping[str, str] = _NOTHING,
    header_rows: Sequence[int] = (),
) -> TableLayout:
    """The layout that fits best; `header_rows` are those that someone chose, `remembered` their choices of keys.

    `remembered` goes from a `heading_key` to one of our keys, or to nothing for a column to be left out.
    """
    headings = KnownHeadings(known, remembered)
    read = [_reading(stack, headings, rows) for stack in _stacks(rows, header_rows)]
    certain = [
        one for one in read if header_rows or any(column.how.certain for column in one.columns)
    ]
    chosen = max(certain, key=_Reading.weight, default=None) or _guessed(read)
    if chosen is None:
        raise NoHeader("没有找到表头，请在数据上面加一行列名")
    found = {one.key for one in chosen.columns}
    columns = (*chosen.columns, *_without_heading(rows, chosen))
    return TableLayout(
        tuple(row.number for row in chosen.stack),
        tuple(sorted(columns, key=lambda column: column.place)),
        tuple(one.key for one in known if one.key not in found),
    )


def _stacks(rows: Sequence[Row], header_rows: Sequence[int]) -> Iterable[tuple[Row, ...]]:
    if not header_rows:
        return stacks(rows)
    chosen = tuple(row for row in rows if row.number in header_rows)
    if len(chosen) < len({*header_rows}):
        raise Refused(f"第 {'、'.join(map(str, header_rows))} 行里有空行，不能作表头，请重新选择")
    return [chosen]


def _reading(stack: tuple[Row, ...], known: KnownHeadings, rows: Sequence[Row]) -> _Reading:
    """Each column with the key that it bears; of two for one key the surer, then the first."""
    parts = parts_of(stack, WIDEST)
    offers = sorted(
        (
            (match.weight, -place, match)
            for place, one in parts.items()
            for match in known.matches(one, counting=_is_counting(one[-1], place, stack, rows))
            if match.how.certain or match.key not in known.counts or _all_counts(place, stack, rows)
        ),
        key=lambda offer: offer[:2],
        reverse=True,
    )
    taken: dict[int, Match] = {}
    used: set[str] = set()
    for _, place, match in offers:
        if -place not in taken and match.key not in used:
            taken[-place] = match
            used |= {match.key} - {""}  # any number may be left out
    return _Reading(stack, tuple(_columns(parts, taken)))


def _is_counting(heading: str, place: int, stack: tuple[Row, ...], rows: Sequence[Row]) -> bool:
    """Whether a column bears no more than the numbers of the rows."""
    if not is_numbering(heading):
        return False
    return merely_counts(_below(place, stack, rows))


def _all_counts(place: int, stack: tuple[Row, ...], rows: Sequence[Row]) -> bool:
    """Whether every cell may be a count: 检查对象 over names is no 检查对象总数."""
    return all(is_blank(cell, marks=True) or _is_count(cell) for cell in _below(place, stack, rows))


def _is_count(cell: str) -> bool:
    try:
        read_count(cell)
    except Refused:
        return False
    return True


def _below(place: int, stack: tuple[Row, ...], rows: Sequence[Row]) -> Iterator[str]:
    below = islice((row for row in rows if row.number > stack[-1].number), _LOOKED_AT)
    return (cell_of(row, place) for row in below)


def _columns(
    parts: Mapping[int, tuple[str, ...]], taken: Mapping[int, Match]
) -> Iterator[TableColumn]:
    for place, one in parts.items():
        match = taken.get(place)
        heading = "/".join(one)
        if match:
            yield TableColumn(place, heading, match.key or None, match.how)
        else:
            yield TableColumn(place, heading, None, How.NOT)


def _guessed(read: Sequence[_Reading]) -> _Reading | None:
    """Where nothing is known: the first row of headings alone that is about as wide as any."""
    single = [
        one
        for one in read
        if len(one.stack) == 1 and all(map(is_heading, filter(None, one.stack[0].cells)))
    ]
    widest = max((len(one.columns) for one in single), default=0)
    return next(
        (
            one
            for one in single
            if len(one.columns) > 1 and 5 * len(one.columns) >= _NEARLY_AS_MANY * widest
        ),
        None,
    )


def _without_heading(rows: Iterable[Row], chosen: _Reading) -> Iterator[TableColumn]:
    """Columns that say something below a header that says nothing of them."""
    known, last = {one.place for one in chosen.columns}, chosen.stack[-1].number
    places = {
        place
        for row in rows
        if row.number > last
        for place, cell in enumerate(row.cells[:WIDEST])
        if cell and place not in known
    }
    return (TableColumn(place, "", None, How.NOT) for place in places)
