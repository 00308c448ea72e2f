"""Fields: one number as it is typed, with full-width digits and signs taken for what they mean."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final
from unicodedata import normalize

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from desktop.ui.parts.labels import restyle
from desktop.ui.parts.lines import without_blanks
from desktop.ui.theme.tokens import px

_WHOLE: Final = re.compile("[0-9]{1,9}", re.ASCII)
_AMOUNT: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?", re.ASCII)
_PERCENT: Final = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?%?", re.ASCII)


class NumberField(QLineEdit):
    """A whole number; the value is None while it is blank, and `unclear` says what is wrong with it."""

    edited = Signal()
    wanted: str = "请填不小于 0 的整数，至多 9 位，例如 3"

    def __init__(self, name: str, width: int = 84) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(px(width))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(20)
        self.textEdited.connect(self._on_edited)

    @property
    def plain(self) -> str:
        """What is typed, in plain digits."""
        return normalize("NFKC", self.text()).strip().replace("。", ".")

    @property
    def blank(self) -> bool:
        """Whether nothing is typed."""
        return not self.plain

    @property
    def value(self) -> object:
        """The number as a fact holds it; None where what is typed is none."""
        return int(self.plain) if _WHOLE.fullmatch(self.plain) else None

    @property
    def wrong(self) -> bool:
        """Whether something is typed that is no number."""
        return not self.blank and self.value is None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Digits set a number: they never run on behind the one that stands there."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def show_value(self, value: object) -> None:
        """Show a recorded value; what is being typed and means the same stays as it is."""
        if value != self.value or (value is None and not self.blank):
            self.setText("" if value is None else str(value))
            if self.hasFocus():
                self.selectAll()
        restyle(self, "wrong", "false")

    def _on_edited(self) -> None:
        without_blanks(self)
        restyle(self, "wrong", "true" if self.wrong else "false")
        self.edited.emit()


class AmountField(NumberField):
    """Points, or another amount with decimal places."""

    wanted = "请填不小于 0 的数，小数至多 4 位，例如 7.5"

    @property
    def value(self) -> object:
        """The amount as text, exact."""
        return self.plain if _AMOUNT.fullmatch(self.plain) else None

    def show_value(self, value: object) -> None:
        """7.50 that is being typed is 7.5 that is recorded."""
        same = value is not None and self.value is not None
        if not (same and Decimal(str(value)) == Decimal(str(self.value))):
            super().show_value(None if value is None else str(value))


class SignedAmountField(AmountField):
    """An amount that may stand below zero."""

    @property
    def value(self) -> object:
        """The amount as text, exact."""
        return self.plain if _AMOUNT.fullmatch(self.plain.removeprefix("-")) else None


class PercentField(NumberField):
    """A percentage; its sign may be left out."""

    wanted = "请填百分比，例如 92.5"

    @property
    def value(self) -> object:
        """The percentage as text with its sign."""
        if not _PERCENT.fullmatch(self.plain):
            return None
        return f"{self.plain.removesuffix('%')}%"

    def show_value(self, value: object) -> None:
        """Without its sign: it stands behind the field."""
        if value is None or value != self.value:
            super().show_value(None if value is None else str(value).removesuffix("%"))
