"""常用语: the library of the office's phrases, where each is used, and how one is corrected everywhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QSizePolicy, QStackedLayout, QWidget

from desktop.services.phrases import Phrase
from desktop.ui.dialogs.phrase_pane import PhrasePane
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.parts.lines import clearable
from desktop.ui.parts.phrase_delegate import PhraseDelegate
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import px
from desktop.viewmodels.phrases import PHRASE_ROLE, PhraseList, Phrases, holds

_ABOUT: Final = "各考核表里写过的说明和理由都在这里，用得多的在前；填写时边打字边列出可选的。"
_NONE: Final = "还没有写过说明或理由。认定时写下的每一句都会收进来，下次填写就能选用。"


class PhraseDialog(QDialog):
    """A list with a search at the left; the chosen phrase at the right."""

    def __init__(self, parent: QWidget, phrases: Phrases) -> None:
        super().__init__(parent)
        self.setWindowTitle("常用语")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # closed, it would go on reading
        self.resize(min(px(980), parent.width() - px(20)), min(px(620), parent.height() - px(20)))
        self._phrases = phrases
        self._chosen = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找常用语")
        self.search.setAccessibleName("查找常用语")
        look = icon("search", "ink_faint")
        self.search.addAction(look, QLineEdit.ActionPosition.LeadingPosition).setText("查找")
        clearable(self.search)
        self._count = label("", "soft")
        self._list = PhraseList(self)
        self.view = _PhraseView(self._list)
        self._none = flowing("", "soft")
        self.pane = PhrasePane(phrases)
        self._lay_out()
        self.search.textChanged.connect(self._show)
        self.search.returnPressed.connect(self.view.setFocus)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.pane.corrected.connect(self._on_corrected)
        phrases.changed.connect(self._read)
        self._read()
        self.search.setFocus()

    def _lay_out(self) -> None:
        head = column(label("常用语", "heading"), flowing(_ABOUT, "soft"), gap=4)
        head.setContentsMargins(px(20), px(16), px(20), px(12))
        left = column(self.search, self._count, self.view, gap=8, margins=(20, 0, 12, 0))
        left.setStretchFactor(self.view, 1)
        sides = row(
            holder(left), framed("sunken", column(self.pane)), gap=0, margins=(0, 12, 20, 12)
        )
        sides.setStretch(0, 3)
        sides.setStretch(1, 2)
        self._pages = QStackedLayout()
        # First: a page without a parent would flash up as a window.
        body = framed("pane", self._pages)
        self._pages.addWidget(holder(sides))
        self._pages.addWidget(holder(column(self._none, None, margins=(20, 24, 20, 20))))
        close = button("关闭")
        close.clicked.connect(self.reject)
        foot = framed("foot", row(None, close, margins=(20, 10, 20, 10)))
        whole = column(framed("head", head), body, foot, gap=0)
        whole.setStretchFactor(body, 1)
        self.setLayout(whole)

    # -- what is shown

    def _read(self) -> None:
        self._phrases.freshen()
        self._show()

    def _show(self) -> None:
        every = self._phrases.ranked()
        found = tuple(one for one in every if holds(one, self.search.text()))
        kept = next((n for n, one in enumerate(found) if one.text == self._chosen), 0)
        self._list.show_phrases(found)
        self._none.setText(_NONE)
        self._pages.setCurrentIndex(0 if every else 1)
        self._count.setText(
            f"共 {len(every)} 条" if len(found) == len(every) else f"找到 {len(found)} 条"
        )
        self.view.setCurrentIndex(self._list.index(kept))
        if not found:
            self.pane.show_phrase(None)

    def _on_current(self, index: QModelIndex) -> None:
        phrase = index.data(PHRASE_ROLE)
        if isinstance(phrase, Phrase):
            self._chosen = phrase.text
            self.pane.show_phrase(phrase)

    def _on_corrected(self, text: str) -> None:
        """Show the new words, also where the search was for the old ones."""
        self._chosen = text
        found = [one for one in self._phrases.ranked() if one.text == text]
        if any(holds(one, self.search.text()) for one in found):
            self._show()
        else:
            self.search.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape first leaves the correcting; Down goes from the search into the list."""
        if event.key() == Qt.Key.Key_Escape and self.pane.leave():
            return
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.view.setFocus()
            return
        super().keyPressEvent(event)


class _PhraseView(QListView):
    """One line a phrase."""

    def __init__(self, phrases: PhraseList) -> None:
        super().__init__()
        self.setAccessibleName("常用语")
        self.setProperty("framed", "true")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setItemDelegate(PhraseDelegate(self))
        self.setModel(phrases)
