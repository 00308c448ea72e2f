"""Review sights: one sheet's review as the screen shows it, and every sheet that waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from desktop.domain.commands import Command
from desktop.domain.records import Assessment, AssessmentKey, Person, Round
from desktop.domain.result_records import ReviewRemark
from desktop.domain.review_rules import ReviewCase, Task
from desktop.services.assessments import assessments_in
from desktop.services.reviewing import case_among
from desktop.store.views import View
from desktop.store.workspace import Workspace

_STEPS: Final = {
    "submitted": Command.SUBMIT,
    "returned": Command.RETURN,
    "approved": Command.APPROVE,
}


class RemarkSight(NamedTuple):
    """What the reviewer found, and who it was."""

    remark: ReviewRemark
    by: str


class ReviewStep(NamedTuple):
    """Who brought the sheet to its stage, and when."""

    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewSight:
    """How far the review of a sheet is; without remarks and a last step where there was none."""

    case: ReviewCase
    remarks: tuple[RemarkSight, ...] = ()
    last: ReviewStep | None = None

    @property
    def unanswered(self) -> tuple[ReviewRemark, ...]:
        """What the evaluator has still to answer."""
        return tuple(one.remark for one in self.remarks if not one.remark.settled)

    @property
    def reviewer(self) -> str:
        """Who is named to review it; blank where nobody is."""
        return _called(self.case.people, self.case.of.reviewer)

    def remarks_at(self, part: str) -> tuple[RemarkSight, ...]:
        """Those of one part."""
        return tuple(one for one in self.remarks if one.remark.part == part)


def see_review(view: View, of: Assessment, in_round: Round) -> ReviewSight:
    """Read the review of one sheet; where there is none, next to nothing is read."""
    if not (in_round.reviewed or of.stage):
        return ReviewSight(ReviewCase(of, reviewed=False, people={}))
    people = {one.id: one for one in view.all(Person)}
    found = view.all(ReviewRemark, **of.key._asdict())
    remarks = (RemarkSight(one, _called(people, one.person)) for one in found)
    case = case_among(view, of, people, reviewed=in_round.reviewed)
    return ReviewSight(case, tuple(remarks), _last_step(view, of))


def _last_step(view: View, of: Assessment) -> ReviewStep | None:
    step = None
    if of.stage in _STEPS:
        for one in view.events(command=_STEPS[of.stage].value, **of.key._asdict()):
            step = ReviewStep(one.author, datetime.fromisoformat(one.at))
    return step


def _called(people: Mapping[str, Person], person: str | None) -> str:
    found = people.get(person or "")
    return found.name if found else ""


@dataclass(frozen=True, slots=True)
class WaitingSheet:
    """A sheet of a reviewed round, and what it waits for."""

    case: ReviewCase
    round: str
    holder: str  # who is named for it; blank where anybody who has that task may do it

    @property
    def key(self) -> AssessmentKey:
        """Where it is found."""
        return self.case.of.key

    @property
    def name(self) -> str:
        """The unit's."""
        return self.case.of.name

    @property
    def task(self) -> Task:
        """What comes next."""
        return self.case.task or Task.SCORE


def waiting_sheets(workspace: Workspace) -> tuple[WaitingSheet, ...]:
    """Every sheet that waits for somebody, of every reviewed round that is not put away, in their order."""
    with workspace.reading() as view:
        rounds = sorted(view.all(Round), key=lambda one: (one.opened, one.name, one.id))
        people = {one.id: one for one in view.all(Person)}
        return tuple(one for of in rounds if not of.archived for one in _waiting(view, of, people))


def _waiting(view: View, of: Round, people: Mapping[str, Person]) -> Iterable[WaitingSheet]:
    for one in assessments_in(view, of.id):
        if not (of.reviewed or one.in_review) or one.absent:
            continue
        case = case_among(view, one, people, reviewed=of.reviewed)
        if case.task is not None:
            yield WaitingSheet(case, of.name, _called(people, case.holder))
