"""Guards: triggers by which the database itself refuses to change the audit trail and what is finalised.

They hold for any program that opens the file, also where recursive_triggers is off and REPLACE
would delete without asking: every way to a protected row is also guarded where a new row comes in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

_FINAL: Final = "SELECT RAISE(ABORT, 'the assessment is finalised')"
_KEPT: Final = "SELECT RAISE(ABORT, 'this is never changed')"
_CHAIN: Final = "SELECT RAISE(ABORT, 'the audit trail is only ever continued')"

# What belongs to an assessment by its round and unit, and which of it has an id of its own.
_BELONGING: Final = {
    "finding": False,
    "item": True,
    "discretion": False,
    "not_applicable": False,
    "waiver": False,
    "proposal_answer": False,
    "evidence_link": True,
}

# An assessment's columns but for its state.
_LASTING: Final = (
    "round",
    "unit",
    "position",
    "name",
    "kind",
    "size",
    "evaluator",
    "reviewer",
    "counts",
    "absent",
    "stage",
)


def _trigger(table: str, on: str, when: str, refuse: str) -> tuple[str, str]:
    name = f"guard_{table}_{on.lower()}"
    condition = f" WHEN {when}" if when else ""
    return name, f"CREATE TRIGGER {name} BEFORE {on} ON {table}{condition} BEGIN {refuse}; END"


def _final(side: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM assessment WHERE round = {side}.round AND unit = {side}.unit"
        " AND state = 'finalised')"
    )


def _final_by_id(table: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {table} AS held JOIN assessment USING (round, unit)"
        " WHERE held.id = NEW.id AND state = 'finalised')"
    )


def _final_by_item(side: str) -> str:
    """A link that names an item belongs to the item's assessment, whatever else it says."""
    return (
        "EXISTS (SELECT 1 FROM item JOIN assessment USING (round, unit)"
        f" WHERE item.id = {side}.item AND state = 'finalised')"
    )


def _belonging() -> Iterator[tuple[str, str]]:
    for table, has_id in _BELONGING.items():
        by_item = table == "evidence_link"
        coming = _final("NEW") + (f" OR {_final_by_id(table)}" if has_id else "")
        coming += f" OR {_final_by_item('NEW')}" if by_item else ""
        going = _final("OLD") + (f" OR {_final_by_item('OLD')}" if by_item else "")
        yield _trigger(table, "INSERT", coming, _FINAL)
        yield _trigger(table, "UPDATE", f"{going} OR {coming}", _FINAL)
        yield _trigger(table, "DELETE", going, _FINAL)


def _last_event(command: str) -> str:
    last = "number = (SELECT max(number) FROM event)"
    same = "round = NEW.round AND unit = NEW.unit"
    return f"EXISTS (SELECT 1 FROM event WHERE {last} AND command = '{command}' AND {same})"


def _assessment() -> Iterator[tuple[str, str]]:
    """It is finalised and reopened by the event that says so, and otherwise rests while it is final."""
    yield _trigger("assessment", "INSERT", f"NEW.state <> 'open' OR {_final('NEW')}", _FINAL)
    same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in _LASTING)
    reopened = f"(NEW.state = 'open' AND {same} AND {_last_event('reopen')})"
    closed = f"(NEW.state = 'finalised' AND {_last_event('finalise')})"
    yield _trigger(
        "assessment",
        "UPDATE",
        f"CASE WHEN OLD.state = 'finalised' THEN NOT {reopened}"
        f" ELSE {_final('NEW')} OR NOT (NEW.state = 'open' OR {closed}) END",
        _FINAL,
    )
    yield _trigger("assessment", "DELETE", "OLD.state = 'finalised'", _FINAL)


def _round() -> Iterator[tuple[str, str]]:
    """The scheme of a finalised assessment stays what it was."""
    held = "EXISTS (SELECT 1 FROM assessment WHERE round = {}.id AND state = 'finalised')"
    kept = "NEW.id IS OLD.id AND NEW.scheme IS OLD.scheme AND NEW.scheme_text IS OLD.scheme_text"
    coming = held.format("NEW")
    yield _trigger("round", "INSERT", coming, _FINAL)
    either = f"({held.format('OLD')} OR {coming}) AND NOT ({kept})"
    yield _trigger("round", "UPDATE", either, _FINAL)
    yield _trigger("round", "DELETE", held.format("OLD"), _FINAL)


def _evidence() -> Iterator[tuple[str, str]]:
    """What a finalised assessment links to stays."""
    held = (
        "EXISTS (SELECT 1 FROM evidence_link JOIN assessment USING (round, unit)"
        " WHERE evidence = {}.sha256 AND state = 'finalised')"
    )
    coming, going = held.format("NEW"), held.format("OLD")
    yield _trigger("evidence", "INSERT", coming, _FINAL)
    yield _trigger("evidence", "UPDATE", f"{going} OR {coming}", _FINAL)
    yield _trigger("evidence", "DELETE", going, _FINAL)


def _kept() -> Iterator[tuple[str, str]]:
    """Scheme texts, templates and the workspace's own row are written once."""
    for table in ("scheme_text", "template_file"):
        yield _trigger(table, "UPDATE", "", _KEPT)
        yield _trigger(table, "DELETE", "", _KEPT)
        again = f"EXISTS (SELECT 1 FROM {table} WHERE sha256 = NEW.sha256)"
        yield _trigger(table, "INSERT", again, _KEPT)
    yield _trigger("workspace", "UPDATE", "", _KEPT)
    yield _trigger("workspace", "DELETE", "", _KEPT)
    yield _trigger("workspace", "INSERT", "EXISTS (SELECT 1 FROM workspace)", _KEPT)


def _event() -> Iterator[tuple[str, str]]:
    yield _trigger("event", "UPDATE", "", _CHAIN)
    yield _trigger("event", "DELETE", "", _CHAIN)
    last = "FROM event ORDER BY number DESC LIMIT 1"
    after_one = f"coalesce((SELECT '[\"' || hash || '\"]' {last}), '[]')"
    # A merge also follows an event of another workspace, which must be kept here.
    other = "(SELECT hash FROM foreign_event WHERE hash = substr(NEW.parents, 70, 64))"
    after_two = f"(SELECT '[\"' || hash || '\",\"' || {other} || '\"]' {last})"
    follows = (
        "NEW.number IS (SELECT coalesce(max(number), 0) + 1 FROM event)"
        f" AND (NEW.parents IS {after_one}"
        f" OR NEW.command IN ('take-over', 'merge') AND NEW.parents IS {after_two})"
        " AND length(NEW.hash) = 64"
    )
    yield _trigger("event", "INSERT", f"NOT ({follows})", _CHAIN)


def _foreign_event() -> Iterator[tuple[str, str]]:
    """An event from elsewhere stays as it came; where only its link came, the rest may follow once."""
    link = ("hash", "number", "workspace", "parents")
    completes = "OLD.changes IS NULL AND NEW.changes IS NOT NULL AND " + " AND ".join(
        f"NEW.{name} IS OLD.{name}" for name in link
    )
    again = "EXISTS (SELECT 1 FROM foreign_event WHERE hash = NEW.hash)"
    yield _trigger("foreign_event", "UPDATE", f"NOT ({completes})", _CHAIN)
    yield _trigger("foreign_event", "DELETE", "", _CHAIN)
    yield _trigger("foreign_event", "INSERT", f"{again} OR length(NEW.hash) <> 64", _CHAIN)


GUARDS: Final[Mapping[str, str]] = dict(
    [*_belonging(), *_assessment(), *_round(), *_evidence(), *_kept(), *_event(), *_foreign_event()]
)
