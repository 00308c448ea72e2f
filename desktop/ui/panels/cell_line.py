"""The line below the round table: the current cell's criterion and rule, and the sentence that it comes to."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from desktop.ui.panels.criterion_card import amount_words
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.labels import ElidedLabel, label, paragraph, restyle, sign
from desktop.ui.theme.tokens import px
from desktop.viewmodels.cell_told import CellTold
from desktop.viewmodels.round_table import Fault


class CellLine(QFrame):
    """Two lines; while something is typed, what it would come to, or why it cannot be recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._unit = label("", "strong", "primary")
        self._criterion = ElidedLabel()
        self._lock = sign("lock", "primary", 16)
        self._sentence = paragraph("", "sentence")
        self._sentence.setMinimumHeight(px(40))
        self._amount = label("", "strong")
        words = row(self._unit, self._criterion, gap=12)
        words.setStretch(1, 1)
        told = row(self._lock, self._sentence, self._amount, gap=8)
        told.setStretch(1, 1)
        self.setLayout(column(words, told, gap=2, margins=(16, 8, 16, 6)))

    def show_cell(self, told: CellTold | None, fault: Fault) -> None:
        """Show a cell; a fault goes before what is recorded."""
        if told is None:
            told = CellTold("", "", "", "")
        self._unit.setText(told.unit)
        self._criterion.set_whole("　".join(filter(None, (told.label, told.rule, told.notes))))
        self._lock.setVisible(bool(told.fixed) and not fault.words)
        amount, tone = amount_words(told.line) if told.line is not None else ("", "")
        if fault.words:
            lead = "没有记录" if fault.final else "还没有记录"
            self._say(f"{lead}：{fault.words}", "red" if fault.final else "amber")
            amount = ""
        else:
            self._say("。".join(filter(None, (told.sentence, told.fixed))), "")
        self._amount.setText(amount)
        restyle(self._amount, "tone", tone)

    @property
    def words(self) -> str:
        """What the sentence says."""
        return self._sentence.text()

    def _say(self, words: str, tone: str) -> None:
        if self._sentence.text() != words:
            self._sentence.setText(words)
        restyle(self._sentence, "tone", tone)
