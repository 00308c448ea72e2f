"""等我处理: whose turn it is on 总览, by what comes first, and the way into the sheet by keys; who reviews whom."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.finalising import finalise
from desktop.services.reviewing import approve, return_sheet, submit
from desktop.services.rounds import change_round, rounds_of
from desktop.services.workspaces import Workspace
from desktop.ui.dialogs.assignment_dialog import AssignmentDialog
from desktop.ui.dialogs.rename_dialog import RenameDialog
from desktop.ui.panels.waiting_card import WaitingLine
from desktop.ui.screens.overview_screen import OverviewScreen
from desktop.viewmodels.assignment_draft import AssignmentDraft
from desktop.viewmodels.overview import Overview
from desktop.viewmodels.round_draft import RoundDraft
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, events_of, rounds, settle
from tests.services.reviewed import LI, STUDY, SUN, reviewed_office, sheet
from tests.ui.seat import key_to, visible


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with reviewed_office(tmp_path) as workspace:
        yield workspace


def shown(qtbot: QtBot, workplace: Workplace) -> OverviewScreen:
    overview = Overview(workplace)
    made = OverviewScreen(overview)
    overview.setParent(made)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: all(one.complete for one in overview.rounds))
    return made


def told(screen: OverviewScreen) -> list[list[str]]:
    QApplication.processEvents()  # new lines are laid out
    lines = visible(screen.waiting, WaitingLine)
    return [[one.text() for one in visible(line, QLabel) if one.text()] for line in lines]


def test_whose_turn_it_is(qtbot: QtBot, dressed: object, office: Workspace) -> None:
    workplace = Workplace(office, ME)
    screen = shown(qtbot, workplace)
    assert told(screen) == [["待提交", "科室督查", "还有 3 个单位的考核表没有提交审核"]]
    workplace.dispatcher.tell(submit(office, ME, rounds().settled))
    workplace.author = LI
    workplace.author_changed.emit()
    assert told(screen) == [["待审", "丙科", "已提交，等你审核　科室督查"]]
    workplace.dispatcher.tell(return_sheet(office, LI, rounds().settled, {STUDY: "不符"}))
    assert told(screen) == []
    words = [one.toolTip() or one.text() for one in visible(screen.waiting, QLabel)]
    assert words[1:] == ["没有等你处理的考核表", "全单位：王考评 待修改 1、待提交 2"]
    workplace.author = ME
    workplace.author_changed.emit()
    assert told(screen)[0] == ["待修改", "丙科", "已退回，1 条审核意见待答复　科室督查"]


def test_what_is_approved_waits_for_its_evaluator(
    qtbot: QtBot, dressed: object, office: Workspace
) -> None:
    submit(office, ME, rounds().settled)
    approve(office, LI, rounds().settled)
    workplace = Workplace(office, ME)
    screen = shown(qtbot, workplace)
    assert told(screen)[0] == ["待定稿", "丙科", "审核通过，可以定稿　科室督查"]
    workplace.dispatcher.tell(finalise(office, ME, rounds().settled))
    assert [line[0] for line in told(screen)] == ["待提交"]


def test_enter_leads_into_the_sheet(qtbot: QtBot, dressed: object, office: Workspace) -> None:
    settle(office, rounds().section)
    for key in (rounds().section, rounds().settled):
        submit(office, ME, key)
    screen = shown(qtbot, Workplace(office, LI))
    heard: list[object] = []
    screen.turn_taken.connect(heard.append)
    first, second = visible(screen.waiting, WaitingLine)
    qtbot.waitUntil(screen.isActiveWindow)
    first.setFocus()
    key_to(first, "Down")
    assert second.hasFocus()
    key_to(second, "Up")
    key_to(first, "Return")
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert heard == [rounds().section, rounds().settled]


def test_the_tab_key_comes_to_the_lines_where_they_stand(
    qtbot: QtBot, dressed: object, office: Workspace
) -> None:
    submit(office, ME, rounds().settled)
    screen = shown(qtbot, Workplace(office, LI))
    qtbot.waitUntil(screen.isActiveWindow)
    [line] = visible(screen.waiting, WaitingLine)
    line.setFocus()
    key_to(line, "Tab")
    assert screen.due.isAncestorOf(screen.focusWidget()) or screen.check_code.hasFocus()


def test_a_round_tells_what_is_under_review(
    qtbot: QtBot, dressed: object, office: Workspace
) -> None:
    submit(office, ME, rounds().settled)
    screen = shown(qtbot, Workplace(office, ME))
    assert "待审 1 张" in [one.text() for one in visible(screen, QLabel)]


def test_nothing_is_said_where_no_round_is_reviewed(
    qtbot: QtBot, dressed: object, office: Workspace
) -> None:
    one = next(one for one in rounds_of(office) if one.reviewed)
    change_round(office, ME, replace(one, reviewed=False))
    assert not shown(qtbot, Workplace(office, ME)).waiting.isVisible()


def test_one_reviewer_for_all_units(window: QWidget, office: Workspace) -> None:
    draft = AssignmentDraft(Workplace(office, ME), rounds().sections)
    dialog = AssignmentDialog(window, draft, "科室督查")
    dialog.open()
    names = [dialog.reviewers.itemText(at) for at in range(dialog.reviewers.count())]
    assert names == ["不变", "孙主任", "李复核", "没有指定，复核人都可以审核"]
    dialog.reviewers.setFocus()
    key_to(dialog.reviewers, "Down")
    dialog.reviewers.activated.emit(dialog.reviewers.currentIndex())
    before = len(events_of(office))
    dialog.keep_button.click()
    assert len(events_of(office)) == before + 1
    assert {sheet(office, one.key).reviewer for one in draft.members} == {"p-sun"}
    assert sheet(office, rounds().section).evaluator == "p-wang"


def test_some_units_alone_and_nobody_by_name(window: QWidget, office: Workspace) -> None:
    draft = AssignmentDraft(Workplace(office, ME), rounds().sections)
    dialog = AssignmentDialog(window, draft, "科室督查")
    dialog.open()
    dialog.table.clearSelection()
    assert not dialog.reviewers.isEnabled()
    dialog.table.selectRow(1)
    dialog.reviewers.activated.emit(3)
    dialog.evaluators.activated.emit(1)
    dialog.keep_button.click()
    found = sheet(office, rounds().neighbour)
    assert (found.evaluator, found.reviewer) == ("p-li", None)
    assert sheet(office, rounds().section).reviewer == "p-li"


def test_a_round_is_made_reviewed_in_its_dialogs(window: QWidget, office: Workspace) -> None:
    renaming = RenameDialog(window, "科室督查", "2022年", reviewed=True)
    assert renaming.reviewed
    draft = RoundDraft(Workplace(office, SUN))
    draft.choose_scheme([one.id for one in draft.schemes].index("yuxi-education-sections"))
    draft.choose(["u-a"], chosen=True)
    draft.reviewed, draft.reviewer = True, "p-li"
    heard: list[str] = []
    draft.opened.connect(heard.append)
    draft.open()
    assert sheet(office, rounds().section._replace(round=heard[0])).reviewer == "p-li"
    QApplication.processEvents()
