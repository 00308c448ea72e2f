"""Rounds from the overview's menu: renamed, put away, deleted while nothing was done in them."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QPushButton, QToolButton

from desktop.domain.records import Round
from desktop.services.rounds import rounds_of
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import office_in, rounds
from tests.ui.dropping import answering

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

RENAME, ARCHIVE, BRING_BACK = "改名、改时段…", "归档", "取消归档"
DELETE = "删除（没有考核记录的）…"


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path) -> Evaluator:
    """Before the overview, every round read."""
    made = sit(office_in(tmp_path))
    overview = made.office.overview
    wait_until(lambda: len(overview.rounds) == 3 and all(one.complete for one in overview.rounds))
    return made


def kept(evaluator: Evaluator, round_id: str) -> Round | None:
    found = rounds_of(evaluator.office.workplace.workspace)
    return next((one for one in found if one.id == round_id), None)


def named(evaluator: Evaluator, name: str) -> list[QToolButton]:
    found = cast("list[QToolButton]", evaluator.shell.findChildren(QToolButton))
    return [one for one in found if one.accessibleName() == name]


def choose(evaluator: Evaluator, name: str, words: str) -> None:
    """Open a round's menu, and go down to what is to be done."""
    more = f"更多操作：{name}"
    evaluator.return_to_window()
    wait_until(lambda: len(named(evaluator, more)) == 1)  # the cards of before are gone
    evaluator.part(QPushButton, "新建考核批次").setFocus()
    evaluator.tab_to(more)
    evaluator.press("Space")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction().text() == words:
            QTest.keyClick(menu, Qt.Key.Key_Return)
            QApplication.processEvents()
            return
    raise AssertionError(f"{words} is not among {[one.text() for one in menu.actions()]}")


def test_one_is_renamed_and_the_name_can_be_taken_back(evaluator: Evaluator) -> None:
    def rename(_: QDialog) -> None:
        evaluator.press("Ctrl+A")
        assert evaluator.focus.accessibleName() == "批次名称"
        evaluator.write("Audit ")
        evaluator.press("Tab", "Ctrl+A", "Delete", "Return")  # a blank period is not taken
        evaluator.write("2023")
        evaluator.press("Return")

    answering(rename)
    choose(evaluator, "科室督查", RENAME)
    one = kept(evaluator, rounds().sections)
    assert one is not None
    assert (one.name, one.period) == ("Audit", "2023")
    wait_until(lambda: evaluator.says("2023　共 3 个单位"))
    evaluator.return_to_window()
    evaluator.tab_to("更多操作：Audit")
    evaluator.press("Ctrl+Z")
    one = kept(evaluator, rounds().sections)
    assert one is not None
    assert (one.name, one.period) == ("科室督查", "2022年")


def test_calling_it_off_renames_nothing(evaluator: Evaluator) -> None:
    before = kept(evaluator, rounds().sections)

    def call_off(_: QDialog) -> None:
        evaluator.write("x")
        evaluator.press("Escape")

    answering(call_off)
    choose(evaluator, "科室督查", RENAME)
    assert kept(evaluator, rounds().sections) == before


def test_one_is_put_away_and_brought_back(evaluator: Evaluator) -> None:
    choose(evaluator, "科室督查", ARCHIVE)
    one = kept(evaluator, rounds().sections)
    assert one is not None
    assert one.archived
    wait_until(lambda: evaluator.says("已归档"))
    choose(evaluator, "科室督查", BRING_BACK)
    wait_until(lambda: not evaluator.says("已归档"))
    one = kept(evaluator, rounds().sections)
    assert one is not None
    assert not one.archived


def focus_of(evaluator: Evaluator) -> str:
    evaluator.return_to_window()
    wait_until(lambda: QApplication.focusWidget() is not None)
    return evaluator.focus.accessibleName()


def test_the_cursor_stays_with_the_round_wherever_it_moves(evaluator: Evaluator) -> None:
    choose(evaluator, "科室督查", ARCHIVE)
    wait_until(lambda: evaluator.says("已归档"))
    assert focus_of(evaluator) == "更多操作：科室督查"
    walked = []
    evaluator.part(QPushButton, "新建考核批次").setFocus()
    while "更多操作：科室督查" not in walked:
        evaluator.press("Tab")
        walked.append(evaluator.focus.accessibleName())
    names = [one.round.name for one in evaluator.office.overview.rounds]
    assert [one for one in walked if "更多操作" in one] == [f"更多操作：{one}" for one in names]


def delete(evaluator: Evaluator, seen: list[str]) -> Callable[[QDialog], None]:
    """Read the question, go to the button that deletes, and press it."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        seen.append(dialog.text())
        evaluator.press("Tab", "Space")  # the safe answer has the focus

    return answer


def test_an_empty_one_is_deleted_once_it_was_confirmed(evaluator: Evaluator) -> None:
    seen: list[str] = []
    answering(lambda _: evaluator.press("Return"))
    choose(evaluator, "年度计划", DELETE)
    assert kept(evaluator, rounds().plan) is not None
    answering(delete(evaluator, seen))
    choose(evaluator, "年度计划", DELETE)
    assert seen == ["删除“年度计划”？"]
    assert kept(evaluator, rounds().plan) is None
    wait_until(lambda: not evaluator.says("年度计划"))
    left = [one.round.name for one in evaluator.office.overview.rounds]
    assert focus_of(evaluator) in {f"进入考核：{one}" for one in left}


def test_one_with_records_stays_and_it_is_said_why(evaluator: Evaluator) -> None:
    seen: list[str] = []
    answering(delete(evaluator, seen))
    choose(evaluator, "科室督查", DELETE)
    assert kept(evaluator, rounds().sections) is not None
    assert "已有考核记录（“甲科”），不能删除；可以归档" in evaluator.shell.message.text
