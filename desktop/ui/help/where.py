"""Where one is: the page of the manual that describes the widget that has the focus, or whatever holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget


@runtime_checkable
class HasPages(Protocol):
    """A shell, or a screen of several pages: the one in sight tells more exactly where one is."""

    pages: QStackedWidget


def place_of(window: QWidget, places: Mapping[str, str]) -> str:
    """The nearest that is described, from the focus outwards; a question tells of what it stands over."""
    held: QWidget | None = QApplication.focusWidget()
    if held is None or held.window() is not window:
        held = window
    while held is not None:
        # The focus may stand beside the pages: on the rail, or in a list of them.
        found = (_shown_in(held, places) if isinstance(held, HasPages) else "") or _told(
            held, places
        )
        if found:
            return found
        held = held.parentWidget()
    return ""


def _told(widget: QWidget, places: Mapping[str, str]) -> str:
    """By the names of classes, so that a page of the manual says itself what it is about."""
    return next(
        (places[one.__name__] for one in type(widget).__mro__ if one.__name__ in places), ""
    )


def _shown_in(holder: HasPages, places: Mapping[str, str]) -> str:
    """What is described on the page in sight, its own pages first."""
    shown = holder.pages.currentWidget()
    if isinstance(shown, HasPages):
        found = _shown_in(shown, places)
        if found:
            return found
    parts = cast("list[QWidget]", shown.findChildren(QWidget))
    return _told(shown, places) or next(filter(None, (_told(one, places) for one in parts)), "")
