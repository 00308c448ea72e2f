"""The middle pane: one indicator's requirement, a card for each criterion, and what settles the whole."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

from desktop.domain.sheet_parts import SheetPart, lines_of
from desktop.ui.panels.criterion_card import ACCEPT, CriterionCard
from desktop.ui.panels.form_head import FormHead, requirement_box
from desktop.ui.panels.judgement_box import JudgementBox
from desktop.ui.panels.remark_box import RemarkBox
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.in_sight import bring_into_sight
from desktop.ui.parts.tab_order import order_after, place_holder
from desktop.ui.theme.tokens import px
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.proposals_beside import ProposalsBeside
from desktop.viewmodels.walk import Walk


class IndicatorForm(QFrame):
    """Shows the part that the walk is at. Another unit of the same scheme keeps the cards."""

    history_wanted = Signal(str)
    evidence_wanted = Signal(str, int)
    charge_wanted = Signal(str, int)
    proposal_wanted = Signal(str, str)  # what is to be done, and with which criterion's
    criterion_entered = Signal(str)  # the cursor came to it

    def __init__(self, assessment: OpenAssessment, walk: Walk, proposals: ProposalsBeside) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setMinimumWidth(px(340))
        self._assessment, self._walk, self._proposals = assessment, walk, proposals
        self._part: SheetPart | None = None
        self.cards: list[CriterionCard] = []
        self._head = FormHead(walk)
        self._judgement = JudgementBox(assessment)
        self.remarks = RemarkBox(assessment)
        self._body = QWidget()
        self._before = place_holder(self._body)
        self._body.setMaximumWidth(px(1_000))  # longer lines are hard to read
        self._box = QVBoxLayout(self._body)
        self._box.setContentsMargins(px(16), px(12), px(16), px(16))
        self._box.setSpacing(px(10))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        self.settle_button = button("本项无扣分", "", "circle-check", "Ctrl+Enter")
        self._judge_button = button("自由裁量", "", "scale", "由考核人另给分，要写明理由")
        self.next_button = button("下一未评项", "primary", "arrow-right", "F4")
        deeds = (self.settle_button, self._judge_button, None, self.next_button)
        foot = framed("foot", row(*deeds, margins=(16, 8, 16, 8)))
        self.remarks.answered.connect(self._on_answered)
        whole = column(self._head, self._scroll, foot, gap=0)
        whole.setStretchFactor(self._scroll, 1)
        self.setLayout(whole)
        self.settle_button.clicked.connect(self.settle)
        self._judge_button.clicked.connect(self._on_judge)
        self.next_button.clicked.connect(walk.next_open)
        assessment.changed.connect(self.refresh)
        proposals.changed.connect(self._on_proposed)
        assessment.wanted.connect(self.focus_criterion)
        walk.moved.connect(self._on_moved)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    # -- what is shown

    def show_low(self, *, low: bool) -> None:
        """With little height the cards need it more than the words above the name, which the tree says, too."""
        self._head.show_section(shown=not low)

    def _on_moved(self) -> None:
        part = self._walk.part
        if part is not self._part:
            self._build(part)
        self.refresh()

    def _build(self, part: SheetPart | None) -> None:
        self._part = part
        self._judgement.setParent(None)
        self.remarks.setParent(None)
        while self._box.count():
            item = self._box.takeAt(0)
            if isinstance(item, QWidgetItem):
                item.widget().hide()
                item.widget().deleteLater()
        self.cards = []
        if part is None:
            return
        self._box.addWidget(self.remarks)
        requirement = requirement_box(part)
        if requirement is not None:
            self._box.addWidget(requirement)
        for criterion in part.criteria:
            card = CriterionCard(criterion, self._assessment)
            card.history_wanted.connect(self.history_wanted)
            card.evidence_wanted.connect(self.evidence_wanted)
            card.charge_wanted.connect(self.charge_wanted)
            card.proposal_wanted.connect(self.proposal_wanted)
            self.cards.append(card)
            self._box.addWidget(card)
            card.show()  # at once: what is not shown cannot take the focus
        self._box.addWidget(self._judgement)
        self._box.addStretch(1)
        order_after(self._before, (self.remarks, *self.cards, self._judgement))
        self._judgement.show_part(part)
        self._scroll.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Show what is recorded or being typed."""
        part, assessment = self._part, self._assessment
        if part is None or assessment.key is None:
            return
        lines = lines_of(assessment.sheet, part)
        items = {one.id: one.criterion for one in assessment.sight.items}
        links = {
            (link.criterion or items.get(link.item or ""), link.evidence)
            for link in assessment.sight.links
        }
        counts = Counter(criterion for criterion, _ in links)
        for card in self.cards:
            card.refresh(lines.get(card.criterion.id))
            card.show_shared(assessment.shared(card.criterion.id))
            card.show_links(counts[card.criterion.id])
            card.show_proposal(self._proposals.shown(card.criterion))
            card.lock(locked=assessment.locked)
        self._head.show_score(part, assessment)
        self.remarks.show_part(part)
        self._judgement.refresh()
        pending = frozenset(assessment.sheet.pending)
        is_open = any(card.criterion.id in pending for card in self.cards)
        self.settle_button.setText(part.settling)
        self.settle_button.setAccessibleName(self.settle_button.text())
        self.settle_button.setEnabled(is_open and not assessment.locked)
        self._judge_button.setVisible(part.indicator is not None)
        self._judge_button.setEnabled(not assessment.locked)
        self._keep_in_sight(self._entered)

    def _on_proposed(self) -> None:
        """The cursor stays in sight when strips above it come or go."""
        for card in self.cards:
            card.show_proposal(self._proposals.shown(card.criterion))
        held = self._entered
        if held is not None:
            QTimer.singleShot(0, held, lambda: self._bring_into_sight(held))
            if held.is_begun:
                self._keep_in_sight(held)

    def _keep_in_sight(self, card: CriterionCard | None) -> None:
        """What a card says of what is typed in it; above all the field itself."""
        if card is None:
            return

        def scroll() -> None:
            for one in (card.told, card.told.sentence):  # where not both have room
                self._scroll.ensureWidgetVisible(one, 0, px(6))
            focused = QApplication.focusWidget()
            if focused is not None and card.isAncestorOf(focused):
                bring_into_sight(focused)

        QTimer.singleShot(0, card, scroll)

    # -- where the cursor is

    @property
    def _entered(self) -> CriterionCard | None:
        """The card with the cursor."""
        focused = QApplication.focusWidget()
        return next((one for one in self.cards if focused and one.isAncestorOf(focused)), None)

    @property
    def entered(self) -> str:
        """The criterion that the cursor is at; empty where it is elsewhere."""
        return self._entered.criterion.id if self._entered is not None else ""

    def accept_proposal(self) -> None:
        """Accept what the ledgers propose where the cursor is."""
        card = self._entered
        if card is not None and card.proposal.takes:
            self.proposal_wanted.emit(ACCEPT, card.criterion.id)
        else:
            self._assessment.refuse(
                "这里没有可以采用的台账建议，把光标放到有“采用”的一条再按 Alt+A"
            )

    def _on_answered(self) -> None:
        """To the next remark here, or back to the criteria."""
        if not self.focus_remark():
            self.focus_open()

    def focus_remark(self) -> bool:
        """The cursor to the first remark here that waits for its answer; False where none does."""
        found = self.remarks.focus_open()
        if found:
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.remarks))
        return found

    def _on_judge(self) -> None:
        self._judgement.begin()
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self._judgement))

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        mine = isinstance(before, QLineEdit) and any(c.isAncestorOf(before) for c in self.cards)
        if mine and now is not None:  # it is None while the window goes
            self._assessment.commit()
        card = next((one for one in self.cards if now and one.isAncestorOf(now)), None)
        if card is not None:
            self.criterion_entered.emit(card.criterion.id)

    def settle(self) -> None:
        """本项无扣分, 得满分, or 无加分."""
        if self._part is not None and self.settle_button.isEnabled():
            self._assessment.settle(self._part)

    def focus_open(self) -> None:
        """Put the cursor on the first criterion that is open, or the first of all."""
        pending = frozenset(self._assessment.sheet.pending) if self._assessment.key else frozenset()
        first = next((one for one in self.cards if one.criterion.id in pending), None)
        card = first or next(iter(self.cards), None)
        if card is not None:
            self._focus(card)

    def focus_criterion(self, criterion: str) -> None:
        """Put the cursor on a criterion."""
        card = next((one for one in self.cards if one.criterion.id == criterion), None)
        if card is not None:
            self._focus(card)

    def spoken(self) -> list[tuple[str, str]]:
        """Each criterion with all that its card says, for a search."""
        part = self._part
        lines = lines_of(self._assessment.sheet, part) if part is not None else {}
        told = []
        for card in self.cards:
            one, line = card.criterion, lines.get(card.criterion.id)
            words = [one.label, *one.notes, line.reason if line is not None else ""]
            told.append((one.id, "\n".join(words).lower()))
        return told

    def _focus(self, card: CriterionCard) -> None:
        card.focus_entry()
        # The layout has its final heights only once the events that are waiting are done.
        QTimer.singleShot(0, card, lambda: self._bring_into_sight(card))

    def _bring_into_sight(self, card: CriterionCard) -> None:
        """The whole card; of one that is higher than the pane, its top, or what has the cursor."""
        self._scroll.ensureWidgetVisible(card, 0, px(12))
        bar = self._scroll.verticalScrollBar()
        bar.setValue(min(bar.value(), card.y() - px(12)))
        focused = QApplication.focusWidget()
        if focused is not None and card.isAncestorOf(focused):
            bring_into_sight(focused)

    def advance(self) -> bool:
        """Enter: record what is typed, then the next open criterion; False where none is left here."""
        focused = QApplication.focusWidget()
        at = next(
            (n for n, one in enumerate(self.cards) if focused and one.isAncestorOf(focused)), None
        )
        self._assessment.commit()
        if at is None or focused is None:
            return False
        card = self.cards[at]
        if self._assessment.fault(card.criterion.id):
            fields = card.entries()
            places = [n for n, one in enumerate(fields) if one is focused]
            follows = fields[places[0] + 1 :] if places else ()
            (next(iter(follows), None) or focused).setFocus()
            return True
        pending = frozenset(self._assessment.sheet.pending)
        ahead = self.cards[at + 1 :]
        # What was passed over by Enter alone is not come back to.
        if card.criterion.id not in pending:
            ahead = [*ahead, *self.cards[:at]]
        after = next((one for one in ahead if one.criterion.id in pending), None)
        if after is not None:
            self._focus(after)
        return after is not None

    @property
    def scroll_position(self) -> int:
        """How far down the form is."""
        return self._scroll.verticalScrollBar().value()
