"""Keys that mean the same wherever one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_UNDO: Final = ("Ctrl+Z",)
_REDO: Final = ("Ctrl+Y", "Ctrl+Shift+Z")


def presses(dialog: QWidget, event: QKeyEvent) -> bool:
    """Whether a dialog's key is Enter, which presses the button that one is on and nothing else."""
    if event.key() not in ENTER:
        return False
    focused = dialog.focusWidget()
    if isinstance(focused, QPushButton):
        focused.click()
    return True


def keys_within(widget: QWidget, deeds: Mapping[str, Callable[[], object]]) -> None:
    """Keys that work wherever the cursor is within a screen, and nowhere else."""
    for keys, does in deeds.items():
        shortcut = QShortcut(QKeySequence(keys), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(does)


def pressed_beside(screen: QWidget, event: QKeyEvent) -> bool:
    """Do what a key does within a screen, for a cursor that stands beside it; False where it does nothing there."""
    pressed = QKeySequence(event.keyCombination())
    within = Qt.FindChildOption.FindDirectChildrenOnly
    for one in cast("list[QShortcut]", screen.findChildren(QShortcut, options=within)):
        if one.isEnabled() and one.key() == pressed:
            one.activated.emit()
            return True
    return False


def agreed_by_keys(dialog: QWidget, agrees: QAbstractButton) -> None:
    """Ctrl+Enter, wherever in the dialog one is: Enter alone goes on from field to field there."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), dialog).activated.connect(agrees.click)


def undo_by_keys(window: QWidget, undo: Callable[[], object], redo: Callable[[], object]) -> None:
    """In each window of its own: keys of the one behind a dialog do not reach it."""
    for keys, does in ((_UNDO, undo), (_REDO, redo)):
        for key in keys:
            QShortcut(QKeySequence(key), window).activated.connect(does)
