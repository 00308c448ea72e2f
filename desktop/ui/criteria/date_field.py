"""A day, typed in any of the usual ways; blank where it is not known."""

from __future__ import annotations

import re
from datetime import date
from typing import Final
from unicodedata import normalize

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desktop.ui.parts.labels import restyle
from desktop.ui.parts.lines import without_blanks
from desktop.ui.theme.tokens import px

_DAY: Final = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?", re.ASCII
)
_EIGHT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
# What stands around a table's cell; a space may yet be typed on.
_PASTED: Final = "\t\n\r\u2028\u2029"


class DateField(QLineEdit):
    """The value is None while it is blank or no day."""

    edited = Signal()
    wanted = "日期请写成 2022-08-03 的样子"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText("日期")
        self.setToolTip(self.wanted)
        self.setFixedWidth(px(112))
        self.textEdited.connect(self._on_edited)

    @property
    def value(self) -> str | None:
        """The day as a fact holds it."""
        text = normalize("NFKC", self.text()).strip()
        found = _DAY.fullmatch(text) or _EIGHT.fullmatch(text)
        if found is None:
            return None
        try:
            return date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            return None

    @property
    def wrong(self) -> bool:
        """Whether something is typed that is no day."""
        return bool(self.text().strip()) and self.value is None

    def show_value(self, value: object) -> None:
        """Show a recorded day."""
        if value != self.value or (value is None and self.text()):
            self.setText("" if value is None else str(value))
        restyle(self, "wrong", "false")

    def _on_edited(self) -> None:
        without_blanks(self, _PASTED)
        restyle(self, "wrong", "true" if self.wrong else "false")
        self.edited.emit()
