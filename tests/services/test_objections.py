"""Objections: raised to a line, decided with grounds, and both sheets stay: each prints with the code it bore."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.domain.amounts import show
from desktop.domain.records import EvidenceLink, Letter
from desktop.domain.result_records import Objection
from desktop.services.assessments import assessment_of, sheet_of
from desktop.services.corrections import NewFact, NewJudgement
from desktop.services.evidence import link_evidence, unlink_evidence
from desktop.services.finalising import finalise
from desktop.services.letters import keep_letters
from desktop.services.linking import link_all
from desktop.services.meetings import Convened, change_in_meeting, open_meeting
from desktop.services.objection_terms import DAYS_SETTING, NOTICE_KIND, Term, term_of
from desktop.services.objections import (
    Raised,
    Resolution,
    both_sheets,
    corrected_since,
    decide_objection,
    objections_of,
    raise_objection,
)
from desktop.services.office import change_setting
from desktop.services.recording import record_finding
from desktop.services.sheet_contents import contents_at, sheet_contents
from desktop.services.sheet_verification import Verdict, verify_code
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, events_of, office_in, refused, rounds, settle

DAY = date(2022, 12, 5)
_MISSED = "study-missed"
RAISED = Raised("study", _MISSED, "第三季度的学习有会议纪要", DAY, "甲科 张科长")
ONE_LESS = NewFact(_MISSED, {"items": [{"note": "第一季度"}]})
UPHELD = Resolution("upheld", "纪要属实，第三季度不扣分", date(2022, 12, 9), ONE_LESS)
REJECTED = Resolution("rejected", "纪要没有签到表，不能证明", date(2022, 12, 9))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """What is done in it must leave it sound."""
    with open_workspace(office_in(tmp_path)) as workspace:
        settle(workspace, rounds().section)
        items = [{"note": "第一季度"}, {"note": "第三季度"}]
        record_finding(workspace, ME, rounds().section, _MISSED, {"items": items})
        yield workspace
    assert verify(workspace.folder).faults == ()


def raised(workspace: Workspace) -> str:
    return raise_objection(workspace, ME, rounds().section, RAISED)[0]


def only(workspace: Workspace) -> Objection:
    [one] = objections_of(workspace, rounds().sections)
    return one.objection


def test_upheld_the_sheet_is_corrected_and_both_stay(office: Workspace) -> None:
    key = rounds().section
    finalise(office, ME, key)
    original = sheet_contents(office, key)
    objection = raised(office)
    assert sheet_contents(office, key).code == original.code  # an objection reaches no sheet
    outcomes = decide_objection(office, ME, objection, UPHELD)
    assert [one.command for one in events_of(office)[-3:]] == [
        "reopen",
        "decide-objection",
        "finalise",
    ]
    assert events_of(office)[-3].grounds == "异议成立：纪要属实，第三季度不扣分"
    one = only(office)
    assert (one.state, one.grounds, one.decided) == UPHELD[:3]
    assert one.after == outcomes[-1].event == events_of(office)[-1].number
    was, now = both_sheets(office, one)
    assert was is not None
    assert now is not None
    assert was.total < now.total == sheet_of(office, key).total
    with office.reading() as view:
        assert assessment_of(view, key).finalised
        assert one.before is not None
        then = contents_at(view, key, one.before)
    assert then == original
    assert verify_code(office, original.code).verdict is Verdict.HELD
    assert verify_code(office, sheet_contents(office, key).code).verdict is Verdict.HOLDS


def test_an_open_sheet_is_corrected_in_one_step(office: Workspace) -> None:
    objection, before = raised(office), show(sheet_of(office, rounds().section).total)
    judged = NewJudgement("study", "10")
    decide_objection(office, ME, objection, UPHELD._replace(state="partly", correction=judged))
    assert only(office).after == events_of(office)[-1].number
    after = sheet_of(office, rounds().section).total
    undo(office, ME, rounds().section)
    assert only(office).state == "open"
    assert show(sheet_of(office, rounds().section).total) == before
    redo(office, ME, rounds().section)
    assert (only(office).state, sheet_of(office, rounds().section).total) == ("partly", after)


def test_rejected_the_sheet_stands_and_undo_opens_it_again(office: Workspace) -> None:
    key = rounds().section
    finalise(office, ME, key)
    code, objection = sheet_contents(office, key).code, raised(office)
    decide_objection(office, ME, objection, REJECTED)
    assert (only(office).state, only(office).after) == ("rejected", None)
    assert both_sheets(office, only(office))[1] is None
    assert sheet_contents(office, key).code == code
    undo(office, ME, None)
    assert only(office).state == "open"


def test_corrected_at_the_meeting_already(office: Workspace) -> None:
    objection = raised(office)
    with refused(office.folder) as caught:
        decide_objection(office, ME, objection, UPHELD._replace(correction=None))
    assert "请写明怎样更正" in caught.value.message
    meeting = open_meeting(office, ME, rounds().sections, Convened("审定会", DAY))[0]
    change_in_meeting(office, ME, meeting, "u-a", (ONE_LESS, "会上同意"))
    number = events_of(office)[-1].number
    decide_objection(office, ME, objection, UPHELD._replace(correction=None))
    assert only(office).after == number


def test_being_locked_since_is_no_correction(office: Workspace) -> None:
    objection = raised(office)
    assert not corrected_since(office, only(office))
    link_evidence(office, ME, EvidenceLink("", add(office), *rounds().section, criterion=_MISSED))
    finalise(office, ME, rounds().section)
    assert not corrected_since(office, only(office))
    with refused(office.folder) as caught:
        decide_objection(office, ME, objection, UPHELD._replace(correction=None))
    assert "请写明怎样更正" in caught.value.message


def test_nothing_is_decided_before_it_was_raised(office: Workspace) -> None:
    objection = raised(office)
    with refused(office.folder) as caught:
        decide_objection(office, ME, objection, REJECTED._replace(decided=date(2022, 12, 4)))
    assert (caught.value.at, caught.value.message[:4]) == ("decided", "裁定日期")


def test_what_an_objection_was_granted_for_is_not_undone_before_the_decision(
    office: Workspace,
) -> None:
    """It was corrected at the meeting; the decision says so."""
    objection = raised(office)
    meeting = open_meeting(office, ME, rounds().sections, Convened("审定会", DAY))[0]
    change_in_meeting(office, ME, meeting, "u-a", (ONE_LESS, "会上同意"))
    decide_objection(office, ME, objection, UPHELD._replace(correction=None))
    with refused(office.folder) as caught:
        undo(office, ME, rounds().section)
    assert caught.value.message == ("不能撤销“会上改动”：这个单位的异议已经按它裁定，请先撤销裁定")
    undo(office, ME, None)
    undo(office, ME, rounds().section)
    with refused(office.folder) as caught:
        redo(office, ME, None)
    assert caught.value.message == "不能重做“裁定异议”：这份考核表后来又有改动，请重新裁定"
    assert only(office).state == "open"


def test_a_decision_is_done_again_while_the_sheet_stands_as_it_was(office: Workspace) -> None:
    objection = raised(office)
    record_finding(office, ME, rounds().section, _MISSED, dict(ONE_LESS.fact))
    decide_objection(office, ME, objection, UPHELD._replace(correction=None))
    decided = only(office)
    undo(office, ME, None)
    redo(office, ME, None)
    assert only(office) == decided


def test_an_objection_that_was_decided_is_not_taken_back(office: Workspace) -> None:
    decide_objection(office, ME, raised(office), UPHELD)
    with refused(office.folder) as caught:
        undo(office, ME, None)
    assert "它之后同一处又有别的改动" in caught.value.message


@pytest.mark.parametrize(
    ("resolution", "words"),
    [
        (UPHELD._replace(grounds=" "), "裁定要写明理由"),
        (UPHELD._replace(state="open"), "请选择裁定"),
        (UPHELD._replace(state="rejected"), "不成立就不更正"),
        (UPHELD._replace(correction=NewJudgement("study", "99")), "自由裁量要在"),
    ],
)
def test_what_cannot_be_decided(office: Workspace, resolution: Resolution, words: str) -> None:
    objection = raised(office)
    with refused(office.folder) as caught:
        decide_objection(office, ME, objection, resolution)
    assert words in caught.value.message


def test_decided_once(office: Workspace) -> None:
    objection = raised(office)
    decide_objection(office, ME, objection, REJECTED)
    with refused(office.folder) as caught:
        decide_objection(office, ME, objection, UPHELD)
    assert "已经裁定为“不成立”" in caught.value.message
    with refused(office.folder):
        decide_objection(office, ME, "nothing", UPHELD)


@pytest.mark.parametrize(
    ("what", "at"),
    [
        (RAISED._replace(part="nothing"), "part"),
        (RAISED._replace(criterion="unplanned"), "criterion"),
        (RAISED._replace(claim=" "), "claim"),
    ],
)
def test_what_cannot_be_raised(office: Workspace, what: Raised, at: str) -> None:
    with refused(office.folder) as caught:
        raise_objection(office, ME, rounds().section, what)
    assert caught.value.at == at


def test_the_list_names_the_line_and_puts_open_ones_first(office: Workspace) -> None:
    decide_objection(office, ME, raised(office), REJECTED)
    whole = RAISED._replace(criterion=None, raised=date(2022, 12, 1))
    raise_objection(office, ME, rounds().section, whole)
    first, second = objections_of(office, rounds().sections)
    assert (first.objection.state, first.line) == ("open", "1 按季学习研究")
    assert second.line.startswith("序号1 分管领导")
    assert first.unit == "甲科"
    assert objections_of(office, rounds().cities) == ()
    undo(office, ME, None)
    assert len(objections_of(office, rounds().sections)) == 1


def test_files_that_come_with_an_objection_reach_no_sheet(office: Workspace) -> None:
    key = rounds().section
    finalise(office, ME, key)
    code, objection = sheet_contents(office, key).code, raised(office)
    evidence = add(office, "会议纪要.pdf")
    link_all(office, ME, [EvidenceLink("", evidence, objection=objection)])
    [one] = objections_of(office, rounds().sections)
    assert one.files == 1
    assert sheet_contents(office, key).code == code
    with office.reading() as view:
        [link] = view.all(EvidenceLink, objection=objection)
    with refused(office.folder):
        link_evidence(office, ME, replace(link, ledger_row="r"))
    with refused(office.folder):
        link_evidence(office, ME, replace(link, objection="nothing"))
    unlink_evidence(office, ME, link.id)
    assert objections_of(office, rounds().sections)[0].files == 0


def test_the_term_counts_working_days_from_the_notice(office: Workspace) -> None:
    key = rounds().section
    with office.reading() as view:
        assert term_of(view, key) == Term(5)
    letter = Letter("t", key.round, NOTICE_KIND, "1号", date(2022, 11, 25), "告知", "", key.unit)
    keep_letters(office, ME, [letter])
    objection = raised(office)
    [one] = objections_of(office, rounds().sections)
    # 25 November 2022 is a Friday: the fifth working day is the next Friday.
    assert one.term == Term(5, date(2022, 11, 25), date(2022, 12, 2))
    assert one.late
    change_setting(office, ME, DAYS_SETTING, "10")
    [one] = objections_of(office, rounds().sections)
    assert (one.term.days, one.late) == (10, False)
    assert one.objection.id == objection


def test_without_a_notice_the_term_counts_from_locking(office: Workspace) -> None:
    key = rounds().section
    finalise(office, ME, key)
    objection = raised(office)
    today = datetime.fromisoformat(events_of(office)[-1].at).date()
    decide_objection(office, ME, objection, UPHELD)
    [one] = objections_of(office, rounds().sections)
    assert one.term.since == today
