"""The wheel: scrolls a page, and at its end turns to the next one, but not by the same push."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QScrollBar

_REST = 250  # milliseconds from scrolling to turning
_NOTCH = 120


class Wheel:
    """Says what a turn of the wheel means, and remembers the last."""

    def __init__(self, bar: QScrollBar) -> None:
        self._bar = bar
        self._since = QElapsedTimer()
        self._zoomed = 0

    def pages(self, event: QWheelEvent) -> int | None:
        """How many pages to turn, 0 or 1 or -1; None where the page itself is scrolled."""
        way = event.angleDelta().y()
        end = self._bar.maximum() if way < 0 else self._bar.minimum()
        if not way or self._bar.value() != end:
            self._since.start()
            return None
        if self._since.isValid() and self._since.elapsed() < _REST:
            return 0
        self._since.start()
        return -1 if way > 0 else 1

    def zoom_steps(self, event: QWheelEvent) -> int:
        """How many steps larger or smaller; a touchpad's small pushes add up to one."""
        if event.phase() == Qt.ScrollPhase.ScrollBegin:
            self._zoomed = 0
        self._zoomed += event.angleDelta().y()
        steps = int(self._zoomed / _NOTCH)
        self._zoomed -= steps * _NOTCH
        return steps
