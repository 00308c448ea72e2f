"""An evaluator at the keyboard: real keys to whatever has the focus, and what stands on the screen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TypeVar, cast

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

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
            opened = QApplication.activeModalWidget()
            if opened is not None:  # a hand is never as fast as the window manager is slow
                take_keys(opened)
            self.pressed.append(key)
            combination = QKeySequence(key)[0]  # type: ignore[index]  # missing from the stubs
            QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()

    def write(self, text: str) -> None:
        self.pressed += text
        for character in text:
            if character == "\n":
                QTest.keyClick(self.focus, Qt.Key.Key_Return)
            elif character.isascii():
                QTest.keyClicks(self.focus, character)
            else:  # as an input method gives it
                given = QInputMethodEvent()
                given.setCommitString(character)
                QApplication.sendEvent(self.focus, given)
        QApplication.processEvents()

    def tab_to(self, name: str) -> None:
        """Walk with the tab key until something of this name has the focus."""
        passed = []
        for _ in range(80):
            if self.focus.accessibleName() == name:
                return
            passed.append(self.focus.accessibleName())
            self.press("Tab")
        raise AssertionError(f"the tab key never reaches {name}, only {passed}")

    def return_to_window(self) -> None:
        """After a dialog the window manager gives the window the focus again; offscreen there is none."""
        take_keys(self.shell)

    def part(self, kind: type[Widget], name: str) -> Widget:
        found = cast("list[Widget]", self.shell.findChildren(kind))
        return next(one for one in found if one.accessibleName() == name and one.isVisible())

    def says(self, words: str) -> bool:
        labels = cast("list[QLabel]", self.shell.findChildren(QLabel))
        return any(words in one.text() for one in labels if one.isVisible())


def wait_until(true: Callable[[], bool], seconds: float = 10) -> None:
    """Let the window work until something holds."""
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end, "waited in vain"
        turn = QEventLoop()  # unlike QTest's waiting, it lets other threads run
        QTimer.singleShot(5, turn.quit)
        turn.exec()


def take_keys(window: QWidget) -> None:
    """Until it has them. A window of before that goes takes them with it, and offscreen nobody gives them back."""

    def has_them() -> bool:
        if not window.isActiveWindow():
            window.activateWindow()
        return window.isActiveWindow()

    wait_until(has_them)


def sit_down(
    application: QApplication, settings: Path, workspace: Path | None, given: Path | None = None
) -> Evaluator:
    """Start the program as its user does, with settings of its own."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(settings))
    preferences = Preferences()
    if workspace is not None:
        preferences.workspace = workspace
    speak_chinese(application)
    dress(application)
    program = Program(application, preferences, given)
    evaluator = Evaluator(program)
    program.appear()
    QTest.qWaitForWindowExposed(program.shell)
    program.shell.resize(1366, 768)
    evaluator.return_to_window()
    wait_until(lambda: program.office is not None or workspace is None or given is not None)
    return evaluator


def stand_up(evaluator: Evaluator) -> None:
    """Close the window, as a click on its corner does."""
    evaluator.shell.close()
    wait_until(lambda: not evaluator.shell.isVisible(), seconds=60)  # it keeps a backup first
    evaluator.program.end()


SETTLE = "Ctrl+Return"
NEXT = "Return"
