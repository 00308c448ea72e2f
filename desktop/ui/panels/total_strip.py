"""The strip above the panes: which unit, its running total, what is still open, and each section."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame

from desktop.domain.amounts import show
from desktop.domain.review_rules import Move
from desktop.domain.sheet_figures import SheetFigures, figures_of
from desktop.ui.panels.portion_bars import PortionBars
from desktop.ui.panels.strip_tools import StripTools
from desktop.ui.parts.announcing import announce
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.choices import name_choice
from desktop.ui.parts.labels import ElidedLabel, label, pill, restyle
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import px
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.proposals_beside import ProposalsBeside
from desktop.viewmodels.review_moves import ReviewMoves
from desktop.viewmodels.walk import Walk

_ICONS = {Move.SUBMIT: "arrow-right", Move.RECALL: "arrow-back-up", Move.APPROVE: "circle-check"}
_ROOMY = 1100
_LINGERS = 2500  # milliseconds that the last difference stays in sight


class TotalStrip(QFrame):
    """Always in sight while a sheet is open."""

    finalise_wanted = Signal()
    reopen_wanted = Signal()
    move_wanted = Signal(object)  # Move: a step of the review
    table_wanted = Signal()
    print_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, assessment: OpenAssessment, walk: Walk, proposals: ProposalsBeside) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._moves = ReviewMoves(assessment)
        self._assessment, self._walk, self._proposals = assessment, walk, proposals
        self._total: Decimal | None = None
        self.units = QComboBox()
        name_choice(self.units, "被考核单位")
        self.units.setMaximumWidth(px(260))
        self._unit_place = ElidedLabel("", "small")
        self.total = label("", "")
        self.total.setProperty("role", "total")
        self._delta = pill("")
        keeps = self._delta.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._delta.setSizePolicy(keeps)
        self._delta.setMinimumWidth(px(44))
        self._delta.hide()
        self._of = label("", "soft")
        self._open = label("", "strong")
        self._extras = label("", "soft")
        self._bars = PortionBars()
        self.finalise_button = button("定稿", "", "lock")
        self.other_button = button("退回…", "", "arrow-back-up")
        self.tools = StripTools(proposals)
        self.ledgers, self.printer = self.tools.ledgers, self.tools.printer
        self.evidence = self.tools.evidence
        self._fades = QTimer(self, singleShot=True, interval=_LINGERS)
        self._fades.timeout.connect(self._delta.hide)
        self._fit_units()
        self._lay_out()
        self.finalise_button.clicked.connect(self._on_finalise)
        self.other_button.clicked.connect(lambda: self.move_wanted.emit(self._moves.other))
        self.tools.table.clicked.connect(self.table_wanted)
        self.printer.clicked.connect(self.print_wanted)
        self.ledgers.clicked.connect(self.check_wanted)
        proposals.changed.connect(self._show_ledgers)
        self.units.activated.connect(lambda at: walk.enter(walk.members[at].key))
        assessment.changed.connect(self._on_changed)
        walk.moved.connect(self._on_moved)

    def _lay_out(self) -> None:
        self.other_button.hide()
        back = tool("chevron-left", "上一单位", "上一单位（Ctrl+←）")
        on = tool("chevron-right", "下一单位", "下一单位（Ctrl+→）")
        back.clicked.connect(lambda: self._walk.step_unit(-1))
        on.clicked.connect(lambda: self._walk.step_unit(1))
        unit = column(
            row(back, self.units, on, gap=2), row(self._unit_place, margins=(38, 0, 0, 0)), gap=0
        )
        figures = row(self.total, self._delta, gap=6)
        told = column(None, self._of, row(self._open, self._extras, None, gap=12), None, gap=0)
        whole = row(
            unit,
            8,
            figures,
            told,
            8,
            self._bars,
            8,
            self.tools,
            self.other_button,
            self.finalise_button,
            margins=(12, 6, 16, 6),
        )
        whole.setStretchFactor(self._bars, 1)
        self.setLayout(whole)

    def _on_moved(self) -> None:
        members = self._walk.members
        names = [one.name for one in members]
        if [self.units.itemText(n) for n in range(self.units.count())] != names:
            self.units.clear()
            self.units.addItems(names)
        self.units.setCurrentIndex(self._walk.unit_place)
        self._total = None
        self._delta.hide()
        self._show(glide=False)

    def _on_changed(self) -> None:
        self._show(glide=True)
        self._show_ledgers()

    def _show(self, *, glide: bool) -> None:
        one = self._assessment
        if one.key is None:
            return
        figures = figures_of(one.sight.scheme, one.sheet)
        place = f"第 {self._walk.unit_place + 1} / {len(self._walk.members)} 个单位"
        evaluator = one.sight.evaluator
        self._unit_place.set_whole(f"{place}　考核人 {evaluator}" if evaluator else place)
        self.total.setText(show(figures.total) if figures.assessed else "—")
        self.total.setAccessibleName(f"总分 {self.total.text()}")
        self._of.setText(figures.of)
        self._open.setText(figures.still_open)
        restyle(self._open, "tone", "green" if figures.settled else "amber")
        self._extras.setToolTip("　".join(part for part in (figures.extras, figures.grade) if part))
        self._fit_extras()
        self._bars.show_portions(figures.portions, glide=glide)
        self._show_moves()
        self._show_difference(figures)

    def _show_moves(self) -> None:
        """What takes the sheet further, for whoever sits here."""
        moves, first = self._moves, self.finalise_button
        first.setText("撤销定稿" if self._assessment.finalised else moves.words(moves.first))
        first.setAccessibleName(first.text())
        first.setToolTip(moves.tip(moves.first))
        if first.property("move") != first.text():  # an icon is made anew each time
            first.setProperty("move", first.text())
            first.setIcon(icon(_ICONS.get(moves.first, "lock"), "ink_soft"))
        self.other_button.setVisible(moves.other is not None)
        self._fit_units()
        if moves.other is not None:
            self.other_button.setText(moves.words(moves.other))
            self.other_button.setAccessibleName(self.other_button.text())
            self.other_button.setToolTip(moves.tip(moves.other))

    def _show_ledgers(self) -> None:
        self.tools.show_waiting(0 if self._assessment.locked else len(self._proposals.undecided))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the figures need the room."""
        super().resizeEvent(event)
        self.tools.fit(self.width())
        self._fit_units()
        self._fit_extras()

    def _fit_units(self) -> None:
        """As wide as who evaluates needs below it, where that leaves room for a second button."""
        tight = self.width() < px(_ROOMY) and not self.other_button.isHidden()
        self.units.setMinimumWidth(px(112 if tight else 140))

    def _fit_extras(self) -> None:
        """Whole, or without the bounds: a figure that is cut off would be read as another one."""
        whole = self._extras.toolTip()
        roomy = self.width() >= px(_ROOMY)
        self._extras.setText(
            whole if roomy else "　".join(one.split("，")[0] for one in whole.split("　"))
        )

    def _show_difference(self, figures: SheetFigures) -> None:
        """What the last change did to the total, for a moment beside it."""
        before, self._total = self._total, figures.total
        if before is None or before == figures.total:
            return
        moved = figures.total - before
        sign = "+" if moved > 0 else "−"
        self._delta.setText(f"{sign}{show(abs(moved))}")
        restyle(self._delta, "pill", "green" if moved > 0 else "red")
        self._delta.show()
        self._fades.start()
        if figures.assessed:
            announce(
                self, f"{self.total.accessibleName()}，{self._delta.text()}；{self._open.text()}"
            )

    def _on_finalise(self) -> None:
        first = self._moves.first
        if self._assessment.finalised:
            self.reopen_wanted.emit()
        elif first is Move.FINALISE:
            self.finalise_wanted.emit()
        else:
            self.move_wanted.emit(first)
