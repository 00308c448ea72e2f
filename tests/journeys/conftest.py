"""A workspace of one's own, and the program sitting on it."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.evaluator import Evaluator, sit_down, stand_up

Sit = Callable[[Path | None], Evaluator]


@pytest.fixture
def sit(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sit]:
    """Sit down before a workspace, or before none."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    sitting: list[Evaluator] = []
    hooks = sys.excepthook, threading.excepthook

    def sit_at(workspace: Path | None) -> Evaluator:
        sitting.append(sit_down(qapp, tmp_path / "settings", workspace))
        # The program's would open a dialog for a bug, and the test would wait for ever.
        sys.excepthook, threading.excepthook = hooks
        return sitting[-1]

    yield sit_at
    for one in sitting:
        if one.program.office is not None:
            stand_up(one)
