"""考核: one unit through all indicators, or one indicator through all units, by keyboard or mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QWidget,
)

from desktop.ui.panels.deduction_panel import DeductionPanel
from desktop.ui.panels.indicator_form import IndicatorForm
from desktop.ui.panels.indicator_panel import IndicatorPanel
from desktop.ui.panels.lock_notice import LockNotice
from desktop.ui.panels.total_strip import TotalStrip
from desktop.ui.parts.boxes import column
from desktop.ui.parts.keys import ENTER, keys_within
from desktop.ui.parts.phrase_fields import phrase_field
from desktop.ui.theme.tokens import px
from desktop.viewmodels.indicator_tree import IndicatorTree
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.proposals_beside import ProposalsBeside
from desktop.viewmodels.walk import Walk

# What a text field would keep for itself.
_OURS_IN_FIELDS: Final = {
    (Qt.KeyboardModifier.ControlModifier, key)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Z, Qt.Key.Key_Y)
}


_ROOMY: Final = 560  # the height from which several deductions are in sight
_THREE_PANES: Final = 1_040  # the width from which they have room side by side


class ScoringScreen(QWidget):
    """Three panes, the strip above them, the deductions below."""

    table_wanted = Signal()
    at_the_end = Signal()
    phrases_wanted = Signal(object)  # PhraseField, the first time that the cursor comes to it

    def __init__(
        self,
        assessment: OpenAssessment,
        walk: Walk,
        proposals: ProposalsBeside,
        evidence: QWidget,
    ) -> None:
        super().__init__()
        self._assessment, self._walk, self._evidence = assessment, walk, evidence
        self._proposals = proposals
        self._round = ""
        self._folded: bool | None = None  # whether the evidence was folded away for want of room
        self.tree = IndicatorTree(assessment, self)
        self.strip = TotalStrip(assessment, walk, proposals)
        self.lock = LockNotice(assessment)
        self.indicators = IndicatorPanel(self.tree)
        self.form = IndicatorForm(assessment, walk, proposals)
        self.deductions = DeductionPanel(assessment)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        for pane in (self.indicators, self.form, evidence):
            self.panes.addWidget(pane)
        self.panes.setChildrenCollapsible(False)
        for pane in (self.indicators, self.form, evidence):
            pane.setMinimumHeight(px(120))  # what stands in them never squeezes the deductions
        self.panes.setHandleWidth(px(5))
        self.panes.setSizes([px(310), px(560), px(420)])
        for at, share in enumerate((2, 4, 3)):
            self.panes.setStretchFactor(at, share)
        self.stack = QSplitter(Qt.Orientation.Vertical)
        self.stack.setHandleWidth(px(5))
        self.stack.addWidget(self.panes)
        self.stack.addWidget(self.deductions)
        self.stack.setChildrenCollapsible(False)
        self.stack.setStretchFactor(0, 1)
        self.stack.setSizes([px(520), px(128)])
        whole = column(self.strip, self.lock, self.stack, gap=0)
        whole.setStretchFactor(self.stack, 1)
        self.setLayout(whole)
        self._connect()
        self._set_keys()

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: ask the ledgers what changed since."""
        super().showEvent(event)
        self._proposals.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: ask nothing."""
        super().hideEvent(event)
        self._proposals.sleep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where three panes have no room, the evidence folds away until it is wanted."""
        super().resizeEvent(event)
        low = self.height() < px(_ROOMY)
        self.stack.setSizes([self.height(), px(66 if low else 128)])
        self.form.show_low(low=low)
        folded = self.width() < px(_THREE_PANES)
        if folded != self._folded:
            self._folded = folded
            self.strip.evidence.setChecked(not folded)
            self.show_evidence(not folded)

    def show_evidence(self, shown: bool) -> None:  # noqa: FBT001  # as Qt's signal gives it
        """Show the evidence beside the form, or fold it away."""
        self.strip.evidence.setChecked(shown)
        self._evidence.setVisible(shown)
        self.indicators.setVisible(not (shown and self._folded))

    def _connect(self) -> None:
        self.strip.evidence.clicked.connect(self.show_evidence)
        self.indicators.chosen.connect(self._walk.go_to)
        self.deductions.chosen.connect(self.show_criterion)
        self.lock.part_wanted.connect(self._show_remark)
        self.strip.table_wanted.connect(self.table_wanted)
        self._walk.moved.connect(self._on_moved)
        self._assessment.opened.connect(self._on_opened)
        self._proposals.changed.connect(self._on_proposed)
        self._assessment.changed.connect(self._on_proposed)
        self.form.next_button.clicked.connect(self.form.focus_open)

    def _set_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Left": lambda: self._step_unit(-1),
            "Ctrl+Right": lambda: self._step_unit(1),
            "Alt+Up": lambda: self._step(-1),
            "Alt+Down": lambda: self._step(1),
            "Alt+A": self.form.accept_proposal,
            "F4": self._next_open,
            "F6": self.table_wanted.emit,
            "F8": self.strip.evidence.click,
            "Ctrl+P": self.strip.print_wanted.emit,
            "Ctrl+F": self._search,
            "Ctrl+Return": self.form.settle,
            "Ctrl+Enter": self.form.settle,
        }
        keys_within(self, keys)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        # Only fields are watched: a filter over the whole program would be asked of every event.
        if not isinstance(now, QLineEdit):
            return
        if (asks := phrase_field(now)) is not None:
            self.phrases_wanted.emit(asks)
        if self.isAncestorOf(now):
            now.installEventFilter(self)  # a second time changes nothing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002  # Qt's
        """In a field these keys are the screen's: they walk and undo, whatever is being typed."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.modifiers(), event.key()) in _OURS_IN_FIELDS
        ):
            event.ignore()
            return True
        return False

    # -- where one is

    def _on_opened(self) -> None:
        key = self._assessment.key
        if key is not None and key.round != self._round:
            self._round = key.round
            self.indicators.show_all()

    def _on_moved(self) -> None:
        part = self._walk.part
        self.indicators.show_current(part.id if part else "")

    def _on_proposed(self) -> None:
        locked = self._assessment.locked
        self.tree.show_proposed(frozenset() if locked else self._proposals.undecided)

    def show_criterion(self, part: str, criterion: str) -> None:
        """Go to a criterion of this sheet."""
        if part:
            self._walk.go_to(part)
        if criterion:
            self.form.focus_criterion(criterion)
        else:
            self.form.focus_open()

    def _show_remark(self, part: str) -> None:
        """Go to a part with the cursor in the answer to what was remarked there."""
        self._walk.go_to(part)
        if not self.form.focus_remark():
            self.form.focus_open()

    def _step(self, by: int) -> None:
        if self._walk.step(by):
            self.form.focus_open()
        elif by > 0:
            self.at_the_end.emit()

    def _step_unit(self, by: int) -> None:
        """The cursor stays where it is, unless what has it takes nothing on the other unit's sheet."""
        self._walk.step_unit(by)
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            self.form.focus_open()

    def _next_open(self) -> None:
        self._walk.next_open()
        self.form.focus_open()

    def _go_to_found(self) -> None:
        """To the first criterion that says all the words, in the first indicator that is shown."""
        rows = self.tree.part_rows()
        words = self.indicators.search.text().lower().split()
        if not rows:
            return
        self._walk.go_to(rows[0].part)
        lines = self.form.spoken()
        found = next((name for name, said in lines if words and all(w in said for w in words)), "")
        if found:
            self.form.focus_criterion(found)
        else:
            self.form.focus_open()

    def _search(self) -> None:
        self.indicators.search.setFocus()
        self.indicators.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: press the button that has the focus, else the next open criterion or indicator."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self.form.focus_open()
        if event.key() not in ENTER or not plain:
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton | QToolButton) and focused.group() is None:
            focused.click()  # on one of a row of cases it goes on
        elif focused is self.indicators.search:
            self._go_to_found()
        elif not self.form.advance():
            self._step(1)
