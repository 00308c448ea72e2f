"""Table rows: the entries below a header, each cell under its key, and why the other rows are none."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Final

from desktop.domain.names import plain_name
from desktop.intake.heading_stacks import cell_of
from desktop.intake.row_sorts import (
    ABOVE_HEADER,
    HEADER_AGAIN,
    REMARK_ROW,
    SECTION_ROW,
    SUM_ROW,
    SkippedRow,
    gaps,
    heading_of,
    is_alone,
    is_numbered,
    is_remark,
    is_sum,
    is_total,
    opening_of,
    running_number,
    skipped,
)
from desktop.intake.sheets import Row
from desktop.intake.table_columns import TableLayout

_COLUMN_NUMBERS: Final = "各栏的编号"
_NOTHING_READ: Final = "要读的各列都是空的"
_SUM: Final = re.compile("(本页|本月|本季度?|本年|全年)?(合计|总计|小计|共计):?")
_FEWEST_NUMBERS: Final = 3
_NOT_NUMBERED: Final = re.compile("[甲乙丙丁]|[栏列]次|[栏列]号")


@dataclass(frozen=True, slots=True)
class DataRow:
    """An entry under the number of its row; every key that a column bears is there, blank or not."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TableRows:
    """All rows of a table: those that are entries, and those that are not."""

    entries: tuple[DataRow, ...]
    skipped: tuple[SkippedRow, ...]


def table_rows(
    rows: Sequence[Row], layout: TableLayout, carried: frozenset[str] = frozenset()
) -> TableRows:
    """Read the rows below the header; a blank cell of a carried key says what the one above it says.

    That is how cells merged downward arrive. Nothing is carried past a row that is no entry.
    """
    places = {one.key: one.place for one in layout.columns if one.key}
    headers = {_plain(row) for row in rows if row.number in layout.header_rows}
    entries: list[DataRow] = []
    left_out = [*gaps(rows)]
    above: dict[str, str] = {}
    for row in rows:
        if row.number in layout.header_rows:
            continue
        cells = {key: cell_of(row, place) for key, place in places.items()}
        why = _why_outside(row, layout, headers) or _why_no_entry(row, cells, first=not entries)
        if why:
            left_out.append(skipped(row, why))
            above = {}
        else:
            above = cells | {
                key: above.get(key, "") for key in carried & cells.keys() if not cells[key]
            }
            entries.append(DataRow(row.number, above))
    return TableRows(tuple(entries), tuple(sorted(left_out)))


def _why_outside(row: Row, layout: TableLayout, headers: Collection[tuple[str, ...]]) -> str:
    """Why a row is no entry, by the header; blank where it may be one."""
    if row.number < layout.header_rows[0]:
        return ABOVE_HEADER
    return HEADER_AGAIN if _plain(row) in headers else ""


def _why_no_entry(row: Row, cells: Mapping[str, str], *, first: bool) -> str:
    """Why a row is no entry, by what it says."""
    if _adds_up(row):
        return SUM_ROW
    # Someone's remark has a line for itself; an entry that begins like one fills its columns.
    if is_remark(row) and (is_alone(row) or 2 * sum(map(bool, cells.values())) <= len(cells)):
        return REMARK_ROW
    if is_alone(row) and len(cells) > 1 and is_numbered(opening_of(row)):
        return SECTION_ROW
    if first and _numbers_columns(row):
        return _COLUMN_NUMBERS
    return "" if any(cells.values()) else _NOTHING_READ


def _adds_up(row: Row) -> bool:
    # 共计5项 may be what an entry says of its items; where a row begins so, it is no entry.
    if is_total(row) or (is_alone(row) and is_sum(row)):
        return True
    return any(_SUM.fullmatch(plain_name(cell)) for cell in row.cells if "计" in cell)


def _numbers_columns(row: Row) -> bool:
    """Whether a row says 1, 2, 3 of its columns, perhaps after 甲 or 栏次."""
    words = [plain_name(cell) for cell in row.cells if cell]
    numbers = [running_number(cell) for cell in dropwhile(_NOT_NUMBERED.fullmatch, words)]
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    return len(numbers) >= _FEWEST_NUMBERS and numbers == counted


def _plain(row: Row) -> tuple[str, ...]:
    cells = [heading_of(cell) for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
