"""总览: where one left off, and every round with how far it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.records import AssessmentKey
from desktop.ui.panels.beginning_card import BeginningCard
from desktop.ui.panels.due_card import DueCard
from desktop.ui.panels.waiting_card import WaitingCard
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.in_sight import bring_into_sight
from desktop.ui.parts.keys import keys_within
from desktop.ui.parts.labels import ElidedLabel, label, pill
from desktop.ui.parts.lines_by_name import LinesByName
from desktop.ui.theme.tokens import px
from desktop.viewmodels.overview import Overview, RoundProgress


class OverviewScreen(QScrollArea):
    """Cards: one to go on, one for each round."""

    resumed = Signal(object, str, str)  # AssessmentKey, part, criterion
    entered = Signal(object)  # AssessmentKey
    turn_taken = Signal(object)  # AssessmentKey of what waits for whoever sits here
    round_wanted = Signal(str, str)  # what is to be done, and to which round
    print_wanted = Signal(str)  # the round
    check_wanted = Signal()
    setting_wanted = Signal(str)  # the heading
    reports_wanted = Signal(int)  # of which year
    repair_wanted = Signal(str, str)  # the round, and which of its rectifications

    def __init__(self, overview: Overview) -> None:
        super().__init__()
        self._overview = overview
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._box = QVBoxLayout(self._body)
        self._box.setContentsMargins(px(24), px(20), px(24), px(24))
        self._box.setSpacing(px(14))
        self.go_on = button("继续", "primary", "arrow-right")
        self.go_on.setAccessibleName("继续上次的考核")
        self.new_round = button("新建考核批次", "", "plus", "Ctrl+N")
        self.check_code = button("核验纸面…", "", "qrcode", "看纸面上的评分表是不是工作区里的")
        self._where = ElidedLabel("", "strong")
        self._when = label("", "soft")
        self._resume = self._resume_card()
        self.waiting, self.repairs = WaitingCard(), WaitingCard("整改到期")
        self.due = DueCard()
        for one in (self._resume, self.waiting, self.repairs, self.due):
            self._box.addWidget(one)
        self._box.addLayout(
            row(label("考核批次", "heading"), None, self.check_code, self.new_round)
        )
        self._rounds = LinesByName(self._card_of, gap=12)
        self._box.addWidget(self._rounds)
        self.beginning = BeginningCard()
        self._box.addWidget(self.beginning)
        self._box.addStretch(1)
        self.setWidget(self._body)
        self.go_on.clicked.connect(self._on_go_on)
        self.new_round.clicked.connect(lambda: self.round_wanted.emit("new", ""))
        self.beginning.round_wanted.connect(lambda: self.round_wanted.emit("new", ""))
        self.beginning.setting_wanted.connect(self.setting_wanted)
        self.check_code.clicked.connect(self.check_wanted)
        self.due.ledger_wanted.connect(self.reports_wanted)
        self.waiting.chosen.connect(self.turn_taken)
        self.repairs.chosen.connect(lambda key: self.repair_wanted.emit(*key))
        keys_within(self, {"Ctrl+N": self.new_round.click})
        overview.changed.connect(self._show)
        overview.round_wanted.connect(self._show_round)

    def _resume_card(self) -> QFrame:
        words = column(label("上次考核到", "soft"), self._where, self._when, gap=2)
        line = row(words, self.go_on, margins=(18, 12, 18, 12))
        line.setStretch(0, 1)
        return framed("card", line)

    @property
    def entry(self) -> QWidget:
        """Where the cursor begins."""
        first = self.new_round if self._overview.rounds else self.beginning.entry
        return self.go_on if self._overview.last else first

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: read what changed since."""
        super().showEvent(event)
        self._overview.wake()
        self.entry.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: read nothing."""
        super().hideEvent(event)
        self._overview.sleep()

    def _show_round(self, round_id: str) -> None:
        """Bring a round's card into sight, the cursor on it."""
        card = self._rounds.lines.get(round_id)
        if card is not None:
            self.ensureWidgetVisible(card)
            card.entry.setFocus()

    def _on_go_on(self) -> None:
        last = self._overview.last
        if last is not None:
            self.resumed.emit(last.key, last.part, last.criterion)

    def _show(self) -> None:
        self._keep_in_sight()
        last = self._overview.last
        self._resume.setVisible(last is not None)
        if last is not None:
            where = " · ".join(
                one for one in (last.round_name, last.unit_name, last.part_name) if one
            )
            self._where.set_whole(where)
            self._when.setText(f"{last.at.astimezone():%Y-%m-%d %H:%M}")
        self.due.show_due(self._overview.due)
        self.repairs.show_waiting(self._overview.repairs)
        self.waiting.show_waiting(self._overview.waiting, self._overview.waiting_for_all)
        rounds = self._overview.rounds
        self.beginning.show_beginning(self._overview.beginning)
        before = frozenset(self._rounds.lines)
        left = self._rounds.arrange([one.round.id for one in rounds])
        for one in rounds:
            self._rounds.lines[one.round.id].refresh(one)
        cards = self._rounds.lines
        new = [card for name, card in cards.items() if before and name not in before]
        if new or (not before and cards and not last):
            (new or list(cards.values()))[0].entry.setFocus()
        elif left is not None:
            left.entry.setFocus()
        elif before and not cards:
            self.beginning.entry.setFocus()

    def _keep_in_sight(self) -> None:
        """Where the cursor is, whatever comes above it; who scrolled away from it is left where they are."""
        held: QWidget | None = self.window().focusWidget()
        if held is None or not self._body.isAncestorOf(held) or held.visibleRegion().isEmpty():
            return
        # Later: what comes above is laid out only then.
        QTimer.singleShot(0, held, lambda: bring_into_sight(held))

    def _card_of(self, round_id: str) -> _RoundCard:
        card = _RoundCard(round_id, self._overview.is_outdated)
        card.entered.connect(self.entered)
        card.round_wanted.connect(self.round_wanted)
        card.print_wanted.connect(self.print_wanted)
        card.reports_wanted.connect(self.reports_wanted)
        return card


