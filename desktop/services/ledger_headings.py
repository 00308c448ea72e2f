"""Ledger headings: what stands over the columns of a ledger's tables, and what someone chose for others' headings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Final

from desktop.domain.commands import Author, Command
from desktop.domain.ledgers.columns import columns_of
from desktop.domain.ledgers.kinds import Ledger
from desktop.domain.records import Setting
from desktop.intake.heading_matches import Heading, heading_key
from desktop.intake.heading_stacks import LOOKED_AT
from desktop.intake.sheets import Sheet
from desktop.intake.table_columns import TableLayout
from desktop.services.ledger_references import REFERRING
from desktop.store.desk import Deed, Desk
from desktop.store.views import View

UNIT: Final = "unit"  # the column that says whose ledger a row belongs to
_UNIT_NAMES: Final = (
    *("被考核单位", "填报单位", "报送单位", "所属单位", "台账单位"),
    *("单位", "单位名称", "部门", "部门名称"),
)
_MOST_NAMED: Final = 5
_WHAT_FOLLOWS: Final = frozenset({"year", "sort"})


def headings_of(ledger: Ledger) -> tuple[Heading, ...]:
    """What stands over the columns of a ledger's tables; the unit's first."""
    own = tuple(
        Heading(one.name, one.headings, counts=one.entry.sort == "count")
        for one in columns_of(ledger.row)
    )
    taken = {name for one in own for name in one.names}
    return (Heading(UNIT, tuple(one for one in _UNIT_NAMES if one not in taken)), *own)


def must_be_there(ledger: Ledger) -> frozenset[str]:
    """The columns without which no row can be made: not those that follow from the rest of it."""
    wanted = {one.name for one in columns_of(ledger.row) if one.wanted}
    return frozenset(wanted - _WHAT_FOLLOWS - {*REFERRING.get(ledger.id, ())[1:]})


def header_lacking(ledger: Ledger, source: str, sheets: Sequence[str]) -> str:
    """That no row of a file can be the header, where it was looked for, and both ways on."""
    if len(sheets) > 1:
        where = f"“{source}”的 {len(sheets)} 张工作表最上面 {LOOKED_AT} 行里都没有列名"
    else:
        [sheet] = sheets
        its = "" if sheet == PurePath(source).stem else f"的工作表“{sheet}”"
        where = f"“{source}”{its}最上面 {LOOKED_AT} 行里没有列名"
    return (
        f"{where}（表头），认不出各列是什么：请在数据上面加一行列名再导入，{_examples(ledger)}；"
        f"或者用“填报模板…”存一份“{ledger.name}”的模板，把数据粘贴进去再导入"
    )


def rows_lacking(source: str, sheets: Sequence[Sheet]) -> str:
    """That there is no row below any that could be the header; blank where there is one."""
    if any(len(one.rows) > 1 for one in sheets):
        return ""
    where = f"“{source}”的工作表“{sheets[0].name}”" if len(sheets) == 1 else f"“{source}”的各工作表"
    return (
        f"{where}里没有可以读的行：最多一行有内容，而导入要有一行列名（表头）、下面至少一行数据；"
        "如果整片单元格被合并成了一个，请在 Excel 里取消合并、保存后再导入"
    )


def header_doubted(ledger: Ledger, layout: TableLayout) -> str:
    """That a row is taken for the header by its looks alone; blank where its headings are known."""
    if not layout.guessed:
        return ""
    at = layout.header_rows[0]
    return (
        f"第 {at} 行的列名一个也认不准，暂时当作表头：请在下面逐列选定；"
        f"如果第 {at} 行已经是数据，请先在它上面加一行列名再导入，{_examples(ledger)}"
    )


def _examples(ledger: Ledger) -> str:
    """What every row must have first."""
    columns = sorted(columns_of(ledger.row), key=lambda one: not one.wanted)
    return f"例如：{'、'.join(one.heading for one in columns[:_MOST_NAMED])}"


def remembered(view: View, ledger: Ledger) -> dict[str, str]:
    """What was chosen before, by the headings' keys: one of our columns, or blank to leave one out."""
    held = view.get(Setting, _place(ledger))
    found: dict[str, str] = json.loads(held.value) if held else {}
    return found


def with_choices(known: Mapping[str, str], choices: Mapping[str, str]) -> dict[str, str]:
    """What holds for this table: a column that is chosen now is no other's that was chosen before."""
    chosen = {one for one in choices.values() if one}
    now = {heading_key(heading): key for heading, key in choices.items()}
    return {heading: key for heading, key in known.items() if key not in chosen} | now


def remember(
    desk: Desk, author: Author, ledger: Ledger, layout: TableLayout, choices: Mapping[str, str]
) -> None:
    """Keep what was chosen, for the next time; what it took the place of within this table is forgotten.

    An event of its own: to take the rows back is not to forget what the headings mean.
    """
    known = remembered(desk, ledger)
    within = {heading_key(one.heading) for one in layout.columns}
    elsewhere = {heading: key for heading, key in known.items() if heading not in within}
    here = {heading: key for heading, key in known.items() if heading in within}
    now = elsewhere | with_choices(here, choices)
    if now != known:
        desk.put(Setting(_place(ledger), json.dumps(now, ensure_ascii=False, sort_keys=True)))
        desk.seal(Deed(Command.REMEMBER_COLUMNS, author))


def _place(ledger: Ledger) -> str:
    return f"columns.{ledger.id}"
