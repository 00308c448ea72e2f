"""Where a file that is no table to import has no rows to show: why, and the way to another file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import paragraph, sign
from desktop.ui.theme.tokens import px

_WIDTH = 520
_SIGN = 36


class ImportRefusal(QWidget):
    """The sentence in the middle, the button below it."""

    def __init__(self) -> None:
        super().__init__()
        self.failure = paragraph("", "heading")
        self.failure.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.failure.setFixedWidth(px(_WIDTH))
        self.other_button = button("另选文件…", "primary", "folder-open")
        middle = column(
            None,
            row(None, sign("ban", "red", _SIGN), None),
            self.failure,
            row(None, self.other_button, None),
            None,
            gap=16,
        )
        self.setLayout(row(None, middle, None))

    def show_failure(self, words: str, *, final: bool) -> None:
        """Why there is nothing to import; where only another file helps, the cursor goes to it."""
        self.failure.setText(words)
        if final:
            self.other_button.setFocus()
