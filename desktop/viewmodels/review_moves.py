"""Review moves: what takes the open sheet further, for whoever sits here, and how the screen words it."""

from __future__ import annotations

from typing import Final

from desktop.domain.review_rules import Move
from desktop.services.review_sights import ReviewSight
from desktop.viewmodels.open_assessment import OpenAssessment

_WORDS: Final = {
    Move.SUBMIT: "提交审核",
    Move.RECALL: "撤回提交",
    Move.RETURN: "退回…",
    Move.APPROVE: "审核通过",
    Move.FINALISE: "定稿",
}
_TIPS: Final = {
    Move.SUBMIT: "各条都已认定、佐证齐全以后交复核人审核；审核期间不能修改",
    Move.RECALL: "撤回以后可以修改，再重新提交",
    Move.RETURN: "写明审核意见，退回考核人修改",
    Move.APPROVE: "审核通过以后可以定稿",
    Move.FINALISE: "各条都已认定、佐证齐全以后锁定这张考核表",
}


class ReviewMoves:
    """One or two moves; why the first is not this person's is said where one points at it, and once it is tried."""

    def __init__(self, assessment: OpenAssessment) -> None:
        self._assessment = assessment

    @property
    def _offered(self) -> tuple[Move, ...]:
        one = self._assessment
        if one.key is None or one.finalised:
            return (Move.FINALISE,)
        case = one.sight.review.case
        reviews = not case.why_not(Move.RETURN, one.sitting)
        match case.of.stage:
            case "submitted":
                return (Move.APPROVE, Move.RETURN) if reviews else (Move.RECALL,)
            case "approved":
                return (Move.FINALISE, Move.RETURN) if reviews else (Move.FINALISE,)
        return (Move.SUBMIT,) if case.reviewed else (Move.FINALISE,)

    @property
    def first(self) -> Move:
        """What comes next."""
        return self._offered[0]

    @property
    def other(self) -> Move | None:
        """What may be done instead."""
        return next(iter(self._offered[1:]), None)

    def words(self, move: Move) -> str:
        """As its button says it."""
        return _WORDS[move]

    def tip(self, move: Move) -> str:
        """What it does, or why it is not this person's."""
        one = self._assessment
        if one.key is None or one.finalised:
            return "" if one.finalised else _TIPS[move]
        return one.sight.review.case.why_not(move, one.sitting) or _TIPS[move]


def stage_words(review: ReviewSight) -> str:
    """The sentence above the form; blank where there is nothing to say."""
    case, last = review.case, review.last
    if last is None or case.of.finalised:
        return ""
    when = f"{last.at.astimezone():%Y-%m-%d %H:%M}"
    match case.of.stage:
        case "submitted":
            waits = f"等{review.reviewer}审核" if review.reviewer else "等待审核"
            return f"已提交审核：{last.author} 于 {when} 提交，{waits}；审核期间不能修改"
        case "approved":
            return f"审核通过：{last.author} 于 {when} 审核，可以定稿；要改请由复核人退回"
    number, left = len(review.remarks), len(review.unanswered)
    after = f"还有 {left} 条没有答复" if left else "都已答复，可以再次提交"
    return f"已退回：{last.author} 于 {when} 退回，共 {number} 条审核意见，{after}"
