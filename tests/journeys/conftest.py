"""A workspace of one's own, and the program sitting on it."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.ui.theme.dressing import dress
from desktop.viewmodels import open_assessment, proposals_beside
from tests.journeys.evaluator import Evaluator, sit_down, stand_up, wait_until
from tests.viewmodels.ledgered import HERE, TODAY, ledgered_in


class Sit(Protocol):
    """Before a workspace, or none; perhaps with a file that was opened from its folder."""

    def __call__(self, workspace: Path | None, given: Path | None = None) -> Evaluator: ...


@pytest.fixture
def sit(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sit]:
    """Sit down before a workspace, or before none."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    sitting: list[Evaluator] = []
    hooks = sys.excepthook, threading.excepthook

    def sit_at(workspace: Path | None, given: Path | None = None) -> Evaluator:
        sitting.append(sit_down(qapp, tmp_path / "settings", workspace, given))
        # The program's would open a dialog for a bug, and the test would wait for ever.
        sys.excepthook, threading.excepthook = hooks
        return sitting[-1]

    yield sit_at
    for one in sitting:
        if one.program.office is not None:
            stand_up(one)
        elif isValid(one.shell):  # windows that are left over would be dressed with every other
            one.program.end()


@pytest.fixture
def ledgered(sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evaluator:
    """Before the first unit's sheet, with what the ledgers say to it."""
    monkeypatch.setattr(open_assessment, "PAUSE", 60_000)
    monkeypatch.setattr(proposals_beside, "_today", lambda: TODAY)
    made = sit(ledgered_in(tmp_path))
    made.office.enter(HERE)
    wait_until(lambda: bool(made.office.room.proposals.waiting))
    return made


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    """A new window watches for mishaps; afterwards the test does, and the text is as before."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield
    dress(qapp)
