"""The hand on a page: drags it, draws a frame on it, or chooses a pin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

from desktop.viewmodels.page_pins import Pin

if TYPE_CHECKING:
    from desktop.ui.viewer.page_canvas import PageCanvas


class PageHand:
    """Each of its answers says whether the event was its own."""

    def __init__(self, canvas: PageCanvas) -> None:
        self._canvas, self._view = canvas, canvas.view
        self._pressed_at: QPoint | None = None
        self._corner: QPointF | None = None  # of the frame that is being drawn
        self._pin: Pin | None = None

    def press(self, event: QMouseEvent) -> bool:
        """The left button goes down."""
        if event.button() is not Qt.MouseButton.LeftButton or self._canvas.layout_in_sight is None:
            return False
        self._pressed_at = event.position().toPoint()
        self._pin = self._canvas.pin_at(self._pressed_at)
        if not self._view.frame.is_on:
            return False
        self._corner = self._canvas.mapToScene(self._pressed_at)
        return True

    def move(self, event: QMouseEvent) -> bool:
        """With the button down or up."""
        at = event.position().toPoint()
        if self._corner is None:
            if not event.buttons():
                self.rest(at)
            return self._view.frame.is_on
        layout = self._canvas.layout_in_sight
        if layout is not None and self._is_drag(at):
            corner, there = self._corner, self._canvas.mapToScene(at)
            self._view.frame.draw(layout.region(corner.x(), corner.y(), there.x(), there.y()))
        return True

    def release(self, event: QMouseEvent) -> bool:
        """The left button comes up."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        at, pin = event.position().toPoint(), self._pin
        is_drag, is_frame = self._is_drag(at), self._corner is not None
        self._pressed_at = self._corner = self._pin = None
        if is_frame and is_drag:
            self._view.frame.take()
        elif not is_frame and not is_drag and pin is not None:
            self._view.pins.choose(pin.id)
        return is_frame

    def rest(self, at: QPoint | None = None) -> None:
        """Show what a press would do here."""
        canvas = self._canvas
        bars = (canvas.horizontalScrollBar(), canvas.verticalScrollBar())
        drags = not self._view.frame.is_on and any(one.maximum() > one.minimum() for one in bars)
        drag_mode = QGraphicsView.DragMode
        mode = drag_mode.ScrollHandDrag if drags else drag_mode.NoDrag
        if canvas.dragMode() is not mode:
            canvas.setDragMode(mode)
        shape = Qt.CursorShape.OpenHandCursor if drags else Qt.CursorShape.ArrowCursor
        if self._view.frame.is_on:
            shape = Qt.CursorShape.CrossCursor
        elif at is not None and canvas.pin_at(at) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        if self._pressed_at is None and canvas.viewport().cursor().shape() is not shape:
            canvas.viewport().setCursor(shape)

    def _is_drag(self, at: QPoint) -> bool:
        far = QApplication.startDragDistance()
        return self._pressed_at is not None and (at - self._pressed_at).manhattanLength() >= far
