"""The way back: to what had the cursor before a message, a strip or a screen took it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def go_back_to(before: QWidget | None) -> None:
    """It may have gone since, or be out of sight: then the cursor stays where it is."""
    if before is not None and isValid(before) and before.isVisible():
        before.setFocus()
