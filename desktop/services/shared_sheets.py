"""Shared sheets: the rows that make up one unit's sheet with its ledgers, as they are and as they once were."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from desktop.domain.audit_trail import Change, Event, Key, Plain, PlainRow, Rows, read_changes
from desktop.domain.merging import Place
from desktop.domain.records import (
    Assessment,
    DiscretionRecord,
    Evidence,
    EvidenceLink,
    FindingRecord,
    ItemRecord,
    LedgerRow,
    NotApplicableRecord,
    Office,
    Person,
    ProposalAnswer,
    SchemeText,
    UnitRecord,
    WaiverRecord,
)
from desktop.domain.result_records import ReviewRemark
from desktop.services.assessments import round_of
from desktop.store.plain_rows import plain_record
from desktop.store.views import View

_KINDS: Final[tuple[type[Any], ...]] = (
    Assessment,
    FindingRecord,
    ItemRecord,
    DiscretionRecord,
    NotApplicableRecord,
    WaiverRecord,
    ProposalAnswer,
    EvidenceLink,
    ReviewRemark,
)
KEYED: Final = frozenset(
    {"assessment", "finding", "discretion", "not_applicable", "waiver", "proposal_answer"}
)
NAMED: Final = frozenset({"item", "evidence_link", "review_remark"})
_SHARED: Final = frozenset({"person", "office", "evidence", "scheme_text"})


def sheet_rows(view: View, round_id: str, unit: str) -> Rows:
    """All of one unit's sheet, and the unit's ledgers with what proves them."""
    found = [one for kind in _KINDS for one in view.all(kind, round=round_id, unit=unit)]
    ledgers = view.all(LedgerRow, unit=unit)
    links = view.all(EvidenceLink, round=None, unit=unit)
    rows = {(one.table, one.key): one.told for one in map(plain_record, [*found, *ledgers, *links])}
    return {place: row for place, row in rows.items() if owner_of(*place, row, round_id) == unit}


def owner_of(table: str, key: Key, row: PlainRow, round_id: str) -> Plain:
    """Whose sheet a row belongs to in this round; None where it is no part of one.

    What is kept of objections and repairs stays with the office that deals with them.
    """
    if table in KEYED:
        return key[1] if key[0] == round_id else None
    if table == "evidence_link" and (row.get("objection") or row.get("rectification")):
        return None
    if table in NAMED and row.get("round") == round_id:
        return row.get("unit")
    of_ledger = table == "evidence_link" and row.get("ledger_row") and row.get("round") is None
    return row.get("unit") if table == "ledger_row" or of_ledger else None


def is_of_ledgers(place: Place, row: PlainRow) -> bool:
    """Whether it is a ledger's row, or a file that proves one: no part of the sheet itself."""
    return place[0] == "ledger_row" or (place[0] == "evidence_link" and row.get("round") is None)


def rows_then(view: View, number: int, round_id: str, units: Collection[str]) -> Mapping[str, Rows]:
    """The sheets as they stood after the event with this number."""
    found: dict[str, Rows] = {unit: {} for unit in units}
    for event in view.events():
        if event.number > number:
            break
        for change, unit in _own_changes(event, round_id, units):
            place = (change.table, change.key)
            if change.after is None:
                found[unit].pop(place, None)
            else:
                found[unit][place] = change.after
    return found


def last_changes(view: View, round_id: str, units: Collection[str]) -> Mapping[str, int]:
    """By unit, the number of the event that changed its sheet last."""
    found: dict[str, int] = {}
    for event in view.events():
        found |= {unit: event.number for _, unit in _own_changes(event, round_id, units)}
    return found


def _own_changes(
    event: Event, round_id: str, units: Collection[str]
) -> Iterator[tuple[Change, str]]:
    if any(unit in event.changes for unit in units):
        for change in read_changes(event.changes):
            unit = owner_of(change.table, change.key, change.row, round_id)
            if unit in units:
                yield change, str(unit)


def is_theirs(event: Event, round_id: str, units: Collection[str]) -> bool:
    """Whether an event tells of nothing but these sheets and what goes with them."""
    if event.unit is not None and (event.round != round_id or event.unit not in units):
        return False
    return all(_goes_with(one, round_id, units) for one in read_changes(event.changes))


def _goes_with(one: Change, round_id: str, units: Collection[str]) -> bool:
    if one.table == "unit":
        return one.key[0] in units
    if one.table == "round":
        return one.key[0] == round_id
    if one.table == "handover":
        given = {*json.loads(str(one.row["units"]))}
        return one.row["round"] == round_id and given <= {*units}
    return one.table in _SHARED or owner_of(one.table, one.key, one.row, round_id) in units


def shared_rows(view: View, round_id: str, sheets: Mapping[str, Rows]) -> Rows:
    """What the sheets stand on: round, scheme, office, units, everybody who may sign them, and the files' rows."""
    rows = [(place, row) for one in sheets.values() for place, row in one.items()]
    people = {row.get(name) for _, row in rows for name in ("evaluator", "reviewer", "person")}
    files = sorted({str(row["evidence"]) for (table, _), row in rows if table == "evidence_link"})
    one = round_of(view, round_id)
    found: list[object | None] = [
        view.get(Office, Office().id),
        view.get(SchemeText, one.scheme_text),
        one,
        *(view.get(UnitRecord, unit) for unit in sheets),
        *(who for who in view.all(Person) if who.active or who.id in people),
        *(view.get(Evidence, file) for file in files),
    ]
    return {(p.table, p.key): p.told for p in map(plain_record, filter(None, found))}
