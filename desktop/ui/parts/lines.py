"""Lines: fields of one line of text, each with a name and a hint."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit


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
