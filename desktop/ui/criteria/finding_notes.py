"""What any finding may carry besides its shape's own keys: a note, an exemption, 不适用, and the grounds."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from desktop.domain.scheme import Criterion
from desktop.ui.criteria.control import Fact
from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import tool
from desktop.ui.parts.labels import label
from desktop.ui.parts.lines import line, show_text
from desktop.ui.parts.phrase_fields import GROUNDS, NOTE, take_phrases
from desktop.ui.theme.tokens import px

NOTE_KEYS: Final = frozenset({"note", "exempt", "reason", "applies"})


class FindingNotes(QWidget):
    """Fields that appear where they are wanted; `switches` stand in the card's row of tools."""

    edited = Signal()

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        name = criterion.label
        self._note = line(f"说明：{name}", "说明（印在扣分原因之后）")
        self._grounds = line(f"理由：{name}", "理由（必填）")
        note_tip = "说明：写一句自己的话，印在扣分原因之后"
        exempt_tip = "免责：属客观原因等情形，不扣分，要写明理由"
        aside_tip = "不适用：本办法规定这一条可以不适用，要写明理由"
        self._noted = tool("message-2", f"写说明：{name}", note_tip, checkable=True)
        self._exempt = tool("shield-check", f"免责：{name}", exempt_tip, checkable=True)
        self._aside = tool("ban", f"不适用：{name}", aside_tip, checkable=True)
        # Only ever hidden here: what is shown before it has a parent flashes up as a window.
        if criterion.rule.earns:
            self._exempt.hide()
        if criterion.not_applicable is None:
            self._aside.hide()
        take_phrases(self._note, criterion.id, NOTE)
        take_phrases(self._grounds, criterion.id, GROUNDS)
        self._invited = False
        self.switches = (self._noted, self._exempt, self._aside)
        self._note_row = holder(_field("说明", self._note))
        self._grounds_row = holder(_field("理由", self._grounds))
        self.setLayout(column(self._grounds_row, self._note_row, gap=6))
        self._connect()
        self._show_rows()

    def _connect(self) -> None:
        self._note.textEdited.connect(self.edited)
        self._grounds.textEdited.connect(self.edited)
        self._noted.clicked.connect(self._on_noted)
        self._exempt.clicked.connect(lambda: self._on_switched(self._exempt, self._aside))
        self._aside.clicked.connect(lambda: self._on_switched(self._aside, self._exempt))

    def _on_noted(self) -> None:
        if not self._noted.isChecked():
            self._note.clear()
            self.edited.emit()
        self._show_rows()
        if self._noted.isChecked():
            self._note.setFocus()

    def _on_switched(self, one: QToolButton, other: QToolButton) -> None:
        other.setChecked(False)
        self._show_rows()
        if one.isChecked():
            self._grounds.setFocus()
        self.edited.emit()

    def _show_rows(self) -> None:
        asks = self._exempt.isChecked() or self._aside.isChecked()
        noted = self._noted.isChecked() or self._invited
        self._grounds_row.setVisible(asks)
        self._note_row.setVisible(noted)
        self.setVisible(asks or noted)

    @property
    def applies(self) -> bool:
        """Whether the criterion applies to the unit."""
        return not self._aside.isChecked()

    @property
    def stands_alone(self) -> bool:
        """Whether these make a finding without the shape's own keys."""
        return self._exempt.isChecked() or self._aside.isChecked()

    @property
    def fault(self) -> str:
        """Why they make no finding yet."""
        if not self.stands_alone or self._grounds.text().strip():
            return ""
        return "免责要写明理由" if self._exempt.isChecked() else "不适用要写明理由"

    @property
    def plain(self) -> Fact:
        """As a fact holds them, what is blank left out."""
        told: dict[str, object] = {}
        if self._note.text().strip():
            told["note"] = self._note.text().strip()
        if self.stands_alone:
            told["reason"] = self._grounds.text().strip()
            told |= {"exempt": True} if self._exempt.isChecked() else {"applies": False}
        return told

    def show_fact(self, fact: Fact | None) -> None:
        """Show what is recorded; a field that says the same keeps its cursor."""
        plain = fact or {}
        show_text(self._note, str(plain.get("note", "")))
        self._exempt.setChecked(plain.get("exempt") is True)
        self._aside.setChecked(plain.get("applies") is False)
        if self.stands_alone:
            show_text(self._grounds, str(plain.get("reason", "")))
        else:
            self._grounds.clear()
        if plain.get("note"):
            self._noted.setChecked(True)
        elif not self._note.hasFocus():
            self._noted.setChecked(False)
        self._show_rows()

    def invite(self, losing: bool) -> None:  # noqa: FBT001  # one plain question
        """A line that loses points wants a word why."""
        if losing != self._invited:
            self._invited = losing
            self._show_rows()


def _field(words: str, field: QLineEdit) -> QHBoxLayout:
    head = label(words, "soft")
    head.setFixedWidth(px(34))
    return row(head, field)
