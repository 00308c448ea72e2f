"""The message over the foot of the window takes no more room than its words, and gives the cursor back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.shell import Message, Shell
from tests.ui.seat import key_to, visible


@pytest.mark.parametrize(("times", "lines"), [(1, 1), (4, 3)])
def test_it_is_as_high_as_its_lines(
    qtbot: QtBot, dressed: QApplication, times: int, lines: int
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1_024, 600)
    message = Message()
    message.lie_over(window)
    window.show()
    message.refuse("还有 12 条没有认定，不能定稿；第一条是“序号4①未覆盖成员单位”。" * times)
    line = message._words.fontMetrics().lineSpacing()
    assert (message.height() - 8) // line == lines  # of which the margins are 8
    assert message.geometry().bottom() == window.rect().bottom()


@pytest.fixture
def over(qtbot: QtBot, dressed: QApplication) -> tuple[QWidget, QPushButton, Message]:
    """A window with two buttons, the cursor on the second, and a remark over it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1_024, 600)
    QPushButton("甲", window)
    second = QPushButton("乙", window)
    message = Message()
    message.lie_over(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    second.setFocus()
    message.remark("已撤销")
    key_to(second, "Tab")
    assert visible(message, QPushButton)[0].hasFocus()
    return window, second, message


def test_a_remark_that_passes_gives_the_cursor_back(
    over: tuple[QWidget, QPushButton, Message],
) -> None:
    _window, second, message = over
    message._passes.timeout.emit()
    assert not message.isVisible()
    assert second.hasFocus()


def test_where_the_cursor_was_may_be_gone(over: tuple[QWidget, QPushButton, Message]) -> None:
    window, second, message = over
    second.deleteLater()
    QApplication.sendPostedEvents(second, QEvent.Type.DeferredDelete)
    key_to(visible(message, QPushButton)[0], "Space")
    assert not message.isVisible()
    assert window.focusWidget() is not None


def test_escape_puts_a_refusal_away_wherever_nothing_else_wants_it(
    qtbot: QtBot, dressed: QApplication
) -> None:
    """By keyboard it was many tabs to its button, and it lay over what stands at the foot."""
    shell, held = Shell(), QPushButton("甲")
    qtbot.addWidget(shell)
    shell.show()
    shell.show_page(held)
    qtbot.waitUntil(shell.isActiveWindow)
    held.setFocus()
    shell.message.refuse("没有可以重做的操作")
    key_to(held, "Escape")
    assert not shell.message.isVisible()
    assert held.hasFocus()


@pytest.mark.parametrize(("how", "stays"), [(QDialog.accept, False), (QDialog.reject, True)])
def test_what_a_dialog_did_after_all_is_no_longer_refused(
    qtbot: QtBot, dressed: QApplication, how: Callable[[QDialog], None], *, stays: bool
) -> None:
    """Once: the day was put right, the dialog went, and the red line went on saying that it was wrong."""
    shell = Shell()
    qtbot.addWidget(shell)
    shell.show()
    dialog = QDialog(shell)
    dialog.open()
    shell.message.refuse_here("复查日期不能早于完成日期")
    how(dialog)
    assert shell.message.text == ("复查日期不能早于完成日期" if stays else "")


def test_a_dialog_over_a_part_of_its_own_window_does_not_keep_it_silent(
    qtbot: QtBot, dressed: QApplication
) -> None:
    """Once: a package was taken in and nothing said so, and the refusal of the one before went on standing there."""
    shell, page = Shell(), QWidget()
    qtbot.addWidget(shell)
    shell.show()
    shell.show_page(page)
    dialog = QDialog(page)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not shell.message.is_behind
