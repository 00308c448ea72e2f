"""Reviewing: submitted, returned with remarks, answered, approved, finalised, in turn and by named people."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final, Self

import pytest

from desktop.domain.commands import Author
from desktop.domain.records import Person, UnitRecord
from desktop.domain.refusals import Refused
from desktop.services.assessments import round_of
from desktop.services.finalising import finalise, reopen
from desktop.services.history import history_of
from desktop.services.membership import Assigned, assign, assign_units
from desktop.services.office import keep_people, keep_units
from desktop.services.phrases import correct_phrase
from desktop.services.recording import record_finding, withdraw_finding
from desktop.services.reviewing import answer_remark, approve, recall, return_sheet, submit
from desktop.services.rounds import RoundPlan, change_round, open_round
from desktop.services.scheme_replacement import preview_replacement, replace_scheme
from desktop.services.schemes import scheme_content
from desktop.services.undoing import undo
from desktop.services.workspaces import Workspace, open_workspace, verify
from desktop.store import desk
from tests.services.building import ME, SECTIONS, events_of, office_in, refused, rounds
from tests.services.reviewed import LI, STUDY, SUN, remarks_in, reviewed_office, sheet

NOBODY: Final = Author("考核办公室")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with reviewed_office(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def submitted(office: Workspace) -> Workspace:
    submit(office, ME, rounds().settled)
    return office


@pytest.fixture
def returned(submitted: Workspace) -> Workspace:
    return_sheet(submitted, LI, rounds().settled, {STUDY: "次数与会议台账不符"})
    return submitted


def test_the_whole_way_is_told_by_its_events(office: Workspace) -> None:
    key, before = rounds().settled, len(events_of(office))
    submit(office, ME, key)
    return_sheet(office, LI, key, {STUDY: "次数与台账不符", "tasks": " 要附证明 "})
    first, second = remarks_in(office, key)
    assert (first.part, first.text, first.person) == (STUDY, "次数与台账不符", "p-li")
    assert (second.part, second.text, second.answer) == ("tasks", "要附证明", "")
    record_finding(office, ME, key, "study-missed", {"count": 1})
    answer_remark(office, ME, first.id, "已改为 1 次")
    answer_remark(office, ME, second.id, "已附")
    assert all(one.settled for one in remarks_in(office, key))
    submit(office, ME, key)
    approve(office, LI, key)
    finalise(office, ME, key)
    assert [(one.command, one.author) for one in events_of(office)[before:]] == [
        ("submit", "王考评"),
        ("return-sheet", "李复核"),
        ("record-finding", "王考评"),
        ("answer-remark", "王考评"),
        ("answer-remark", "王考评"),
        ("submit", "王考评"),
        ("approve", "李复核"),
        ("finalise", "王考评"),
    ]
    found = sheet(office, key)
    assert (found.state, found.stage) == ("finalised", "")
    office.close()
    assert verify(office.folder).faults == ()


def test_history_tells_it_in_words(returned: Workspace) -> None:
    [one] = remarks_in(returned, rounds().settled)
    answer_remark(returned, ME, one.id, "已改")
    answered, sent_back, handed, *_ = history_of(returned, rounds().settled)
    assert [answered.what, *answered.indicators] == ["答复审核意见", STUDY]
    assert [one.words.partition("：")[2] for one in answered.changes] == ["答复：已改"]
    assert sent_back.what == "退回修改"
    assert {one.words.rpartition("：")[2] for one in sent_back.changes} == {
        "待审 → 已退回",
        "次数与会议台账不符",
    }
    assert [one.words for one in handed.changes] == ["审核：待审"]


CHANGES: Final[dict[str, Callable[[Workspace], object]]] = {
    "record": lambda w: record_finding(w, ME, rounds().settled, "study-missed", {"count": 1}),
    "withdraw": lambda w: withdraw_finding(w, ME, rounds().settled, "study-missed"),
    "undo": lambda w: undo(w, ME, rounds().settled),
    "kind": lambda w: keep_units(w, ME, [UnitRecord("u-c", "丙科", size=3)]),
    "scheme": lambda w: _replace(w),  # noqa: PLW0108  # it is written below
    "end of review": lambda w: _review(w, reviewed=False),
}


def _replace(workspace: Workspace) -> None:
    content = scheme_content(SECTIONS).replace(b"deduct = 2\n", b"deduct = 3\n", 1)
    agreed = preview_replacement(workspace, rounds().sections, content)
    replace_scheme(workspace, ME, agreed, content)


def _review(workspace: Workspace, *, reviewed: bool) -> None:
    with workspace.reading() as view:
        one = round_of(view, rounds().sections)
    change_round(workspace, ME, replace(one, reviewed=reviewed))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("stage", ["submitted", "approved"])
def test_what_is_under_review_rests(submitted: Workspace, change: str, stage: str) -> None:
    if stage == "approved":
        approve(submitted, LI, rounds().settled)
    with refused(submitted.folder) as caught:
        CHANGES[change](submitted)
    if change in {"record", "withdraw"}:
        words = {
            "submitted": "“丙科”已提交审核，要改请先撤回或由复核人退回",
            "approved": "“丙科”已审核通过，要改请由复核人退回",
        }
        assert caught.value.message == words[stage]


def test_its_unit_may_be_renamed_and_others_go_on(submitted: Workspace) -> None:
    keep_units(submitted, ME, [UnitRecord("u-c", "新丙科")])
    assert sheet(submitted, rounds().settled).name == "新丙科"
    record_finding(submitted, ME, rounds().neighbour, "study-missed", {"count": 1, "note": "缺会"})


def test_a_phrase_is_corrected_but_where_a_sheet_rests(office: Workspace) -> None:
    for key in (rounds().settled, rounds().neighbour):
        record_finding(office, ME, key, "unplanned", {"found": True, "note": "没有汁划"})
    submit(office, ME, rounds().settled)
    done = correct_phrase(office, ME, "没有汁划", "没有计划")
    assert (done.sheets, done.kept) == (1, 1)


def test_what_is_not_settled_is_not_submitted(office: Workspace) -> None:
    withdraw_finding(office, ME, rounds().settled, "plan-ratio")
    with refused(office.folder) as caught:
        submit(office, ME, rounds().settled)
    assert caught.value.message.startswith("还有 1 条没有认定，不能提交审核；第一条是")


def test_only_what_is_approved_is_finalised(submitted: Workspace) -> None:
    with refused(submitted.folder) as caught:
        finalise(submitted, ME, rounds().settled)
    assert "还没有审核通过，不能定稿" in caught.value.message
    approve(submitted, LI, rounds().settled)
    with refused(submitted.folder):
        finalise(submitted, NOBODY, rounds().settled)
    finalise(submitted, LI, rounds().settled)


BY_OTHERS: Final[dict[str, tuple[Callable[[Workspace, Author], object], Author]]] = {
    "submit": (lambda w, a: submit(w, a, rounds().section), SUN),
    "recall": (lambda w, a: recall(w, a, rounds().settled), SUN),
    "return": (lambda w, a: return_sheet(w, a, rounds().settled, {STUDY: "不符"}), SUN),
    "approve": (lambda w, a: approve(w, a, rounds().settled), SUN),
    "approve one's own": (lambda w, a: approve(w, a, rounds().settled), ME),
}


@pytest.mark.parametrize("deed", BY_OTHERS)
def test_only_named_people_act(submitted: Workspace, deed: str) -> None:
    act, other = BY_OTHERS[deed]
    for author in (other, NOBODY):
        with refused(submitted.folder):
            act(submitted, author)


def test_remarks_are_needed_and_have_their_place(submitted: Workspace) -> None:
    key = rounds().settled
    for remarks, at in (
        ({}, "remarks"),
        ({"none": "不符"}, "remarks.none"),
        ({STUDY: " "}, f"remarks.{STUDY}"),
    ):
        with refused(submitted.folder) as caught:
            return_sheet(submitted, LI, key, remarks)
        assert caught.value.at == at


def test_a_returned_sheet_is_submitted_once_every_remark_is_answered(returned: Workspace) -> None:
    key = rounds().settled
    [one] = remarks_in(returned, key)
    with refused(returned.folder) as caught:
        submit(returned, ME, key)
    assert caught.value.message == "还有 1 条审核意见没有答复，请逐条答复后再提交"
    with refused(returned.folder):
        answer_remark(returned, LI, one.id, "我来答")
    with refused(returned.folder):
        answer_remark(returned, ME, "none", "已改")
    answer_remark(returned, ME, one.id, "已改")
    answer_remark(returned, ME, one.id, "  ")  # not after all
    with refused(returned.folder):
        submit(returned, ME, key)
    undo(returned, ME, key)
    submit(returned, ME, key)
    with refused(returned.folder) as caught:
        answer_remark(returned, ME, one.id, "又改")
    assert "已提交审核" in caught.value.message


def test_a_sheet_is_recalled_to_where_it_was(returned: Workspace) -> None:
    key = rounds().settled
    [one] = remarks_in(returned, key)
    answer_remark(returned, ME, one.id, "已改")
    submit(returned, ME, key)
    recall(returned, ME, key)
    assert sheet(returned, key).stage == "returned"
    record_finding(returned, ME, key, "study-missed", {"count": 1})


def test_what_was_never_returned_is_open_again_when_recalled(submitted: Workspace) -> None:
    recall(submitted, ME, rounds().settled)
    assert sheet(submitted, rounds().settled).stage == ""
    with refused(submitted.folder):
        recall(submitted, ME, rounds().settled)


def test_what_is_approved_is_returned_all_the_same(submitted: Workspace) -> None:
    approve(submitted, LI, rounds().settled)
    return_sheet(submitted, LI, rounds().settled, {STUDY: "会后发现不符"})
    assert sheet(submitted, rounds().settled).stage == "returned"


def test_a_reopened_sheet_is_reviewed_anew(submitted: Workspace) -> None:
    key = rounds().settled
    approve(submitted, LI, key)
    finalise(submitted, ME, key)
    reopen(submitted, ME, key, "申诉成立")
    assert sheet(submitted, key).stage == ""
    with refused(submitted.folder):
        finalise(submitted, ME, key)


def test_undo_does_not_pass_a_step_of_the_review(returned: Workspace) -> None:
    with refused(returned.folder) as caught:
        undo(returned, ME, rounds().settled)
    assert caught.value.message == "没有可以撤销的操作"


def test_a_reviewer_may_be_replaced_while_it_waits(submitted: Workspace) -> None:
    key = rounds().settled
    assign(submitted, ME, key, "p-wang", "p-sun")
    with refused(submitted.folder):
        approve(submitted, LI, key)
    approve(submitted, SUN, key)


def test_a_reviewer_of_every_unit_is_one_event(office: Workspace) -> None:
    before = len(events_of(office))
    people = {unit: Assigned("p-wang", "p-sun") for unit in ("u-a", "u-b")}
    outcome = assign_units(office, ME, rounds().sections, people)
    assert len(events_of(office)) == before + 1
    assert {row[1][1] for row in outcome.touched} == {"u-a", "u-b"}
    assert sheet(office, rounds().section).reviewer == "p-sun"
    undo(office, ME, None)
    assert sheet(office, rounds().section).reviewer == "p-li"
    with refused(office.folder):
        assign_units(office, ME, rounds().sections, {"u-a": Assigned("p-wang", "p-wang")})


def test_who_left_stays_named_until_somebody_else_is(office: Workspace) -> None:
    keep_people(office, ME, [Person("p-li", "李复核", reviews=True, active=False)])
    assign_units(office, ME, rounds().sections, {"u-a": Assigned(None, "p-li")})
    found = sheet(office, rounds().section)
    assert (found.evaluator, found.reviewer) == (None, "p-li")


def test_a_review_needs_a_reviewer(tmp_path: Path) -> None:
    with reviewed_office(tmp_path) as workspace:
        people = [
            Person(f"p-{one}", name, reviews=False) for one, name in (("li", "李"), ("sun", "孙"))
        ]
        keep_people(workspace, ME, people)
        plan = RoundPlan("再查", "2022年", SECTIONS, ["u-a"], reviewed=True)
        with refused(workspace.folder) as caught:
            open_round(workspace, ME, plan)
        assert "还没有人担任复核" in caught.value.message


def test_a_round_is_opened_with_its_review(office: Workspace) -> None:
    plan = RoundPlan("再查", "2022年", SECTIONS, ["u-a", "u-b"], reviewed=True, reviewer="p-li")
    round_id, _ = open_round(office, ME, plan)
    with office.reading() as view:
        assert round_of(view, round_id).reviewed
    assert sheet(office, rounds().section._replace(round=round_id)).reviewer == "p-li"
    with pytest.raises(Refused):
        open_round(office, ME, replace(plan, reviewer="p-wang"))


def test_a_review_that_was_undone_holds_nothing_fast(tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        keep_people(workspace, ME, [Person("p-li", "李复核", reviews=True)])
        _review(workspace, reviewed=True)
        submit(workspace, ME, rounds().settled)
        undo(workspace, ME, None)
        recall(workspace, ME, rounds().settled)
        finalise(workspace, ME, rounds().settled)


def test_rounds_without_a_review_are_as_ever(tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        with refused(workspace.folder) as caught:
            submit(workspace, ME, rounds().settled)
        assert "不经审核" in caught.value.message
        finalise(workspace, NOBODY, rounds().settled)


class _Tomorrow(datetime):
    """The time of a clock that goes a day ahead."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + timedelta(days=1)


def test_who_submitted_last_is_known_though_the_clock_was_ahead_before(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: by the clock, so that a reviewer could approve what she had submitted herself."""
    key = rounds().settled
    keep_people(office, ME, [Person("p-li", "李复核", evaluates=True, reviews=True)])
    with monkeypatch.context() as ahead:
        ahead.setattr(desk, "datetime", _Tomorrow)
        submit(office, ME, key)
        recall(office, ME, key)
    assign_units(office, ME, key.round, {key.unit: Assigned("p-li", None)})
    submit(office, LI, key)
    with refused(office.folder) as told:
        approve(office, LI, key)
    assert "自己" in told.value.message
    approve(office, SUN, key)
