"""The way through the settings by keyboard: to the page that has something, and on it to the very thing."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from desktop.ui.screens.settings_screen import SettingsScreen
from desktop.ui.settings.headings import HEADINGS
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import office_in
from tests.ui.dropping import answering


def at_settings(sit: Sit, folder: Path) -> Evaluator:
    """Before the settings of a small office, with the cursor at their beginning."""
    made = sit(office_in(folder))
    made.office.go(Place.SETTINGS)
    return made


def settings_of(evaluator: Evaluator) -> SettingsScreen:
    screen = evaluator.office.screen(Place.SETTINGS)
    assert isinstance(screen, SettingsScreen)
    return screen


def open_page(evaluator: Evaluator, name: str) -> SettingsScreen:
    """With the arrows, from the headings."""
    evaluator.return_to_window()
    screen = settings_of(evaluator)
    evaluator.shell.show_page(screen)
    evaluator.press("Home")
    for _ in HEADINGS:
        if screen.headings.list.currentItem().text() == name:
            return screen
        evaluator.press("Down")
    raise AssertionError(f"no arrow leads to {name}")


def reach(evaluator: Evaluator, name: str) -> None:
    """From the headings to something of this name, on whichever page it stands; else to what the bar has."""
    screen = settings_of(evaluator)
    for heading in HEADINGS:
        screen.open(heading.name)
        page = screen.pages.currentWidget()
        named = cast("list[QWidget]", page.findChildren(QWidget))
        if any(one.accessibleName() == name and not one.isHidden() for one in named):
            open_page(evaluator, heading.name)
            break
    else:
        evaluator.return_to_window()
        evaluator.shell.show_page(screen)
    evaluator.tab_to(name)


def do(evaluator: Evaluator, name: str) -> None:
    """Reach it, and press it."""
    reach(evaluator, name)
    evaluator.press("Space")


def typed(evaluator: Evaluator, words: str) -> Callable[[QDialog], None]:
    """Type into the dialog that waits, and agree."""

    def answer(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.write(words)
        evaluator.press("Return")

    return answer


def sit_down_as(evaluator: Evaluator, name: str, pin: str) -> None:
    """Choose a name in the bar's menu, and tell its PIN."""

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(5, pick)
            return
        [action] = [one for one in menu.actions() if one.text() == name]
        while menu.activeAction() is not action:
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(0, pick)
    titles = answering(typed(evaluator, pin))
    do(evaluator, f"当前考核人：{evaluator.office.workplace.author.name}")
    assert titles == ["换人"]
