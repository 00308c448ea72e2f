"""Rounds: opened over a list of units with the scheme's text of that day, listed, renamed, archived, deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from desktop.domain.commands import Author, Command
from desktop.domain.findings import Unit, scheme_for
from desktop.domain.record_checks import checked
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    Letter,
    Person,
    Round,
    SchemeText,
    UnitRecord,
    new_id,
)
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Meeting, Objection
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from desktop.domain.troubles import Trouble
from desktop.services.assessments import assessments_in, findings_of, kept_scheme, round_of
from desktop.services.checklists import checklist_beside
from desktop.services.membership import assessment_for, refuse_unfit, unit_of
from desktop.services.office_schemes import content_in
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace

State = Literal["open", "scored", "finalised"]


_DONE: Final = (Letter, Meeting, Objection)  # what is done in a round beside its sheets


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round to be opened: which scheme, for which period, over which units, by whom."""

    name: str
    period: str
    scheme: str
    units: Sequence[str]
    evaluators: Sequence[str | None] = ()  # one for each unit, where known
    reviewed: bool = False
    reviewer: str | None = None  # of every unit


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How far one unit is: `sheet` is None in a plan without points, and where `trouble` says why.

    One sheet that cannot be read must not hide the others.
    """

    key: AssessmentKey
    name: str
    state: State
    pending: int
    sheet: ScoreSheet | None
    trouble: str = ""
    missing: int = 0  # pieces of evidence
    absent: str = ""  # why it does not take part
    relative: bool = False  # whether it is held against the others of its round


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """A round and how far its units are, in their order."""

    round: Round
    units: tuple[UnitStanding, ...]


def open_round(workspace: Workspace, author: Author, plan: RoundPlan) -> tuple[str, Outcome]:
    """Open a round; its id comes back with the outcome."""
    with workspace.reading() as view:
        text, scheme = kept_scheme(content_in(view, plan.scheme), plan.scheme)
    if not plan.units:
        raise Refused("考核批次里至少要有一个单位", "units")
    if len(set(plan.units)) < len(plan.units):
        raise Refused("同一个单位写了两次，请只留一个", "units")
    evaluators = plan.evaluators or [None] * len(plan.units)
    if len(evaluators) != len(plan.units):
        raise Refused("考核人和单位的个数不一样，请核对", "evaluators")
    with workspace.writing() as desk:
        today = date.today()  # noqa: DTZ011  # the office's day
        one = checked(Round(new_id(), plan.name, plan.period, plan.scheme, text.sha256, today))
        one = _reviewed(desk, one, plan.reviewed)
        refuse_unfit(desk, plan.reviewer, "reviews", "reviewer")
        if desk.get(SchemeText, text.sha256) is None:
            desk.put(text)
        desk.put(one)
        for position, (unit_id, evaluator) in enumerate(zip(plan.units, evaluators, strict=True)):
            unit = _fitting_unit(desk, scheme, unit_id, position)
            refuse_unfit(desk, evaluator, "evaluates", f"evaluators.{position}")
            made = assessment_for(one.id, unit, position, evaluator)
            desk.put(replace(made, reviewer=plan.reviewer))
        return one.id, outcome_of(desk.seal(Deed(Command.OPEN_ROUND, author, one.id)))


def _fitting_unit(view: View, scheme: Scheme, unit_id: str, position: int) -> UnitRecord:
    unit = unit_of(view, unit_id, f"units.{position}")
    try:
        scheme_for(scheme, Unit(unit.kind, unit.size))
    except Refused as refused:
        raise Refused(f"“{unit.name}”：{refused.message}", f"units.{position}") from None
    return unit


def round_members(workspace: Workspace, round_id: str) -> tuple[Assessment, ...]:
    """A round's assessments in their order, without looking into their sheets."""
    with workspace.reading() as view:
        return tuple(assessments_in(view, round_id))


def rounds_of(workspace: Workspace) -> tuple[Round, ...]:
    """Every round, the oldest first, without looking into its sheets."""
    with workspace.reading() as view:
        return tuple(sorted(view.all(Round), key=lambda one: (one.opened, one.name, one.id)))


def results_first(rounds: Iterable[Round]) -> tuple[Round, ...]:
    """As 结果 lists them: the newest first, what is put away last, second scorings with their rounds."""
    shown = (one for one in [*rounds][::-1] if one.beside is None)
    return tuple(sorted(shown, key=lambda one: one.archived))


