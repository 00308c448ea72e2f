"""The list of sights is whole: no dialog of the program is missing from it."""

import importlib
import pkgutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

import desktop.ui
from tests.access.sights import Sights, everything_in
from tests.journeys.conftest import Sit

pytestmark = pytest.mark.uncounted  # other tests count these lines

# What others build upon; never opened by itself.
_MODELS = {"StateDialog", "_Asking", "FaultsDialog"}
# Opened only after a file from outside was read; `tests/ui` looks at each of them by itself.
_ELSEWHERE = {"FormPreviewDialog", "MergeDialog"}

# What stands beside the window and is no dialog.
_WINDOWS = {"HelpWindow", "MeetingHall"}


def dialogs() -> set[str]:
    """The names of all that the program has."""
    found: set[str] = set()
    for one in pkgutil.walk_packages(desktop.ui.__path__, "desktop.ui."):
        module = importlib.import_module(one.name)
        found |= {
            name
            for name, thing in vars(module).items()
            if isinstance(thing, type)
            and issubclass(thing, QDialog)
            and thing.__module__ == module.__name__
        }
    return found - _MODELS


class Appearing(QObject):
    """Which windows came into sight; one that should lie in another would flash up and take the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's
        """Nothing is kept from anybody."""
        window = isinstance(watched, QWidget) and watched.isWindow()
        if window and event.type() == QEvent.Type.Show and not isinstance(watched, QDialog | QMenu):
            self.kinds.add(type(watched).__name__)
        return False


def test_every_dialog_is_among_the_sights(sit: Sit, tmp_path: Path, qapp: QApplication) -> None:
    shown: list[str] = []

    def look(name: str, window: QWidget) -> None:
        assert window.isVisible(), name
        shown.append(name)

    sights = Sights(sit(everything_in(tmp_path)), tmp_path, look)
    appearing = Appearing()
    qapp.installEventFilter(appearing)
    sights.go_through()
    qapp.removeEventFilter(appearing)
    assert appearing.kinds <= _WINDOWS
    assert len(shown) == len({*shown})
    assert dialogs() - sights.seen - _ELSEWHERE == set()
