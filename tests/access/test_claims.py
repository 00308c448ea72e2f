"""Two that take one key are found, wherever the cursor could meet both; what stands apart may take the same."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.parts.boxes import column
from desktop.ui.parts.keys import keys_within
from tests.access.claims import claimed_twice


def test_two_that_take_one_key_are_found(qtbot: QtBot) -> None:
    window, inner, beside = QWidget(), QWidget(), QWidget()
    made = QPushButton("存")
    inner.setLayout(column(made))
    window.setLayout(column(inner, beside))
    qtbot.addWidget(window)
    window.show()

    def found(takes: Callable[[], object]) -> list[str]:
        takes()
        return [*claimed_twice(window)]

    assert found(lambda: keys_within(inner, {"Ctrl+N": bool})) == []
    assert found(lambda: keys_within(beside, {"Ctrl+N": bool})) == []
    assert found(lambda: made.setShortcut("Ctrl+S")) == []
    [told] = found(lambda: keys_within(beside, {"Ctrl+S": bool}))
    assert told == "Ctrl+S is taken by QWidget “” and by QPushButton “存”"
    made.setEnabled(False)
    assert found(lambda: keys_within(made, {"Ctrl+N": bool})) == []  # it is not there
    made.setEnabled(True)
    made.setShortcut("")
    assert len(found(bool)) == 1
    beside.hide()
    assert len(found(lambda: QShortcut(QKeySequence("Ctrl+N"), window))) == 3
    inner.hide()
    action = QAction(window)
    action.setShortcut("Ctrl+N")
    assert found(lambda: window.addAction(action)) == [
        "Ctrl+N is taken by QWidget “” and by QWidget “”"
    ]
