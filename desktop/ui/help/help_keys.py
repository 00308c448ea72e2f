"""F1 and Shift+F1 in every window, dialogs too: a shortcut of the shell does not reach through a dialog over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.parts.asking import ask

if TYPE_CHECKING:
    from desktop.ui.help.help_window import HelpWindow

_MARK = "has_help"


class HelpKeys(QObject):
    """Each window is given its keys when it first has the focus; the manual is read when it is first wanted."""

    def __init__(self, shell: QWidget) -> None:
        super().__init__(shell)
        give_help(shell)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]  # there is one

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            give_help(now.window())


def give_help(window: QWidget) -> None:
    """F1 opens the page of where one is in this window, Shift+F1 the keys."""
    if window.property(_MARK):
        return
    window.setProperty(_MARK, True)  # Qt's
    if window.objectName() == "help":
        return
    QShortcut(QKeySequence("F1"), window).activated.connect(lambda: open_help(window))
    keys = QShortcut(QKeySequence("Shift+F1"), window)
    keys.activated.connect(lambda: show_shortcuts(window))


def open_help(window: QWidget, target: str = "") -> None:
    """The manual beside this window, at a page or at what describes where one is."""
    from desktop.services.manual.reading import read_manual
    from desktop.ui.help.help_window import HelpWindow
    from desktop.ui.help.where import place_of

    manual = read_manual()
    wanted = target or place_of(window, manual.places) or manual.pages[0].name
    (_opened(window) or HelpWindow(window, manual)).open_at(wanted)


def reopen_help(before: QWidget, now: QWidget) -> None:
    """The manual goes on at the page that was read, behind the keys, when its window is made anew."""
    opened = _opened(before)
    if opened is not None and opened.isVisible():
        place = opened.pos()
        open_help(now, opened.reading.target)
        anew = _opened(now)
        if anew is not None:
            anew.move(place)
        now.activateWindow()


def _opened(window: QWidget) -> HelpWindow | None:
    """The manual's window over this one, if it was opened."""
    from desktop.ui.help.help_window import HelpWindow

    found = cast("list[HelpWindow]", window.findChildren(HelpWindow))
    return next((one for one in found if one.parentWidget() is window), None)


def show_shortcuts(window: QWidget) -> None:
    """Every key on one page."""
    from desktop.ui.dialogs.shortcut_dialog import ShortcutDialog

    ask(ShortcutDialog(window))
