"""History: what the audit trail tells of a criterion, an indicator or a sheet, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from desktop.domain.audit_trail import Change, Event, read_changes
from desktop.domain.commands import Command
from desktop.domain.records import Assessment, AssessmentKey
from desktop.domain.scheme import Scheme
from desktop.services.assessments import assessment_of, scheme_of
from desktop.services.calendar_words import is_of_calendar, told_of_calendar
from desktop.services.change_words import Told, place_of, told
from desktop.services.event_words import event_words, needs_scheme, turned_words
from desktop.services.ledger_words import is_of_ledgers, told_of_ledgers
from desktop.services.record_names import RecordNames
from desktop.services.sheet_events import events_of
from desktop.services.sheet_replay import SheetReplay
from desktop.services.undoing import undoable_in
from desktop.store.views import View
from desktop.store.workspace import Workspace

_NOTHING: Final = Told("内容没有变")


@dataclass(frozen=True, slots=True)
class Passage:
    """One event in words: `what` was done, each of `changes` from and to; by the places it concerns."""

    number: int
    at: datetime
    author: str
    what: str
    changes: tuple[Told, ...]
    grounds: str
    criteria: frozenset[str]
    indicators: frozenset[str]


def history_of(workspace: Workspace, key: AssessmentKey) -> tuple[Passage, ...]:
    """Everything that was done on one sheet or reached it, the newest first."""
    with workspace.reading() as view:
        chronicle = _Chronicle(view, assessment_of(view, key))
        passages = [chronicle.passage(event) for event in events_of(view, key)]
        return tuple(one for one in reversed(passages) if one is not None)


def history_of_ledgers(
    workspace: Workspace, unit: str | None = None, row: str | None = None
) -> tuple[Passage, ...]:
    """What was done to the ledgers and to their calendar, or to one unit's or one row alone; the newest first."""
    with workspace.reading() as view:
        names, said = RecordNames(view), dict[str, str]()
        passages = []
        for event in view.events(unit=None):
            changes = [one for one in read_changes(event.changes) if _is_meant(one, unit, row)]
            if changes:
                words = said.get(event.reverts or "")
                what = turned_words(event, words) if words else None
                said[event.hash] = what = what or event_words(event, changes, None, names)
                lines = [*told_of_ledgers(changes, names, named=True)]
                lines += told_of_calendar(changes, named=True)
                found = _passage(event, (), None, names)
                passages.append(replace(found, what=what, changes=tuple(map(Told, lines))))
        return tuple(reversed(passages))


def _is_meant(one: Change, unit: str | None, row: str | None) -> bool:
    if not (is_of_ledgers(one) or is_of_calendar(one)):
        return False
    if row is not None:
        return one.row.get("ledger_row") == row or (one.table, *one.key) == ("ledger_row", row)
    return unit in {None, one.row.get("unit")}


class _Chronicle:
    """Words one event after the other, in their order."""

    def __init__(self, view: View, of: Assessment) -> None:
        self._replay = SheetReplay(view, of)
        self._names = RecordNames(view, self._replay.owners)
        self._said: dict[str, str] = {}  # by the hash, for what undo and redo act on

    def passage(self, event: Event) -> Passage | None:
        """None where an event beside the sheet did not reach it."""
        changes = self._replay.own(read_changes(event.changes))
        if not changes and event.unit is None:
            return None
        sides = self._replay.step(changes)
        what = self._said[event.hash] = self._what(event, changes, sides.scheme)
        named = event.command != Command.REPLACE_SCHEME.value
        words = tuple(told(changes, sides, self._names, named=named))
        if not changes:
            words = (_NOTHING,)
        return replace(
            _passage(event, changes, sides.scheme, self._names), what=what, changes=words
        )

    def _what(self, event: Event, changes: Sequence[Change], scheme: Scheme) -> str:
        said = self._said.get(event.reverts or "")
        if said is not None:
            return turned_words(event, said)
        return event_words(event, changes, scheme, self._names)


def passage(event: Event, scheme: Scheme | None) -> Passage:
    """One event alone, where the places matter: nothing is looked up."""
    return _passage(event, read_changes(event.changes), scheme, RecordNames(None))


def _passage(
    event: Event, changes: Sequence[Change], scheme: Scheme | None, names: RecordNames
) -> Passage:
    places = [place_of(one, scheme, names) for one in changes]
    return Passage(
        event.number,
        datetime.fromisoformat(event.at),
        event.author,
        event_words(event, changes, scheme, names),
        (),
        event.grounds,
        frozenset(one.criterion for one in places if one.criterion),
        frozenset(one.indicator for one in places if one.indicator),
    )


def words_beside(workspace: Workspace) -> tuple[str, str]:
    """What undo and redo would act on beside the sheets, in a few words."""
    with workspace.reading() as view:
        found = undoable_in(view, None)
        return words_of(view, found.undo), words_of(view, found.redo)


def words_of(view: View, event: Event | None, scheme: Scheme | None = None) -> str:
    """What an event did, in a few words, as undo and redo name it; `scheme` spares looking it up."""
    if event is None:
        return ""
    changes = read_changes(event.changes)
    if scheme is None and event.round and event.unit and needs_scheme(changes):
        scheme = scheme_of(view, assessment_of(view, AssessmentKey(event.round, event.unit)))
    return event_words(event, changes, scheme, RecordNames(view))
