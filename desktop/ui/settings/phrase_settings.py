"""The library of phrases, a click away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.parts.boxes import row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import paragraph

_WHY = "写过的说明和理由会记成常用语，下次输入时提示；可以改正，未定稿的考核表一起改。"


class PhraseSettings(QWidget):
    """One button, and what it is for."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        phrases = button("常用语…", "", "message-2")
        phrases.clicked.connect(self.wanted)
        line = row(phrases, paragraph(_WHY, "soft"), gap=14)
        line.setStretch(1, 1)
        self.setLayout(line)
