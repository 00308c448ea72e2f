"""Asking: how every dialog is opened, so that none of them stays in memory, reading on, once it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog


def ask(dialog: QDialog) -> bool:
    """Wait until it is answered, whether it was agreed to; what it says can still be read in this turn."""
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return agreed


def put_up(dialog: QDialog) -> None:
    """Open it over its window, and go on; it ends when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
