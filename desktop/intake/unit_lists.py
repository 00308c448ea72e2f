"""Unit lists: the rows of a list as an office has it, read into drafts of units, each checked by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from unicodedata import normalize

from desktop.domain.refusals import Refused, quoted
from desktop.domain.values import read_positive, read_text
from desktop.intake.sheets import Row
from desktop.intake.unit_columns import Layout, heading_of, layout_of, opening_of

_LONGEST_NAME: Final = 100
_BREAK: Final = re.compile(r"\s*\n\s*")
_BETWEEN: Final = re.compile(r"[、，,；;|\n]")
_NOTHING: Final = frozenset({"", "-", "--", "—", "——", "/", "\\", "无"})
_SIZE: Final = re.compile(r"([0-9]{1,9})(?:\.0+)?[人名个]?")
_NO_VALUE: Final = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)|=.*")
_NUMBERED: Final = re.compile(r"\(?([0-9]{1,3}|[一二三四五六七八九十]{1,3})[)、.](?![0-9]).*")
_SENTENCE: Final = re.compile("[。!?;]")
_TITLE: Final = re.compile(".*(名单|名册|名录|目录|一览|清单|表)")
_SUM: Final = re.compile("合计|总计|小计|共计|累计|共[0-9]+[个家].*")
_REMARK: Final = re.compile(
    "(备注|注|附注|说明|填表说明)[0-9]*(:.*)?"
    "|((填表|填报|制表|审核|复核|报送|联系)(人|单位|部门|日期|时间|电话)|(单位)?负责人)([(:].*)?"
    "|日期:.*"
)


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


class SkippedRow(NamedTuple):
    """A row that is no unit, all that it says, and why it is none."""

    row: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class DraftList:
    """A whole list; `header` is the row that was read as one, `unread` names columns that were not read."""

    drafts: tuple[UnitDraft, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    header: int | None = None
    unread: tuple[str, ...] = ()


def plain_name(name: str) -> str:
    """What two names must differ in: width and spaces are no difference."""
    return "".join(normalize("NFKC", name).split())


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names that differ, each as it was first written."""
    found: dict[str, str] = {}
    for one in names:
        found.setdefault(plain_name(one), one)
    return tuple(found.values())


def drafts_of(rows: Sequence[Row]) -> DraftList:
    """Read the rows that have content; a list in which nothing can be a name is refused."""
    skipped = [*_gaps(rows)]
    listed: list[Row] = []
    for row in rows:
        why = _why_no_unit(row, first=not listed)
        if why:
            skipped.append(_skipped(row, why))
        else:
            listed.append(row)
    if not listed:
        return DraftList(skipped=tuple(sorted(skipped)))
    layout = layout_of(listed)
    if layout is None:
        raise Refused("没有找到单位名称，请给名称那一列加上表头“单位名称”，或者每行只写一个单位")
    drafts: list[UnitDraft] = []
    for row in listed:
        why = _why_outside(row, layout, first=not drafts)
        if why:
            skipped.append(_skipped(row, why))
        elif row is not layout.header:
            drafts.append(_draft(row, layout))
    header = layout.header.number if layout.header else None
    return DraftList(tuple(_doubles(drafts)), tuple(sorted(skipped)), header, layout.unread)


def _gaps(rows: Iterable[Row]) -> Iterator[SkippedRow]:
    last = 0
    for number, _ in rows:
        if number == last + 2:
            yield SkippedRow(last + 1, "", "空行")
        elif number > last + 1:
            yield SkippedRow(last + 1, "", f"第 {last + 1} 至 {number - 1} 行都是空行")
        last = number


def _skipped(row: Row, why: str) -> SkippedRow:
    return SkippedRow(row.number, " ".join(filter(None, row.cells)), why)


def _why_no_unit(row: Row, *, first: bool) -> str:
    """Why a row is no unit wherever the columns are; blank where it may be one."""
    opening = plain_name(opening_of(row))
    if _SUM.fullmatch(opening):
        return "合计行"
    if _REMARK.fullmatch(opening):
        return "备注或填表信息"
    if first and _is_alone(row) and _TITLE.fullmatch(heading_of(opening)):
        return "标题"
    return ""


def _why_outside(row: Row, layout: Layout, *, first: bool) -> str:
    """Why a row is no unit, now that it is known where the columns are."""
    if layout.header and row.number < layout.header.number:
        return "表头上方的文字"
    if layout.header and row is not layout.header and row.cells == layout.header.cells:
        return "重复的表头"
    if first and row is not layout.header and _is_alone(row) and not _cell(row, layout.name):
        return "标题"
    return ""


def _is_alone(row: Row) -> bool:
    return sum(map(bool, row.cells)) == 1


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
    if number is None and size not in _NOTHING:
        faults.append(f"规模{quoted(size)}要写成不小于 1 的整数，例如 35")
    kind = "" if kind in _NOTHING else kind
    return UnitDraft(row.number, name, kind, number, groups, aliases, tuple(faults))


def _size(text: str) -> int | None:
    found = _SIZE.fullmatch(plain_name(text).replace(",", ""))
    try:
        return read_positive(int(found[1])) if found else None
    except Refused:
        return None


def _listed(row: Row, columns: Iterable[int]) -> tuple[str, ...]:
    """What several columns list, each thing once."""
    cells = (_BETWEEN.split(_cell(row, column)) for column in columns)
    return distinct(one for cell in cells for one in map(str.strip, cell) if one not in _NOTHING)


def _faults_of_name(name: str) -> Iterator[str]:
    plain = plain_name(name)
    if not plain:
        yield "没有单位名称"
    elif len(name) > _LONGEST_NAME:
        yield f"名称有 {len(name)} 字，最多 {_LONGEST_NAME} 字；如果是说明文字，请删去这一行"
    elif _NO_VALUE.fullmatch(plain):
        yield "名称是没有结果的公式，请在 Excel 里改成文字"
    elif _NUMBERED.fullmatch(plain):
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
