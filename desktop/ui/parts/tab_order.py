"""Tab order: what is made later is reached where it stands, and not after all that was there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QSplitter, QWidget


def place_holder(parent: QWidget) -> QWidget:
    """Qt puts what is new at the end of the window's tab order; this holds the place before it."""
    made = QWidget(parent)
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.hide()
    return made


def order_after(before: QWidget, parts: Iterable[QWidget]) -> None:
    """The tab key goes on from there through these parts, one after the other."""
    stops = [stop for part in parts for stop in _stops(part)]
    off = [one for one in stops if one.focusPolicy() == Qt.FocusPolicy.NoFocus]
    for one in off:
        one.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # else Qt leaves it where it is
    for first, second in pairwise([before, *stops]):
        QWidget.setTabOrder(first, second)
    for one in off:
        one.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _stops(part: QWidget) -> Iterator[QWidget]:
    """What a stop is made of follows it by itself; a choice drops down in a window of its own.

    What only a click reaches moves along, for places are held by such; and each toggle, for any may come to be on.
    """
    instead = part.focusProxy()
    is_whole = instead is None or part.isAncestorOf(instead)
    may_stop = part.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(part, QAbstractButton)
    if may_stop and is_whole:
        yield part
        return
    for one in _inside(part):
        if isinstance(one, QWidget) and not one.isWindow():
            yield from _stops(one)


def _inside(part: QWidget) -> list[QObject]:
    """As one reads; a splitter's children lie the other way round, its handles above them."""
    if isinstance(part, QSplitter):
        return [part.widget(at) for at in range(part.count())]
    return part.children()
