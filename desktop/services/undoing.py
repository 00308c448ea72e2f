"""Undo and redo: commands like others, found in the audit trail, so that they outlive every screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop.domain.audit_trail import Change, Event, read_changes
from desktop.domain.commands import Author, Command
from desktop.domain.records import Assessment, AssessmentKey, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.domain.undo_stack import rebased, undo_stack
from desktop.services.assessments import findings_of, open_assessment_of
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.shared_sheets import KEYED, NAMED
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace

_ASSESSMENT: Final = "assessment"  # as events name the tables
_UNIT: Final = "unit"


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
    for key in sorted(_sheets_of(changes)):  # a merge reaches many
        if desk.get(Assessment, *key) is not None:
            open_assessment_of(desk, key)
    for change in changes:
        _refuse_used(desk, change)
        now = rebased(change, desk.held(change.table, change.key))
        if now is None:
            raise _refusal(command, event, "它之后同一处又有别的改动")
        desk.put_change(now)
    done = desk.seal(Deed(command, author, event.round, event.unit, reverts=event.hash))
    fault = next(_contradictions(desk, event, changes), None)
    if fault is not None:
        raise _refusal(command, event, fault)
    return outcome_of(done)


def _refusal(command: Command, event: Event, why: str) -> Refused:
    return Refused(f"不能{command.words}“{Command(event.command).words}”：{why}，请直接修改")


def _refuse_used(view: View, change: Change) -> None:
    """What was done beside the sheets may have reached one that was finalised or filled in since."""
    if change.table != _ASSESSMENT:
        return
    of = view.get(Assessment, *change.key)
    if of is not None and change.after is None and view.done_in(of.key):
        raise Refused(f"“{of.name}”已有考核记录，不能移出批次")


def _sheets_of(changes: list[Change]) -> set[AssessmentKey]:
    """The sheets that changes reach, whichever event made them."""
    keyed = (one.key[:2] for one in changes if one.table in KEYED)
    named = ((one.row.get("round"), one.row.get("unit")) for one in changes if one.table in NAMED)
    return {AssessmentKey(str(r), str(u)) for r, u in (*keyed, *named) if r and u}


def _contradictions(view: View, event: Event, changes: list[Change]) -> Iterator[str]:
    """What was fit to stand beside this when it was done may no longer be."""
    keys = _sheets_of(changes)
    if event.round is not None and event.unit is not None:
        keys.add(AssessmentKey(event.round, event.unit))
    for key in sorted(keys):
        of = view.get(Assessment, *key)
        try:
            if of is not None:
                findings_of(view, of)
        except Trouble:
            yield f"“{of.name if of else key.unit}”后来的考核记录与它不合"
    units = [view.get(UnitRecord, *one.key) for one in changes if one.table == _UNIT]
    for unit in filter(None, units):
        for of in view.all(Assessment, unit=unit.id):
            if not of.finalised and (of.name, of.kind, of.size) != (
                unit.name,
                unit.kind,
                unit.size,
            ):
                yield f"“{of.name}”后来又进了别的批次"
