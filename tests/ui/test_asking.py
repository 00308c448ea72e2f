"""A dialog that was closed is gone: eight hours of dialogs would fill the memory, and each would go on reading."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.grounds_dialog import GroundsDialog
from desktop.ui.parts.asking import ask, put_up
from tests.ui.seat import key_to, visible

UI = Path(__file__).parents[2] / "desktop" / "ui"
# Boxes of Qt's own, which see to it themselves.
_BOXES = {UI / "mishaps.py", UI / "dialogs" / "confirmation.py", UI / "parts" / "asking.py"}


def dialogs_of(window: QWidget) -> list[QDialog]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return list(window.findChildren(QDialog))


@pytest.mark.parametrize("answer", ["accept", "reject"])
def test_what_was_asked_is_gone(window: QWidget, answer: str) -> None:
    dialog = QDialog(window)
    QTimer.singleShot(0, getattr(dialog, answer))
    assert ask(dialog) is (answer == "accept")
    assert dialog.parent() is window  # what it says can still be read
    assert dialogs_of(window) == []


def test_what_was_put_up_is_gone_once_it_is_closed(window: QWidget) -> None:
    dialog = QDialog(window)
    put_up(dialog)
    assert dialogs_of(window) == [dialog]
    dialog.reject()
    assert dialogs_of(window) == []


@pytest.mark.parametrize("opens", [ask, put_up])
def test_the_window_has_the_keys_again(
    window: QWidget, qtbot: QtBot, opens: Callable[[QDialog], object]
) -> None:
    """Offscreen nobody gives them back; a window manager may lose them where two dialogs close at once."""
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    dialog = QDialog(window)
    QTimer.singleShot(20, dialog.reject)
    opens(dialog)
    qtbot.waitUntil(lambda: dialogs_of(window) == [])
    qtbot.waitUntil(window.isActiveWindow, timeout=2_000)


def opened_elsewhere(path: Path) -> list[str]:
    """Calls of `exec()`, and of a dialog's `open()`, without words between the brackets."""
    return [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and not node.args
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr == "exec" or (node.func.attr == "open" and not node.keywords))
        and "menu" not in ast.unparse(node.func)
    ]


def test_every_dialog_is_opened_in_one_of_these_ways() -> None:
    found = [
        one
        for path in sorted(UI.rglob("*.py"))
        if path not in _BOXES
        for one in opened_elsewhere(path)
    ]
    assert found == []


def test_enter_on_a_button_presses_that_one(window: QWidget) -> None:
    dialog = GroundsDialog(window, "撤销定稿", "要写明理由。", "撤销定稿")
    dialog.open()
    dialog._text.setPlainText("算错了")
    [cancel] = [one for one in visible(dialog, QPushButton) if one.text() == "取消"]
    cancel.setFocus()
    key_to(cancel, "Return")
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()
