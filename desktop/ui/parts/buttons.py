"""Buttons: in one of the looks of the style sheet, each with a name for who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from desktop.ui.parts.keys import ENTER
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import px

_INK = {"primary": "surface", "link": "primary", "danger": "red"}
_ICON = 18


class PressedByEnter(QPushButton):
    """A dialog would press its default button instead, and do the very thing that one had stepped away from."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter means the button that has the cursor, as the space bar does."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and plain:
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, look: str = "", picture: str = "", tip: str = "") -> QPushButton:
    """A button with words; `look` is primary, link, danger or plain."""
    made = PressedByEnter(text)
    made.setAutoDefault(False)
    if look:
        made.setProperty("look", look)
    if picture:
        made.setIcon(icon(picture, _INK.get(look, "ink_soft")))
        made.setIconSize(QSize(px(_ICON), px(_ICON)))
    made.setAccessibleName(text)
    made.setToolTip(tip)
    return made


def tool(picture: str, name: str, tip: str = "", *, checkable: bool = False) -> QToolButton:
    """A button that is only an icon; its name is said and shown as its tip."""
    made = QToolButton()
    made.setProperty("look", "tool")
    made.setIcon(icon(picture))
    made.setIconSize(QSize(px(_ICON), px(_ICON)))
    made.setAccessibleName(name)
    made.setToolTip(tip or name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCheckable(checkable)
    return made


def named(one: QAbstractButton, name: str) -> QAbstractButton:
    """Give a button another name than its words."""
    one.setAccessibleName(name)
    return one
