"""Buttons of which one is on: the tab key comes to that one, also where it was put on by no hand."""

from PySide6.QtWidgets import QApplication, QButtonGroup, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.assessments import scheme_in
from desktop.ui.criteria.registry import control_for
from desktop.ui.parts.boxes import column
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.parts.toggles import stop_at_checked
from tests.ui.seat import key_to
from tests.viewmodels.building import EVERY


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def window_of(qtbot: QtBot, *parts: QWidget) -> QWidget:
    window = QWidget()
    window.setLayout(column(*parts))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=5_000)
    return window


def test_the_tab_key_comes_to_the_one_that_is_on(qtbot: QtBot, dressed: QApplication) -> None:
    made = [QToolButton() for _ in range(3)]
    group = QButtonGroup()
    stop_at_checked(group)
    for one in made:
        one.setCheckable(True)
        group.addButton(one)
    before, after = QLineEdit(), QLineEdit()
    window = window_of(qtbot, before, *made, after)
    made[1].setChecked(True)
    before.setFocus()
    key_to(before, "Tab")
    assert focused() is made[1]
    key_to(focused(), "Tab")
    assert focused() is after
    key_to(focused(), "Shift+Tab")
    key_to(focused(), "Down")
    assert focused() is made[2]
    assert made[2].isChecked()
    made[0].setChecked(True)
    assert focused() is made[0]  # and not where nothing is chosen any more
    assert window.isVisible()


def test_the_cursor_stays_with_what_is_chosen(qtbot: QtBot, dressed: QApplication) -> None:
    """Another unit is shown while the cursor is there: the space bar would choose the other case."""
    cases = Segments((Segment("未发现"), Segment("发现")), "学习", first_digit=0)
    window = window_of(qtbot, cases)
    cases.show_value(0)
    cases.setFocus()
    assert focused().accessibleName() == "学习：未发现"
    cases.show_value(1)
    assert focused().accessibleName() == "学习：发现"
    cases.show_value(None)
    assert focused().accessibleName() == "学习：发现"  # where it was taken back
    assert window.isVisible()


def test_the_cursor_stays_with_the_option_that_is_chosen(
    qtbot: QtBot, dressed: QApplication
) -> None:
    options = control_for(scheme_in(EVERY.text.encode(), EVERY.scheme).criteria["choice-earn-it"])
    window = window_of(qtbot, options)
    options.show_fact({"choice": "twice"})
    options.entry().setFocus()
    before = focused()
    options.show_fact({"choice": "once"})
    assert focused() is options.entry()
    assert focused() is not before
    assert window.isVisible()