class _RoundCard(QFrame):
    """One round."""

    entered = Signal(object)
    round_wanted = Signal(str, str)
    print_wanted = Signal(str)
    reports_wanted = Signal(int)

    def __init__(self, round_id: str, is_outdated: Callable[[str], bool]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._id, self._is_outdated = round_id, is_outdated
        self._progress: RoundProgress | None = None
        self._name = ElidedLabel("", "heading")
        self._scheme = label("", "soft")
        self._archived, self._second = pill("已归档"), pill("复评")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._done, self._open, self._missing = (label("", "soft") for _ in range(3))
        self._review = label("", "soft")
        self.enter = button("进入考核", "", "clipboard-check")
        self.ledgers = button("看台账", "", "notebook")
        self.ledgers.hide()
        self._more = tool("dots", "更多操作", "打印、改名、归档、删除")
        self._menu = QMenu(self)
        self._more.clicked.connect(self._open_menu)
        figures = row(self._done, self._open, self._missing, self._review, None, gap=20)
        words = column(
            row(self._name, self._second, self._archived), self._scheme, self._bar, figures, gap=6
        )
        line = row(words, 12, self.enter, self.ledgers, self._more, margins=(18, 14, 14, 14))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.enter.clicked.connect(self._on_enter)
        self.ledgers.clicked.connect(self._on_ledgers)

    def refresh(self, one: RoundProgress) -> None:
        """Show how far the round is."""
        self._progress = one
        name = one.round.name
        self._name.set_whole(name)
        absent = f"，{one.absent} 个未参加" if one.absent else ""
        self._scheme.setText(f"{one.round.period}　共 {len(one.members)} 个单位{absent}")
        self._archived.setVisible(one.round.archived)
        self._second.setVisible(one.round.beside is not None)
        self.enter.setAccessibleName(f"进入考核：{name}")
        self._more.setAccessibleName(f"更多操作：{name}")
        self._bar.setAccessibleName(f"{name}的进度")
        self._bar.setRange(0, max(1, one.assessed))
        self._bar.setValue(one.settled)
        self._bar.setVisible(one.scored or not one.complete)
        self._done.setText(f"评完 {one.settled} / {one.assessed}，其中定稿 {one.finalised}")
        self._open.setText(f"未评 {one.open_criteria} 条" if one.open_criteria else "")
        self._review.setText(_review_words(one))
        self._missing.setText(f"缺佐证 {one.missing} 件" if one.missing else "")
        if not one.complete:
            self._done.setText("正在统计…")
        elif not one.scored:
            self._done.setText("不计分的计划：看台账和期限")
        plan = one.complete and not one.scored
        self.enter.setEnabled(bool(one.members) and not plan)
        self.enter.setVisible(not plan or not one.members)
        self.ledgers.setVisible(plan and bool(one.members))
        self.ledgers.setAccessibleName(f"看台账：{name}")

    @property
    def entry(self) -> QPushButton:
        """Where the cursor begins."""
        return self.ledgers if self.enter.isHidden() else self.enter

    def _on_enter(self) -> None:
        """The first unit with something open, or the first."""
        if self._progress is None:
            return
        first = next((s.key for s in self._progress.taking_part if s.state == "open"), None)
        key: AssessmentKey = first or self._progress.members[0].key
        self.entered.emit(key)

    def _on_ledgers(self) -> None:
        if self._progress is not None:
            self.reports_wanted.emit(self._progress.year)

    def _open_menu(self) -> None:
        archived = self._progress is not None and self._progress.round.archived
        self._menu.clear()
        self._menu.addAction("打印…").triggered.connect(lambda: self.print_wanted.emit(self._id))
        newer = self._is_outdated(self._id)
        for words, what in (
            ("改名、改时段…", "rename"),
            ("分派考核人、复核人…", "assign"),
            *([("换用办法版本…", "replace")] if newer else []),
            ("取消归档" if archived else "归档", "archive"),
            ("删除（没有考核记录的）…", "delete"),
        ):
            action = self._menu.addAction(words)
            action.triggered.connect(partial(self.round_wanted.emit, what, self._id))
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def _review_words(one: RoundProgress) -> str:
    told = (("待审", one.submitted), ("退回", one.returned))
    reviewed = [f"{words} {number} 张" for words, number in told if number]
    objected = [f"异议待裁定 {one.objections} 件"] if one.objections else []
    return "，".join(reviewed + objected)
