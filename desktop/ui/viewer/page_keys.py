"""The keys of a page: what moves it, turns it over, and draws a frame on it without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollBar

from desktop.ui.theme.tokens import px
from desktop.ui.viewer.page_marks import placed

if TYPE_CHECKING:
    from desktop.ui.viewer.page_canvas import PageCanvas

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_NONE: Final = Qt.KeyboardModifier.NoModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_PUSH: Final = 48  # what an arrow moves the page by

_Deeds = Mapping[tuple[Qt.KeyboardModifier, int], Callable[[], object]]


class PageKeys:
    """`press` says whether a key means something here."""

    def __init__(self, canvas: PageCanvas) -> None:
        self._canvas, self._view = canvas, canvas.view
        view = self._view
        self._deeds: _Deeds = {
            (_NONE, Qt.Key.Key_PageDown): lambda: view.turn_to(view.page + 1),
            (_NONE, Qt.Key.Key_PageUp): lambda: view.turn_to(view.page - 1),
            (_NONE, Qt.Key.Key_Home): lambda: view.turn_to(1),
            (_NONE, Qt.Key.Key_End): lambda: view.turn_to(view.pages),
            (_NONE, Qt.Key.Key_Space): lambda: self._read_on(1),
            (_SHIFT, Qt.Key.Key_Space): lambda: self._read_on(-1),
            (_NONE, Qt.Key.Key_R): self.toggle_frame,
            (_NONE, Qt.Key.Key_P): lambda: view.pins.step(1),
            (_SHIFT, Qt.Key.Key_P): lambda: view.pins.step(-1),
            (_NONE, Qt.Key.Key_Return): self._choose,
            (_NONE, Qt.Key.Key_Enter): self._choose,
        }
        self._frame_deeds: _Deeds = {
            (_NONE, Qt.Key.Key_Return): view.frame.take,
            (_NONE, Qt.Key.Key_Enter): view.frame.take,
            (_NONE, Qt.Key.Key_Escape): view.frame.clear,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if key in _ARROWS and modifiers in {_NONE, _SHIFT}:
            self._arrow(modifiers, *_ARROWS[Qt.Key(key)])
            return True
        deed = self._deeds.get((modifiers, key))
        if self._view.frame.is_on:
            deed = self._frame_deeds.get((modifiers, key), deed)
        if deed is not None:
            deed()
        return deed is not None

    def toggle_frame(self) -> None:
        """Begin a frame, or call it off."""
        if self._view.frame.is_on:
            self._view.frame.clear()
        elif self._view.frame.is_offered and self._view.is_here and self._canvas.sight is not None:
            self._view.frame.begin(self._canvas.in_sight())
            self._canvas.setFocus()

    def _arrow(self, modifiers: Qt.KeyboardModifier, across: int, down: int) -> None:
        frame = self._view.frame
        if frame.is_on:
            change = frame.resize if modifiers == _SHIFT else frame.move
            change(self._view.turns, across, down)
            layout = self._canvas.layout_in_sight
            if layout is not None and frame.region is not None:
                self._canvas.bring_into_sight(placed(layout, frame.region))
            return
        canvas = self._canvas
        bar = canvas.horizontalScrollBar() if across else canvas.verticalScrollBar()
        if bar.maximum() > bar.minimum():
            bar.setValue(bar.value() + (across + down) * px(_PUSH))
        else:
            canvas.turn_page(across + down)

    def _read_on(self, by: int) -> None:
        """A screenful further; at the end, the next page."""
        bar: QScrollBar = self._canvas.verticalScrollBar()
        end = bar.maximum() if by > 0 else bar.minimum()
        if bar.value() == end:
            self._canvas.turn_page(by)
        else:
            bar.setValue(bar.value() + by * (bar.pageStep() - px(_PUSH)))

    def _choose(self) -> None:
        """Enter: what does the pin prove that was gone to last?"""
        if self._view.pins.current:
            self._view.pins.choose(self._view.pins.current)
