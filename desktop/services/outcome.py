"""The outcome of a command: its event, and what it touched, so that every screen knows what to read again."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.audit_trail import Event, Key, read_changes


@dataclass(frozen=True, slots=True)
class Outcome:
    """An event that is durable now."""

    event: int
    hash: str
    touched: frozenset[tuple[str, Key]]


def outcome_of(event: Event) -> Outcome:
    """What an event says of itself."""
    touched = frozenset((change.table, change.key) for change in read_changes(event.changes))
    return Outcome(event.number, event.hash, touched)
