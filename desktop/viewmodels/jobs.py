"""Jobs: long work beside the window. Frozen data goes in and comes back; progress is told, and it can be called off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.progress import Cancelled, IsCancelled, Progress

T = TypeVar("T")


class Job(QObject):
    """One piece of work. It lives in the window's thread; only its signals come from the other."""

    changed = Signal()
    ended = Signal()
    _progressed = Signal(object, object)  # files have more bytes than Qt's int
    _returned = Signal(object)
    _failed = Signal(object)

    def __init__(self, words: str, on_done: Callable[[Any], None]) -> None:
        super().__init__()
        self.words = words
        self.done, self.total = 0, 0
        self.failure = ""
        self._on_done = on_done
        self._off = threading.Event()
        self._forgotten = False
        queued = Qt.ConnectionType.QueuedConnection
        self._progressed.connect(self._on_progressed, queued)
        self._returned.connect(self._on_returned, queued)
        self._failed.connect(self._on_failed, queued)

    def cancel(self) -> None:
        """Call it off; it stops where it can without leaving anything half done."""
        self._off.set()

    def forget(self) -> None:
        """Call it off for good: whoever asked is gone, and what it brings is told to nobody."""
        self.cancel()
        self._forgotten = True

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return self._off.is_set()

    def run(self, work: Callable[[Progress, IsCancelled], object]) -> None:
        """In the other thread."""
        try:
            self._returned.emit(work(self._progressed.emit, self._off.is_set))
        except BaseException as failure:  # noqa: BLE001  # whatever it is, the window hears of it
            with suppress(RuntimeError):  # the window is gone
                self._failed.emit(failure)

    def _on_progressed(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self.changed.emit()

    def _on_returned(self, result: object) -> None:
        try:
            if not self._forgotten:
                self._on_done(result)
        finally:
            self.ended.emit()

    def _on_failed(self, failure: BaseException) -> None:
        if isinstance(failure, Refused | Trouble) and not self._forgotten:
            self.failure = failure.message
        self.ended.emit()
        if not isinstance(failure, Refused | Trouble | Cancelled):
            raise failure  # a bug: the window's own handler takes it


class Jobs(QObject):
    """All that is running. It outlives every job and every screen."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self.running: list[Job] = []

    def start(
        self,
        words: str,
        work: Callable[[Progress, IsCancelled], T],
        on_done: Callable[[T], None],
    ) -> Job:
        """Begin; `on_done` is called in the window's thread with what came back."""
        job = Job(words, on_done)
        self.running.append(job)
        job.changed.connect(self.changed)
        job.ended.connect(lambda: self._on_ended(job))
        self._pool.start(_Work(job, work))
        self.changed.emit()
        return job

    def _on_ended(self, job: Job) -> None:
        self.running.remove(job)
        if job.failure:
            self.failed.emit(job.failure)
        self.changed.emit()
        job.deleteLater()  # what its signals lead to holds it in turn, where nobody could see that it is done with

    def cancel(self) -> None:
        """Call everything off."""
        for one in self.running:
            one.cancel()

    def end(self) -> None:
        """The window goes, and its workspace with it: nothing may run on, nothing may come back."""
        for one in self.running:
            one.forget()
        self.wait()

    def wait(self) -> None:
        """Until nothing runs any more; what is to be told is told later."""
        self._pool.waitForDone()


class _Work(QRunnable):
    """What the pool runs."""

    def __init__(self, job: Job, work: Callable[[Progress, IsCancelled], object]) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        """In the other thread."""
        self._job.run(self._work)
