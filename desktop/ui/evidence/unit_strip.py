"""The line above a unit's evidence: its name, what is due and there, and the way to its sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop.ui.parts.boxes import row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel, label
from desktop.viewmodels.evidence_book import EvidenceBook


class UnitStrip(QFrame):
    """Says whose evidence is in sight, also where the list of units has no room."""

    sheet_wanted = Signal()

    def __init__(self, book: EvidenceBook) -> None:
        super().__init__()
        self.setObjectName("head")
        self._book = book
        self._name = label("", "heading")
        self._figures = ElidedLabel("", "soft")
        self.sheet_button = button(
            "到考核", "link", "clipboard-check", "这一项在考核里（Ctrl+Enter）"
        )
        line = row(self._name, self._figures, self.sheet_button, gap=12, margins=(14, 5, 10, 5))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.sheet_button.clicked.connect(self.sheet_wanted)
        for tells in (book.opened, book.changed, book.moved):
            tells.connect(self._show)
        self._show()

    def _show(self) -> None:
        unit = self._book.unit
        if unit is None:
            return
        self._name.setText(unit.assessment.name)
        told = [f"材料 {unit.files} 份"]
        if self._book.asks:
            told.insert(0, f"应交 {unit.due} 件，已交 {unit.due - unit.lacking} 件")
            told += [f"其中 {unit.unasked} 份只用于评分标准"] if unit.unasked else []
            told += [f"免交 {unit.waived} 项"] if unit.waived else []
        self._figures.set_whole(unit.trouble or "，".join(told))
