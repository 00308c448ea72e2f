"""Tab order: what is made later is reached where it stands, and not after all that was there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def place_holder(parent: QWidget) -> QWidget:
    """Qt puts what is new at the end of the window's tab order; this holds the place before it."""
    made = QWidget(parent)
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.hide()
    return made


def order_after(before: QWidget, parts: Iterable[QWidget]) -> None:
    """The tab key goes on from there through these parts, one after the other."""
    for part in parts:
        for stop in _stops(part):
            QWidget.setTabOrder(before, stop)
            before = stop


def _stops(part: QWidget) -> Iterator[QWidget]:
    """What a stop is made of follows it by itself; a choice drops down in a window of its own.

    What only a click reaches moves along: places are held by such.
    """
    instead = part.focusProxy()
    is_stop = instead is None or part.isAncestorOf(instead)
    if part.focusPolicy() != Qt.FocusPolicy.NoFocus and is_stop:
        yield part
        return
    for one in part.children():
        if isinstance(one, QWidget) and not one.isWindow():
            yield from _stops(one)
