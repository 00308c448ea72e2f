"""A field of several lines that is as high as its words, within reason; the tab key leaves it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from desktop.ui.theme.tokens import px

_MOST: Final = 8  # lines; more are scrolled to
_FRAME: Final = 14  # the style sheet's border and padding, above and below


class WordsField(QPlainTextEdit):
    """Words of any length."""

    edited = Signal()

    def __init__(self, name: str, hint: str = "", least: int = 1) -> None:
        super().__init__()
        self._least, self._showing = least, False
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_changed)

    @property
    def words(self) -> str:
        """What is written, without blanks around it."""
        return self.toPlainText().strip()

    def show_words(self, words: str) -> None:
        """Show what is kept; a field that says the same keeps its cursor, and nothing is told as edited."""
        if words != self.words:
            self._showing = True
            self.setPlainText(words)
            self._showing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes other lines."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the style sheet's letters are known."""
        super().showEvent(event)
        self._fit()

    def _on_changed(self) -> None:
        self._fit()
        if not self._showing:
            self.edited.emit()

    def sizeHint(self) -> QSize:
        """As high as it will be: a dialog measures it before it is shown."""
        return QSize(super().sizeHint().width(), self._wanted())

    def _fit(self) -> None:
        wanted = self._wanted()
        if self.height() != wanted:
            self.setFixedHeight(wanted)

    def _wanted(self) -> int:
        laid_out = self.document().documentLayout()
        block, lines = self.document().firstBlock(), 0
        while block.isValid():
            laid_out.blockBoundingRect(block)  # only what is looked at is laid out
            lines += block.lineCount()
            block = block.next()
        lines = max(self._least, min(_MOST, lines))
        margins = 2 * round(self.document().documentMargin())
        return lines * self.fontMetrics().lineSpacing() + margins + px(_FRAME)
