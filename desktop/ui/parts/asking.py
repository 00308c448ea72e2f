"""Asking: how every dialog is opened, so that none of them stays in memory, reading on, once it is closed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

_SETTLED: Final = 150  # milliseconds that a window manager may take


def ask(dialog: QDialog) -> bool:
    """Wait until it is answered, whether it was agreed to; what it says can still be read in this turn."""
    _give_back(dialog)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return agreed


def put_up(dialog: QDialog) -> None:
    """Open it over its window, and go on; it ends when it is closed."""
    _give_back(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _give_back(dialog: QDialog) -> None:
    """Where a dialog and the question over it close at once, a window manager may give the keys to nobody."""
    above = dialog.parentWidget()
    if above is not None:
        window = above.window()
        dialog.finished.connect(
            lambda _: QTimer.singleShot(_SETTLED, window, lambda: _wake(window))
        )


def _wake(window: QWidget) -> None:
    """Only where nobody has them, and no other dialog is about to."""
    over = QApplication.activeModalWidget()
    is_free = over is None or over is window
    if QApplication.activeWindow() is None and is_free and window.isVisible():
        window.activateWindow()
