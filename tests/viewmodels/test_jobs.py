"""Long work: its progress, its end, its failures, and that a bug is heard of."""

import gc
import threading
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.backing_up import Cancelled
from desktop.store.copying import IsCancelled, Progress
from desktop.viewmodels.jobs import Jobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    return Jobs()


def idle(jobs: Jobs) -> bool:
    return not jobs.running


def test_what_comes_back_comes_in_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    came: list[tuple[int, bool]] = []
    here = threading.current_thread()
    job = jobs.start(
        "数数",
        lambda _p, _c: threading.get_ident(),
        lambda ident: came.append((ident, threading.current_thread() is here)),
    )
    assert (jobs.running, job.words) == ([job], "数数")
    qtbot.waitUntil(lambda: idle(jobs), timeout=2_000)
    [(ident, is_here)] = came
    assert ident != here.ident
    assert is_here


def test_progress_is_told(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []

    def work(progress: Progress, _cancelled: IsCancelled) -> None:
        for done in range(4):
            progress(done, 3)

    job = jobs.start("数数", work, lambda _: None)
    job.changed.connect(lambda: told.append((job.done, job.total)))
    qtbot.waitUntil(lambda: idle(jobs), timeout=2_000)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("failure", [Trouble("磁盘满了"), Refused("文件不对", "file")], ids=repr)
def test_a_known_failure_is_one_sentence(jobs: Jobs, qtbot: QtBot, failure: Exception) -> None:
    failed: list[str] = []
    came: list[object] = []
    jobs.failed.connect(failed.append)

    def work(_progress: Progress, _cancelled: IsCancelled) -> None:
        raise failure

    job = jobs.start("写文件", work, came.append)
    qtbot.waitUntil(lambda: idle(jobs), timeout=2_000)
    assert (failed, came) == ([job.failure], [])
    assert job.failure in {"磁盘满了", "文件不对"}


def test_called_off_work_stops_and_is_no_failure(jobs: Jobs, qtbot: QtBot) -> None:
    failed: list[str] = []
    came: list[object] = []
    jobs.failed.connect(failed.append)
    begun = threading.Event()

    def work(_progress: Progress, cancelled: IsCancelled) -> None:
        begun.set()
        while not cancelled():
            pass
        raise Cancelled

    job = jobs.start("复制", work, came.append)
    assert begun.wait(2)
    assert not job.cancelled
    job.cancel()
    qtbot.waitUntil(lambda: idle(jobs), timeout=2_000)
    assert (job.cancelled, failed, came) == (True, [], [])


def bug(_progress: Progress, _cancelled: IsCancelled) -> None:
    raise ZeroDivisionError


def test_a_bug_in_the_work_reaches_the_windows_handler(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        jobs.start("算", bug, lambda _: None)
        qtbot.waitUntil(lambda: idle(jobs), timeout=2_000)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_a_bug_in_what_follows_does_not_leave_the_work_running(jobs: Jobs, qtbot: QtBot) -> None:
    def follow(_: object) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.start("算", lambda _p, _c: 1, follow)
        jobs.wait()
        qtbot.waitUntil(lambda: bool(caught), timeout=2_000)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert idle(jobs)


def test_several_run_and_each_ends_by_itself(jobs: Jobs, qtbot: QtBot) -> None:
    came: list[int] = []
    gate = threading.Event()
    jobs.start("等", lambda _p, _c: gate.wait(2) and 1, came.append)
    jobs.start("不等", lambda _p, _c: 2, came.append)
    qtbot.waitUntil(lambda: came == [2], timeout=2_000)
    assert [one.words for one in jobs.running] == ["等"]
    gate.set()
    qtbot.waitUntil(lambda: idle(jobs), timeout=2_000)
    assert sorted(came) == [1, 2]


@pytest.mark.parametrize("failure", [None, Trouble("磁盘满了")], ids=repr)
def test_what_returns_after_the_end_is_told_to_nobody(jobs: Jobs, failure: Trouble | None) -> None:
    told: list[object] = []
    jobs.failed.connect(told.append)

    def work(_progress: Progress, cancelled: IsCancelled) -> str:
        while not cancelled():
            pass
        if failure:
            raise failure
        return "好了"

    jobs.start("数数", work, told.append)
    jobs.end()
    assert jobs.running  # the news is on its way
    QApplication.processEvents()
    assert (told, jobs.running) == ([], [])


def test_what_has_ended_is_let_go_of(qtbot: QtBot, jobs: Jobs) -> None:
    content = {"bytes"}  # something that can be watched
    told: list[object] = []
    watched = ref(job := jobs.start("排版", lambda *_: content, told.append))
    job.ended.connect(lambda job=job: told.append(job.words))  # as those do who count what runs
    qtbot.waitUntil(lambda: told == [content, "排版"])
    del job

    def gone() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return watched() is None

    qtbot.waitUntil(gone)  # the pool's thread may hold it for a moment yet
