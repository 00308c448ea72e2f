"""被考核单位 in the settings, by keyboard: added, changed, left out and taken in again."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QPushButton,
    QTableWidget,
)

from desktop.domain.records import UnitRecord
from desktop.services.office import units_of
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.setting_pages import at_settings, do, open_page, reach
from tests.ui.dropping import answering, button_of

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path) -> Evaluator:
    """Before the settings, with the cursor at their beginning."""
    return at_settings(sit, tmp_path)


def units(evaluator: Evaluator) -> dict[str, UnitRecord]:
    return {one.name: one for one in units_of(evaluator.office.workplace.workspace)}


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
