"""Views: one consistent sight of the database, in records; a row never leaves it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy, deepcopy
from functools import cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, CursorResult
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.types import TypeDecorator

from desktop.domain.audit_trail import (
    NO_EVENTS,
    ChainHead,
    Event,
    ForeignEvent,
    broken_links,
    write_plain,
)
from desktop.domain.commands import Command
from desktop.domain.records import (
    AssessmentKey,
    DiscretionRecord,
    Evidence,
    EvidenceLink,
    FindingRecord,
    NotApplicableRecord,
    WaiverRecord,
)
from desktop.domain.troubles import Trouble
from desktop.domain.undo_stack import Step
from desktop.store.column_kinds import PlainData
from desktop.store.connection import DAMAGED
from desktop.store.tables import RECORD_TABLES

R = TypeVar("R")
_Rows = CursorResult[*tuple[Any, ...]]

EVENT_FIELDS = tuple(Event.__dataclass_fields__)
_EVENTS = f"SELECT {', '.join(EVENT_FIELDS)} FROM event"
FOREIGN_FIELDS = tuple(ForeignEvent.__dataclass_fields__)
_FOREIGN = f"SELECT {', '.join(FOREIGN_FIELDS)} FROM foreign_event"
_DIALECT = dialect()
_PAGE = 1_000
_TAIL = 100
_BLANKS = (" ", "\u3000", "\u00a0")
NO_TRAIL = "留痕是空的"  # a workspace begins with an event
_COMMANDS = {one.value: one for one in Command}


class _Reading(NamedTuple):
    """How records of one kind are read: the statement, the key's columns, and what makes each value."""

    select: str
    key: tuple[str, ...]
    order: str
    kinds: tuple[TypeDecorator[Any] | None, ...]
    needed: tuple[int, ...]  # places that are never blank in a sound database

    def records(self, kind: type[R], rows: Sequence[Sequence[Any]]) -> list[R]:
        """Records from rows of the statement, column by column: a large round has twenty thousand of them."""
        if not rows:
            return []
        columns = [*zip(*rows, strict=True)]
        if any(None in columns[place] for place in self.needed):
            raise ValueError(kind.__name__)
        return [*map(kind, *map(_values, columns, self.kinds))]


def _values(column: Sequence[Any], kind: TypeDecorator[Any] | None) -> Sequence[Any]:
    """What stands in a column, each text read but once; a record's own plain data is nobody else's."""
    if kind is None:
        return column
    read = {value: kind.process_result_value(value, _DIALECT) for value in set(column)}
    if isinstance(kind, PlainData):
        deep = {value for value, plain in read.items() if _is_deep(plain)}
        return [deepcopy(read[one]) if one in deep else copy(read[one]) for one in column]
    return [read[value] for value in column]


def _is_deep(plain: Mapping[str, Any] | None) -> bool:
    """Whether there are tables or lists within it."""
    return any(isinstance(value, dict | list) for value in (plain or {}).values())


@cache
def _reading(kind: type[Any]) -> _Reading:
    table = RECORD_TABLES[kind]
    columns = [table.c[name] for name in kind.__dataclass_fields__]
    key = tuple(column.name for column in table.primary_key)
    names = ", ".join(f'"{column.name}"' for column in columns)
    order = ", ".join(f'"{name}"' for name in key)
    kinds = tuple(c.type if isinstance(c.type, TypeDecorator) else None for c in columns)
    needed = tuple(place for place, column in enumerate(columns) if not column.nullable)
    select = f'SELECT {names} FROM "{table.name}"'
    return _Reading(select, key, f" ORDER BY {order}", kinds, needed)


