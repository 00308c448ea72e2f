"""The way through the settings by keyboard: to the page that has something, and on it to the very thing."""

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.ui.screens.settings_screen import SettingsScreen
from desktop.ui.settings.headings import HEADINGS
from desktop.viewmodels.place import Place
from tests.journeys.evaluator import Evaluator


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
