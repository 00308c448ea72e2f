"""The settings, by keyboard: found by a word, page after page; how large the text is, and which terms run."""

import threading
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QTableWidget,
)

from desktop.services.objections import days_now
from desktop.ui.help.help_keys import open_help
from desktop.ui.help.help_window import HelpWindow
from desktop.ui.settings.headings import HEADINGS
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.setting_pages import at_settings, open_page, reach, settings_of
from tests.ui.dropping import nameless

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path) -> Evaluator:
    """Before the settings, with the cursor at their beginning."""
    return at_settings(sit, tmp_path)


def test_larger_text_makes_the_window_anew_and_the_work_goes_on(
    evaluator: Evaluator, hooks: None
) -> None:
    before, workspace = evaluator.shell, evaluator.office.workplace.workspace
    height = before.bar.height()
    reach(evaluator, "文字大小：100%")
    evaluator.press("Right")
    assert evaluator.shell is not before
    assert evaluator.shell.bar.height() > height
    assert evaluator.office.workplace.workspace is workspace
    evaluator.return_to_window()
    assert evaluator.focus.accessibleName() == "文字大小：110%"
    assert not before.isVisible()


def test_larger_text_does_not_shut_the_manual_that_told_of_it(
    evaluator: Evaluator, hooks: None
) -> None:
    reach(evaluator, "文字大小：100%")
    scale = evaluator.focus
    open_help(evaluator.shell, "faq#字太小")
    evaluator.return_to_window()
    scale.setFocus()
    evaluator.press("Right")
    [manual] = cast("list[HelpWindow]", evaluator.shell.findChildren(HelpWindow))
    assert manual.isVisible()
    assert manual.reading.target == "faq#字太小"
    assert not manual.isActiveWindow()
    manual.close()


def test_what_runs_beside_the_window_ends_before_it_is_made_anew(
    evaluator: Evaluator, hooks: None
) -> None:
    """Once: its news came to a window that was no longer there."""
    told: list[object] = []
    gate = threading.Event()
    evaluator.office.jobs.start("数数", lambda _p, _c: gate.wait(5), told.append)
    reach(evaluator, "文字大小：100%")
    threading.Timer(0.2, gate.set).start()
    evaluator.press("Right")
    assert told == [True]


# -- the headings


def test_a_setting_is_found_by_a_word(evaluator: Evaluator) -> None:
    """Also by one that stands on no heading."""
    evaluator.press("Ctrl+F")
    assert evaluator.focus.accessibleName() == "查找设置"
    evaluator.write("口令")
    screen = settings_of(evaluator)
    assert screen.headings.names == ["人员"]
    assert evaluator.part(QAbstractButton, "设口令…：王考评").isVisible()
    evaluator.press("Down", "Tab")
    assert evaluator.focus.accessibleName().endswith("担任考核")


def test_what_no_setting_has_is_said_and_given_up(evaluator: Evaluator) -> None:
    evaluator.press("Ctrl+F")
    evaluator.write("xyz")
    assert settings_of(evaluator).headings.names == []
    assert evaluator.says("没有这样的设置，换个词试试")
    evaluator.press("Escape")
    assert len(settings_of(evaluator).headings.names) == len(HEADINGS)
    assert evaluator.focus.accessibleName() == "查找设置"


def test_pages_follow_one_another_by_key(evaluator: Evaluator) -> None:
    names = [one.name for one in HEADINGS]
    open_page(evaluator, names[0])
    seen = [evaluator.program._preferences.heading]
    for _ in names:
        evaluator.press("Ctrl+PgDown")
        seen.append(evaluator.program._preferences.heading)
    assert seen == [*names, names[0]]
    evaluator.press("Ctrl+PgUp")
    assert evaluator.program._preferences.heading == names[-1]


def test_the_page_that_was_open_is_open_again(evaluator: Evaluator, sit: Sit) -> None:
    open_page(evaluator, "备份")
    folder = evaluator.office.workplace.workspace.folder
    evaluator.shell.close()
    wait_until(lambda: not evaluator.shell.isVisible())
    again = sit(folder)
    again.office.go(Place.SETTINGS)
    assert again.says("第二位置")


def test_everything_that_takes_the_focus_has_a_name(evaluator: Evaluator) -> None:
    for one in HEADINGS:
        open_page(evaluator, one.name)
        assert nameless(settings_of(evaluator)) == []


# -- terms


def test_the_days_for_objections_are_kept_for_the_whole_office(evaluator: Evaluator) -> None:
    workspace = evaluator.office.workplace.workspace
    reach(evaluator, "异议期工作日数")
    evaluator.write("61")
    assert evaluator.says("请填 1 到 60 的整数")
    evaluator.press("Tab")
    assert days_now(workspace) == 5
    assert evaluator.says("请填 1 到 60 的整数，仍是 5")  # until something else is typed
    reach(evaluator, "异议期工作日数")
    evaluator.write("10")
    assert not evaluator.says("请填 1 到 60 的整数")
    evaluator.press("Tab")
    assert days_now(workspace) == 10
    evaluator.press("Ctrl+Z")
    assert days_now(workspace) == 5
    assert evaluator.part(QLineEdit, "异议期工作日数").text() == "5"


# -- what is refused on a page


def refused(evaluator: Evaluator) -> None:
    """A name that is there already, some time ago."""
    reach(evaluator, "新人员姓名")
    evaluator.write("李 复核")
    evaluator.press("Return")
    assert "写了两次" in evaluator.shell.message.text
    evaluator.shell.message._since -= 1


def test_a_refusal_stays_on_its_page(evaluator: Evaluator) -> None:
    """Once it was still red on every page that was opened after it."""
    refused(evaluator)
    evaluator.return_to_window()
    evaluator.press("Tab")
    assert "写了两次" in evaluator.shell.message.text
    settings_of(evaluator).headings.step(1)
    assert evaluator.shell.message.text == ""


def test_a_refusal_goes_when_it_is_mended(evaluator: Evaluator) -> None:
    refused(evaluator)
    evaluator.press("Ctrl+A")
    evaluator.write("赵六")
    evaluator.press("Return")
    assert evaluator.shell.message.text == ""


def test_something_kept_takes_no_other_news_away(evaluator: Evaluator) -> None:
    """A job that failed beside the page has to be read all the same."""
    refused(evaluator)
    evaluator.office.jobs.failed.emit("没有备份上：磁盘满了")
    evaluator.press("Ctrl+A")
    evaluator.write("赵六")
    evaluator.press("Return")
    assert evaluator.shell.message.text == "没有备份上：磁盘满了"


def test_the_list_of_templates_takes_the_room_there_is(evaluator: Evaluator) -> None:
    """Once it showed five lines and a half above a blank half of the window."""
    open_page(evaluator, "文书和常用语")
    table = evaluator.part(QTableWidget, "文书模板")
    assert table.viewport().height() > 9 * table.rowHeight(0)
