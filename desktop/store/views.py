"""Views: one consistent sight of the database, in records; a row never leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, func, inspect, or_, select
from sqlalchemy.orm import Session

from desktop.domain.audit_trail import NO_EVENTS, ChainHead, Event, broken_links
from desktop.domain.commands import Command
from desktop.domain.records import AssessmentKey
from desktop.domain.troubles import Trouble
from desktop.domain.undo_stack import Step
from desktop.store.connection import DAMAGED
from desktop.store.tables import RECORD_ROWS, EventRow

R = TypeVar("R")

EVENT_FIELDS = tuple(Event.__dataclass_fields__)
_event_values = attrgetter(*EVENT_FIELDS)
_PAGE = 1_000
_TAIL = 100
NO_TRAIL = "留痕是空的"  # a workspace begins with an event
_COMMANDS = {one.value: one for one in Command}
_NO_WORK = frozenset({Command.ASSIGN, Command.COUNT_PIECES, Command.UNDO, Command.REDO})


_READERS = {kind: attrgetter(*kind.__dataclass_fields__) for kind in RECORD_ROWS}


def values_of(kind: type[Any]) -> attrgetter[tuple[Any, ...]]:
    """Reads the values of a record, or of its row, in the record's order."""
    return _READERS[kind]


@contextmanager
def _readable() -> Iterator[None]:
    """Values that no record can have were not written by this program."""
    try:
        yield
    except UnicodeEncodeError:
        raise  # what is asked for is no text
    except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
        raise Trouble(DAMAGED) from error


class View:
    """Reads records by their kind."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, kind: type[R], *key: object) -> R | None:
        """The record with this key."""
        with _readable():
            try:
                row = self._session.get(RECORD_ROWS[kind], key)
            except UnicodeEncodeError:  # nothing has a name that is no text
                return None
            return None if row is None else kind(*values_of(kind)(row))

    def all(self, kind: type[R], **equal: object) -> list[R]:
        """The records whose fields equal these, by their keys."""
        row = RECORD_ROWS[kind]
        asked = select(row).filter_by(**equal).order_by(*inspect(row).primary_key)
        values = values_of(kind)
        with _readable():
            return [kind(*values(one)) for one in self._session.scalars(asked)]

    def count(self, kind: type[Any], **equal: object) -> int:
        """How many records have fields that equal these."""
        row = RECORD_ROWS[kind]
        asked = select(func.count()).select_from(row).filter_by(**equal)
        return self._session.scalar(asked) or 0

    def worded(
        self, kind: type[Any], place: Sequence[str], texts: Sequence[str]
    ) -> Iterator[Sequence[Any]]:
        """The place and the texts of every record in which one of the texts is not blank."""
        row = RECORD_ROWS[kind]
        said = [getattr(row, name) for name in texts]
        asked = select(*(getattr(row, name) for name in place), *said)
        yield from self._session.execute(asked.where(or_(*(one != "" for one in said))))

    def head(self) -> ChainHead:
        """The last event and how many there are."""
        last = self._session.execute(
            select(EventRow.hash, EventRow.number).order_by(EventRow.number.desc()).limit(1)
        ).first()
        return ChainHead(last.hash, last.number) if last else NO_EVENTS

    def event(self, number: int) -> Event | None:
        """The event with this number."""
        row = self._session.get(EventRow, number)
        return None if row is None else Event(*_event_values(row))

    def events(self, **equal: object) -> Iterator[Event]:
        """The events, oldest first; of one round and unit where these are named."""
        asked = select(*(getattr(EventRow, name) for name in EVENT_FIELDS))
        asked = asked.filter_by(**equal).order_by(EventRow.number)
        for found in self._session.execute(asked.execution_options(yield_per=_PAGE)):
            yield Event(*found)

    def worked_on(self, of: AssessmentKey) -> bool:
        """Whether anything was ever recorded in an assessment; being assigned is no record."""
        asked = select(EventRow.number).where(
            EventRow.round == of.round,
            EventRow.unit == of.unit,
            EventRow.command.not_in([one.value for one in _NO_WORK]),
        )
        return self._session.scalar(asked.limit(1)) is not None

    def last_worked(self, person: str | None) -> Event | None:
        """The newest event in an assessment, by this person where one is named.

        A phrase is corrected in many sheets at once: nobody was at work there.
        """
        asked = select(*(getattr(EventRow, name) for name in EVENT_FIELDS))
        at_work = EventRow.command != Command.CORRECT_PHRASE.value
        asked = asked.where(EventRow.unit.is_not(None), at_work)
        asked = asked.order_by(EventRow.number.desc()).limit(1)
        found = self._session.execute(asked.filter_by(person=person) if person else asked).first()
        return None if found is None else Event(*found)

    def broken_tail(self) -> Iterator[str]:
        """What is wrong with the newest part of the audit trail; the whole is verified apart."""
        newest = self._session.execute(
            select(*(getattr(EventRow, name) for name in EVENT_FIELDS))
            .order_by(EventRow.number.desc())
            .limit(_TAIL + 1)  # the oldest only says what the next one follows
        )
        events = [Event(*found) for found in reversed(newest.all())]
        if not events:
            return iter([NO_TRAIL])
        if events[0].number == 1:
            return broken_links(events)
        return broken_links(events[1:], ChainHead(events[0].hash, events[0].number))

    def steps(self, of: AssessmentKey | None) -> Iterator[Step]:
        """The events of one assessment (or those of none) as undo needs them.

        An assessment's also tell of what ends undo in its whole round, or everywhere.
        """
        ours: ColumnElement[bool] = EventRow.unit.is_(None)
        if of is not None:
            passable = [one.value for one in Command if not one.ends_undo]
            here = EventRow.round == of.round
            barrier = EventRow.command.not_in(passable)
            of_all = and_(ours, or_(here, EventRow.round.is_(None)), barrier)
            ours = or_(and_(here, EventRow.unit == of.unit), of_all)
        asked = (
            select(
                EventRow.number,
                EventRow.hash,
                EventRow.command,
                EventRow.reverts,
                EventRow.changes != "[]",
            )
            .where(ours)
            .order_by(EventRow.number)
        )
        for number, digest, command, reverts, changed in self._session.execute(asked):
            known = _COMMANDS.get(command)
            yield Step(number, digest, known, reverts, bool(changed))
