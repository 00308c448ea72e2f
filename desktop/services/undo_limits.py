"""Undo limits: what undo and redo must leave alone, for what was done or decided since stands on it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from desktop.domain.audit_trail import Change, Event
from desktop.domain.commands import Command
from desktop.domain.records import Assessment, AssessmentKey, ItemRecord, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Meeting, Objection
from desktop.domain.troubles import Trouble
from desktop.services.assessments import findings_of
from desktop.services.shared_sheets import KEYED, NAMED
from desktop.services.sheet_events import last_event_of
from desktop.store.views import View

BY_HAND: Final = "请直接修改"
_ASSESSMENT: Final = "assessment"  # as events name the tables
_ITEM: Final = "item"
_MEETING_CHANGE: Final = "meeting_change"
_OBJECTION: Final = "objection"
_UNIT: Final = "unit"
_GRANTED: Final = frozenset({"upheld", "partly"})


def refuse_used(view: View, change: Change) -> None:
    """What was done beside the sheets may have reached one that was filled in since; a meeting may be over."""
    if change.table == _MEETING_CHANGE:
        meeting = view.get(Meeting, str(change.row["meeting"]))
        if meeting is not None and meeting.closed:
            raise Refused(
                f"会议“{meeting.name}”已经结束，会上的改动不能撤销或重做；需要改时请另开会议"
            )
    if change.table == _ASSESSMENT and change.after is None:
        of = view.get(Assessment, *change.key)
        if of is not None and view.done_in(of.key):
            raise Refused(f"“{of.name}”已有考核记录，不能移出批次")


def sheets_of(changes: list[Change]) -> set[AssessmentKey]:
    """The sheets that changes reach, whichever event made them."""
    keyed = (one.key[:2] for one in changes if one.table in KEYED)
    named = ((one.row.get("round"), one.row.get("unit")) for one in changes if one.table in NAMED)
    return {AssessmentKey(str(r), str(u)) for r, u in (*keyed, *named) if r and u}


def contradictions(view: View, event: Event, changes: list[Change]) -> Iterator[str]:
    """What was fit to stand beside this when it was done may no longer be."""
    keys = sheets_of(changes)
    if event.round is not None and event.unit is not None:
        keys.add(AssessmentKey(event.round, event.unit))
    return chain(
        _unreadable(view, keys),
        _outgrown(view, changes),
        _half_charged(view, changes if event.command == Command.CHARGE_ALSO.value else []),
        _undecided(view, event, keys, changes),
    )


def _unreadable(view: View, keys: set[AssessmentKey]) -> Iterator[str]:
    for key in sorted(keys):
        of = view.get(Assessment, *key)
        try:
            if of is not None:
                findings_of(view, of)
        except Trouble:
            yield f"“{of.name if of else key.unit}”后来的考核记录与它不合，{BY_HAND}"


def _outgrown(view: View, changes: list[Change]) -> Iterator[str]:
    units = [view.get(UnitRecord, *one.key) for one in changes if one.table == _UNIT]
    for unit in filter(None, units):
        for of in view.all(Assessment, unit=unit.id):
            if not of.finalised and (of.name, of.kind, of.size) != (
                unit.name,
                unit.kind,
                unit.size,
            ):
                yield f"“{of.name}”后来又进了别的批次，{BY_HAND}"


def _half_charged(view: View, changes: list[Change]) -> Iterator[str]:
    """An event charged to two units: the other's item stands only as long as the first one bears the mark."""
    for one in changes:
        if one.table != _ITEM:
            continue
        was, now = ((row or {}).get("shared") for row in (one.before, one.after))
        if was and not now and one.after is not None:
            for other in _bearing(view, one, was):
                name = _name_of(view, other)
                yield f"这一件还同时记在“{name}”，请先到“{name}”的表上撤销"
        if now and one.before is None and not _bearing(view, one, now):
            yield "另一单位表上的同一件已经撤去同记，请先在那张表上重做"


def _bearing(view: View, change: Change, mark: object) -> list[ItemRecord]:
    of = change.row
    found = view.all(ItemRecord, round=of["round"], shared=mark)
    return [one for one in found if one.unit != of["unit"]]


def _name_of(view: View, of: ItemRecord) -> str:
    found = view.get(Assessment, of.round, of.unit)
    return found.name if found else of.unit


def _undecided(
    view: View, event: Event, keys: set[AssessmentKey], changes: list[Change]
) -> Iterator[str]:
    """An objection was granted for what the sheet had become already; that stays as long as the decision does."""
    reached = [one.key for one in changes if one.table == _OBJECTION]
    for key in sorted(keys):
        for one in view.all(Objection, **key._asdict()):
            if one.state in _GRANTED and one.after == event.number and (one.id,) not in reached:
                yield "这个单位的异议已经按它裁定，请先撤销裁定"
    for place in reached if event.unit is None else ():
        found = view.get(Objection, *place)
        if found is not None and found.state in _GRANTED:
            last = last_event_of(view, AssessmentKey(found.round, found.unit))
            if last is None or last.number != found.after:
                yield "这份考核表后来又有改动，请重新裁定"
