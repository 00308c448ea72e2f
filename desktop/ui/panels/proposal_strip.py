"""The strip in a criterion's card: what the ledgers propose, whether it was taken, and what they say now."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton

from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph, restyle
from desktop.ui.parts.tab_order import order_after, place_holder
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import px
from desktop.viewmodels.proposal_rows import first_rows
from desktop.viewmodels.proposal_words import ProposalShown, Stand

_ONE_LINE: Final = 460  # the width from which words and buttons stand side by side
_ICON: Final = 16


class _Look(NamedTuple):
    """How a stand is shown, and what the two buttons say; blank: there is none."""

    stand: str
    ink: str
    tone: str
    accept: str
    answer: str


_LOOKS: Final = {
    Stand.WAITING: _Look("waiting", "primary", "", "采用", "不采用"),
    Stand.ALIKE: _Look("quiet", "ink_faint", "", "采用明细", ""),
    Stand.CHANGED: _Look("changed", "amber", "amber", "按现在的采用", "保持原认定"),
    Stand.AGREED: _Look("quiet", "green", "green", "", ""),
    Stand.ALTERED: _Look("quiet", "ink_faint", "", "再次采用", ""),
    Stand.REJECTED: _Look("quiet", "ink_faint", "", "", "重新考虑"),
}
_LACKING: Final = _LOOKS[Stand.WAITING]._replace(stand="changed", ink="amber", tone="amber")


class ProposalStrip(QFrame):
    """Made with the card and hidden until the ledgers have something to say."""

    accepted = Signal()
    answered = Signal()  # rejected, kept as it is, or reconsidered
    looked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("ledger")
        self.hide()
        self._name = name
        self._made = self._wordy = False
        self._before = place_holder(self)

    def _make(self) -> None:
        """Most cards never say anything: what is in the strip is made when it is first wanted."""
        self._made = True
        self._sign = label()
        self._words = paragraph("", "soft")
        self._rows = paragraph("", "small")
        self.accept_button = button("采用", "", "", "采用台账的认定，每一行记一件（Alt+A）")
        self.answer_button = button("不采用")
        self.look_button = button("看明细", "link", "", "台账里是哪些行，各有几件佐证")
        parts = (self.accept_button, self.answer_button, self.look_button)
        for one, after in zip(parts, (self.accepted, self.answered, self.looked), strict=True):
            one.clicked.connect(after)
        self._buttons = holder(row(*parts, None, gap=4))
        words = row(self._sign, self._words, gap=6)
        words.setStretch(1, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(px(4))
        self._box.addLayout(words, 1)
        self._box.addWidget(self._buttons)
        self._rows.setContentsMargins(px(_ICON + 6), 0, 0, px(3))
        self._whole = column(self._box, self._rows, gap=2, margins=(8, 2, 4, 2))
        self.setLayout(self._whole)
        order_after(self._before, parts)

    def show_proposal(self, shown: ProposalShown | None, *, locked: bool) -> None:
        """Show how the criterion stands with the ledgers; a locked sheet takes no answer."""
        if shown is None:
            self.hide()
            return
        if not self._made:
            self._make()
        unsure = shown.stand is Stand.WAITING and shown.lacks
        look = _LACKING if unsure else _LOOKS[shown.stand]
        restyle(self, "stand", look.stand)
        self._sign.setPixmap(
            pixmap("check" if look.tone == "green" else "notebook", look.ink, _ICON)
        )
        if self._words.text() != shown.words:
            self._words.setText(shown.words)
        restyle(self._words, "tone", look.tone)
        rows = "\n".join(first_rows(shown))
        self._rows.setText(rows)
        self._rows.setVisible(bool(rows))
        self._say(self.accept_button, look.accept if shown.takes else "", locked=locked)
        self._say(self.answer_button, look.answer, locked=locked)
        self.look_button.setAccessibleName(f"看明细：{self._name}")
        self._wordy = unsure or shown.stand is Stand.CHANGED
        self._arrange()
        self.show()

    def _say(self, one: QPushButton, words: str, *, locked: bool) -> None:
        one.setVisible(bool(words) and not locked)
        if words and one.text() != words:
            one.setText(words)
        one.setAccessibleName(f"{words}：{self._name}")

    @property
    def takes(self) -> bool:
        """Whether there is something to accept."""
        return self._made and self.isVisible() and self.accept_button.isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, or much is to be said, the buttons stand below the words."""
        super().resizeEvent(event)
        if self._made:
            self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= px(_ONE_LINE) and not self._wordy
        side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wanted = side if beside else below
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
            if beside:
                self._whole.addWidget(self._rows)
            else:  # between the words and the buttons
                self._box.insertWidget(1, self._rows)
            self._buttons.setContentsMargins(0 if beside else px(_ICON + 4), 0, 0, 0)
