"""Where one is: the page of the manual that describes the widget that has the focus, or whatever holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.ui.shell import Shell


def place_of(window: QWidget, places: Mapping[str, str]) -> str:
    """The nearest that is described, from the focus outwards; a shell tells of the page that it shows."""
    focused = QApplication.focusWidget()
    if focused is not None and focused.window() is window:
        found = _described(focused, places)
        if found:
            return found
    if isinstance(window, Shell):
        return _shown_in(window.pages, places)
    found = _described(window, places)
    over = window.parentWidget()
    if found or over is None:
        return found
    return place_of(over.window(), places)  # a question over something that is described


def _described(widget: QWidget | None, places: Mapping[str, str]) -> str:
    """By the names of classes, so that a page of the manual says itself what it is about."""
    while widget is not None:
        for kind in type(widget).__mro__:
            if kind.__name__ in places:
                return places[kind.__name__]
        widget = widget.parentWidget()
    return ""


def _shown_in(pages: QStackedWidget, places: Mapping[str, str]) -> str:
    """The focus may stand on the rail or in the bar: what is in sight counts, and what that shows within itself."""
    shown = pages.currentWidget()
    stacks = cast("list[QStackedWidget]", shown.findChildren(QStackedWidget))  # the outermost first
    inner = [one.currentWidget() for one in stacks if one.isVisible()]
    for one in inner:
        found = places.get(type(one).__name__, "")
        if found:
            return found
    return _described(shown, places)
