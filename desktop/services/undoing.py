"""Undo and redo: commands like others, found in the audit trail, so that they outlive every screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.domain.audit_trail import Change, Event, read_changes
from desktop.domain.commands import Author, Command
from desktop.domain.records import Assessment, AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.undo_stack import rebased, undo_stack
from desktop.services.assessments import open_assessment_of, unfinished_assessment_of
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.undo_limits import BY_HAND, contradictions, refuse_used, sheets_of
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
        return undoable_in(view, key)


def undo(workspace: Workspace, author: Author, key: AssessmentKey | None) -> Outcome:
    """Take back the last command."""
    with workspace.writing() as desk:
        event = undoable_in(desk, key).undo
        if event is None:
            raise Refused("没有可以撤销的操作")
        changes = [change.inverse for change in reversed(read_changes(event.changes))]
        return _again(desk, Command.UNDO, author, event, changes)


def redo(workspace: Workspace, author: Author, key: AssessmentKey | None) -> Outcome:
    """Do again what was taken back last."""
    with workspace.writing() as desk:
        event = undoable_in(desk, key).redo
        if event is None:
            raise Refused("没有可以重做的操作")
        return _again(desk, Command.REDO, author, event, list(read_changes(event.changes)))


def undoable_in(view: View, key: AssessmentKey | None) -> Undoable:
    """The same, where a view is open already."""
    stack = undo_stack(view.steps(key))
    last = [steps[-1] if steps else None for steps in (stack.done, stack.undone)]
    done, undone = (None if step is None else view.event(step.number) for step in last)
    return Undoable(done, undone)


def _again(
    desk: Desk, command: Command, author: Author, event: Event, changes: list[Change]
) -> Outcome:
    if event.round is not None and event.unit is not None:
        open_assessment_of(desk, AssessmentKey(event.round, event.unit))
    for key in sorted(sheets_of(changes)):  # a merge reaches many
        of = desk.get(Assessment, *key)
        if of is None:
            continue
        if _brought_into_review(changes, of):
            unfinished_assessment_of(desk, key)
        else:
            open_assessment_of(desk, key)
    for change in changes:
        refuse_used(desk, change)
        now = rebased(change, desk.held(change.table, change.key))
        if now is None:
            raise _refusal(command, event, f"它之后同一处又有别的改动，{BY_HAND}")
        desk.put_change(now)
    done = desk.seal(Deed(command, author, event.round, event.unit, reverts=event.hash))
    fault = next(contradictions(desk, event, changes), None)
    if fault is not None:
        raise _refusal(command, event, fault)
    return outcome_of(done)


def _brought_into_review(changes: list[Change], of: Assessment) -> bool:
    """Whether it is one of the changes that brought the sheet to where its review stands: a merge does."""
    return any(
        (one.table, one.key) == (_ASSESSMENT, of.key)
        and (one.before or {}).get("stage", "") == of.stage != (one.after or {}).get("stage", "")
        for one in changes
    )


def _refusal(command: Command, event: Event, why: str) -> Refused:
    return Refused(f"不能{command.words}“{Command(event.command).words}”：{why}")
