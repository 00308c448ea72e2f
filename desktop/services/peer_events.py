"""Peer events: what was recorded on other units' sheets and reaches this one, and how all of a round stood then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from desktop.domain.audit_trail import Change, Event, PlainRow, read_changes, replay
from desktop.domain.commands import Command
from desktop.domain.findings import Findings, read_findings
from desktop.domain.peers import RoundPeers, watched
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
from desktop.domain.scheme import Scheme
from desktop.services.assessments import round_scheme
from desktop.services.peers import recorded_by_unit
from desktop.store.plain_rows import record_from
from desktop.store.views import R, View

_BESIDE: Final = (Command.KEEP_UNITS, Command.UNDO, Command.REDO)
# What is kept beside a unit's own figures then is the others': nothing changes for them.
_SETTLING: Final = frozenset({Command.FINALISE.value, Command.REOPEN.value})
_ASSESSMENT: Final = "assessment"  # as events name the table
_OF_INDICATORS: Final = frozenset({"discretion", "not_applicable"})


class _Reach(NamedTuple):
    """The newest event of each unit that reaches the others, in one state of one round."""

    head: str
    round: str
    by_unit: dict[str, Event]


class _Then(NamedTuple):
    """A round's units as they were compared after one event."""

    event: str
    round: str
    peers: RoundPeers


# At most one of each: a whole round is gone through, and asked for sheet after sheet.
_REACH: Final[list[_Reach]] = []
_THEN: Final[list[_Then]] = []


def last_of_peers(view: View, key: AssessmentKey) -> Event | None:
    """The newest event on another unit's sheet that reached this one; a finalised sheet none reaches."""
    in_round, of = view.get(Round, key.round), view.get(Assessment, *key)
    if in_round is None or of is None or of.finalised:
        return None
    scheme = round_scheme(view, in_round)
    if not scheme.is_relative:
        return None
    others = (event for unit, event in _reach(view, scheme, key.round).items() if unit != key.unit)
    return max(others, key=lambda one: one.number, default=None)


def compared_with(view: View, round_id: str) -> list[AssessmentKey]:
    """The sheets that an event on one unit's may have reached."""
    in_round = view.get(Round, round_id)
    if in_round is None or not round_scheme(view, in_round).is_relative:
        return []
    return [one.key for one in view.all(Assessment, round=round_id)]


def findings_then(view: View, in_round: Round, recorded: Recorded, event: Event) -> Findings:
    """What was recorded after an event, with what the others had recorded by then."""
    scheme, of = round_scheme(view, in_round), recorded.assessment
    plain = recorded.plain()
    if of.finalised or not scheme.is_relative:
        return read_findings(scheme, plain)
    for then in _THEN:
        if (then.event, then.round) == (event.hash, in_round.id):
            return read_findings(scheme, then.peers.beside(of, plain))
    peers = RoundPeers(scheme, _records_then(view, in_round.id, event.number))
    _THEN[:] = [_Then(event.hash, in_round.id, peers)]
    return read_findings(scheme, peers.beside(of, plain))


def _reach(view: View, scheme: Scheme, round_id: str) -> dict[str, Event]:
    head = view.head().hash
    for known in _REACH:
        if (known.head, known.round) == (head, round_id):
            return known.by_unit
    criteria, indicators = watched(scheme)
    marks = [f'"{name}"' for name in (*criteria, *indicators, _ASSESSMENT)]
    found: dict[str, Event] = {}
    for event in _events(view, round_id):
        if event.command in _SETTLING or not any(mark in event.changes for mark in marks):
            continue
        for one in read_changes(event.changes):
            unit = _reaching(one, round_id, criteria, indicators)
            if unit and (unit not in found or found[unit].number < event.number):
                found[unit] = event
    _REACH[:] = [_Reach(head, round_id, found)]
    return found


def _reaching(
    one: Change, round_id: str, criteria: frozenset[str], indicators: frozenset[str]
) -> str:
    """The unit whose change may change what others of this round come to; blank where it does not."""
    if one.table == "item":
        told = one.row
        inside = told.get("round") == round_id and told.get("criterion") in criteria
        return str(told.get("unit")) if inside else ""
    if one.key[0] != round_id:
        return ""
    reaches = (
        (one.table == "finding" and one.key[2] in criteria)
        or (one.table in _OF_INDICATORS and one.key[2] in indicators)
        or (one.table == _ASSESSMENT and _taking_part(one.before) != _taking_part(one.after))
    )
    return str(one.key[1]) if reaches else ""


def _taking_part(row: PlainRow | None) -> object:
    """Whether a unit is compared, and with which others."""
    return None if row is None else (row.get("absent"), row.get("kind"))


def _records_then(view: View, round_id: str, number: int) -> list[Recorded]:
    """Everything recorded in a round after the event with this number."""
    events = (one for one in _events(view, round_id) if one.number <= number)
    rows = replay(sorted(events, key=lambda one: one.number)).rows

    def of(kind: type[R], table: str) -> list[R]:
        found = (
            record_from(kind, place, row) for (name, place), row in rows.items() if name == table
        )
        return [one for one in found if getattr(one, "round", None) == round_id]

    return recorded_by_unit(
        of(Assessment, "assessment"),
        of(FindingRecord, "finding"),
        of(ItemRecord, "item"),
        of(DiscretionRecord, "discretion"),
        of(NotApplicableRecord, "not_applicable"),
    )


def _events(view: View, round_id: str) -> Iterable[Event]:
    """The round's own and those about units, which may have reached it."""
    yield from view.events(round=round_id)
    for command in _BESIDE:
        beside = view.events(round=None, unit=None, command=command.value)
        yield from (one for one in beside if round_id in one.changes)
