"""Membership: which units a round assesses, by whom, and how many things their evidence is counted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal, NamedTuple

from desktop.domain.circumstances import COUNTED
from desktop.domain.commands import Author, Command
from desktop.domain.findings import Unit, scheme_for
from desktop.domain.records import Assessment, AssessmentKey, Letter, Person, UnitRecord
from desktop.domain.refusals import Refused, quoted, unknown
from desktop.services.assessments import (
    assessment_of,
    assessments_in,
    open_assessment_of,
    round_of,
    round_scheme,
    scheme_of,
    unfinished_assessment_of,
)
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace

_MOST_COUNTED: Final = 9_999  # every plan item is a row of the checklist


def add_unit(
    workspace: Workspace, author: Author, round_id: str, unit_id: str, evaluator: str | None
) -> Outcome:
    """Assess one more unit, after those that are there."""
    with workspace.writing() as desk:
        of = round_of(desk, round_id)
        unit = unit_of(desk, unit_id, "unit")
        present = assessments_in(desk, round_id)
        if any(one.unit == unit_id for one in present):
            raise Refused(f"“{unit.name}”已经在这个批次里了", "unit")
        scheme_for(round_scheme(desk, of), Unit(unit.kind, unit.size))
        refuse_unfit(desk, evaluator, "evaluates", "evaluator")
        position = max((one.position for one in present), default=-1) + 1
        desk.put(assessment_for(round_id, unit, position, evaluator))
        return outcome_of(desk.seal(Deed(Command.CHANGE_ROUND, author, round_id)))


def unit_of(view: View, unit_id: str, at: str) -> UnitRecord:
    """A unit that is there and is still assessed."""
    unit = view.get(UnitRecord, unit_id)
    if unit is None:
        raise Refused(f"没有代号为{quoted(unit_id)}的单位", at)
    if not unit.active:
        raise Refused(f"“{unit.name}”已停用，请先在单位名单里启用", at)
    return unit


def assessment_for(
    round_id: str, unit: UnitRecord, position: int, evaluator: str | None
) -> Assessment:
    """A unit's new assessment, with the unit as it is now."""
    return Assessment(round_id, unit.id, position, unit.name, unit.kind, unit.size, evaluator)


def drop_unit(workspace: Workspace, author: Author, key: AssessmentKey) -> Outcome:
    """Leave a unit out again, as long as nothing was done on its sheet."""
    with workspace.writing() as desk:
        of = assessment_of(desk, key)
        if desk.worked_on(key) or desk.count(Letter, **key._asdict()):
            raise Refused(f"“{of.name}”已有考核记录或发文，不能移出批次")
        desk.remove(of)
        return outcome_of(desk.seal(Deed(Command.CHANGE_ROUND, author, key.round)))


def assign(
    workspace: Workspace,
    author: Author,
    key: AssessmentKey,
    evaluator: str | None,
    reviewer: str | None,
) -> Outcome:
    """Say who evaluates a unit and who reviews it."""
    with workspace.writing() as desk:
        desk.put(_assigned(desk, key, Assigned(evaluator, reviewer)))
        return outcome_of(desk.seal(Deed(Command.ASSIGN, author, *key)))


class Assigned(NamedTuple):
    """Who evaluates a unit and who reviews it; None where nobody is named."""

    evaluator: str | None
    reviewer: str | None


def assign_units(
    workspace: Workspace, author: Author, round_id: str, people: Mapping[str, Assigned]
) -> Outcome:
    """Say it of several units of a round at once, by their ids; what is finalised keeps its names."""
    with workspace.writing() as desk:
        round_of(desk, round_id)
        for unit, assigned in people.items():
            key = AssessmentKey(round_id, unit)
            held = assessment_of(desk, key)
            if assigned != (held.evaluator, held.reviewer):
                desk.put(_assigned(desk, key, assigned))
        return outcome_of(desk.seal(Deed(Command.ASSIGN, author, round_id)))


def _assigned(view: View, key: AssessmentKey, people: Assigned) -> Assessment:
    """A sheet that is under review may still get another reviewer."""
    of = unfinished_assessment_of(view, key)
    if people.evaluator != of.evaluator:
        refuse_unfit(view, people.evaluator, "evaluates", "evaluator")
    if people.reviewer != of.reviewer:
        refuse_unfit(view, people.reviewer, "reviews", "reviewer")
    return replace(of, evaluator=people.evaluator, reviewer=people.reviewer)


def count_pieces(
    workspace: Workspace, author: Author, key: AssessmentKey, counts: Mapping[str, int]
) -> Outcome:
    """Say how many plan items and penalties evidence is asked for, where the scheme cannot know."""
    with workspace.writing() as desk:
        of = open_assessment_of(desk, key)
        rules = scheme_of(desk, of).evidence
        suppliers = rules.suppliers if rules else {}
        known = [f"{one}{who}" for one in COUNTED for who in ("", *(f":{s}" for s in suppliers))]
        for name, number in counts.items():
            if name not in known:
                raise Refused(unknown(name, known, "种件数"), f"counts.{name}")
            if type(number) is not int or not 0 <= number <= _MOST_COUNTED:
                raise Refused(f"件数要在 0 到 {_MOST_COUNTED} 之间", f"counts.{name}")
        desk.put(replace(of, counts=dict(counts)))
        return outcome_of(desk.seal(Deed(Command.COUNT_PIECES, author, *key)))


def refuse_unfit(
    view: View, person: str | None, task: Literal["evaluates", "reviews"], at: str
) -> None:
    """Whoever evaluates or reviews is one of the office's people, still there, and has that task."""
    if person is None:
        return
    found = view.get(Person, person)
    if found is None:
        raise Refused(f"没有代号为“{person}”的人员", at)
    if not found.active:
        raise Refused(f"“{found.name}”已经不在岗，请另选一人", at)
    if not getattr(found, task):
        words = {"evaluates": "考核", "reviews": "复核"}[task]
        raise Refused(f"“{found.name}”不担任{words}，请另选一人，或先在人员里改", at)
