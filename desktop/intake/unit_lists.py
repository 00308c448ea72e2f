"""Unit lists: the rows of a list as an office has it, read into drafts of units, each checked by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from desktop.domain.names import distinct, plain_name
from desktop.domain.refusals import Refused, quoted
from desktop.domain.values import read_positive, read_text
from desktop.intake.cell_texts import has_no_result, is_blank
from desktop.intake.cell_values import read_count
from desktop.intake.row_sorts import (
    ABOVE_HEADER,
    HEADER_AGAIN,
    REMARK_ROW,
    SUM_ROW,
    TITLE_ROW,
    SkippedRow,
    gaps,
    is_alone,
    is_numbered,
    is_remark,
    is_sum,
    is_title,
    skipped,
)
from desktop.intake.sheets import Row
from desktop.intake.unit_columns import Layout, layout_of

_LONGEST_NAME: Final = 100
_BREAK: Final = re.compile(r"\s*\n\s*")
_BETWEEN: Final = re.compile(r"[、，,；;|\n]")
_MEASURES: Final = "人名个"
_SENTENCE: Final = re.compile("[。!?;]")


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """One row as it was read, with what is wrong with it, and the earlier row that has the same name."""

    row: int
    name: str
    kind: str = ""
    size: int | None = None
    groups: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class DraftList:
    """A whole list; `header` is the row that was read as one, `unread` names columns that were not read."""

    drafts: tuple[UnitDraft, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    header: int | None = None
    unread: tuple[str, ...] = ()


def drafts_of(rows: Sequence[Row]) -> DraftList:
    """Read the rows that have content; a list in which nothing can be a name is refused."""
    left_out = [*gaps(rows)]
    listed: list[Row] = []
    for row in rows:
        why = _why_no_unit(row, first=not listed)
        if why:
            left_out.append(skipped(row, why))
        else:
            listed.append(row)
    if not listed:
        return DraftList(skipped=tuple(sorted(left_out)))
    layout = layout_of(listed)
    if layout is None:
        raise Refused("没有找到单位名称，请给名称那一列加上表头“单位名称”，或者每行只写一个单位")
    drafts: list[UnitDraft] = []
    for row in listed:
        why = _why_outside(row, layout, first=not drafts)
        if why:
            left_out.append(skipped(row, why))
        elif row is not layout.header:
            drafts.append(_draft(row, layout))
    header = layout.header.number if layout.header else None
    return DraftList(tuple(_doubles(drafts)), tuple(sorted(left_out)), header, layout.unread)


def _why_no_unit(row: Row, *, first: bool) -> str:
    """Why a row is no unit wherever the columns are; blank where it may be one."""
    if is_sum(row):
        return SUM_ROW
    if is_remark(row):
        return REMARK_ROW
    return TITLE_ROW if first and is_title(row) else ""


def _why_outside(row: Row, layout: Layout, *, first: bool) -> str:
    """Why a row is no unit, now that it is known where the columns are."""
    if layout.header and row.number < layout.header.number:
        return ABOVE_HEADER
    if layout.header and row is not layout.header and row.cells == layout.header.cells:
        return HEADER_AGAIN
    if first and row is not layout.header and is_alone(row) and not _cell(row, layout.name):
        return TITLE_ROW
    return ""


def _cell(row: Row, column: int | None) -> str:
    return "" if column is None or column >= len(row.cells) else row.cells[column]


def _draft(row: Row, layout: Layout) -> UnitDraft:
    name = _BREAK.sub("", _cell(row, layout.name))
    kind = _BREAK.sub("", _cell(row, layout.kind))
    size = _cell(row, layout.size)
    number = _size(size)
    groups = _listed(row, layout.groups)
    aliases = tuple(
        one for one in _listed(row, layout.aliases) if plain_name(one) != plain_name(name)
    )
    faults = [*_faults_of_name(name), *_faults_of_texts("分组", groups)]
    faults += _faults_of_texts("别名", aliases)
    if number is None and not is_blank(size, marks=True):
        faults.append(f"规模{quoted(size)}要写成不小于 1 的整数，例如 35")
    kind = "" if is_blank(kind, marks=True) else kind
    return UnitDraft(row.number, name, kind, number, groups, aliases, tuple(faults))


def _size(text: str) -> int | None:
    try:
        return read_positive(read_count(text, _MEASURES))
    except Refused:
        return None


def _listed(row: Row, columns: Iterable[int]) -> tuple[str, ...]:
    """What several columns list, each thing once."""
    cells = (_BETWEEN.split(_cell(row, column)) for column in columns)
    return distinct(
        one for cell in cells for one in map(str.strip, cell) if not is_blank(one, marks=True)
    )


def _faults_of_name(name: str) -> Iterator[str]:
    plain = plain_name(name)
    if not plain:
        yield "没有单位名称"
    elif len(name) > _LONGEST_NAME:
        yield f"名称有 {len(name)} 字，最多 {_LONGEST_NAME} 字；如果是说明文字，请删去这一行"
    elif has_no_result(name):
        yield "名称是没有结果的公式，请在 Excel 里改成文字"
    elif is_numbered(name):
        yield "名称前面带着序号，请去掉；如果是小标题，请删去这一行"
    elif _SENTENCE.search(plain):
        yield "这像一句话，不像单位名称，请改正或删去这一行"
    else:
        yield from _faults_of_texts("名称", [name])


def _faults_of_texts(what: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        try:
            read_text(text)
        except Refused as refused:
            yield f"{what}：{refused.message}"


def _doubles(drafts: Iterable[UnitDraft]) -> Iterator[UnitDraft]:
    """The drafts, each with the earlier one that is the same unit: by name, or a name that is the other's alias."""
    names: dict[str, int] = {}
    aliases: dict[str, int] = {}
    for draft in drafts:
        name, others = plain_name(draft.name), [plain_name(one) for one in draft.aliases]
        rows = [names.get(name), aliases.get(name), *(names.get(one) for one in others)]
        earlier = next((row for row in rows if row is not None), None)
        if earlier is None and name:
            names[name] = draft.row
            aliases |= dict.fromkeys(others, draft.row)
        yield replace(draft, duplicate_of=earlier)
