"""The first task by keyboard: five steps in the demonstration, each known by what was done; left, kept, begun again."""

import re
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu

from desktop.ui.panels.first_task_strip import FirstTaskStrip
from desktop.viewmodels.first_task import FirstTask, Step
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, stand_up, wait_until
from tests.services.building import demonstration_in, office_in


def task_of(evaluator: Evaluator) -> FirstTask:
    return evaluator.office.first_task


def walked(evaluator: Evaluator, step: Step) -> None:
    """The step is on, and the strip says how it is done."""
    wait_until(lambda: task_of(evaluator).step is step)
    assert evaluator.says(f"．{step.value}")
    assert evaluator.says(task_of(evaluator).told.how)


def marks_of(evaluator: Evaluator) -> list[tuple[str, str]]:
    """The five signs of the strip, and what each is called."""
    labels = cast("list[QLabel]", evaluator.shell.findChildren(QLabel))
    named = [(one.text(), one.accessibleName()) for one in labels if one.isVisible()]
    return [(sign, name) for sign, name in named if re.match(r"第 \d 步", name)]


def begun(evaluator: Evaluator) -> None:
    """By keyboard, from the offer to the round's card."""
    wait_until(lambda: all(one.complete for one in evaluator.office.overview.rounds))
    assert evaluator.says("第一次用？")
    evaluator.press("F9")
    assert evaluator.focus.accessibleName() == "开始引导"
    evaluator.press("Space")
    walked(evaluator, Step.OPEN)


def test_five_steps_by_keyboard(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(demonstration_in(tmp_path))
    begun(evaluator)
    task = task_of(evaluator)
    assert evaluator.focus.accessibleName().startswith("进入考核：2022年度机关")
    evaluator.press("Return")
    walked(evaluator, Step.LOSE)
    before = evaluator.office.assessment.sheet.total

    evaluator.press("F9", "Space")  # 带我去
    assert evaluator.focus.accessibleName().endswith("：项数")
    evaluator.press("2")
    assert evaluator.office.assessment.sheet.total < before
    walked(evaluator, Step.LOOK)
    assert task.step is Step.LOOK  # and not before it was recorded
    assert not evaluator.office.assessment.typing

    evaluator.press("Alt+Up", "Alt+Up")
    walked(evaluator, Step.UNDO)
    evaluator.press("Ctrl+Z")
    walked(evaluator, Step.PAPER)
    assert evaluator.office.assessment.sheet.total == before

    evaluator.press("Ctrl+P")
    wait_until(lambda: task.finished)
    assert evaluator.says("引导到这里就走完了")
    assert evaluator.program._preferences.first_task == "left"
    evaluator.press("F9")
    assert evaluator.focus.accessibleName() == "知道了"
    evaluator.press("Space")
    assert not evaluator.says("引导到这里就走完了")


def test_who_declines_it_by_a_click_goes_on_where_the_cursor_was(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(demonstration_in(tmp_path))
    wait_until(lambda: all(one.complete for one in evaluator.office.overview.rounds))
    before = evaluator.focus
    [strip] = cast("list[FirstTaskStrip]", evaluator.shell.findChildren(FirstTaskStrip))
    QTest.mouseClick(strip.end, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    assert evaluator.focus is before


def test_it_can_be_left_is_not_offered_again_and_begins_anew_from_the_help(
    sit: Sit, tmp_path: Path
) -> None:
    evaluator = sit(demonstration_in(tmp_path))
    begun(evaluator)
    before = evaluator.focus
    evaluator.press("F9")
    evaluator.tab_to("结束引导")
    evaluator.press("Space")
    assert task_of(evaluator).step is None
    assert evaluator.focus is before  # and not at whatever Qt finds next
    at = evaluator.office
    again = FirstTask(at.workplace, at.overview, at.assessment, at.undoing, at.preferences)
    assert not again.offered
    evaluator.office.go(Place.SETTINGS)
    help_menu = evaluator.office._tools.help.menu()
    assert isinstance(help_menu, QMenu)
    next(one for one in help_menu.actions() if one.text() == "五步引导").trigger()
    walked(evaluator, Step.OPEN)
    assert evaluator.says("考核批次")  # the overview


def test_steps_are_skipped_and_where_nothing_was_lost_nothing_is_undone(
    sit: Sit, tmp_path: Path
) -> None:
    evaluator = sit(demonstration_in(tmp_path))
    begun(evaluator)
    steps = []
    for _ in range(4):
        steps.append(task_of(evaluator).step)
        task_of(evaluator).skip()
        assert marks_of(evaluator)[0] == ("–", "第 1 步，已跳过"), (
            "nothing is called done that was not"
        )
    assert steps == [Step.OPEN, Step.LOSE, Step.LOOK, Step.PAPER]
    assert task_of(evaluator).finished
    assert [sign for sign, _ in marks_of(evaluator)] == ["–"] * 5


def test_one_s_own_workspace_is_left_alone(sit: Sit, tmp_path: Path) -> None:
    """A guide that records something has no place among real sheets."""
    evaluator = sit(office_in(tmp_path))
    assert not evaluator.says("第一次用？")
    evaluator.office._tools.help.first_task_wanted.emit()
    assert task_of(evaluator).step is None
    assert evaluator.says("只在演示工作区里做")


@pytest.mark.parametrize("early", [False, True])
def test_it_goes_on_where_it_was(sit: Sit, tmp_path: Path, *, early: bool) -> None:
    """The window is made anew, as at another text scale; and an undo that came a step early is not asked for again."""
    evaluator = sit(demonstration_in(tmp_path))
    begun(evaluator)
    evaluator.press("Return")
    walked(evaluator, Step.LOSE)
    evaluator.press("F9", "Space", "2")
    walked(evaluator, Step.LOOK)
    if early:
        evaluator.press("Ctrl+Z")
        task_of(evaluator).skip()
        assert task_of(evaluator).step is Step.PAPER
    else:
        evaluator.program.rescale(125)
        assert task_of(evaluator).step is Step.LOOK
        task_of(evaluator).skip()
        assert task_of(evaluator).step is Step.UNDO


def test_taken_up_on_another_day_it_leads_back_to_the_sheet(sit: Sit, tmp_path: Path) -> None:
    """No sheet is open then; the way on is the one that the overview offers."""
    folder = demonstration_in(tmp_path)
    evaluator = sit(folder)
    begun(evaluator)
    evaluator.press("Return", "F9", "Space", "2")
    walked(evaluator, Step.LOOK)
    stand_up(evaluator)

    again = sit(folder)
    wait_until(lambda: again.office.overview.last is not None)
    assert again.says("按“继续”")
    again.press("F9", "Space")  # 带我去
    assert again.focus.accessibleName() == "继续上次的考核"
    again.press("Space")
    walked(again, Step.LOOK)
