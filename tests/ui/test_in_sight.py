"""In sight: what gets the cursor from elsewhere is scrolled to, and a window that comes back stays as it was."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.parts.in_sight import KeptInSight
from tests.ui.seat import key_to


class Page(QWidget):
    """A button, and below it an area with two that stand far from each other."""

    def __init__(self) -> None:
        super().__init__()
        self.outside, self.first, self.last = (QPushButton(one) for one in "外首末")
        body = QWidget()
        within = QVBoxLayout(body)
        within.addWidget(self.first)
        within.addSpacing(2000)
        within.addWidget(self.last)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(body)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.addWidget(self.outside)
        whole.addWidget(self.area)
        KeptInSight(self)


def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def in_sight(one: QWidget) -> bool:
    return not one.visibleRegion().isEmpty()


def test_a_key_from_outside_the_area(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.outside.setFocus()
    key_to(made.outside, "Shift+Tab")
    assert QApplication.focusWidget() is made.last
    qtbot.waitUntil(lambda: in_sight(made.last))
    key_to(made.last, "Tab")
    key_to(made.outside, "Tab")
    assert QApplication.focusWidget() is made.first
    qtbot.waitUntil(lambda: in_sight(made.first))


def test_a_field_for_many_lines_is_seen_whole(qtbot: QtBot) -> None:
    """Qt is content with the line of its caret."""
    made = page(qtbot)
    field = QPlainTextEdit()
    field.setFixedHeight(120)
    within = made.area.widget().layout()
    assert isinstance(within, QVBoxLayout)
    within.insertWidget(2, field)
    field.show()
    made.first.setFocus()
    QWidget.setTabOrder(made.first, field)
    key_to(made.first, "Tab")
    assert QApplication.focusWidget() is field
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect().height() == field.height())


def test_a_window_that_comes_back_shows_what_it_showed(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.outside.setFocus()
    made.first.setFocus()
    QApplication.processEvents()
    made.area.verticalScrollBar().setValue(2000)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    made.activateWindow()
    qtbot.waitUntil(made.first.hasFocus)
    QApplication.processEvents()
    assert not in_sight(made.first)


def test_what_is_larger_than_the_area_stays_where_it_led_its_own_cursor(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.first.setFixedHeight(900)
    QApplication.processEvents()
    made.outside.setFocus()
    made.area.verticalScrollBar().setValue(100)
    made.first.setFocus()
    QApplication.processEvents()
    assert made.area.verticalScrollBar().value() == 100
