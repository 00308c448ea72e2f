"""Every sight in the list: it is whole, all of it is done by keyboard, and its words have room.

To go through the list is what takes long: all is looked at in one go. `make torture` goes through it in each format.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

import desktop.ui
from desktop.ui.shell import Shell
from desktop.ui.theme.dressing import dress
from tests.access import claims, keys, room
from tests.access.sights import TOURS, Sights, everything_in
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import take_keys, wait_until
from tests.torture import LONG

pytestmark = pytest.mark.uncounted  # other tests count these lines

Look = Callable[[QWidget], Iterator[str]]
_KEYS: Final[tuple[Look, ...]] = (
    keys.unreached,
    keys.pressed_by_mouse_alone,
    keys.scrolled_by_keys,
    keys.splitters,
    claims.claimed_twice,
)
_ROOM: Final[tuple[Look, ...]] = (room.cut_off, room.outside)

# What others build upon; never opened by itself.
_MODELS = {"StateDialog", "_Asking", "FaultsDialog"}
# What is done with a choice is above it, and the tab key comes to it next.
_TORN: Final = {"打印"}

# What stands beside the window and is no dialog.
_WINDOWS = {"HelpWindow", "MeetingHall"}


class Format(NamedTuple):
    """A window, the text scale in it, and the tours that are made in it."""

    width: int
    height: int
    scale: int
    tours: tuple[str, ...] = TOURS


# At 150 % less stands in the usual window than at 100 % in the smallest: what has room there has room everywhere,
# unless a screen asks for a width of its own, and the places tell that.
FORMATS: Final = (
    (Format(1366, 768, 150), Format(1024, 600, 100), Format(1366, 768, 100))
    if LONG
    else (Format(1366, 768, 150), Format(1024, 600, 100, ("places",)))
)


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
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if watched.isWindow() and not isinstance(watched, QDialog | QMenu):
            self.kinds.add(type(watched).__name__)
        return False


class Checked:
    """What each sight lacks, and the names of all that were seen."""

    def __init__(self) -> None:
        self.faults: dict[str, list[str]] = {}
        self.shown: list[str] = []
        self._known: set[QWidget] = set()  # what the window has beside its pages stands in each

    def look(self, name: str, window: QWidget) -> None:
        """One sight."""
        assert window.isVisible(), name
        self.shown.append(name)
        told = settled(window)
        if not isinstance(window, Shell):
            told += room.too_large(window)
        take_keys(window)
        if QApplication.focusWidget() is None:
            told.append("the cursor is nowhere when it opens")
        else:
            told += faults(window, _KEYS)
            told += keys.torn(window) if name not in _TORN else ()
            told += keys.unseen(window, set() if LONG else self._known)
        if isinstance(window, QDialog):
            told += [*keys.defaults(window), *keys.leaps(window)]
        if told:
            self.faults[name] = told


def faults(window: QWidget, looks: tuple[Look, ...]) -> list[str]:
    """What each look finds."""
    return [told for look in looks for told in look(window)]


def settled(window: QWidget) -> list[str]:
    """Words that come a moment later find their room a moment later, too."""
    end = monotonic() + 1
    while (told := faults(window, _ROOM)) and monotonic() < end:
        wait_until(lambda: True)
        QApplication.processEvents()
    return told


@pytest.mark.parametrize("form", FORMATS, ids=str)
def test_every_sight_by_keyboard_and_with_room(
    sit: Sit, tmp_path: Path, qapp: QApplication, form: Format
) -> None:
    width, height, scale, tours = form
    evaluator = sit(everything_in(tmp_path))
    if scale != 100:
        evaluator.program.rescale(scale)
        evaluator.return_to_window()
    evaluator.shell.resize(width, height)
    checked, appearing = Checked(), Appearing()

    def look(name: str, window: QWidget) -> None:
        assert evaluator.shell.size().toTuple() == (width, height)
        checked.look(name, window)

    sights = Sights(evaluator, tmp_path, look)
    qapp.installEventFilter(appearing)
    try:
        sights.go_through(*tours)
    finally:
        qapp.removeEventFilter(appearing)
        dress(qapp)
    assert checked.faults == {}
    assert appearing.kinds <= _WINDOWS
    assert len(checked.shown) == len({*checked.shown})
    if tours == TOURS:
        assert dialogs() - sights.seen == set(), "missing from the list"
    wait_until(lambda: not evaluator.office.jobs.running)
