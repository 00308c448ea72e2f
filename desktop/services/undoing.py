"""Undo and redo: commands like others, found in the audit trail, so that they outlive every screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.domain.audit_trail import Change, Event, read_changes, rebased, undo_stack
from desktop.domain.commands import Author, Command
from desktop.domain.records import Assessment, AssessmentKey
from desktop.domain.refusals import Refused
from desktop.services.assessments import open_assessment_of
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace

_ASSESSMENT: Final = "assessment"  # as events name the table


@dataclass(frozen=True, slots=True)
class Undoable:
    """What undo and redo would act on next; None where there is nothing."""

    undo: Event | None
    redo: Event | None


def undoable(workspace: Workspace, key: AssessmentKey | None) -> Undoable:
    """What could be undone and redone in an assessment, or beside all of them."""
    with workspace.reading() as view:
        return _undoable(view, key)


def undo(workspace: Workspace, author: Author, key: AssessmentKey | None) -> Outcome:
    """Take back the last command."""
    with workspace.writing() as desk:
        event = _undoable(desk, key).undo
        if event is None:
            raise Refused("没有可以撤销的操作")
        changes = [change.inverse for change in reversed(read_changes(event.changes))]
        return _again(desk, Command.UNDO, author, event, changes)


def redo(workspace: Workspace, author: Author, key: AssessmentKey | None) -> Outcome:
    """Do again what was taken back last."""
    with workspace.writing() as desk:
        event = _undoable(desk, key).redo
        if event is None:
            raise Refused("没有可以重做的操作")
        return _again(desk, Command.REDO, author, event, list(read_changes(event.changes)))


def _undoable(view: View, key: AssessmentKey | None) -> Undoable:
    stack = undo_stack(view.steps(key))
    last = [steps[-1] if steps else None for steps in (stack.done, stack.undone)]
    done, undone = (None if step is None else view.event(step.number) for step in last)
    return Undoable(done, undone)


def _again(
    desk: Desk, command: Command, author: Author, event: Event, changes: list[Change]
) -> Outcome:
    if event.round is not None and event.unit is not None:
        open_assessment_of(desk, AssessmentKey(event.round, event.unit))
    for change in changes:
        _refuse_finalised(desk, change)
        now = rebased(change, desk.held(change.table, change.key))
        if now is None:
            words = f"{command.words}“{Command(event.command).words}”"
            raise Refused(f"不能{words}：它之后同一处又有别的改动，请直接修改")
        desk.put_change(now)
    deed = Deed(command, author, event.round, event.unit, reverts=event.hash)
    return outcome_of(desk.seal(deed))


def _refuse_finalised(view: View, change: Change) -> None:
    """What was done beside the sheets may have reached one that was finalised since."""
    if change.table == _ASSESSMENT:
        of = view.get(Assessment, *change.key)
        if of is not None and of.finalised:
            open_assessment_of(view, of.key)
