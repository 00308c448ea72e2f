"""The doubt notice: below the fields of a form, what looks wrong with what is entered; it refuses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtWidgets import QFrame

from desktop.domain.ledgers.doubts import Doubt, told
from desktop.ui.parts.boxes import row
from desktop.ui.parts.wrapped_text import flowing

_SURE: Final = "属实的照样可以登记。"


class DoubtNotice(QFrame):
    """Out of sight where nothing is doubted."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.words = flowing("", "", "amber")
        self.setLayout(row(self.words, margins=(18, 6, 18, 6)))
        self.hide()

    def show_doubts(self, doubts: Iterable[Doubt]) -> None:
        """What looks wrong now; of several rows each doubt once."""
        words = told(dict.fromkeys(doubts))
        self.words.setText(f"{words}。{_SURE}")
        self.setVisible(bool(words))
