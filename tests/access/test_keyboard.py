"""The whole program by keyboard, and room for its words at every size: each sight in the list is walked through."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.ui.shell import Shell
from desktop.ui.theme.dressing import dress
from tests.access import keys, room
from tests.access.sights import Sights, everything_in
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import take_keys, wait_until

Look = Callable[[QWidget], Iterator[str]]
_KEYS: Final[tuple[Look, ...]] = (
    keys.unreached,
    keys.pressed_by_mouse_alone,
    keys.scrolled_by_keys,
    keys.splitters,
)
_ROOM: Final[tuple[Look, ...]] = (room.cut_off, room.outside)

pytestmark = pytest.mark.uncounted  # other tests count these lines


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


def test_every_sight_by_keyboard(sit: Sit, tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}

    def look(name: str, window: QWidget) -> None:
        take_keys(window)
        if QApplication.focusWidget() is None:
            found[name] = ["the cursor is nowhere when it opens"]
            return
        told = faults(window, _KEYS)
        told += keys.unseen(window)
        if isinstance(window, QDialog):
            told += keys.defaults(window)
        if told:
            found[name] = told

    Sights(sit(everything_in(tmp_path)), tmp_path, look).go_through()
    assert found == {}


class Format(NamedTuple):
    """A window, and the text scale in it."""

    width: int
    height: int
    scale: int


@pytest.mark.parametrize("form", [Format(1366, 768, 150), Format(1024, 600, 100)], ids=str)
def test_every_sight_has_room(sit: Sit, tmp_path: Path, qapp: QApplication, form: Format) -> None:
    width, height, scale = form
    found: dict[str, list[str]] = {}
    evaluator = sit(everything_in(tmp_path))
    if scale != 100:
        evaluator.program.rescale(scale)
        evaluator.return_to_window()
    evaluator.shell.resize(width, height)

    def look(name: str, window: QWidget) -> None:
        assert evaluator.shell.size().toTuple() == (width, height)
        told = settled(window)
        if not isinstance(window, Shell):
            told += room.too_large(window)
        if told:
            found[name] = told

    try:
        Sights(evaluator, tmp_path, look).go_through()
    finally:
        dress(qapp)
    assert found == {}
    wait_until(lambda: not evaluator.office.jobs.running)
