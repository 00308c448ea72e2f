"""The card of a criterion: its wording, its control, what goes with any finding, and its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from desktop.domain.amounts import show
from desktop.domain.scheme import Criterion
from desktop.domain.score_sheet import Line
from desktop.ui.criteria.control import Fact
from desktop.ui.criteria.finding_notes import NOTE_KEYS, FindingNotes
from desktop.ui.criteria.registry import control_for
from desktop.ui.panels.proposal_strip import ProposalStrip
from desktop.ui.panels.told_row import ToldRow
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import tool
from desktop.ui.parts.labels import paragraph
from desktop.ui.theme.tokens import COLOURS
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.proposal_words import ProposalShown

# What is done with a proposal.
ACCEPT: Final = "accept"
ANSWER: Final = "answer"
LOOK: Final = "look"
_SHOWN_BELOW: Final = {"tiers", "choice"}  # their control states the rule


class CriterionCard(QFrame):
    """Shows one criterion of the open sheet and passes on what is done to it."""

    history_wanted = Signal(str)
    evidence_wanted = Signal(str, int)  # and of which item; below zero of none
    charge_wanted = Signal(str, int)  # the item at this place, to another unit too
    proposal_wanted = Signal(str, str)  # what is to be done with the ledgers' proposal

    def __init__(self, criterion: Criterion, assessment: OpenAssessment) -> None:
        super().__init__()
        self.setObjectName("card")
        self.criterion = criterion
        self._assessment = assessment
        self.control = control_for(criterion)
        self.control.setAccessibleName(criterion.label)
        self.proposal = ProposalStrip(criterion.label)
        self._withdraws = True
        self._notes = FindingNotes(criterion)
        name = criterion.label
        self._withdraw = tool("x", f"撤去认定：{name}", "撤去这一条的认定，回到未评")
        self._evidence = tool("paperclip", f"佐证：{name}", "佐证材料")
        self._evidence.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._history = tool("history", f"留痕：{name}", "留痕：这一条是谁在什么时候怎么改的")
        tools = (*self._notes.switches, self._evidence, self._history, self._withdraw)
        self.told = ToldRow(tools)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        words = paragraph()
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setText(_wording(self.criterion))
        box = column(gap=4, margins=(14, 10, 10, 8))
        if self.control.beside:
            head = row(words, self.control, gap=12)
            head.setStretch(0, 1)
            head.setAlignment(self.control, Qt.AlignmentFlag.AlignTop)
            box.addLayout(head)
        else:
            box.addWidget(words)
            box.addWidget(self.control)
        if self.control.below is not None:
            box.addWidget(self.control.below)
        box.addWidget(self.proposal)
        box.addWidget(self._notes)
        box.addWidget(self.told)
        exemption = f"可免责：{self.criterion.exemption}" if self.criterion.exemption else ""
        for one in filter(None, (exemption, *self.criterion.notes)):
            box.addWidget(paragraph(f"注：{one}", "small"))
        self.setLayout(box)

    def _connect(self) -> None:
        name = self.criterion.id
        self.control.drafted.connect(self._on_drafted)
        self.control.chosen.connect(self._on_chosen)
        self.control.unclear.connect(lambda why: self._assessment.cannot(name, why))
        self._notes.edited.connect(self._on_notes)
        self._withdraw.clicked.connect(lambda: self._assessment.withdraw(name))
        self._history.clicked.connect(lambda: self.history_wanted.emit(name))
        self._evidence.clicked.connect(lambda: self.evidence_wanted.emit(name, -1))
        self.control.evidence_wanted.connect(lambda at: self.evidence_wanted.emit(name, at))
        self.control.charge_wanted.connect(lambda at: self.charge_wanted.emit(name, at))
        self.proposal.accepted.connect(lambda: self.proposal_wanted.emit(ACCEPT, name))
        self.proposal.answered.connect(lambda: self.proposal_wanted.emit(ANSWER, name))
        self.proposal.looked.connect(lambda: self.proposal_wanted.emit(LOOK, name))

    # -- what is done here

    def _on_drafted(self, own: Fact | None) -> None:
        if own is None and not self._notes.stands_alone:
            self._assessment.draft(self.criterion.id, None)
        else:
            self._draft({} if own is None else own)

    def _on_chosen(self, own: Fact) -> None:
        if self._notes.fault:
            self._draft(own)  # it waits for its grounds
        else:
            self._assessment.choose(self.criterion.id, {**own, **self._notes.plain})

    def _on_notes(self) -> None:
        own = self._own(self._assessment.fact(self.criterion.id))
        if self._notes.fault:
            self._draft(own)
        elif not own and not self._notes.stands_alone:
            if self._notes.plain:
                self._assessment.cannot(self.criterion.id, "请先认定，再写说明")
            else:
                self._assessment.draft(self.criterion.id, None)
        else:
            self._draft(own)

    def _draft(self, own: Fact) -> None:
        if not self._notes.applies:
            own = {}
        self._assessment.draft(self.criterion.id, {**own, **self._notes.plain})
        if self._notes.fault:
            self._assessment.explain(self.criterion.id, self._notes.fault)

    def _own(self, fact: Fact | None) -> Fact:
        """The shape's own keys, and grounds that belong to no exemption."""
        if fact is None:
            return {}
        alone = fact.get("exempt") is True or fact.get("applies") is False
        return {
            k: v for k, v in fact.items() if k not in NOTE_KEYS or (k == "reason" and not alone)
        }

    # -- what is shown

    @property
    def is_begun(self) -> bool:
        """Whether something is recorded or typed here."""
        one, name = self._assessment, self.criterion.id
        return one.key is not None and (one.fact(name) is not None or bool(one.fault(name)))

    def lock(self, *, locked: bool) -> None:
        """A locked sheet is still read: its history and its evidence stay at hand."""
        for one in (self._notes, *self._notes.switches, self._withdraw):
            one.setEnabled(not locked)
        self.control.lock(locked=locked or not self._notes.applies)

    def keep_to_fact(self) -> None:
        """Where a fact is only tried out there is no evidence to file, no history, nothing to take back."""
        for one in (self._evidence, self._history, self._withdraw):
            one.hide()
        self._withdraws = False

    def refresh(self, line: Line | None) -> None:
        """Show what is recorded or being typed, and what it comes to."""
        name = self.criterion.id
        fact = self._assessment.fact(name)
        fault = self._assessment.fault(name)
        if not fault:
            own = self._own(fact)
            self._notes.show_fact(fact)
            self.control.show_fact(own or None)
        self._withdraw.setVisible(fact is not None and self._withdraws)
        self._notes.invite(fact is not None and line is not None and line.nominal < 0)
        self._show_sentence(line, fault)

    def show_links(self, count: int) -> None:
        """How many pieces of evidence are linked here."""
        self._evidence.setText(str(count) if count else "")
        self._evidence.setToolTip(f"佐证材料 {count} 件" if count else "还没有佐证材料")

    def show_shared(self, words: Mapping[int, str]) -> None:
        """Which items stand on another unit's sheet too, by their places."""
        self.control.show_shared(words)

    def show_proposal(self, shown: ProposalShown | None) -> None:
        """What the ledgers say to it; the cursor stays in the card when the button under it goes."""
        held = QApplication.focusWidget()
        self.proposal.show_proposal(shown, locked=self._assessment.locked)
        if held is not None and self.proposal.isAncestorOf(held) and not held.isVisible():
            self.focus_entry()

    def _show_sentence(self, line: Line | None, fault: str) -> None:
        if fault:
            stands = self._assessment.is_recorded(self.criterion.id)
            head = "没有改动，仍按原来记录的计" if stands else "还没有记录"
            self.told.tell((f"{head}：{fault}", "amber"), ("", ""))
        elif line is None:
            self.told.tell(("未评", ""), ("", ""))
        else:
            self.told.tell((self._shortened(line.reason), ""), amount_words(line))

    def _shortened(self, reason: str) -> str:
        """Without the clause and wording that stand above it already."""
        return reason.removeprefix(self.criterion.label).removeprefix("：").lstrip()

    def focus_entry(self) -> None:
        """Put the cursor where typing begins; where nothing is taken any more, where one reads on."""
        entry = self.control.entry()
        (entry if entry.isEnabled() else self._history).setFocus()

    def entries(self) -> tuple[QWidget, ...]:
        """What Enter walks through."""
        return self.control.entries()


def _wording(criterion: Criterion) -> str:
    """Clause, wording and rule in one paragraph, so that a card stays low."""
    rule = criterion.words if criterion.rule.shape not in _SHOWN_BELOW else ""
    parts = [f'<b style="color:{COLOURS["primary"]}">{escape(criterion.clause)}</b>']
    parts += [escape(criterion.when)] if criterion.when else []
    parts += [f'<span style="color:{COLOURS["ink_soft"]}">{escape(rule)}</span>'] if rule else []
    return "&nbsp; ".join(parts)


def amount_words(line: Line) -> tuple[str, str]:
    """What a line counts, with its sign, and the tone it is written in."""
    if line.effective == line.nominal:
        counted = _signed(show(line.effective))
    else:
        counted = f"应 {_signed(show(line.nominal))}，计 {_signed(show(line.effective))}"
    if line.nominal < 0:
        return counted, "red"
    return counted, "green" if line.nominal > 0 else ""


def _signed(amount: str) -> str:
    """With a true minus sign, or a plus."""
    if amount.startswith("-"):
        return f"−{amount[1:]}"
    return amount if amount == "0" else f"+{amount}"
