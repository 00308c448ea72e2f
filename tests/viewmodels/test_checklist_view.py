"""The checklist of the open sheet: what each requirement wants, what is there, waived, and done about it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.domain.checklist_tallies import Standing
from desktop.domain.records import AssessmentKey
from desktop.services.finalising import finalise
from desktop.services.recording import record_finding
from desktop.services.undoing import undo
from desktop.viewmodels.checklist_rows import ChecklistFilter, PieceRow, RequirementRow
from tests.services.building import ME, rounds
from tests.viewmodels.handing import Handing, handing


def requirement(at: Handing, no: int) -> RequirementRow:
    return next(one for one in at.view.rows if one.no == no)


def piece(at: Handing, no: int, name: str = "") -> PieceRow:
    return next(one for one in requirement(at, no).pieces if one.piece == name)


def lacking(at: Handing) -> int:
    return sum(row.wanted - row.present for row in at.assessment.sight.checklist.missing)


def locked(at: Handing) -> bool:
    return at.view.locked


def test_every_requirement_says_how_it_stands(at: Handing) -> None:
    assert len(at.view.rows) == 36
    meetings = requirement(at, 2)
    assert (meetings.name, meetings.who) == ("年初、半年部门联合监管工作会议材料", ("市双随机办",))
    assert (meetings.tally.standing, meetings.tally.words) == (Standing.LACKING, "缺 10")
    assert [one.name for one in meetings.pieces] == [
        "会议通知",
        "会议图片",
        "会议内容",
        "议程",
        "签到表",
    ]
    assert (meetings.sole, requirement(at, 3).sole) == (None, requirement(at, 3).pieces[0])
    assert requirement(at, 17).condition == "有免责的才要"
    assert requirement(at, 17).tally.words == "不要求"
    assert requirement(at, 17).easily_lost
    assert requirement(at, 16).note.startswith("附注写作")
    assert piece(at, 14).counted
    assert piece(at, 14).tally.wanted == 55
    assert piece(at, 7, "无监管对象书面说明").condition == "仅无监管对象时"
    assert at.view.summary == f"缺 {lacking(at)} 件"


def test_what_is_linked_counts(at: Handing) -> None:
    with at.bot.waitSignal(at.view.changed):
        at.link((3, "", None), (2, "议程", None), (13, "抽查方案文件", 4), (2, "老名称", None))
    assert requirement(at, 3).tally.words == "齐"
    assert (piece(at, 2, "议程").tally.words, piece(at, 2, "议程").tally.present) == ("缺 1", 1)
    assert piece(at, 13, "抽查方案文件").tally.words == "缺 54"
    assert [one.plan_item for one in piece(at, 13, "抽查方案文件").links] == [4]
    unasked = piece(at, 2, "老名称")
    assert (unasked.tally.words, unasked.condition) == ("不要求", "不对应任何应交材料")
    assert len(unasked.links) == 1
    assert at.view.file_name(unasked.links[0].evidence) == "%PDF.pdf"
    assert at.view.file_name("0" * 64) == "0" * 64


def test_one_complete_case_suffices_and_the_other_is_not_asked(at: Handing) -> None:
    reason = {"items": [{"note": "平台停机", "exempt": True, "reason": "停机"}]}
    exempted = next(
        one.id
        for one in at.assessment.sight.scheme.all_criteria()
        if one.rule.shape == "each" and one in at.assessment.parts[3].criteria
    )
    outcome = record_finding(at.workspace, ME, at.key, exempted, reason).outcome
    at.workplace.dispatcher.tell(outcome)
    assert requirement(at, 17).tally.words == "缺 1"
    at.link((17, "抽查方案", None))
    assert requirement(at, 17).tally.standing is Standing.COMPLETE
    assert piece(at, 17, "信用风险分类管理办法").tally.standing is Standing.UNASKED


def test_waivers_are_shown_with_their_grounds_and_withdrawn(at: Handing) -> None:
    at.view.waive(2, "议程", 0, "没有议程")
    at.view.waive(14, "", 3, "无监管对象")
    at.view.waive(5, "", 0, "不发通报")
    assert piece(at, 2, "议程").tally.waived == ("没有议程",)
    assert piece(at, 2, "议程").tally.standing is Standing.WAIVED
    assert piece(at, 14).tally.words == "缺 54"
    assert requirement(at, 5).tally.words == "免交"
    assert at.view.summary == f"缺 {lacking(at)} 件，免交 1 项"
    waivers = at.view.waivers(piece(at, 14).rows)
    assert [(one.piece, one.plan_item) for one in waivers] == [("", 3)]
    at.view.withdraw(waivers)
    assert piece(at, 14).tally.words == "缺 55"
    assert at.view.waivers(piece(at, 14).rows) == ()
    at.view.waive(14, "", 99, "无")
    assert at.refusals == ["第 14 项要求里没有第 99 件"]


def test_links_are_taken_away_by_one_step(at: Handing) -> None:
    at.link((14, "", 1), (14, "", 2))
    before = len(at.commands)
    at.view.unlink(piece(at, 14).links)
    assert at.linked == []
    assert at.commands[before:] == ["unlink-evidence"]
    assert at.remarks == ["已取消 2 个佐证关联，文件还在；Ctrl+Z 撤销"]
    at.workplace.dispatcher.tell(undo(at.workspace, ME, at.key))
    assert len(piece(at, 14).links) == 2
    at.view.unlink([])
    assert at.refusals == ["没有选中佐证关联，请先选择"]


def test_the_counters_can_be_corrected(at: Handing) -> None:
    counted = {one.name: (one.number, one.requirements) for one in at.view.counters}
    assert counted == {
        "plan-item": (55, (13, 14, 15, 16, 18)),
        "penalty:participants": (0, (19, 20)),
        "plan-item:counties": (20, (28, 29, 30, 32, 34)),
        "penalty:counties": (0, (33, 34)),
    }
    at.view.set_counts({"plan-item": 3, "penalty:counties": 2})
    assert {one.name: one.number for one in at.view.counters} == {
        "plan-item": 3,
        "penalty:participants": 0,
        "plan-item:counties": 20,
        "penalty:counties": 2,
    }
    assert piece(at, 14).tally.wanted == 3
    assert piece(at, 34, "协同平台录入截图").tally.wanted == 2
    assert requirement(at, 33).tally.standing is Standing.LACKING
    before = len(at.commands)
    at.view.set_counts({})
    assert len(at.commands) == before


def test_the_filters_show_what_they_say(at: Handing) -> None:
    at.link((3, "", None))
    assert at.view.count(ChecklistFilter.ALL) == 36
    at.view.show_only(ChecklistFilter.LACKING)
    assert 3 not in {one.no for one in at.view.shown}
    assert len(at.view.shown) == at.view.count(ChecklistFilter.LACKING)
    at.view.show_only(ChecklistFilter.HERE)
    assert [one.no for one in at.view.shown] == [1, 2, 3, 4, 5]
    with at.bot.waitSignal(at.view.changed):
        at.walk.step(1)
    assert [one.no for one in at.view.shown] == [6, 7]
    at.walk.go_to("+bonus")
    assert [one.no for one in at.view.shown] == [36]


def test_a_file_goes_where_it_is_put(at: Handing) -> None:
    part = at.assessment.parts[0].id
    goal = at.view.goal(None)
    assert (goal.key, goal.part, goal.exact) == (at.key, part, False)
    on_sole = at.view.goal(requirement(at, 3))
    assert (on_sole.requirement, on_sole.piece) == (3, "")
    on_many = at.view.goal(requirement(at, 2))
    assert (on_many.requirement, on_many.piece) == (2, None)
    on_cell = at.view.goal(piece(at, 14), 7)
    assert (on_cell.requirement, on_cell.piece, on_cell.plan_item) == (14, "", 7)


def test_a_finalised_sheet_is_only_looked_at(at: Handing) -> None:
    assert not locked(at)
    finalise(at.workspace, ME, rounds().waived)
    at.walk.enter(rounds().waived)
    assert locked(at)
    at.view.waive(3, "", 0, "无")
    assert "已经定稿" in at.refusals[0]


def test_typing_changes_no_checklist(at: Handing) -> None:
    rows = at.view.rows
    at.assessment.draft("joint-count", {"actual": 3})
    assert at.view.rows is rows


def test_a_scheme_without_requirements_says_what_sections_want(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with handing(qtbot, tmp_path, rounds().section) as at:
        assert (at.view.rows, at.view.counters, at.view.summary) == ((), (), "")
        assert at.view.sections == ()
        at.assessment.close()
        assert (at.view.key, at.view.rows, at.view.locked) == (None, (), True)


def test_another_units_sheet_has_its_own_checklist(at: Handing) -> None:
    at.link((3, "", None))
    at.walk.enter(AssessmentKey(rounds().cities, "u-b"))
    assert requirement(at, 3).tally.words == "缺 1"
