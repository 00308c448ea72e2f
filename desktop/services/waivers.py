"""Waivers: a required piece of evidence that need not be there, and why."""

from __future__ import annotations

from desktop.domain.commands import Author, Command
from desktop.domain.records import Assessment, AssessmentKey, WaiverRecord
from desktop.domain.refusals import Refused, quoted
from desktop.domain.values import read_grounds
from desktop.services.assessments import open_assessment_of
from desktop.services.checklists import checklist_in, refuse_unknown_requirement
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace


def waive(workspace: Workspace, author: Author, waiver: WaiverRecord) -> Outcome:
    """Say that a piece need not be there, and why; piece "" is the whole requirement, item 0 all."""
    with workspace.writing() as desk:
        of = open_assessment_of(desk, AssessmentKey(waiver.round, waiver.unit))
        refuse_unknown_requirement(desk, of, waiver.requirement)
        _refuse_unasked(desk, of, waiver)
        read_grounds(waiver.grounds, "免交佐证要写明理由", "grounds")
        desk.put(waiver)
        return outcome_of(desk.seal(Deed(Command.WAIVE, author, *of.key)))


def _refuse_unasked(view: View, of: Assessment, waiver: WaiverRecord) -> None:
    """A waiver that reaches no piece would look like one and do nothing; of all, it may come first."""
    if not waiver.piece and not waiver.plan_item:
        return
    rows = [one for one in checklist_in(view, of).rows if one.requirement == waiver.requirement]
    pieces = [one for one in rows if waiver.piece in {"", one.piece}]
    if not pieces:
        words = f"第 {waiver.requirement} 项要求里没有要{quoted(waiver.piece)}" if rows else ""
        raise Refused(words or f"现在不要求交第 {waiver.requirement} 项佐证，不用免交", "piece")
    if not any(waiver.plan_item in {0, one.plan_item} for one in pieces):
        raise Refused(f"第 {waiver.requirement} 项要求里没有第 {waiver.plan_item} 件", "plan_item")


def withdraw_waiver(workspace: Workspace, author: Author, waiver: WaiverRecord) -> Outcome:
    """Ask for the piece again."""
    with workspace.writing() as desk:
        of = open_assessment_of(desk, AssessmentKey(waiver.round, waiver.unit))
        key = (*of.key, waiver.requirement, waiver.piece, waiver.plan_item)
        if desk.get(WaiverRecord, *key) is None:
            raise Refused("这件佐证没有免交，无可撤去", "requirement")
        desk.remove(waiver)
        return outcome_of(desk.seal(Deed(Command.WITHDRAW_WAIVER, author, *of.key)))
