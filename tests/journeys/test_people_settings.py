"""本单位 and 人员 in the settings, by keyboard: who works here, and whose name a PIN keeps."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from desktop.domain.records import Person
from desktop.services.office import office_of, people_of
from desktop.services.pins import has_pin
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.setting_pages import at_settings, do, reach, sit_down_as, typed
from tests.ui.dropping import answering

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path) -> Evaluator:
    """Before the settings, with the cursor at their beginning."""
    return at_settings(sit, tmp_path)


def person(evaluator: Evaluator, name: str) -> Person:
    found = people_of(evaluator.office.workplace.workspace)
    return next(one for one in found if one.name == name)


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


def test_a_name_stands_clear_of_the_boxes_beside_it(evaluator: Evaluator) -> None:
    reach(evaluator, "新人员姓名")
    ticks = cast("list[QCheckBox]", evaluator.shell.findChildren(QCheckBox))
    lines = [one for one in ticks if one.accessibleName().endswith("担任考核")]
    assert lines
    for box in lines:
        name = box.accessibleName().removesuffix("担任考核")
        beside = cast("list[QLabel]", cast("QWidget", box.parent()).findChildren(QLabel))
        [shown] = [one for one in beside if one.text() == name]
        assert shown.geometry().right() < box.x()


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


def test_larger_text_changes_nobody_s_seat(evaluator: Evaluator, hooks: None) -> None:
    """Once: a name kept by a PIN was signed out, and what followed bore another's."""
    answering(typed(evaluator, "2468"))
    do(evaluator, "设口令…：王考评")
    sit_down_as(evaluator, "王考评", "2468")
    reach(evaluator, "文字大小：100%")
    evaluator.press("Right")
    assert evaluator.office.workplace.author.name == "王考评"
