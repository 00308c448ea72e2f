"""A bug in the middle of the work costs a word, and none of what was typed."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.services.assessments import sheet_of
from desktop.ui.mishaps import watch_for_mishaps
from desktop.viewmodels import open_assessment
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import NEXT, wait_until
from tests.services.building import office_in, rounds
from tests.ui.dropping import answering


def test_what_was_being_typed_outlives_a_bug(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # for this test alone
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(open_assessment, "PAUSE", 60_000)  # it is the key that records
    evaluator = sit(office_in(tmp_path))
    watch_for_mishaps(evaluator.shell)
    key, workspace = rounds().neighbour, evaluator.office.workplace.workspace
    evaluator.office.enter(key)
    field = evaluator.focus
    evaluator.scoring.table_wanted.disconnect()
    evaluator.scoring.table_wanted.connect(lambda: 1 // 0)

    evaluator.write("1")
    titles = answering(lambda _: evaluator.press("Return"))
    evaluator.press("F6")
    wait_until(lambda: titles == ["考评台"] and QApplication.activeModalWidget() is None)

    evaluator.return_to_window()
    assert evaluator.focus is field
    assert evaluator.scoring.strip.total.text() == "8"
    evaluator.press(NEXT)
    [line] = sheet_of(workspace, key).indicators[0].lines
    assert "1 次" in line.reason
    assert (tmp_path / "state" / "kaoping" / "log" / "mishaps.log").exists()
