"""A review by keyboard: submitted, returned, answered, approved by somebody else, final; 总览 says whose turn it is."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from desktop.domain.amounts import show
from desktop.services.assessments import sheet_of
from desktop.services.workspaces import open_workspace, verify
from desktop.ui.panels.waiting_card import WaitingLine
from desktop.ui.screens.overview_screen import OverviewScreen
from desktop.viewmodels import open_assessment
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, stand_up, wait_until
from tests.journeys.result_steps import answered
from tests.services.building import office_in, rounds
from tests.services.reviewed import STUDY, make_reviewed, remarks_in, sheet

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

KEY = rounds().settled
WANG, LI = "王考评", "李复核"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """王考评 evaluates the sections, 李复核 reviews them; 丙科 has everything settled."""
    made = office_in(tmp_path)
    with open_workspace(made) as workspace:
        make_reviewed(workspace)
    return made


def seat(evaluator: Evaluator, name: str) -> None:
    """Somebody else sits down, and looks at 总览."""
    tool = next(one for one in stops(evaluator) if one.startswith("当前考核人："))
    evaluator.tab_to(tool)

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(10, choose)
            return
        for _ in menu.actions():
            QTest.keyClick(menu, Qt.Key.Key_Down)
            if menu.activeAction().text() == name:
                QTest.keyClick(menu, Qt.Key.Key_Return)
                return
        menu.close()

    QTimer.singleShot(0, choose)  # the menu holds the keys until it is answered
    evaluator.press("Space")
    evaluator.return_to_window()
    assert evaluator.office.workplace.author.name == name


def stops(evaluator: Evaluator) -> list[str]:
    """The names that the tab key comes to."""
    names: list[str] = []
    while not names or evaluator.focus.accessibleName() not in names:
        names.append(evaluator.focus.accessibleName())
        evaluator.press("Tab")
    return names


def overview(evaluator: Evaluator) -> OverviewScreen:
    """Alt+1."""
    screen = evaluator.office.screen(Place.OVERVIEW)
    assert isinstance(screen, OverviewScreen)
    if not screen.isVisible():
        evaluator.press("Alt+1")
        wait_until(screen.isVisible)
    return screen


def waiting(evaluator: Evaluator) -> tuple[list[str], str]:
    """What 总览 says: what waits for whoever sits here, and for the office's people."""
    card = overview(evaluator).waiting
    wait_until(card.isVisible)
    lines = cast("list[WaitingLine]", card.findChildren(WaitingLine))
    told = [one.accessibleName() for one in lines if one.isVisible()]
    return told, card._office.toolTip().removeprefix("全单位：")


def step(evaluator: Evaluator, name: str) -> None:
    """A button of the strip, come to with the tab key."""
    evaluator.tab_to(name)
    evaluator.press("Space")


def open_line(evaluator: Evaluator, beginning: str) -> None:
    """A line of 等我处理, with Enter."""
    [line] = [one for one in waiting(evaluator)[0] if one.startswith(beginning)]
    evaluator.tab_to(line)
    evaluator.press("Return")
    wait_until(evaluator.scoring.isVisible)
    assert evaluator.office.assessment.key == KEY


def send_back(evaluator: Evaluator, dialog: QDialog) -> None:
    """One remark, at the indicator that was in sight."""
    assert evaluator.focus.accessibleName().startswith("审核意见：1 ")
    evaluator.write("第二季度没有学习记录")
    evaluator.press("Ctrl+Return")
    assert not dialog.isVisible()


def test_a_sheet_goes_to_and_fro_until_it_is_final(
    sit: Sit, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_assessment, "PAUSE", 60_000)  # it is the key that records
    evaluator = sit(folder)
    workspace = evaluator.office.workplace.workspace
    seat(evaluator, WANG)
    lines, office = waiting(evaluator)
    assert lines == ["待提交：科室督查，还有 3 个单位的考核表没有提交审核"]
    assert office == "王考评 待提交 3"
    evaluator.office.enter(KEY)
    evaluator.press("Alt+Down")  # the remark will be elsewhere
    step(evaluator, "提交审核")
    assert evaluator.says("已提交审核：王考评 于 ")
    assert waiting(evaluator)[1] == "李复核 待审 1；王考评 待提交 2"

    seat(evaluator, LI)
    assert waiting(evaluator)[0] == ["待审：丙科，已提交，等你审核　科室督查"]
    open_line(evaluator, "待审")
    evaluator.press("Alt+Up")
    answered(evaluator, "退回…", lambda dialog: send_back(evaluator, dialog))
    assert [one.part for one in remarks_in(workspace, KEY)] == [STUDY]
    assert waiting(evaluator) == ([], "王考评 待修改 1、待提交 2")

    seat(evaluator, WANG)
    assert waiting(evaluator)[0][0] == "待修改：丙科，已退回，1 条审核意见待答复　科室督查"
    open_line(evaluator, "待修改")
    assert evaluator.says("第二季度没有学习记录")
    assert evaluator.focus.accessibleName() == "答复审核意见"
    evaluator.write("属实，已改为 1 次\n")
    assert evaluator.scoring.form.cards[0].isAncestorOf(evaluator.focus)
    evaluator.press("Ctrl+A")
    evaluator.write("1\n")
    assert show(sheet_of(workspace, KEY).total) == "98"
    assert waiting(evaluator)[0][0].startswith("待修改：丙科，已退回，意见都已答复，请再次提交")
    open_line(evaluator, "待修改")
    step(evaluator, "提交审核")
    assert waiting(evaluator)[1] == "李复核 待审 1；王考评 待提交 2"

    seat(evaluator, LI)
    open_line(evaluator, "待审")
    evaluator.press("Alt+Up")
    assert evaluator.says("答复：属实，已改为 1 次")
    step(evaluator, "审核通过")
    assert evaluator.says("审核通过：李复核 于 ")
    assert waiting(evaluator) == ([], "王考评 待定稿 1、待提交 2")

    seat(evaluator, WANG)
    open_line(evaluator, "待定稿")
    answered(evaluator, "定稿", lambda _: evaluator.press("Return"))
    assert evaluator.says("已定稿：王考评")
    assert sheet(workspace, KEY).finalised
    assert waiting(evaluator)[1] == "王考评 待提交 2"
    wait_until(lambda: evaluator.says("其中定稿 1"))
    stand_up(evaluator)
    QApplication.processEvents()
    assert verify(folder).faults == ()
