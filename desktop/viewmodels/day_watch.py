"""The day: a window stays open overnight, a clock is put right, a zone is changed; what counts by days is read anew."""

from __future__ import annotations

import sys
import time
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.viewmodels.dispatcher import Dispatcher

_EVERY: Final = 60_000  # milliseconds
_TABLE: Final = "office_day"  # whoever counts days hears of it


class DayWatch(QObject):
    """Tells the dispatcher once that the office's day is another one."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        super().__init__()
        self._dispatcher = dispatcher
        self._day = _today()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """At the clock."""
        if sys.platform != "win32":
            time.tzset()  # else a zone is read but once
        today = _today()
        if today != self._day:
            self._day = today
            self._dispatcher.changed.emit(frozenset({(_TABLE, (today.isoformat(),))}))


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the office's own calendar day
