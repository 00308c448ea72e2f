"""Reviewing: a sheet is submitted, returned with remarks or approved, in turn and by named people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from operator import itemgetter

from desktop.domain.audit_trail import Event, ForeignEvent
from desktop.domain.commands import Author, Command
from desktop.domain.records import Assessment, AssessmentKey, Person, new_id
from desktop.domain.refusals import Refused
from desktop.domain.result_records import ReviewRemark
from desktop.domain.review_rules import Move, ReviewCase
from desktop.domain.sheet_parts import parts_of
from desktop.domain.values import read_grounds
from desktop.services.assessments import (
    open_assessment_of,
    round_of,
    scheme_of,
    unfinished_assessment_of,
)
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.unsettled import refuse_unsettled
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace


def review_case(view: View, of: Assessment) -> ReviewCase:
    """One sheet as its review stands."""
    people = {one.id: one for one in view.all(Person)}
    return case_among(view, of, people, reviewed=round_of(view, of.round).reviewed)


def case_among(
    view: View, of: Assessment, people: Mapping[str, Person], *, reviewed: bool
) -> ReviewCase:
    """The same, where people and round were read already."""
    submitter = _submitter(view, of.key) if of.in_review else None
    where = of.key._asdict()
    unanswered = view.count(ReviewRemark, settled=False, **where) if of.stage else 0
    return ReviewCase(of, reviewed, people, submitter, unanswered)


def _submitter(view: View, key: AssessmentKey) -> str | None:
    """The last one, here or where the sheet came from.

    Within a workspace events follow by their numbers, whatever its clock said; only two workspaces go by their clocks.
    """
    where = {"command": Command.SUBMIT.value, **key._asdict()}
    found: list[Event | ForeignEvent] = [*view.events(**where), *view.foreign_events(**where)]
    last_of = {one.workspace: one for one in found if one.at}
    told = [(datetime.fromisoformat(one.at), one.person) for one in last_of.values() if one.at]
    return max(told, key=itemgetter(0), default=(None, None))[1]


def refuse_move(view: View, of: Assessment, author: Author, move: Move) -> None:
    """Refuse what it is not time for, and whoever it is not up to."""
    why = review_case(view, of).why_not(move, author.person)
    if why:
        raise Refused(why)


def submit(workspace: Workspace, author: Author, key: AssessmentKey) -> Outcome:
    """Hand a sheet to the reviewer; refused while anything is pending, missing or unanswered."""
    with workspace.writing() as desk:
        of = unfinished_assessment_of(desk, key)
        refuse_move(desk, of, author, Move.SUBMIT)
        refuse_unsettled(desk, of, Move.SUBMIT.value)
        desk.put(replace(of, stage="submitted"))
        return outcome_of(desk.seal(Deed(Command.SUBMIT, author, *key)))


def recall(workspace: Workspace, author: Author, key: AssessmentKey) -> Outcome:
    """Take a sheet back that nobody has reviewed yet."""
    with workspace.writing() as desk:
        of = unfinished_assessment_of(desk, key)
        refuse_move(desk, of, author, Move.RECALL)
        held = desk.count(ReviewRemark, **key._asdict())
        desk.put(replace(of, stage="returned" if held else ""))
        return outcome_of(desk.seal(Deed(Command.RECALL, author, *key)))


def return_sheet(
    workspace: Workspace, author: Author, key: AssessmentKey, remarks: Mapping[str, str]
) -> Outcome:
    """Return a sheet to its evaluator with remarks, by the part that each is about: at least one."""
    with workspace.writing() as desk:
        of = unfinished_assessment_of(desk, key)
        refuse_move(desk, of, author, Move.RETURN)
        if not remarks:
            raise Refused("退回要至少写一条审核意见，请写在有问题的指标下面", "remarks")
        parts = {one.id for one in parts_of(scheme_of(desk, of))}
        number = desk.count(ReviewRemark, **key._asdict())
        for at, (part, text) in enumerate(remarks.items(), number):
            if part not in parts:
                raise Refused("考核表里没有这个指标，请核对", f"remarks.{part}")
            read_grounds(text, "审核意见不能是空白", f"remarks.{part}")
            # Ids in the order in which they were written: remarks are told in it.
            one = f"{at:04d}{new_id()}"
            desk.put(ReviewRemark(one, *key, part, text.strip(), author.person))
        desk.put(replace(of, stage="returned"))
        return outcome_of(desk.seal(Deed(Command.RETURN, author, *key)))


def approve(workspace: Workspace, author: Author, key: AssessmentKey) -> Outcome:
    """Say that a sheet is right: it may be finalised now."""
    with workspace.writing() as desk:
        of = unfinished_assessment_of(desk, key)
        refuse_move(desk, of, author, Move.APPROVE)
        desk.put(replace(of, stage="approved"))
        return outcome_of(desk.seal(Deed(Command.APPROVE, author, *key)))


def answer_remark(workspace: Workspace, author: Author, remark_id: str, answer: str) -> Outcome:
    """Say what came of a remark; a blank answer leaves it open again."""
    with workspace.writing() as desk:
        held = desk.get(ReviewRemark, remark_id)
        if held is None:
            raise Refused("这条审核意见已经不在了", "remark")
        key = AssessmentKey(held.round, held.unit)
        of = open_assessment_of(desk, key)
        refuse_move(desk, of, author, Move.ANSWER)
        said = answer.strip()
        desk.put(replace(held, answer=said, settled=bool(said)))
        return outcome_of(desk.seal(Deed(Command.ANSWER_REMARK, author, *key)))
