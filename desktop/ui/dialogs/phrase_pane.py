"""The pane of one phrase: all of its words, where it is used, and what correcting it will and will not reach."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QSizePolicy

from desktop.services.phrase_places import PhrasePlace
from desktop.services.phrases import Phrase
from desktop.ui.parts.boxes import column, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.fonts import STRONG, font
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.phrases import Phrases, corrected_words

_ALL_FINAL: Final = "用到它的考核表都已锁定，保留原文；需要改时请先撤销定稿或退回"


class PhrasePane(QFrame):
    """Reading, and after 改正… the field for the new words."""

    corrected = Signal(str)  # the new words

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._phrase: Phrase | None = None
        self._words = flowing("", "strong")
        self._used = flowing("", "soft")
        self._said = flowing("", "soft", "green")
        self._where = QListWidget()
        self._where.setAccessibleName("用在哪里")
        self._where.setWordWrap(True)
        self._where.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._where.setProperty("framed", "true")
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._where.setMinimumHeight(px(72))
        self.begin_button = button("改正…", "", "pencil")
        self.field = QLineEdit()
        self.field.setAccessibleName("改正为")
        self._reach = flowing("", "soft")
        self.do_button = button("改正", "primary")
        self._cancel = button("取消")
        self._lay_out()
        self.begin_button.clicked.connect(self._on_begin)
        self._cancel.clicked.connect(self.leave)
        self.field.textChanged.connect(self._show_reach)
        self.field.returnPressed.connect(self._on_do)
        self.do_button.clicked.connect(self._on_do)
        self.show_phrase(None)

    def _lay_out(self) -> None:
        form = column(
            label("改正为", "soft"),
            self.field,
            self._reach,
            row(None, self._cancel, self.do_button),
        )
        self._form = holder(form)
        self._begin = holder(row(self.begin_button, None))
        box = column(
            self._words, self._used, self._begin, self._form, self._said, self._where, gap=10
        )
        box.setContentsMargins(*(14,) * 4)
        box.setStretchFactor(self._where, 1)
        box.addStretch(0)
        self.setLayout(box)

    # -- what is shown

    def show_phrase(self, phrase: Phrase | None) -> None:
        """Show another phrase, or none."""
        if phrase != self._phrase:
            self._said.hide()
        self._phrase = phrase
        self._form.hide()
        self._begin.setVisible(phrase is not None)
        self.begin_button.setEnabled(phrase is not None and phrase.open_sheets > 0)
        self._where.clear()
        self._where.setVisible(phrase is not None)
        if phrase is None:
            self._words.setText("没有这样的常用语")
            self._used.setText("换几个字再找。")
            return
        self._words.setText(phrase.text)
        sheets = phrase.open_sheets + phrase.final_sheets
        self._used.setText(f"用过 {phrase.times} 次，在 {sheets} 份考核表里")
        self.begin_button.setToolTip("" if phrase.open_sheets else _ALL_FINAL)
        for name, places in groupby(self._phrases.places(phrase), lambda one: one.round):
            self._where.addItem(_round_item(name))
            self._where.addItems([place_words(one) for one in places])

    def _show_reach(self) -> None:
        phrase, new = self._phrase, self.field.text().strip()
        if phrase is None:
            return
        told = [f"将改正 {phrase.open_sheets} 份没有定稿的考核表"]
        if phrase.final_sheets:
            told.append(f"{phrase.final_sheets} 份已锁定的保留原文")
        if new != phrase.text and any(one.text == new for one in self._phrases.ranked()):
            told.append("已有同样的一句，改正后合为一条")
        self._reach.setText("；".join(told) + "。每份考核表里都可以撤销。")
        self.do_button.setText(f"改正 {phrase.open_sheets} 份")
        self.do_button.setAccessibleName(self.do_button.text())
        self.do_button.setEnabled(bool(new) and new != phrase.text)

    # -- correcting

    def _on_begin(self) -> None:
        if self._phrase is None:
            return
        self._said.hide()
        self._begin.hide()
        self._form.show()
        self.field.setText(self._phrase.text)
        self._show_reach()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Correct nothing after all; False where nothing was being corrected."""
        if self._form.isHidden():
            return False
        self._form.hide()
        self._begin.show()
        self.begin_button.setFocus()
        return True

    def _on_do(self) -> None:
        new = self.field.text().strip()
        if self._phrase is None or not self.do_button.isEnabled():
            return
        done = self._phrases.correct(self._phrase, new)
        if done is not None:
            self.corrected.emit(new)
            self._said.setText(corrected_words(done))
            self._said.show()
            self.begin_button.setFocus()


def place_words(one: PhrasePlace) -> str:
    """The unit, and below it the place; a locked sheet says so."""
    final = "（已锁定）" if one.final else ""
    times = f" {one.times} 次" if one.times > 1 else ""
    return f"{one.unit}{final} · {one.written}{times}\n{one.place}"


def _round_item(name: str) -> QListWidgetItem:
    """A heading; keys go past it."""
    made = QListWidgetItem(name)
    made.setFlags(Qt.ItemFlag.NoItemFlags)
    made.setFont(font("soft", STRONG))
    made.setForeground(colour("ink_soft"))
    return made
