"""The correction editor: what is changed, its new fact, the grounds, and before and after, live."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from desktop.domain.sheet_parts import lines_of
from desktop.services.corrections import Weighed
from desktop.ui.criteria.fields import SignedAmountField
from desktop.ui.panels.criterion_card import CriterionCard
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.elided_choice import ElidedChoice
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.lines import line
from desktop.ui.parts.phrase_fields import GROUNDS, take_phrases
from desktop.ui.parts.tab_order import order_after
from desktop.ui.theme.tokens import px
from desktop.viewmodels.correction_draft import CorrectionDraft

_FIGURES: Final = (("score", "本项得分"), ("total", "总分"), ("place", "名次"), ("grade", "等次"))
_MOVED: Final = 4  # other units that are named; more are counted
_BLANK: Final = "—"


class CorrectionEditor(QWidget):
    """The controls are those of 考核, on a draft; nothing is recorded here."""

    def __init__(self, draft: CorrectionDraft, grounds_hint: str) -> None:
        super().__init__()
        self.draft = draft
        self.ways: QComboBox = ElidedChoice("改动哪一条")
        self.ways.setMaximumWidth(px(10_000))
        self.ways.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for one in draft.ways:
            self.ways.addItem(one.words)
        self.card: CriterionCard | None = None
        self.score = SignedAmountField("裁量得分")
        self._judging = self._judging_row()
        self._box = column(self._judging, None, gap=0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(holder(self._box))
        self.grounds: QLineEdit = line("理由", grounds_hint)
        take_phrases(self.grounds, draft.part.id, GROUNDS)
        self.turns = TurnPanel()
        self._lay_out()
        self.ways.activated.connect(self._on_way)
        self.grounds.textChanged.connect(self._on_grounds)
        self.score.textEdited.connect(self._on_score)
        draft.sheet.changed.connect(self._refresh_card)
        draft.changed.connect(self._show)
        self.choose(draft.ways.index(draft.way))

    def _judging_row(self) -> QFrame:
        points = self.draft.part.points
        told = label(f"满分 {points} 分" if points is not None else "", "soft")
        return framed(
            "card", row(label("评定得分"), self.score, told, None, margins=(14, 12, 14, 12))
        )

    def _lay_out(self) -> None:
        way = row(_headed("改动"), self.ways)
        way.setStretch(1, 1)
        self._way = holder(way)
        why = row(_headed("理由"), self.grounds)
        whole = column(self._way, self._scroll, why, self.turns, gap=10)
        whole.setStretchFactor(self._scroll, 1)
        self.setLayout(whole)

    def ask_only_grounds(self, only: bool) -> None:  # noqa: FBT001  # one plain question
        """Nothing is corrected: the grounds are all that is asked."""
        for one in (self._way, self._scroll, self.turns):
            one.setVisible(not only)

    def hasHeightForWidth(self) -> bool:
        """No: what is scrolled gives way, and Qt would take the height one would like for the least there is."""
        return False

    # -- what is done

    def choose(self, at: int) -> None:
        """Correct this."""
        self.ways.setCurrentIndex(at)
        self._on_way(at)

    def begin(self) -> None:
        """Put the cursor where the change begins."""
        if self.card is not None:
            self.card.focus_entry()
        elif self._judging.isVisibleTo(self):
            self.score.setFocus()
        else:
            self.grounds.setFocus()

    def _on_way(self, at: int) -> None:
        way = self.draft.ways[at]
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
            self.card = None
        self.score.clear()
        self._judging.setVisible(way.criterion is None and not way.withdraws)
        self.draft.choose(way)
        if way.criterion is not None:
            self.card = CriterionCard(way.criterion, self.draft.sheet)
            self._box.insertWidget(0, self.card)
            self.card.keep_to_fact()
            self.card.show()
            order_after(self.ways, [self.card])
            self._refresh_card()
        self._show()

    def _on_grounds(self, words: str) -> None:
        self.draft.grounds = words

    def _on_score(self) -> None:
        value = self.score.value
        self.draft.judge("" if value is None else str(value))

    # -- what is shown

    def _refresh_card(self) -> None:
        if self.card is not None:
            lines = lines_of(self.draft.sheet.sheet, self.draft.part)
            self.card.refresh(lines.get(self.card.criterion.id))

    def _show(self) -> None:
        self.turns.show_weighed(self.draft.weighed, self.draft.fault)


class TurnPanel(QFrame):
    """Before and after of score, total, place and grade; and which other units move."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("locked")
        self._turns = {name: (label("", "heading"), label("", "total")) for name, _ in _FIGURES}
        self._arrows = {name: label("→", "heading") for name, _ in _FIGURES}
        self.moved: QLabel = paragraph("", "soft")
        figures = row(gap=20)
        for name, words in _FIGURES:
            was, now = self._turns[name]
            turn = row(was, self._arrows[name], now, None, gap=8)
            figures.addLayout(column(label(words, "soft"), turn, gap=2), 1)
        self.setLayout(column(figures, self.moved, gap=6, margins=(16, 10, 16, 10)))

    def show_weighed(self, weighed: Weighed | None, fault: str) -> None:
        """What it would do; or what is still wanting."""
        for name, words in _FIGURES:
            was, now = self._turns[name]
            before = getattr(weighed.before, name) or _BLANK if weighed else _BLANK
            after = getattr(weighed.after, name) or _BLANK if weighed else _BLANK
            stays = before == after
            was.setText(before)
            for one in (was, self._arrows[name]):
                one.setVisible(not stays)
            now.setText(after)
            turn = f"{after}，不变" if stays else f"{before} 改为 {after}"
            now.setAccessibleName(f"{words} {turn}")
        self.moved.setText(moved_words(weighed) if weighed else fault)


def moved_words(weighed: Weighed) -> str:
    """The units whose places change with it."""
    if not weighed.moved:
        return "其他单位的名次不变"
    named = (f"{one.name} {one.before} → {one.after}" for one in weighed.moved[:_MOVED])
    more = len(weighed.moved) - _MOVED
    rest = f"，另有 {more} 个单位" if more > 0 else ""
    return f"名次随之变动：{'，'.join(named)}{rest}"


def _headed(words: str) -> QLabel:
    made = label(words, "strong")
    made.setMinimumWidth(px(40))
    return made
