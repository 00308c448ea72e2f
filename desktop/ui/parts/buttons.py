"""Buttons: in one of the looks of the style sheet, each with a name for who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import px

_INK = {"primary": "surface", "link": "primary", "danger": "red"}
_ICON = 18


def button(text: str, look: str = "", picture: str = "", tip: str = "") -> QPushButton:
    """A button with words; `look` is primary, link, danger or plain."""
    made = QPushButton(text)
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
