"""Where there is nothing to show: why, and a button for each way out of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import paragraph
from desktop.ui.theme.tokens import px

_WIDTH = 460


class Way(NamedTuple):
    """A button where there is nothing, and what it does."""

    words: str
    deed: str


class EmptyPage(QWidget):
    """The first way is what most want; it has the cursor."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = paragraph("", "soft")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setFixedWidth(px(_WIDTH))
        self._box = QHBoxLayout()
        self._box.setSpacing(px(8))
        self._ways: tuple[Way, ...] = ()
        self.buttons: list[QPushButton] = []
        middle = column(None, self._words, row(None, self._box, None), None, gap=16)
        self.setLayout(row(None, middle, None))

    @property
    def entry(self) -> QWidget:
        """Where the cursor begins."""
        return self.buttons[0] if self.buttons else self

    def show_ways(self, words: str, ways: Sequence[Way]) -> None:
        """Why there is nothing, and the ways."""
        self._words.setText(words)
        if self._ways == tuple(ways):
            return
        self._ways = tuple(ways)
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        self.buttons = []
        for at, one in enumerate(ways):
            made = button(one.words, "" if at else "primary")
            made.clicked.connect(partial(self.chosen.emit, one.deed))
            self._box.addWidget(made)
            self.buttons.append(made)
