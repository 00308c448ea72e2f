"""F1 wherever one is: the page that describes it, in every place and over every dialog."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop.services.manual.reading import read_manual
from desktop.ui.dialogs.rename_dialog import RenameDialog
from desktop.ui.dialogs.shortcut_dialog import ShortcutDialog
from desktop.ui.help.help_window import HelpWindow
from desktop.ui.help.where import place_of
from desktop.ui.results.result_pages import RESULT_PAGES
from desktop.ui.results.results_screen import ResultsScreen
from desktop.ui.screens.settings_screen import SettingsScreen
from desktop.ui.screens.welcome_screen import WelcomeScreen
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, take_keys, wait_until
from tests.journeys.test_reachable import cut_off, missed_of, unnamed
from tests.viewmodels.building import every_in

UI = Path(__file__).parents[2] / "desktop" / "ui"


def opened(over: QWidget) -> HelpWindow:
    windows = cast("list[HelpWindow]", over.findChildren(HelpWindow))
    [found] = [one for one in windows if one.parentWidget() is over]
    return found


def test_f1_opens_the_page_of_each_place_in_one_window(sit: Sit, tmp_path: Path) -> None:
    at = sit(every_in(tmp_path))
    pages: set[str] = set()
    for place in Place:
        at.office.go(place)
        at.return_to_window()
        at.press("F1")
        wait_until(opened(at.shell).isActiveWindow)
        pages.add(opened(at.shell).reading.page.name)
    assert len(pages) == len(Place), pages
    opened(at.shell).close()


def test_f1_in_a_dialog_opens_help_over_it(sit: Sit, tmp_path: Path) -> None:
    at = sit(every_in(tmp_path))
    dialog = RenameDialog(at.shell, "名称", "2026年")
    dialog.open()
    take_keys(dialog)
    at.press("F1")
    window = opened(dialog)
    wait_until(window.isActiveWindow)
    assert window.isEnabled()
    QTest.keyClick(window.page, Qt.Key.Key_Escape)  # the evaluator's keys would go to the dialog
    assert dialog.isVisible()
    assert not dialog.findChildren(HelpWindow) or not window.isVisible()
    dialog.close()


def test_a_question_is_helped_by_what_it_stands_over(sit: Sit, tmp_path: Path) -> None:
    at = sit(every_in(tmp_path))
    at.office.go(Place.LEDGERS)
    asked = QMessageBox(at.shell)
    asked.open()
    take_keys(asked)
    at.press("F1")
    assert opened(asked).reading.page.name == "ledgers"
    asked.close()


def test_everything_in_the_help_window_is_named_and_reached_by_keys(
    sit: Sit, tmp_path: Path
) -> None:
    at = sit(every_in(tmp_path))
    at.press("F1")
    window = opened(at.shell)
    take_keys(window)
    assert unnamed(window) == []
    reached = set[QWidget]()
    for _ in range(40):  # the page's links are stops of their own
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert missed_of(window, reached) == []
    assert cut_off(window) == []
    window.close()


def test_f1_works_before_there_is_a_workspace(sit: Sit) -> None:
    at = sit(None)
    wait_until(lambda: bool(at.shell.findChildren(WelcomeScreen)))
    at.press("F1")
    assert opened(at.shell).reading.page.name == "first-hour"
    opened(at.shell).close()


def test_shift_f1_shows_the_keys(sit: Sit, tmp_path: Path) -> None:
    at = sit(every_in(tmp_path))
    shown: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ShortcutDialog)
        shown.append(dialog.windowTitle())
        dialog.close()

    QTest.qWaitForWindowActive(at.shell)
    _soon(at, look)
    at.press("Shift+F1")
    assert shown == ["快捷键"]


def test_f1_opens_each_page_of_results_where_it_is_described(sit: Sit, tmp_path: Path) -> None:
    at = sit(every_in(tmp_path))
    at.office.go(Place.RESULTS)
    screen = at.office.screen(Place.RESULTS)
    assert isinstance(screen, ResultsScreen)
    for name in RESULT_PAGES:
        screen.show_page(name)
        found = place_of(at.shell, read_manual().places)
        page, _, heading = found.partition("#")
        assert name in {heading, *read_manual().page(page).headings, page_title(page)}, name


def page_title(name: str) -> str:
    """By which a page that describes two things names the one that it begins with."""
    title = read_manual().page(name).title
    return next((one for one in RESULT_PAGES if one in title), title)


def test_f1_opens_what_tells_of_the_page_of_settings_in_sight(sit: Sit, tmp_path: Path) -> None:
    at = sit(every_in(tmp_path))
    at.office.go(Place.SETTINGS)
    screen = at.office.screen(Place.SETTINGS)
    assert isinstance(screen, SettingsScreen)
    screen.open("人员")
    assert place_of(at.shell, read_manual().places) == "settings#人员"
    screen.open("备份")
    assert place_of(at.shell, read_manual().places) == "backup"


def test_every_dialog_has_a_page() -> None:
    described = {*read_manual().places}
    lacking = {name for name, bases in _classes().items() if _is_dialog(name)} - {
        name for name in _classes() if _described(name, described)
    }
    assert lacking == set()


def _soon(at: Evaluator, does: Callable[[], None]) -> None:
    QTimer.singleShot(50, at.shell, does)


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """Every class of the window with what it is made of."""
    heads = (
        found
        for path in UI.rglob("*.py")
        for found in re.findall(r"^class (\w+)\(([^)]*)\):", path.read_text("utf-8"), re.MULTILINE)
    )
    return {name: tuple(re.findall(r"\w+", bases)) for name, bases in heads}


def _is_dialog(name: str) -> bool:
    return name == "QDialog" or any(_is_dialog(one) for one in _classes().get(name, ()))


def _described(name: str, described: set[str]) -> bool:
    return name in described or any(_described(one, described) for one in _classes().get(name, ()))
