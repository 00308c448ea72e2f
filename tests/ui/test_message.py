"""The message over the foot of the window takes no more room than its words."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.shell import Message


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
