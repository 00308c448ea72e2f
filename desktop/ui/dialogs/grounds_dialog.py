"""Asks for grounds: what is about to be done, and a reason that is never blank."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import agreed_by_keys
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px


class GroundsDialog(QDialog):
    """A few lines of text; the deed is possible once they say something."""

    def __init__(self, parent: QWidget, title: str, words: str, deed: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(460))
        self._text = QPlainTextEdit()
        self._text.setAccessibleName("理由")
        self._text.setPlaceholderText("理由（必填）")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(px(90))
        self._do = button(deed, "primary")
        self._do.setToolTip("Ctrl+Enter")
        self._do.setEnabled(False)
        self._do.setDefault(True)
        cancel = button("取消")
        self.setLayout(
            column(
                label(title, "heading"),
                paragraph(words, "soft"),
                self._text,
                row(None, cancel, self._do),
                gap=12,
                margins=(20, 18, 20, 18),
            )
        )
        self._text.textChanged.connect(lambda: self._do.setEnabled(bool(self.grounds)))
        self._do.clicked.connect(self.accept)
        agreed_by_keys(self, self._do)
        cancel.clicked.connect(self.reject)

    @property
    def grounds(self) -> str:
        """What was written."""
        return self._text.toPlainText().strip()


def ask_grounds(parent: QWidget, title: str, words: str, deed: str) -> str | None:
    """The grounds, or None where it was called off."""
    dialog = GroundsDialog(parent, title, words, deed)
    return dialog.grounds if ask(dialog) else None
