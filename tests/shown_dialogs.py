"""Dialogs that are opened to be looked at: each is met once it stands there and nothing runs any more."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.viewmodels.jobs import Jobs
from tests.journeys.evaluator import wait_until


def meet(opened: Callable[[], object], jobs: Jobs, seen: Callable[[QWidget], object]) -> None:
    """Open one, do this with it, and close it where that did not; `opened` may wait for its end."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, look)
            return
        wait_until(lambda: not jobs.running)
        seen(dialog)
        if dialog.isVisible():
            dialog.close()

    QTimer.singleShot(0, look)
    opened()
