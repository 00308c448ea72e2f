"""The settings, by keyboard: who works here, whose name a PIN keeps, which units, how large."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableWidget,
)

from desktop.domain.records import Person, UnitRecord
from desktop.services.backing_up import list_backups
from desktop.services.objections import days_now
from desktop.services.office import office_of, people_of, units_of
from desktop.services.pins import has_pin
from desktop.services.workspaces import open_workspace
from desktop.ui.dialogs.paper_place import documents
from desktop.ui.help.help_keys import open_help
from desktop.ui.help.help_window import HelpWindow
from desktop.ui.settings.headings import HEADINGS
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.setting_pages import do, open_page, reach, settings_of
from tests.services.building import add, office_in
from tests.ui.dropping import answering, button_of, choose, nameless

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path) -> Evaluator:
    """Before the settings, with the cursor at their beginning."""
    made = sit(office_in(tmp_path))
    made.office.go(Place.SETTINGS)
    return made


def person(evaluator: Evaluator, name: str) -> Person:
    found = people_of(evaluator.office.workplace.workspace)
    return next(one for one in found if one.name == name)


def units(evaluator: Evaluator) -> dict[str, UnitRecord]:
    return {one.name: one for one in units_of(evaluator.office.workplace.workspace)}


def typed(evaluator: Evaluator, words: str) -> Callable[[QDialog], None]:
    """Type into the dialog that waits, and agree."""

    def answer(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.write(words)
        evaluator.press("Return")

    return answer


def sit_down_as(evaluator: Evaluator, name: str, pin: str) -> None:
    """Choose a name in the bar's menu, and tell its PIN."""

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(5, pick)
            return
        [action] = [one for one in menu.actions() if one.text() == name]
        while menu.activeAction() is not action:
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(0, pick)
    titles = answering(typed(evaluator, pin))
    do(evaluator, f"当前考核人：{evaluator.office.workplace.author.name}")
    assert titles == ["换人"]


# -- the office and its people


def test_the_offices_name_is_kept_when_its_field_is_left(evaluator: Evaluator) -> None:
    reach(evaluator, "本单位名称")
    evaluator.write("Office of the year")
    evaluator.press("Tab")
    assert office_of(evaluator.office.workplace.workspace).name == "Office of the year"
    assert evaluator.shell.bar.office.text() == "Office of the year"


def test_names_pasted_over_two_lines_stand_in_one(evaluator: Evaluator) -> None:
    pasted = QApplication.clipboard()
    pasted.setText("县“双随机”\n办公室\n")
    reach(evaluator, "本单位名称")
    evaluator.press("Ctrl+V", "Tab")
    assert office_of(evaluator.office.workplace.workspace).name == "县“双随机”办公室"
    assert evaluator.part(QLineEdit, "本单位名称").text() == "县“双随机”办公室"
    pasted.setText("赵\n六")
    reach(evaluator, "新人员姓名")
    evaluator.press("Ctrl+V", "Return")
    assert person(evaluator, "赵六").active


def test_a_long_name_is_shortened_in_its_line_and_whole_in_its_tip(evaluator: Evaluator) -> None:
    name = "市场监督管理综合行政执法支队第三大队联络员"
    reach(evaluator, "新人员姓名")
    evaluator.write(name)
    evaluator.press("Return")
    [shown] = [
        one
        for one in cast("list[QLabel]", evaluator.shell.findChildren(QLabel))
        if one.isVisible() and one.toolTip() == name
    ]
    assert shown.text().endswith("…")


def test_an_office_without_a_name_keeps_the_one_it_had(evaluator: Evaluator) -> None:
    reach(evaluator, "本单位名称")
    evaluator.write("Office of the year")
    evaluator.press("Tab", "Shift+Tab", "Ctrl+A", "Delete", "Tab")
    assert evaluator.shell.message.text == "本单位名称不能空着，仍用原来的名称"
    assert evaluator.part(QLineEdit, "本单位名称").text() == "Office of the year"
    assert office_of(evaluator.office.workplace.workspace).name == "Office of the year"


def test_somebody_new_is_added_and_given_other_work(evaluator: Evaluator) -> None:
    reach(evaluator, "新人员姓名")
    evaluator.write("赵六")
    evaluator.press("Return")
    assert (person(evaluator, "赵六").evaluates, person(evaluator, "赵六").reviews) == (True, False)
    do(evaluator, "赵六担任复核")
    do(evaluator, "赵六担任考核")
    assert (person(evaluator, "赵六").evaluates, person(evaluator, "赵六").reviews) == (False, True)
    assert evaluator.part(QCheckBox, "赵六担任复核").isChecked()
    do(evaluator, "离岗：赵六")
    assert not person(evaluator, "赵六").active
    wait_until(lambda: evaluator.says("赵六（已离岗）"))
    do(evaluator, "恢复在岗：赵六")
    assert person(evaluator, "赵六").active
    assert not evaluator.says("赵六（已离岗）")


