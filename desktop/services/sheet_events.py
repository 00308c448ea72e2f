"""Sheet events: what was done on one sheet or reached it from its round and its unit, and how it stood after each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from desktop.domain.audit_trail import Change, Event, Plain, PlainRow, read_changes, replay
from desktop.domain.commands import Command
from desktop.domain.recorded import Recorded
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    DiscretionRecord,
    EvidenceLink,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
    Office,
    Person,
    Round,
)
from desktop.services.office import office_name
from desktop.store.plain_rows import record_from
from desktop.store.views import R, View

_BESIDE: Final = (
    Command.DESCRIBE_OFFICE,
    Command.KEEP_PERSON,
    Command.KEEP_UNITS,
    Command.UNDO,
    Command.REDO,
)
_KEYED: Final = frozenset(
    {"finding", "discretion", "not_applicable", "waiver", "assessment", "proposal_answer"}
)
_NAMED: Final = frozenset({"item", "evidence_link", "review_remark"})
_CALLED: Final = frozenset(
    {"office", "person"}
)  # a sheet says what they are called, and nothing else of them


def events_of(view: View, key: AssessmentKey) -> list[Event]:
    """The sheet's own, its round's, and those about units that may have renamed it."""
    found = [*view.events(**key._asdict()), *_beside(view, key)]
    return sorted(found, key=lambda event: event.number)


def last_event_of(view: View, key: AssessmentKey) -> Event | None:
    """The newest of those that reached the sheet."""
    own, people = view.last_event(key), people_of(view.get(Assessment, *key))
    reached = [
        one
        for one in _beside(view, key)
        if (own is None or one.number > own.number)
        and own_changes(read_changes(one.changes), key, people)
    ]
    return max([*reached, *([own] if own else [])], key=lambda one: one.number, default=None)


def own_changes(
    changes: Iterable[Change], key: AssessmentKey, people: Iterable[Plain]
) -> tuple[Change, ...]:
    """Those that reach this sheet, which bears the names of these people."""
    by = {*people}
    return tuple(one for one in changes if _is_own(one, key) or _is_another_name(one, by))


def people_of(assessment: Assessment | None) -> tuple[str | None, ...]:
    """Whose names an assessment's sheet bears."""
    return () if assessment is None else (assessment.evaluator, assessment.reviewer)


def renames(changes: Iterable[Change]) -> bool:
    """Whether somebody, or the office, is called otherwise from now on: that may reach any sheet."""
    return any(one.table in _CALLED for one in changes)


class Called(NamedTuple):
    """What a sheet calls the office, and who evaluates and reviews."""

    office: str
    evaluator: str
    reviewer: str


class SheetThen(NamedTuple):
    """A sheet's records as they were, the names that it bore, and what was filed with it."""

    round: Round
    recorded: Recorded
    called: Called
    links: tuple[EvidenceLink, ...]


def called_now(view: View, of: Assessment) -> Called:
    """The names as they are."""
    found = (view.get(Person, one) if one else None for one in people_of(of))
    return Called(office_name(view), *(one.name if one else "" for one in found))


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
        _called_then(rows, assessments[0]),
        tuple(of(EvidenceLink, "evidence_link")),
    )


def _called_then(rows: Mapping[tuple[str, tuple[Plain, ...]], PlainRow], of: Assessment) -> Called:
    places = [("office", Office().id), *(("person", one) for one in people_of(of))]
    names = (str(rows.get((table, (one,)), {}).get("name", "")) for table, one in places)
    return Called(*names)


def _beside(view: View, key: AssessmentKey) -> Iterable[Event]:
    yield from view.events(round=key.round, unit=None)
    for command in _BESIDE:
        beside = view.events(round=None, unit=None, command=command.value)
        marks = [key.unit, *(f'"{table}"' for table in _CALLED)]
        yield from (event for event in beside if any(mark in event.changes for mark in marks))


def _is_own(one: Change, key: AssessmentKey) -> bool:
    if one.table in _KEYED:
        return one.key[:2] == key
    if one.table in _NAMED:
        row = one.row
        return (row.get("round"), row.get("unit")) == key
    return one.table == "round" and one.key == (key.round,)


def _is_another_name(one: Change, people: Iterable[Plain]) -> bool:
    if one.table not in _CALLED or (one.table == "person" and one.key[0] not in people):
        return False
    was, now = (side.get("name") if side else None for side in (one.before, one.after))
    return was != now
