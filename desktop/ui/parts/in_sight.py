"""In sight: whatever the keys come to is scrolled into the window, from wherever they come."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def bring_into_sight(widget: QWidget) -> None:
    """Scroll each area that a widget stands in until one sees it, or its cursor where it has one."""
    within, above = widget, widget.parentWidget()
    while above is not None and not within.isWindow():
        if isinstance(above, QScrollArea) and above.widget().isAncestorOf(widget):
            has_room = widget.height() <= above.viewport().height()
            if has_room or widget.visibleRegion().isEmpty():  # what is larger leads its own cursor
                above.ensureWidgetVisible(widget)
            if has_room:
                _show_whole(above, widget)
        within, above = above, above.parentWidget()


def _show_whole(area: QScrollArea, widget: QWidget) -> None:
    """Of a field for many lines Qt shows no more than the line of its caret."""
    half = widget.height() // 2
    at = widget.mapTo(area.widget(), QPoint(0, half))
    area.ensureVisible(at.x(), at.y(), 0, half)


class KeptInSight(QObject):
    """Qt scrolls only for a tab key pressed within the area; keys come to it from outside as well."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]  # there is one

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        # A click is where one sees it; a window that comes back shows what it showed.
        if before is None or now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        # Later, for what was just shown is laid out only then.
        QTimer.singleShot(0, now, lambda: bring_into_sight(now))
