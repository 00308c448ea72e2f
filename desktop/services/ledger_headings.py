"""Ledger headings: what stands over the columns of a ledger's tables, and what someone chose for others' headings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from desktop.domain.ledgers.columns import columns_of
from desktop.domain.ledgers.kinds import Ledger
from desktop.domain.records import Setting
from desktop.intake.heading_matches import Heading, heading_key
from desktop.intake.table_columns import TableLayout
from desktop.store.desk import Desk
from desktop.store.views import View

UNIT: Final = "unit"  # the column that says whose ledger a row belongs to
_UNIT_NAMES: Final = (
    *("被考核单位", "填报单位", "报送单位", "所属单位", "台账单位"),
    *("单位", "单位名称", "部门", "部门名称"),
)


def headings_of(ledger: Ledger) -> tuple[Heading, ...]:
    """What stands over the columns of a ledger's tables; the unit's first."""
    own = tuple(Heading(one.name, one.headings) for one in columns_of(ledger.row))
    taken = {name for one in own for name in one.names}
    return (Heading(UNIT, tuple(one for one in _UNIT_NAMES if one not in taken)), *own)


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


def remember(desk: Desk, ledger: Ledger, layout: TableLayout, choices: Mapping[str, str]) -> None:
    """Lay out what was chosen, for the next time; what it took the place of within this table is forgotten."""
    known = remembered(desk, ledger)
    within = {heading_key(one.heading) for one in layout.columns}
    elsewhere = {heading: key for heading, key in known.items() if heading not in within}
    here = {heading: key for heading, key in known.items() if heading in within}
    now = elsewhere | with_choices(here, choices)
    if now != known:
        desk.put(Setting(_place(ledger), json.dumps(now, ensure_ascii=False, sort_keys=True)))


def _place(ledger: Ledger) -> str:
    return f"columns.{ledger.id}"
