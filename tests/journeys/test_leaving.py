"""Closing the window: what is typed is recorded and backed up, and nobody has to wait for it."""

import shutil
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.records import AssessmentKey
from desktop.services.assessments import assessment_of, recorded_of, sheet_of
from desktop.services.backing_up import list_backups
from desktop.services.workspaces import Workspace, chain_head, open_workspace, verify
from desktop.store.copying import IsCancelled, Progress
from desktop.ui.panels.job_strip import JobStrip
from desktop.viewmodels import open_assessment
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import office_in, rounds

pytestmark = pytest.mark.uncounted

CRITERION = "study-missed"


def click_corner(evaluator: Evaluator) -> None:
    """As the window manager asks; `close` within `close` is nothing to Qt."""
    QApplication.sendEvent(evaluator.shell.windowHandle(), QCloseEvent())


def is_open(evaluator: Evaluator) -> bool:
    return evaluator.shell.isVisible()


def recorded(workspace: Workspace, key: AssessmentKey) -> bool:
    return CRITERION not in sheet_of(workspace, key).pending


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evaluator:
    """Something is typed that no pause records."""
    monkeypatch.setattr(open_assessment, "PAUSE", 60_000)
    made = sit(office_in(tmp_path))
    made.office.enter(rounds().neighbour)
    made.write("2")
    return made


def test_what_is_typed_is_recorded_and_in_the_backup(evaluator: Evaluator, tmp_path: Path) -> None:
    click_corner(evaluator)
    assert "正在备份" in evaluator.shell.message.text
    wait_until(lambda: not is_open(evaluator))
    assert evaluator.program.office is None
    with open_workspace(tmp_path / "office") as workspace:
        assert recorded(workspace, rounds().neighbour)
        assert list_backups(workspace)[0].events == chain_head(workspace).count


def test_asked_twice_it_goes_at_once(evaluator: Evaluator, tmp_path: Path) -> None:
    jobs = evaluator.office.jobs
    click_corner(evaluator)
    assert is_open(evaluator)
    click_corner(evaluator)
    assert (is_open(evaluator), evaluator.program.office) == (False, None)
    with open_workspace(tmp_path / "office") as workspace:
        assert recorded(workspace, rounds().neighbour)
    jobs.wait()
    wait_until(lambda: not jobs.running)
    assert verify(tmp_path / "office").faults == ()


def backup_fails(evaluator: Evaluator, folder: Path) -> Path:
    """Ask the window to close where no backup can be made; what stands in the way."""
    backups = folder / "office" / "backups"
    shutil.rmtree(backups, ignore_errors=True)
    backups.write_text("a file where the folder should be")
    click_corner(evaluator)
    wait_until(lambda: "没有备份上" in evaluator.shell.message.text)
    return backups


def test_where_no_backup_can_be_made_it_says_so_and_goes_when_asked_again(
    evaluator: Evaluator, tmp_path: Path
) -> None:
    backups = backup_fails(evaluator, tmp_path)
    assert str(backups) in evaluator.shell.message.text
    assert "再点一次关闭或“换一个工作区…”，就不备份直接离开" in evaluator.shell.message.text
    assert is_open(evaluator)
    click_corner(evaluator)
    assert not is_open(evaluator)
    backups.unlink()
    with open_workspace(tmp_path / "office") as workspace:
        assert recorded(workspace, rounds().neighbour)


def count_of(workspace: Workspace, key: AssessmentKey) -> object:
    with workspace.reading() as view:
        fact = recorded_of(view, assessment_of(view, key)).plain()["facts"].get(CRITERION, {})
    return fact.get("count")


def test_what_is_typed_while_the_last_backup_runs_is_recorded(
    evaluator: Evaluator, tmp_path: Path
) -> None:
    click_corner(evaluator)
    evaluator.press("Ctrl+A")
    evaluator.write("3")
    wait_until(lambda: not is_open(evaluator))
    with open_workspace(tmp_path / "office") as workspace:
        assert count_of(workspace, rounds().neighbour) == 3


def test_what_is_recorded_after_a_backup_failed_is_backed_up_at_the_next_close(
    evaluator: Evaluator, tmp_path: Path
) -> None:
    backups = backup_fails(evaluator, tmp_path)
    backups.unlink()
    evaluator.press("Ctrl+A")
    evaluator.write("3")
    click_corner(evaluator)
    wait_until(lambda: not is_open(evaluator))
    with open_workspace(tmp_path / "office") as workspace:
        assert count_of(workspace, rounds().neighbour) == 3
        assert list_backups(workspace)[0].events == chain_head(workspace).count


def test_each_work_on_its_way_is_asked_about(evaluator: Evaluator) -> None:
    gate = Event()
    evaluator.office.jobs.start("抄写材料", lambda _p, _c: gate.wait(10), lambda _: None)
    click_corner(evaluator)
    gate.set()
    wait_until(lambda: not evaluator.office.jobs.running)
    gate.clear()
    other = evaluator.office.jobs.start("另抄材料", lambda _p, _c: gate.wait(10), lambda _: None)
    click_corner(evaluator)
    assert "另抄材料，还没有完成" in evaluator.shell.message.text
    assert (other.cancelled, is_open(evaluator)) == (False, True)
    gate.set()
    wait_until(lambda: not evaluator.office.jobs.running)


def test_work_on_its_way_holds_the_window_until_it_is_called_off(evaluator: Evaluator) -> None:
    begun, never = Event(), Event()

    def copy(_progress: Progress, cancelled: IsCancelled) -> None:
        begun.set()
        for _ in range(2_000):  # or the test would wait for ever
            if cancelled() or never.wait(0.005):
                return

    job = evaluator.office.jobs.start("抄写材料", copy, lambda _: None)
    assert begun.wait(10)
    click_corner(evaluator)
    assert "抄写材料，还没有完成" in evaluator.shell.message.text
    assert (job.cancelled, is_open(evaluator)) == (False, True)
    click_corner(evaluator)
    wait_until(lambda: not is_open(evaluator))
    assert job.cancelled


def test_what_is_said_of_work_leaves_its_strip_free_and_goes_with_it(evaluator: Evaluator) -> None:
    gate = Event()
    evaluator.office.jobs.start("抄写材料", lambda _p, _c: gate.wait(10), lambda _: None)
    strip = cast("JobStrip", evaluator.shell.findChild(JobStrip))
    wait_until(strip.isVisible)
    click_corner(evaluator)
    message = evaluator.shell.message
    assert "还没有完成" in message.text
    wait_until(lambda: bottom_of(message) <= strip.mapToGlobal(QPoint()).y())
    gate.set()
    wait_until(lambda: not evaluator.office.jobs.running)
    assert not message.isVisible()


def bottom_of(widget: QWidget) -> int:
    return widget.mapToGlobal(QPoint(0, widget.height())).y()


def test_the_welcome_just_closes(sit: Sit) -> None:
    evaluator = sit(None)
    wait_until(lambda: evaluator.says("欢迎使用考评台"))
    click_corner(evaluator)
    assert not is_open(evaluator)


def test_a_room_that_is_left_at_once_is_furnished_no_more(
    sit: Sit, tmp_path: Path, qtbot: QtBot
) -> None:
    """Else what decodes its pages would run on with nobody to end it."""
    made = sit(office_in(tmp_path))
    made.office.enter(rounds().neighbour)
    room = made.office.room
    room.close()
    qtbot.wait(300)
    assert room.corner is None
