"""Lines: fields of one line of text, each with a name and a hint."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QLineEdit, QToolButton


def line(name: str, hint: str = "") -> QLineEdit:
    """A field; its hint stands in it while it is blank."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def show_text(field: QLineEdit, text: object) -> None:
    """Show a recorded text from its beginning; a field that says the same keeps its cursor."""
    if field.text().strip() != text:
        field.setText(str(text))
        if not field.hasFocus():
            field.setCursorPosition(0)


def without_blanks(field: QLineEdit, blanks: str | None = None) -> None:
    """Blanks that are pasted around a figure would push it out of sight."""
    text = field.text()
    if text != (bare := text.strip(blanks)):
        field.setText(bare)


def clearable(field: QLineEdit) -> None:
    """With the small button that empties it, which Qt gives no name."""
    field.setClearButtonEnabled(True)
    for one in cast("list[QToolButton]", field.findChildren(QToolButton)):
        one.setAccessibleName(one.text() or "清空")