def test_a_name_that_is_there_already_is_refused(evaluator: Evaluator) -> None:
    reach(evaluator, "新人员姓名")
    evaluator.write("李 复核")
    evaluator.press("Return")
    assert "写了两次" in evaluator.shell.message.text
    assert len(people_of(evaluator.office.workplace.workspace)) == 2
    assert isinstance(evaluator.focus, QLineEdit)
    assert evaluator.focus.text() == "李 复核"  # it stays, to be mended


def test_the_cursor_stays_on_the_person(evaluator: Evaluator) -> None:
    do(evaluator, "李复核担任考核")
    QApplication.processEvents()
    assert evaluator.focus.accessibleName() == "李复核担任考核"
    do(evaluator, "离岗：李复核")  # the line moves down
    QApplication.processEvents()
    assert evaluator.focus.accessibleName() == "恢复在岗：李复核"
    evaluator.press("Tab")
    assert evaluator.focus.accessibleName() == "新人员姓名"


def test_who_is_named_anew_signs_so_from_now_on(evaluator: Evaluator) -> None:
    office = evaluator.office
    before = office.workplace.author.name

    def name(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.press("Ctrl+A")
        evaluator.write("Wang")
        evaluator.press("Return")

    answering(name)
    do(evaluator, f"改名…：{before}")
    assert person(evaluator, "Wang").id == office.workplace.author.person
    assert office.workplace.author.name == "Wang"
    assert evaluator.part(QAbstractButton, "当前考核人：Wang").isVisible()


# -- PINs


def test_a_pin_keeps_a_name_until_it_is_taken_away(
    evaluator: Evaluator, sit: Sit, tmp_path: Path
) -> None:
    workspace = evaluator.office.workplace.workspace
    answering(typed(evaluator, "12"))
    do(evaluator, "设口令…：王考评")
    assert "4 到 12 位数字" in evaluator.shell.message.text
    assert not has_pin(workspace, "p-wang")
    answering(typed(evaluator, "2468"))
    do(evaluator, "设口令…：王考评")
    assert evaluator.shell.message.text == "王考评：已设置口令"

    sit_down_as(evaluator, "王考评", "1357")
    assert evaluator.shell.message.text == "口令不对，仍由李复核操作"
    sit_down_as(evaluator, "王考评", "2468")
    assert evaluator.office.workplace.author.name == "王考评"

    answering(typed(evaluator, ""))
    do(evaluator, "改口令…：王考评")
    assert evaluator.shell.message.text == "王考评：已取消口令"
    assert not has_pin(workspace, "p-wang")


@pytest.mark.parametrize(("pin", "author"), [("2468", "王考评"), ("1357", "李复核")])
def test_at_the_next_start_the_pin_is_asked_for(
    evaluator: Evaluator, sit: Sit, tmp_path: Path, pin: str, author: str
) -> None:
    answering(typed(evaluator, "2468"))
    do(evaluator, "设口令…：王考评")
    sit_down_as(evaluator, "王考评", "2468")
    evaluator.shell.close()
    wait_until(lambda: not evaluator.shell.isVisible())
    titles = answering(typed(evaluator, pin))
    again = sit(tmp_path / "office")
    assert titles == ["换人"]
    assert again.office.workplace.author.name == author


# -- units


def test_units_are_added_and_changed_in_bulk(evaluator: Evaluator) -> None:
    def paste(dialog: QDialog) -> None:
        keep = button_of(dialog, "收入")
        evaluator.tab_to("单位名单")
        evaluator.press("Ctrl+V")
        wait_until(keep.isEnabled)
        assert keep.text() == "收入 2 个单位"
        evaluator.tab_to("收入")
        evaluator.press("Space")

    QApplication.clipboard().setText("名称\t规模\n甲科\t12\n丁科\t\n丁科\t\n")
    answering(paste)
    do(evaluator, "增加、修改单位…")
    QApplication.clipboard().clear()
    kept = units(evaluator)
    assert [*kept] == ["丁科", "丙科", "乙科", "甲科"]
    assert (kept["甲科"].id, kept["甲科"].size) == ("u-a", 12)
    assert evaluator.says("共 4 个单位")


def test_a_unit_is_left_out_of_new_rounds_and_taken_in_again(evaluator: Evaluator) -> None:
    open_page(evaluator, "被考核单位")
    table = evaluator.part(QTableWidget, "被考核单位")

    def names() -> list[str]:
        items = (table.item(row, 0) for row in range(table.rowCount()))
        return [one.text() for one in items if one is not None]

    def turn(name: str, words: str) -> None:
        """Choose a unit's row, and press the button before the table."""
        reach(evaluator, "被考核单位")
        evaluator.press("Ctrl+Home", *["Down"] * names().index(name), "Shift+Tab")
        assert isinstance(evaluator.focus, QPushButton)
        assert evaluator.focus.text() == words
        evaluator.press("Space")

    turn("乙科", "停用所选")
    assert not units(evaluator)["乙科"].active
    assert (names(), evaluator.says("共 2 个单位")) == (["丙科", "甲科", "乙科（已停用）"], True)
    turn("乙科（已停用）", "启用所选")
    assert units(evaluator)["乙科"].active
    assert evaluator.says("共 3 个单位")


def test_pressed_twice_it_is_the_same_unit(evaluator: Evaluator) -> None:
    reach(evaluator, "被考核单位")
    evaluator.press("Ctrl+Home", "Down", "Shift+Tab")
    assert evaluator.focus.accessibleName() == "停用所选"
    evaluator.press("Space")
    assert [name for name, one in units(evaluator).items() if not one.active] == ["乙科"]
    assert evaluator.focus.accessibleName() == "启用所选"
    evaluator.press("Space")
    assert all(one.active for one in units(evaluator).values())


def test_what_was_typed_last_is_taken_in_too(evaluator: Evaluator) -> None:
    def write(dialog: QDialog) -> None:
        evaluator.tab_to("单位名单")
        evaluator.write("丁科\n")
        wait_until(button_of(dialog, "收入").isEnabled)
        evaluator.write("戊科")
        button_of(dialog, "收入 1 个单位").click()

    answering(write)
    do(evaluator, "增加、修改单位…")
    assert {"丁科", "戊科"} <= {*units(evaluator)}


# -- the window


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    """A new window watches for mishaps; afterwards the test does, and the text is as before."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield
    dress(qapp)


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


def test_larger_text_changes_nobody_s_seat(evaluator: Evaluator, hooks: None) -> None:
    """Once: a name kept by a PIN was signed out, and what followed bore another's."""
    answering(typed(evaluator, "2468"))
    do(evaluator, "设口令…：王考评")
    sit_down_as(evaluator, "王考评", "2468")
    reach(evaluator, "文字大小：100%")
    evaluator.press("Right")
    assert evaluator.office.workplace.author.name == "王考评"


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


# -- terms and folders


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


def test_files_are_saved_where_the_settings_say(evaluator: Evaluator, tmp_path: Path) -> None:
    out = tmp_path / "上报材料"
    out.mkdir()
    usual = documents()
    answering(choose(out))
    do(evaluator, "选择存放文件的文件夹…")
    assert evaluator.says(str(out))
    assert documents() == out
    out.rmdir()  # a stick that was pulled out
    open_page(evaluator, "备份")
    open_page(evaluator, "文件夹")
    assert documents() == usual
    evaluator.return_to_window()
    do(evaluator, "用系统的“文档”文件夹")
    assert evaluator.program._preferences.exports is None


def test_a_folder_is_opened_or_named(evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens folders here belongs to the system."""
    asked: list[str] = []
    opens = [True, False]

    def ask(url: QUrl) -> bool:
        asked.append(url.toLocalFile())
        return opens[len(asked) - 1]

    monkeypatch.setattr(QDesktopServices, "openUrl", ask)
    folder = str(evaluator.office.workplace.workspace.folder)
    do(evaluator, "打开工作区文件夹")
    assert (asked, evaluator.shell.message.text) == ([folder], "")
    evaluator.press("Space")
    assert asked == [folder, folder]
    assert folder in evaluator.shell.message.text
    do(evaluator, "打开日志文件夹")
    assert len(asked) == 2  # there is none before there is something to log
    assert "还没有这个文件夹" in evaluator.shell.message.text


def test_another_workspace_is_opened_after_a_backup_of_this_one(
    evaluator: Evaluator, hooks: None, tmp_path: Path
) -> None:
    before = evaluator.office.workplace.workspace.folder
    shell = evaluator.shell
    add(evaluator.office.workplace.workspace)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = office_in(elsewhere)
    do(evaluator, "换一个工作区…")
    wait_until(lambda: evaluator.shell is not shell)
    assert evaluator.program.office is None
    evaluator.return_to_window()
    assert evaluator.says("欢迎使用考评台")
    assert evaluator.program._preferences.workspace == before  # until another one is open
    answering(choose(other))
    evaluator.tab_to("打开已有工作区…")
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == other
    with open_workspace(before) as left:  # nobody holds it any more
        assert len(list_backups(left)) == 1


def test_another_workspace_has_to_wait_for_what_is_running(evaluator: Evaluator) -> None:
    gate = threading.Event()
    evaluator.office.jobs.start("数数", lambda _p, _c: gate.wait(5), lambda _: None)
    do(evaluator, "换一个工作区…")
    assert "数数，还没有完成" in evaluator.shell.message.text
    gate.set()
    wait_until(lambda: not evaluator.office.jobs.running)
    assert evaluator.program.office is not None
