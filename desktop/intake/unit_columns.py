"""Unit columns: which column of a list of units says what, by its header row or else by its content."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.intake.row_sorts import has_words, heading_of, opening_of, running_number
from desktop.intake.sheets import Row

# The likelier a heading stands over names, the earlier: a list may say both 单位名称 and 单位.
_CERTAIN_NAMES: Final = (
    *("被考核单位", "被考核单位名称", "单位名称", "单位全称", "科室名称", "部门名称", "股室名称"),
    *("处室名称", "机构名称", "名称", "全称", "考核对象", "单位"),
)
# These stand over names, but also in lists, as the kind of a unit.
_LIKELY_NAMES: Final = (
    *("科室", "部门", "股室", "处室", "机构"),
    *("县", "县区", "县市区", "乡镇", "街道"),
)
_NAMES: Final = (*_CERTAIN_NAMES, *_LIKELY_NAMES)
_KINDS: Final = frozenset({"类别", "类型", "单位类别", "单位类型", "考核类别"})
_SIZES: Final = frozenset(
    {"规模", "单位规模", "人数", "单位人数", "编制数", "编制", "编制人数", "在编人数", "实有人数"}
)
_GROUPS: Final = frozenset({"分组", "组别", "小组", "考核分组", "考核组", "考核组别"})
_ALIASES: Final = frozenset({"简称", "单位简称", "别名", "曾用名", "原名", "原名称", "又名"})
_NUMBERS: Final = frozenset({"序号", "编号", "序", "号", "No", "No."})
_OTHERS: Final = frozenset({"备注", "说明", "联系人", "联系电话", "电话", "负责人", "地址"})
_KNOWN: Final = frozenset({*_NAMES}) | _KINDS | _SIZES | _GROUPS | _ALIASES | _NUMBERS | _OTHERS
_LOOKED_AT: Final = 20  # rows; a header stands further up


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a list says what, columns from 0; `unread` names columns that say something else."""

    name: int
    header: Row | None = None
    kind: int | None = None
    size: int | None = None
    groups: tuple[int, ...] = ()
    aliases: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()


def layout_of(rows: Sequence[Row]) -> Layout | None:
    """The layout of a list; None where no column bears names."""
    header = _header(rows)
    headings = [heading_of(cell) for cell in header.cells] if header else []
    below = [row for row in rows if header is None or row.number > header.number]
    kind, size = _first(headings, _KINDS), _first(headings, _SIZES)
    groups, aliases = _each(headings, _GROUPS), _each(headings, _ALIASES)
    used = {kind, size, *groups, *aliases}
    name = next((headings.index(one) for one in _NAMES if one in headings), None)
    if name is None:
        known = {column for column, one in enumerate(headings) if one in _KNOWN}
        name = _column_of_texts(below, known)
    if name is None:
        return None
    unread = tuple(_unread(header, below, used | {name}))
    return Layout(name, header, kind, size, groups, aliases, unread)


def _header(rows: Sequence[Row]) -> Row | None:
    """A row with a heading that is certain or two that are known; or the first, if it begins with a likely one."""
    for row in rows[:_LOOKED_AT]:
        headings = [heading_of(cell) for cell in row.cells]
        if any(one in _CERTAIN_NAMES for one in headings):
            return row
        if sum(one in _KNOWN for one in headings) > 1:
            return row
    return rows[0] if rows and _may_be_header(rows) else None


def _may_be_header(rows: Sequence[Row]) -> bool:
    """Whether the first row begins as no other row does, and with a likely heading; a kind comes again."""
    openings = [heading_of(opening_of(row)) for row in rows]
    numbers = any(cell and not has_words(cell) for cell in rows[0].cells)
    return openings[0] in _LIKELY_NAMES and openings.count(openings[0]) == 1 and not numbers


def _first(headings: Sequence[str], meant: Collection[str]) -> int | None:
    return next(iter(_each(headings, meant)), None)


def _each(headings: Sequence[str], meant: Collection[str]) -> tuple[int, ...]:
    return tuple(column for column, one in enumerate(headings) if one in meant)


def _column_of_texts(rows: Sequence[Row], known: Collection[int]) -> int | None:
    """The first column that mostly has words; a title or a foot does not make one."""
    counts = {
        column: sum(map(has_words, cells))
        for column, cells in _columns(rows)
        if column not in known
    }
    most = max(counts.values(), default=0)
    return next((column for column, count in counts.items() if count and 2 * count >= most), None)


def _unread(header: Row | None, rows: Sequence[Row], used: Collection[int | None]) -> Iterator[str]:
    for column, cells in _columns(rows):
        title = header.cells[column] if header and column < len(header.cells) else ""
        if column not in used and heading_of(title) not in _NUMBERS and not _counts(cells):
            yield f"第 {column + 1} 列“{title}”" if title else f"第 {column + 1} 列"


def _counts(cells: Sequence[str]) -> bool:
    """Whether a column says nothing but 1, 2, 3, or nothing at all."""
    numbers = [running_number(cell) for cell in cells if cell]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _columns(rows: Sequence[Row]) -> Iterator[tuple[int, list[str]]]:
    for column in range(max((len(row.cells) for row in rows), default=0)):
        yield column, [row.cells[column] for row in rows if column < len(row.cells)]
