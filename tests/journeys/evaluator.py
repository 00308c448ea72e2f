"""An evaluator at the keyboard: real keys to whatever has the focus, and what stands on the screen."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.ui.office_window import OfficeWindow
from desktop.ui.screens.scoring_screen import ScoringScreen
from desktop.ui.shell import Shell
from desktop.ui.theme.dressing import dress, speak_chinese
from desktop.viewmodels.place import Place
from desktop.viewmodels.preferences import Preferences

Widget = TypeVar("Widget", bound=QWidget)


@dataclass
class Evaluator:
    """The program on its screen, and the keys that were pressed."""

    program: Program
    bot: QtBot
    pressed: list[str] = field(default_factory=list)

    @property
    def shell(self) -> Shell:
        return self.program.shell

    @property
    def office(self) -> OfficeWindow:
        office = self.program.office
        assert office is not None
        return office

    @property
    def scoring(self) -> ScoringScreen:
        screen = self.office.screen(Place.SCORING)
        assert isinstance(screen, ScoringScreen)
        return screen

    @property
    def focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused

    def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed.append(key)
            combination = QKeySequence(key)[0]
            QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()

    def write(self, text: str) -> None:
        self.pressed += text
        for character in text:
            QTest.keyClicks(self.focus, character)
        QApplication.processEvents()

    def tab_to(self, name: str) -> None:
        """Walk with the tab key until something of this name has the focus."""
        for _ in range(80):
            if self.focus.accessibleName() == name:
                return
            self.press("Tab")
        raise AssertionError(f"the tab key never reaches {name}")

    def part(self, kind: type[Widget], name: str) -> Widget:
        found = cast("list[Widget]", self.shell.findChildren(kind))
        return next(one for one in found if one.accessibleName() == name and one.isVisible())

    def says(self, words: str) -> bool:
        labels = cast("list[QLabel]", self.shell.findChildren(QLabel))
        return any(words in one.text() for one in labels if one.isVisible())


def sit_down(bot: QtBot, application: QApplication, settings: Path, workspace: Path | None) -> Evaluator:
    """Start the program as its user does, with settings of its own."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(settings))
    preferences = Preferences()
    if workspace is not None:
        preferences.workspace = workspace
    speak_chinese(application)
    dress(application)
    program = Program(application, preferences)
    evaluator = Evaluator(program, bot)
    program.appear()
    bot.waitExposed(program.shell)
    program.shell.resize(1366, 768)
    program.shell.activateWindow()
    bot.waitUntil(lambda: QApplication.activeWindow() is program.shell, timeout=5_000)
    bot.waitUntil(lambda: program.office is not None or workspace is None, timeout=5_000)
    return evaluator


def stand_up(evaluator: Evaluator) -> None:
    """Close the window, as a click on its corner does."""
    evaluator.shell.close()
    evaluator.bot.waitUntil(lambda: not evaluator.shell.isVisible(), timeout=10_000)
    evaluator.program.end()


SETTLE = "Ctrl+Return"
NEXT = "Return"
ENTER = Qt.Key.Key_Return