def _where(equal: Mapping[str, object]) -> tuple[str, tuple[object, ...]]:
    """The condition that these columns equal these values, and the values that it asks for."""
    if not equal:
        return "", ()
    told = (f'"{name}" IS NULL' if v is None else f'"{name}" = ?' for name, v in equal.items())
    return f" WHERE {' AND '.join(told)}", tuple(v for v in equal.values() if v is not None)


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

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, kind: type[R], *key: object) -> R | None:
        """The record with this key."""
        reading = _reading(kind)  # type: ignore[arg-type]  # mypy does not see that a class is hashable
        where, values = _where(dict(zip(reading.key, key, strict=True)))
        with _readable():
            try:
                row = self._rows(reading.select + where, values).first()
            except UnicodeEncodeError:  # nothing has a name that is no text
                return None
            return None if row is None else reading.records(kind, [row])[0]

    def all(self, kind: type[R], **equal: object) -> list[R]:
        """The records whose fields equal these, by their keys."""
        reading = _reading(kind)  # type: ignore[arg-type]  # mypy does not see that a class is hashable
        where, values = _where(equal)
        with _readable():
            rows = self._rows(reading.select + where + reading.order, values)
            return reading.records(kind, rows.all())

    def among(self, kind: type[R], name: str, values: Collection[str], **equal: object) -> list[R]:
        """The records of which one field is among these values and others equal those, by their keys."""
        reading = _reading(kind)  # type: ignore[arg-type]  # mypy does not see that a class is hashable
        where, first = _where(equal)
        said = f'"{name}" IN ({", ".join("?" for _ in values)})'
        where = f"{where} AND {said}" if where else f" WHERE {said}"
        with _readable():
            rows = self._rows(reading.select + where + reading.order, (*first, *values))
            return reading.records(kind, rows.all())

    def parts(self, kind: type[Any], names: Sequence[str], **equal: object) -> list[Sequence[Any]]:
        """Some fields of these records as they are stored, where of thousands nothing else matters."""
        where, values = _where(equal)
        told = ", ".join(f'"{name}"' for name in names)
        sql = f'SELECT {told} FROM "{RECORD_TABLES[kind].name}"{where}'
        return [*self._rows(sql, values)]

    def mentioning(
        self, kind: type[R], parts: Sequence[str], words: Sequence[str], **equal: object
    ) -> list[R]:
        """The records in whose plain data one of these parts mentions a word, whatever blanks lay it out."""
        said = " OR ".join("instr(told, ?)" for _ in words) or "FALSE"
        told = _closed(_extracted(kind, *parts))
        return self._telling(kind, said, [*map(_as_stored, words)], equal, told)

    def saying(
        self, kind: type[R], told: Mapping[str, Collection[str]], **equal: object
    ) -> list[R]:
        """The records in whose plain data each of these parts is one of some words; "" where it is left out."""
        said = " AND ".join(
            f"coalesce({_extracted(kind, part)}, '') IN ({', '.join('?' for _ in words)})"
            for part, words in told.items()
        )
        return self._telling(kind, said, [word for words in told.values() for word in words], equal)

    def _telling(
        self,
        kind: type[R],
        said: str,
        values: Sequence[str],
        equal: Mapping[str, object],
        told: str = "NULL",
    ) -> list[R]:
        """Records by what their plain data says; `told` is made of it once a row, however often it is asked."""
        reading = _reading(kind)  # type: ignore[arg-type]  # mypy does not see that a class is hashable
        where, first = _where(equal)
        names, _, table = reading.select.partition(" FROM ")
        # Without a limit SQLite would write the inner query out into the outer one, for every word.
        inner = f"SELECT *, {told} AS told FROM {table}{where} LIMIT -1"
        sql = f"{names} FROM ({inner}) WHERE {said}{reading.order}"
        with _readable():
            return reading.records(kind, self._rows(sql, (*first, *values)).all())

    def unlinked(self) -> list[Evidence]:
        """The files that nothing refers to: neither a link, nor a letter whose master it is."""
        reading = _reading(Evidence)
        linked = "SELECT evidence FROM evidence_link"
        sent = "SELECT document FROM letter WHERE document IS NOT NULL"
        sql = f"{reading.select} WHERE sha256 NOT IN ({linked} UNION {sent}){reading.order}"
        with _readable():
            return reading.records(Evidence, self._rows(sql).all())

    def count(self, kind: type[Any], **equal: object) -> int:
        """How many records have fields that equal these."""
        where, values = _where(equal)
        sql = f'SELECT count(*) FROM "{RECORD_TABLES[kind].name}"{where}'
        return int(self._rows(sql, values).scalar_one())

    def worded(
        self, kind: type[Any], place: Sequence[str], texts: Sequence[str]
    ) -> Iterator[Sequence[Any]]:
        """The place and the texts of every record in which one of the texts is not blank."""
        names = ", ".join(f'"{name}"' for name in (*place, *texts))
        said = " OR ".join(f"\"{name}\" <> ''" for name in texts)
        yield from self._rows(f'SELECT {names} FROM "{RECORD_TABLES[kind].name}" WHERE {said}')

    def head(self) -> ChainHead:
        """The last event and how many there are."""
        last = self._rows("SELECT hash, number FROM event ORDER BY number DESC LIMIT 1").first()
        return ChainHead(*last) if last else NO_EVENTS

    def event(self, number: int) -> Event | None:
        """The event with this number."""
        row = self._rows(f"{_EVENTS} WHERE number = ?", (number,)).first()
        return None if row is None else Event(*row)

    def events(self, **equal: object) -> Iterator[Event]:
        """The events, oldest first; of one round and unit where these are named."""
        where, values = _where(equal)
        for found in self._rows(f"{_EVENTS}{where} ORDER BY number", values, page=_PAGE):
            yield Event(*found)

    def foreign_event(self, digest: str) -> ForeignEvent | None:
        """An event of another workspace by its hash."""
        row = self._rows(f"{_FOREIGN} WHERE hash = ?", (digest,)).first()
        return None if row is None else ForeignEvent(*row)

    def foreign_events(self, **equal: object) -> Iterator[ForeignEvent]:
        """Events of other workspaces, each workspace's oldest first."""
        where, values = _where(equal)
        for row in self._rows(f"{_FOREIGN}{where} ORDER BY workspace, number, hash", values):
            yield ForeignEvent(*row)

    def _rows(self, sql: str, values: tuple[object, ...] = (), page: int | None = None) -> _Rows:
        options = {} if page is None else {"yield_per": page}
        return self._connection.exec_driver_sql(sql, values, execution_options=options)

    def worked_on(self, of: AssessmentKey) -> bool:
        """Whether anything was ever recorded in an assessment, here or elsewhere; being assigned is no record."""
        return self.done_in(of) or any(self.count(kind, **of._asdict()) for kind in _RECORDED)

    def done_in(self, of: AssessmentKey) -> bool:
        """Whether anything was ever done in an assessment itself; what a merge brought was done elsewhere."""
        sql = f"SELECT 1 FROM event WHERE round = ? AND unit = ? AND command NOT IN {_NO_WORK} LIMIT 1"
        return self._rows(sql, of).first() is not None

    def last_worked(self, person: str | None) -> Event | None:
        """The newest event in an assessment, by this person where one is named."""
        by, values = (" AND person = ?", (person,)) if person else ("", ())
        correcting = Command.CORRECT_PHRASE.value
        sql = f"{_EVENTS} WHERE unit IS NOT NULL AND command <> '{correcting}'{by}"
        found = self._rows(f"{sql} ORDER BY number DESC LIMIT 1", values).first()
        return None if found is None else Event(*found)

    def last_event(self, of: AssessmentKey) -> Event | None:
        """The newest event in an assessment."""
        sql = f"{_EVENTS} WHERE round = ? AND unit = ? ORDER BY number DESC LIMIT 1"
        found = self._rows(sql, of).first()
        return None if found is None else Event(*found)

    def begun_at(self, round_id: str) -> int | None:
        """The number of a round's first event here: rounds begun on one day follow one another by it."""
        found = self._rows("SELECT min(number) FROM event WHERE round = ?", (round_id,)).first()
        return None if found is None else found[0]

    def broken_tail(self) -> Iterator[str]:
        """What is wrong with the newest part of the audit trail; the whole is verified apart."""
        # The oldest only says what the next one follows.
        newest = self._rows(f"{_EVENTS} ORDER BY number DESC LIMIT {_TAIL + 1}")
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
        values: tuple[object, ...] = ()
        ours = "unit IS NULL"
        if of is not None:
            values = (of.round, of.unit, of.round)
            of_all = f"unit IS NULL AND (round = ? OR round IS NULL) AND command NOT IN {_PASSABLE}"
            ours = f"(round = ? AND unit = ?) OR ({of_all})"
        sql = f"SELECT number, hash, command, reverts, changes <> '[]' FROM event WHERE {ours}"
        for number, digest, command, reverts, changed in self._rows(
            f"{sql} ORDER BY number", values
        ):
            known = _COMMANDS.get(command)
            yield Step(number, digest, known, reverts, bool(changed))


def _in(commands: Iterable[Command]) -> str:
    """Commands as SQL lists them; their names are the program's own."""
    return "(" + ", ".join(f"'{one.value}'" for one in commands) + ")"


def _extracted(kind: type[Any], *parts: str) -> str:
    """Parts of a record's plain data; several stand in one list, as JSON."""
    [column] = (one.name for one in RECORD_TABLES[kind].columns if isinstance(one.type, PlainData))
    paths = ", ".join(f"'$.{part}'" for part in parts)
    return f'json_extract("{column}", {paths})'


def _closed(sql: str) -> str:
    """Without the blanks that only lay it out."""
    for blank in _BLANKS:
        sql = f"replace({sql}, '{blank}', '')"
    return sql


def _as_stored(word: str) -> str:
    """A word as it stands within plain data, without blanks."""
    return write_plain("".join(word.split()))[1:-1]


_NO_WORK = _in((Command.ASSIGN, Command.COUNT_PIECES, Command.UNDO, Command.REDO))
_RECORDED = (FindingRecord, DiscretionRecord, NotApplicableRecord, WaiverRecord, EvidenceLink)
_PASSABLE = _in(one for one in Command if not one.ends_undo)