def first_round(workspace: Workspace) -> str:
    """The round that 结果 opens with; blank where there is none."""
    return next((one.id for one in results_first(rounds_of(workspace))), "")


def list_rounds(workspace: Workspace) -> list[RoundStanding]:
    """Every round with its units, the oldest first."""
    with workspace.reading() as view:
        rounds = sorted(view.all(Round), key=lambda one: (one.opened, one.name, one.id))
        return [RoundStanding(one, _standings(view, one)) for one in rounds]


def standing_of(workspace: Workspace, of: Assessment) -> UnitStanding:
    """How far one unit is."""
    with workspace.reading() as view:
        return _standing(view, of)


def _standings(view: View, of: Round) -> tuple[UnitStanding, ...]:
    return tuple(_standing(view, one) for one in assessments_in(view, of.id))


def _standing(view: View, of: Assessment) -> UnitStanding:
    state: State
    try:
        findings = findings_of(view, of)
    except Trouble as trouble:
        state = "finalised" if of.finalised else "open"
        return UnitStanding(of.key, of.name, state, 0, None, trouble.message, 0, of.absent)
    sheet = score(findings)
    if of.finalised:
        state = "finalised"
    else:
        settled = bool(findings.scheme.points) and not (sheet.pending or sheet.provisional)
        state = "scored" if settled else "open"
    shown = sheet if findings.scheme.points else None
    rows = checklist_beside(view, of, findings).missing
    missing = sum(row.wanted - row.present for row in rows)
    told = (of.key, of.name, state, len(sheet.pending), shown, "", missing, of.absent)
    return UnitStanding(*told, relative=findings.scheme.is_relative)


def change_round(workspace: Workspace, author: Author, changed: Round) -> Outcome:
    """Give a round another name or period, or say whether its sheets are reviewed; the rest of it stays."""
    with workspace.writing() as desk:
        held = round_of(desk, changed.id)
        one = checked(replace(held, name=changed.name, period=changed.period))
        if changed.reviewed != held.reviewed:
            one = _reviewed(desk, one, changed.reviewed)
        desk.put(one)
        return outcome_of(desk.seal(Deed(Command.CHANGE_ROUND, author, one.id)))


def _reviewed(view: View, of: Round, reviewed: bool) -> Round:  # noqa: FBT001  # what the record says
    """A review needs somebody who reviews, and ends only where nothing is under review."""
    if reviewed and not any(one.active and one.reviews for one in view.all(Person)):
        raise Refused("还没有人担任复核，请先在设置的“人员”里指定复核人", "reviewed")
    waiting = sum(one.in_review for one in assessments_in(view, of.id))
    if waiting and not reviewed:
        raise Refused(f"还有 {waiting} 张考核表正在审核，请先退回或定稿，再取消审核", "reviewed")
    return replace(of, reviewed=reviewed)


def archive_round(
    workspace: Workspace, author: Author, round_id: str, *, archived: bool
) -> Outcome:
    """Put a round away with what scores it a second time, or take it out again."""
    with workspace.writing() as desk:
        for one in (round_of(desk, round_id), *desk.all(Round, beside=round_id)):
            desk.put(replace(one, archived=archived))
        return outcome_of(desk.seal(Deed(Command.CHANGE_ROUND, author, round_id)))


def delete_round(workspace: Workspace, author: Author, round_id: str) -> Outcome:
    """Delete a round in which nothing was ever done; any other is archived instead."""
    with workspace.writing() as desk:
        one = round_of(desk, round_id)
        if desk.count(Round, beside=round_id):
            raise Refused(f"“{one.name}”有复评，请先删去复评")
        assessments = assessments_in(desk, round_id)
        worked_on = next((one for one in assessments if desk.worked_on(one.key)), None)
        if worked_on is not None or any(desk.count(one, round=round_id) for one in _DONE):
            name = f"（“{worked_on.name}”）" if worked_on else ""
            raise Refused(f"这个批次已有考核记录{name}，不能删除；可以归档")
        desk.remove(*assessments)
        desk.remove(one)
        return outcome_of(desk.seal(Deed(Command.DELETE_ROUND, author, round_id)))
