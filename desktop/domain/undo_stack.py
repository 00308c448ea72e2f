"""The undo stack: what undo and redo would act on, found in the audit trail; and a change taken back in today's row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from desktop.domain.audit_trail import Change, PlainRow
from desktop.domain.commands import Command


def rebased(change: Change, now: PlainRow | None) -> Change | None:
    """The change on the row as it is now: what else was changed in the row since stays.

    None where what it changed was changed again.
    """
    before, after = change.before, change.after
    if before is None or after is None or now is None:
        return change if now == before else None
    names = _unlike(before, after)
    if names & _unlike(before, now):
        return None
    kept = {name: value for name, value in now.items() if name not in names}
    return change._replace(before=now, after=kept | {n: after[n] for n in names if n in after})


def _unlike(one: PlainRow, other: PlainRow) -> set[str]:
    """The columns in which two rows differ; one that is left out is at its default."""
    return {name for name, _ in one.items() ^ other.items()}


class Step(NamedTuple):
    """An event as undo and redo need it; the command is None where only a later program knows it."""

    number: int
    hash: str
    command: Command | None
    reverts: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class UndoStack:
    """What undo and redo would act on next, newest last."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()


def undo_stack(steps: Iterable[Step]) -> UndoStack:
    """Walk the events of one assessment, or those of none, in order."""
    done: list[Step] = []
    undone: list[Step] = []
    for step in steps:
        if step.command is None or step.command.ends_undo:
            done.clear()
            undone.clear()
        elif step.command is Command.UNDO:
            _move(step.reverts, done, undone)
        elif step.command is Command.REDO:
            _move(step.reverts, undone, done)
        elif step.command.undoable and step.changed:
            done.append(step)
            undone.clear()
    return UndoStack(tuple(done), tuple(undone))


def _move(digest: str | None, source: list[Step], target: list[Step]) -> None:
    """Undo and redo act on the newest; another one would be an older chain's, and is left alone."""
    if source and source[-1].hash == digest:
        target.append(source.pop())
