"""Review rules: who may do what with a sheet that is reviewed, and whom it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from desktop.domain.records import Assessment, Person


class Move(Enum):
    """What takes a sheet further; the value is how a sentence names it."""

    SUBMIT = "提交审核"
    RECALL = "撤回提交"
    RETURN = "退回"
    APPROVE = "审核通过"
    ANSWER = "答复审核意见"
    FINALISE = "定稿"


class Task(Enum):
    """What a sheet waits for; the value is how the screen names it."""

    SCORE = "待提交"
    MEND = "待修改"
    REVIEW = "待审"
    FINALISE = "待定稿"


_BY_EVALUATOR: Final = frozenset({Move.SUBMIT, Move.RECALL, Move.ANSWER})
_BY_REVIEWER: Final = frozenset({Move.RETURN, Move.APPROVE})
_TASKS: Final[Mapping[str, Task]] = {
    "": Task.SCORE,
    "returned": Task.MEND,
    "submitted": Task.REVIEW,
    "approved": Task.FINALISE,
}


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """One sheet as its review stands: who submitted it last, what is unanswered, and the office's people."""

    of: Assessment
    reviewed: bool
    people: Mapping[str, Person]
    submitter: str | None = None
    unanswered: int = 0

    # -- whom it waits for

    @property
    def task(self) -> Task | None:
        """What comes next; None where nothing does, or the round is not reviewed."""
        if self.of.finalised or not (self.reviewed or self.of.in_review):
            return None
        return _TASKS[self.of.stage]

    @property
    def holder(self) -> str | None:
        """Who is named for what comes next; None where anybody who has that task may do it."""
        return self.of.reviewer if self.task is Task.REVIEW else self.of.evaluator

    def waits_for(self, person: str | None) -> bool:
        """Whether it is this person's turn."""
        task = self.task
        if task is None or person is None:
            return False
        if self.holder is not None:
            return person == self.holder
        if task is Task.REVIEW:
            return not self._why_no_reviewer(person)
        found = self.people.get(person)
        return found is not None and found.active and found.evaluates

    # -- who may do what

    def why_not(self, move: Move, person: str | None) -> str:
        """Why this person cannot do it now, and what to do; blank where nothing stands in the way."""
        if move is Move.FINALISE and not self.reviewed:
            return ""
        return self._why_not_now(move) or self._why_not_by(move, person)

    def _why_not_now(self, move: Move) -> str:
        name, stage = f"“{self.of.name}”", self.of.stage
        match move:
            case Move.SUBMIT:
                return self._why_not_submitted()
            case Move.RECALL if stage == "approved":
                return f"{name}已审核通过，要改请由复核人退回"
            case Move.RECALL | Move.APPROVE if stage != "submitted":
                return f"{name}还没有提交审核" if stage != "approved" else f"{name}已经审核通过"
            case Move.RETURN if not self.of.in_review:
                return f"{name}还没有提交审核，不用退回"
            case Move.FINALISE if stage != "approved":
                return f"{name}还没有审核通过，不能定稿；请先{_BEFORE_FINAL[stage]}"
        return ""

    def _why_not_submitted(self) -> str:
        if not self.reviewed:
            return "这个批次不经审核，评完以后可以直接定稿"
        if self.of.in_review:
            return f"“{self.of.name}”已经提交，不用再提交"
        if self.unanswered:
            return f"还有 {self.unanswered} 条审核意见没有答复，请逐条答复后再提交"
        return ""

    def _why_not_by(self, move: Move, person: str | None) -> str:
        if person is None or person not in self.people:
            return f"请先在右上角选定自己的名字，再{move.value}"
        if move in _BY_REVIEWER:
            return self._why_no_reviewer(person)
        named = self.of.evaluator
        fits = named in {None, person}
        if move is Move.RECALL:
            fits = fits or person == self.submitter
        if move is Move.FINALISE:
            fits = fits or self._reviews(person)
        if fits or move not in _BY_EVALUATOR | {Move.FINALISE}:
            return ""
        return f"“{self.of.name}”由{self._called(named)}考核，请由本人{move.value}，或先改派考核人"

    def _why_no_reviewer(self, person: str) -> str:
        named = self.of.reviewer
        if named not in {None, person}:
            return f"“{self.of.name}”由{self._called(named)}复核，请由本人处理，或先改派复核人"
        if not self._reviews(person):
            return f"{self._called(person)}不担任复核，请由复核人处理"
        if person == self.submitter and self._has_other_reviewer(person):
            return "自己提交的考核表要由别人审核，请换复核人处理"
        return ""

    def _reviews(self, person: str) -> bool:
        found = self.people.get(person)
        return found is not None and found.active and found.reviews

    def _has_other_reviewer(self, person: str) -> bool:
        return any(self._reviews(one) for one in self.people if one != person)

    def _called(self, person: str | None) -> str:
        found = self.people.get(person or "")
        return "别人" if found is None else found.name


_BEFORE_FINAL: Final = {
    "": "提交审核",
    "returned": "按意见修改后再提交",
    "submitted": "等复核人审核",
}
