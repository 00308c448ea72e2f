"""Sheet events: what was done on one sheet or reached it from its round and its unit, and how it stood after each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from desktop.domain.audit_trail import Change, Event, read_changes, replay
from desktop.domain.commands import Command
from desktop.domain.recorded import Recorded
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    DiscretionRecord,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
    Round,
)
from desktop.services.event_words import row_of
from desktop.store.plain_rows import record_from
from desktop.store.views import R, View

_BESIDE: Final = (Command.KEEP_UNITS, Command.UNDO, Command.REDO)
_KEYED: Final = frozenset({"finding", "discretion", "not_applicable", "waiver", "assessment"})
_NAMED: Final = frozenset({"item", "evidence_link"})


def events_of(view: View, key: AssessmentKey) -> list[Event]:
    """The sheet's own, its round's, and those about units that may have renamed it."""
    found = [*view.events(**key._asdict()), *_beside(view, key)]
    return sorted(found, key=lambda event: event.number)


def last_event_of(view: View, key: AssessmentKey) -> Event | None:
    """The newest of those that reached the sheet."""
    own = view.last_event(key)
    reached = [
        one
        for one in _beside(view, key)
        if (own is None or one.number > own.number) and own_changes(read_changes(one.changes), key)
    ]
    return max([*reached, *([own] if own else [])], key=lambda one: one.number, default=None)


def own_changes(changes: Iterable[Change], key: AssessmentKey) -> tuple[Change, ...]:
    """Those that reach this sheet."""
    return tuple(one for one in changes if _is_own(one, key))


class SheetThen(NamedTuple):
    """A sheet's records as they were."""

    round: Round
    recorded: Recorded


def sheet_then(view: View, key: AssessmentKey, number: int) -> SheetThen | None:
    """How the sheet stood after the event with this number; None where there was none yet."""
    rows = replay(one for one in events_of(view, key) if one.number <= number).rows

    def of(kind: type[R], table: str) -> list[R]:
        return [
            record_from(kind, place, row)
            for (name, place), row in sorted(rows.items(), key=lambda one: str(one[0]))
            if name == table and _is_own(Change(table, place, None, row), key)
        ]

    rounds, assessments = of(Round, "round"), of(Assessment, "assessment")
    if not rounds or not assessments:
        return None
    return SheetThen(
        rounds[0],
        Recorded(
            assessments[0],
            of(FindingRecord, "finding"),
            of(ItemRecord, "item"),
            of(DiscretionRecord, "discretion"),
            of(NotApplicableRecord, "not_applicable"),
        ),
    )


def _beside(view: View, key: AssessmentKey) -> Iterable[Event]:
    yield from view.events(round=key.round, unit=None)
    for command in _BESIDE:
        beside = view.events(round=None, unit=None, command=command.value)
        yield from (event for event in beside if key.unit in event.changes)


def _is_own(one: Change, key: AssessmentKey) -> bool:
    if one.table in _KEYED:
        return one.key[:2] == key
    if one.table in _NAMED:
        row = row_of(one)
        return (row.get("round"), row.get("unit")) == key
    return one.table == "round" and one.key == (key.round,)
