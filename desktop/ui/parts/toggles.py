"""Toggles: buttons of which one is on. The tab key comes to that one, the arrows to the others."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QButtonGroup


def stop_at_checked(group: QButtonGroup) -> None:
    """Qt sees to it only once one of them has the cursor: the tab key would come to the first of them before."""
    group.buttonToggled.connect(lambda one, checked: _arrange(group, one) if checked else None)


def _arrange(group: QButtonGroup, checked: QAbstractButton) -> None:
    held = any(one.hasFocus() for one in group.buttons())
    for one in group.buttons():
        is_stop = one is checked
        one.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_stop else Qt.FocusPolicy.NoFocus)
    if held and not checked.hasFocus():
        checked.setFocus()  # the cursor stays with what is on
