"""Asking: how every dialog is opened, so that none of them stays in memory, reading on, once it is closed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWindow
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
        dialog.finished.connect(lambda _: _Return(window))


class _Return(QTimer):
    """The way back of the keys to a window; whoever has them first keeps them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, singleShot=True, interval=_SETTLED)
        self._window = window
        self.timeout.connect(self._on_settled)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._on_focus)
        self.start()

    def _on_focus(self, now: QWindow | None) -> None:
        if now is not None:
            self.stop()
            self.deleteLater()

    def _on_settled(self) -> None:
        """Only where nobody has them, and no other dialog is about to."""
        over = QApplication.activeModalWidget()
        is_free = over is None or over is self._window
        if QApplication.activeWindow() is None and is_free and self._window.isVisible():
            self._window.activateWindow()
        self.deleteLater()
