"""Review rules: whose turn it is, who may do what, and the sentence that says why not."""

from dataclasses import replace
from typing import Any, Final

import pytest

from desktop.domain.records import Assessment, Person, Stage
from desktop.domain.review_rules import Move, ReviewCase, Task

PEOPLE: Final = {
    "e": Person("e", "王考评"),
    "f": Person("f", "赵考评"),
    "r": Person("r", "李复核", evaluates=False, reviews=True),
    "s": Person("s", "孙主任", reviews=True),
    "gone": Person("gone", "前主任", reviews=True, active=False),
}
OPEN: Final = Assessment("round", "u", 0, "甲科", evaluator="e")


def case(stage: Stage = "", *, reviewed: bool = True, **of: Any) -> ReviewCase:  # noqa: ANN401  # any field
    names = ("submitter", "unanswered", "people")
    beside: dict[str, Any] = {name: of.pop(name) for name in names if name in of}
    beside.setdefault("people", PEOPLE)
    return ReviewCase(replace(OPEN, stage=stage, **of), reviewed, **beside)


def test_what_is_submitted_or_approved_rests_until_it_is_final() -> None:
    assert not OPEN.in_review
    assert not replace(OPEN, stage="returned").in_review
    for stage in ("submitted", "approved"):
        of = case(stage).of
        assert of.in_review
        assert of.locked
        assert not replace(of, state="finalised").in_review
    assert not OPEN.locked
    assert replace(OPEN, state="finalised").locked


@pytest.mark.parametrize(
    ("stage", "task", "turn"),
    [
        ("", Task.SCORE, {"e"}),
        ("returned", Task.MEND, {"e"}),
        ("submitted", Task.REVIEW, {"r", "s"}),
        ("approved", Task.FINALISE, {"e"}),
    ],
)
def test_each_stage_waits_for_somebody(stage: Stage, task: Task, turn: set[str]) -> None:
    one = case(stage)
    assert one.task is task
    assert {name for name in PEOPLE if one.waits_for(name)} == turn
    assert not one.waits_for(None)


def test_who_is_named_is_waited_for_and_nobody_else() -> None:
    one = case("submitted", reviewer="r")
    assert one.holder == "r"
    assert {name for name in PEOPLE if one.waits_for(name)} == {"r"}
    anybody = case("", evaluator=None)
    assert anybody.holder is None
    assert {name for name in PEOPLE if anybody.waits_for(name)} == {"e", "f", "s"}
    assert not anybody.waits_for("stranger")


def test_nothing_waits_where_it_is_final_or_never_reviewed() -> None:
    assert case(state="finalised").task is None
    assert case(reviewed=False).task is None
    assert not case(reviewed=False).waits_for("e")
    assert case("submitted", reviewed=False).task is Task.REVIEW  # before the review was called off


def test_a_round_that_is_not_reviewed_is_finalised_by_anybody() -> None:
    assert case(reviewed=False).why_not(Move.FINALISE, None) == ""
    assert "不经审核" in case(reviewed=False).why_not(Move.SUBMIT, "e")


ALLOWED: Final = {
    (Move.SUBMIT, ""): {"e"},
    (Move.SUBMIT, "returned"): {"e"},
    (Move.RECALL, "submitted"): {"e"},
    (Move.RETURN, "submitted"): {"r", "s"},
    (Move.RETURN, "approved"): {"r", "s"},
    (Move.APPROVE, "submitted"): {"r", "s"},
    (Move.FINALISE, "approved"): {"e", "r", "s"},
}


@pytest.mark.parametrize("stage", ["", "submitted", "returned", "approved"])
@pytest.mark.parametrize("move", [one for one in Move if one is not Move.ANSWER])
def test_each_move_has_its_time_and_its_people(move: Move, stage: Stage) -> None:
    one = case(stage, submitter="e")
    free = {name for name in PEOPLE if not one.why_not(move, name)}
    assert free == ALLOWED.get((move, stage), set())
    assert one.why_not(move, None)
    assert one.why_not(move, "stranger")


@pytest.mark.parametrize(
    ("one", "move", "person", "words"),
    [
        (case("submitted"), Move.SUBMIT, "e", "已经提交，不用再提交"),
        (case("returned", unanswered=2), Move.SUBMIT, "e", "还有 2 条审核意见没有答复"),
        (case(), Move.SUBMIT, "f", "“甲科”由王考评考核，请由本人提交审核，或先改派考核人"),
        (case(), Move.SUBMIT, None, "请先在右上角选定自己的名字，再提交审核"),
        (case("approved"), Move.RECALL, "e", "“甲科”已审核通过，要改请由复核人退回"),
        (case(), Move.RECALL, "e", "“甲科”还没有提交审核"),
        (case("approved"), Move.APPROVE, "r", "“甲科”已经审核通过"),
        (case(), Move.RETURN, "r", "“甲科”还没有提交审核，不用退回"),
        (case("submitted"), Move.FINALISE, "r", "还没有审核通过，不能定稿；请先等复核人审核"),
        (case("returned"), Move.FINALISE, "e", "请先按意见修改后再提交"),
        (case(), Move.FINALISE, "e", "请先提交审核"),
        (case("submitted", reviewer="r"), Move.APPROVE, "s", "由李复核复核，请由本人处理"),
        (case("submitted", reviewer="gone"), Move.APPROVE, "gone", "前主任不担任复核"),
        (case("submitted", submitter="s"), Move.APPROVE, "s", "自己提交的考核表要由别人审核"),
        (case(evaluator="nobody"), Move.SUBMIT, "e", "“甲科”由别人考核"),
    ],
)
def test_why_not_is_said_in_a_sentence(
    one: ReviewCase, move: Move, person: str | None, words: str
) -> None:
    assert words in one.why_not(move, person)


def test_whoever_submitted_may_recall_and_the_only_reviewer_may_approve_his_own() -> None:
    assert case("submitted", submitter="f").why_not(Move.RECALL, "f") == ""
    alone = {name: one for name, one in PEOPLE.items() if name != "r"}
    assert case("submitted", submitter="s", people=alone).why_not(Move.APPROVE, "s") == ""
    assert case("submitted", submitter="s", people=alone).waits_for("s")
    assert not case("submitted", submitter="s").waits_for("s")


def test_remarks_are_answered_by_the_evaluator() -> None:
    assert case("returned").why_not(Move.ANSWER, "e") == ""
    assert "由王考评考核" in case("returned").why_not(Move.ANSWER, "r")
