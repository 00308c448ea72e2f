"""The audit trail: events that each bear the hash of the one before, and what replaying them gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple

from desktop.domain.commands import Command

Plain = str | int | None
PlainRow = Mapping[str, Plain]
Key = tuple[Plain, ...]

_BOTH: Final = 2  # the one before it and another workspace's
_JOINING: Final = frozenset({Command.TAKE_OVER.value, Command.MERGE.value})

# Plain data in the one way that hashes and columns agree on.
write_plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class Change(NamedTuple):
    """One row before and after; None where there is none. Key columns stand in `key` alone."""

    table: str
    key: Key
    before: PlainRow | None
    after: PlainRow | None

    @property
    def row(self) -> PlainRow:
        """The row as it came to be, or as it was where it is gone."""
        return self.after or self.before or {}

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Event:
    """One change of the workspace: who, when, which command, in which assessment, what it changed.

    `number` is its place in this workspace; the hash covers all else, so that events keep their
    identity where two chains are merged and both remain as parents.
    """

    number: int
    workspace: str
    at: str
    person: str | None
    author: str
    command: str
    round: str | None
    unit: str | None
    reverts: str | None  # undo and redo: the hash of the event that they act on
    grounds: str
    changes: str
    parents: str
    hash: str = ""

    @property
    def digest(self) -> str:
        """What its hash must be."""
        told = [
            self.workspace,
            self.at,
            self.person,
            self.author,
            self.command,
            self.round,
            self.unit,
            self.reverts,
            self.grounds,
            self.changes,
            self.parents,
        ]
        return sha256(write_plain(told).encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class ForeignEvent:
    """An event of another workspace that is kept here; of what is not for our eyes only its link."""

    hash: str
    number: int
    workspace: str
    parents: str
    at: str | None = None
    person: str | None = None
    author: str | None = None
    command: str | None = None
    round: str | None = None
    unit: str | None = None
    reverts: str | None = None
    grounds: str | None = None
    changes: str | None = None

    @property
    def told(self) -> Event | None:
        """The event itself; None where only its link is here."""
        named = (self.at, self.author, self.command, self.grounds, self.changes)
        if None in named:
            return None
        return Event(**{name: getattr(self, name) for name in Event.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last event's hash and how many there are: what a printed sheet can be held against."""

    hash: str
    count: int


NO_EVENTS: Final = ChainHead("", 0)


def parents_of(head: ChainHead, other: str | None = None) -> str:
    """The parents of the event that follows: the one before it, or none for the first; and whose chain it joins."""
    return write_plain([one for one in (head.hash, other) if one])


def joined_by(event: Event) -> str | None:
    """The event of another workspace that this one follows too, where it took something over or merged."""
    parents = read_parents(event.parents)
    return parents[1] if event.command in _JOINING and len(parents) == _BOTH else None


def read_parents(text: str) -> tuple[str, ...]:
    """The parents that an event names; none where it is no list of them."""
    with suppress(ValueError, RecursionError):
        parents = json.loads(text)
        if isinstance(parents, list) and all(isinstance(one, str) for one in parents):
            return tuple(parents)
    return ()


def write_changes(changes: Iterable[Change]) -> str:
    """The changes as an event keeps them."""
    return write_plain([[c.table, c.key, c.before, c.after] for c in changes])


def read_changes(text: str) -> tuple[Change, ...]:
    """The changes that an event keeps; text that tells of none is a ValueError."""
    try:
        return tuple(_change(*one) for one in json.loads(text))
    except (TypeError, RecursionError) as error:
        raise ValueError from error


def _change(table: object, key: list[object], before: object, after: object) -> Change:
    """A change from whatever was read; one that is none is a ValueError or a TypeError."""
    rows = (before, after)
    if (
        not isinstance(table, str)
        or not all(one is None or isinstance(one, str | int) for one in key)
        or not all(row is None or isinstance(row, dict) for row in rows)
    ):
        raise TypeError
    return Change(table, tuple(key), before, after)  # type: ignore[arg-type]  # just looked at


def broken_links(events: Iterable[Event], head: ChainHead = NO_EVENTS) -> Iterator[str]:
    """Every event after this head whose number, parent or hash is not what it must be, in words."""
    for event in events:
        if event.number != head.count + 1:
            yield f"留痕第 {event.number} 条：前一条是第 {head.count} 条，中间有缺失或编号被改"
        elif event.parents != parents_of(head, joined_by(event)):
            yield f"留痕第 {event.number} 条：与前一条接不上"
        if event.digest != event.hash:
            yield f"留痕第 {event.number} 条：内容与校验值不符，已被改动"
        head = ChainHead(event.hash, event.number)


Rows = dict[tuple[str, Key], PlainRow]


class Disagreement(NamedTuple):
    """An event that does not fit what went before it, by a table; None where it cannot be read."""

    number: int
    table: str | None


class Replayed(NamedTuple):
    """The state that events amount to, and where they disagree."""

    rows: Rows
    disagreements: tuple[Disagreement, ...]


def replay(events: Iterable[Event]) -> Replayed:
    """Go through the events from the first on."""
    rows: Rows = {}
    disagreements: list[Disagreement] = []
    for event in events:
        try:
            changes = read_changes(event.changes)
        except ValueError:
            disagreements.append(Disagreement(event.number, None))
            continue
        for change in changes:
            place = (change.table, change.key)
            if rows.get(place) != change.before:
                disagreements.append(Disagreement(event.number, change.table))
            if change.after is None:
                rows.pop(place, None)
            else:
                rows[place] = change.after
    return Replayed(rows, tuple(dict.fromkeys(disagreements)))
