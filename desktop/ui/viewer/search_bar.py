"""The bar for searching a file: words, how many places, and the ways between them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import tool
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.icons import icon
from desktop.viewmodels.page_view import PageView

_PAUSE: Final = 250  # milliseconds after the last letter
_LONGEST: Final = 100


class SearchBar(QFrame):
    """Looks for what is typed after a pause; Enter goes on, Escape closes."""

    closed = Signal()

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self.setObjectName("head")
        self._view = view
        self.words = QLineEdit()
        self.words.setPlaceholderText("在材料里查找文字")
        self.words.setAccessibleName("在材料里查找文字")
        self.words.setMaxLength(_LONGEST)
        look = icon("search", "ink_faint")
        self.words.addAction(look, QLineEdit.ActionPosition.LeadingPosition).setText("查找")
        self.said = label("", "small")
        self._remark = paragraph("", "small")
        self._back = tool("chevron-up", "上一处", "上一处（Shift+F3）")
        self._on = tool("chevron-down", "下一处", "下一处（F3）")
        close = tool("x", "关闭查找", "关闭查找（Esc）")
        line = row(self.words, self.said, self._back, self._on, close, gap=4)
        line.setStretch(0, 1)
        self.setLayout(column(line, self._remark, gap=4, margins=(8, 6, 6, 6)))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        self.words.textEdited.connect(lambda _: self._pause.start())
        self._back.clicked.connect(lambda: self.step(-1))
        self._on.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.closed)
        view.search.changed.connect(self._show)
        self._show()

    def look(self) -> None:
        """Look for what is typed now."""
        self._pause.stop()
        self._view.search.find(self.words.text(), self._view.page)

    def step(self, by: int) -> None:
        """Go to the next place, or the one before."""
        if self.words.text().strip() != self._view.search.words:
            self.look()
        else:
            self._view.search.step(by)

    def begin(self) -> None:
        """Ready for words; those of the last time are looked for again."""
        self.words.setFocus()
        self.words.selectAll()
        if self.words.text().strip() != self._view.search.words:
            self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the field leaves alone."""
        if event.key() in ENTER:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            event.ignore()

    def _show(self) -> None:
        search = self._view.search
        found = bool(search.hits)
        self.said.setText(search.said if found else "")
        self.said.setVisible(found)
        self._remark.setText("" if found else search.said)
        self._remark.setVisible(bool(search.said) and not found)
        for one in (self._back, self._on):
            one.setEnabled(found)
