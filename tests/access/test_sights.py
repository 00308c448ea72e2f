"""The list of sights is whole: no dialog of the program is missing from it."""

import importlib
import pkgutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget

import desktop.ui
from tests.access.sights import Sights, everything_in
from tests.journeys.conftest import Sit

pytestmark = pytest.mark.uncounted  # other tests count these lines

# What others build upon; never opened by itself.
_MODELS = {"StateDialog", "_Asking"}
# Opened only after a file from outside was read; `tests/ui` looks at each of them by itself.
_ELSEWHERE = {"FormPreviewDialog", "MergeDialog"}


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


def test_every_dialog_is_among_the_sights(sit: Sit, tmp_path: Path) -> None:
    shown: list[str] = []

    def look(name: str, window: QWidget) -> None:
        assert window.isVisible(), name
        shown.append(name)

    sights = Sights(sit(everything_in(tmp_path)), tmp_path, look)
    sights.go_through()
    assert len(shown) == len({*shown})
    assert dialogs() - sights.seen - _ELSEWHERE == set()
