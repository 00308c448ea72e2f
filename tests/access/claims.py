"""Claims: what a key is taken for. Where two take the same one, Qt calls it ambiguous, and it does nothing."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.access.keys import called, parts_of

_INSIDE = {Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut}


class Claim(NamedTuple):
    """Whose the key is, and whether only while the cursor is in there."""

    keys: str
    owner: QWidget
    is_inside: bool

    def meets(self, other: "Claim") -> bool:
        """Whether there is a place for the cursor where both are asked."""
        if self.keys != other.keys:
            return False
        if not (self.is_inside and other.is_inside):
            return True
        one, two = self.owner, other.owner
        return one is two or one.isAncestorOf(two) or two.isAncestorOf(one)


def claimed_twice(window: QWidget) -> Iterator[str]:
    """Keys that two of this window take."""
    for one, two in combinations(claims(window), 2):
        if one.meets(two):
            yield f"{one.keys} is taken by {called(one.owner)} and by {called(two.owner)}"


def claims(window: QWidget) -> list[Claim]:
    """Every key that does something in this window as it stands: shortcuts, actions, and buttons with one."""
    return [*_of_shortcuts(window), *_of_actions(window), *_of_buttons(window)]


def _of_shortcuts(window: QWidget) -> Iterator[Claim]:
    for one in cast("list[QShortcut]", window.findChildren(QShortcut)):
        owner = one.parent()
        if isinstance(owner, QWidget) and _is_there(owner, window) and one.isEnabled():
            for keys in one.keys():  # noqa: SIM118  # it is no mapping
                yield Claim(keys.toString(), owner, one.context() in _INSIDE)


def _of_actions(window: QWidget) -> Iterator[Claim]:
    for owner in [window, *parts_of(window, QWidget)]:
        for one in owner.actions():
            if one.isEnabled():
                for keys in one.shortcuts():
                    yield Claim(keys.toString(), owner, one.shortcutContext() in _INSIDE)


def _of_buttons(window: QWidget) -> Iterator[Claim]:
    for one in parts_of(window, QAbstractButton):
        if not one.shortcut().isEmpty():
            yield Claim(one.shortcut().toString(), one, is_inside=False)


def _is_there(owner: QWidget, window: QWidget) -> bool:
    return owner.isVisible() and owner.isEnabled() and owner.window() is window
