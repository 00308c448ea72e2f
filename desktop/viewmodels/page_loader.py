"""The loader: one thread beside the window that asks the reader of pages, what is wanted most first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.evidence_pages import PageReader

_PATIENCE: Final = 800  # milliseconds for an answer that can wait, while another cannot


class Request(Protocol):
    """A question to the reader, frozen, so that its answer can be told from others."""

    def ask(self, reader: PageReader) -> object:
        """Wait for the answer."""


class _Questioner(QObject):
    """Lives in the other thread."""

    told = Signal(object, object)  # the request, and its answer or what was raised

    @Slot(object, object)
    def ask(self, reader: PageReader, request: Request) -> None:
        """Wait for one answer."""
        try:
            answer = request.ask(reader)
        except BaseException as failure:  # noqa: BLE001  # whatever it is, the window hears of it
            answer = failure
        self.told.emit(request, answer)


class PageLoader(QObject):
    """Asks one request after the other. What is not wanted most any more is not waited for long."""

    answered = Signal(object, object)  # the request and its answer
    failed = Signal(object, str)  # the request, and why in words
    _asked = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = PageReader()
        self._wanted: list[Request] = []
        self._running: Request | None = None
        self._is_given_up = False
        self._is_closed = False
        self._thread = QThread(self)
        self._questioner = _Questioner()
        self._questioner.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._asked.connect(self._questioner.ask, queued)
        self._questioner.told.connect(self._on_told, queued)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._give_up)

    def want(self, requests: Sequence[Request]) -> None:
        """From now on only this is wanted, in this order."""
        self._wanted = list(requests)
        if self._running is None:
            self._next()
        elif self._is_urgent():
            self._patience.stop()
        elif not self._patience.isActive():
            self._patience.start()

    def close(self) -> None:
        """End the thread and the child, also in the middle of a page."""
        self._is_closed = True
        self._patience.stop()
        self._reader.close()
        self._thread.quit()
        self._thread.wait()

    def _next(self) -> None:
        if self._running is not None or self._is_closed or not self._wanted:
            return
        self._running = self._wanted.pop(0)
        if not self._thread.isRunning():
            self._thread.start()
        self._asked.emit(self._reader, self._running)

    def _on_told(self, request: Request, answer: object) -> None:
        if self._is_closed:
            return
        given_up, self._is_given_up = self._is_given_up, False
        self._running = None
        self._patience.stop()
        try:
            if not given_up:
                self._wanted = [one for one in self._wanted if one != request]
                self._tell(request, answer)
        finally:
            self._next()

    def _tell(self, request: Request, answer: object) -> None:
        if isinstance(answer, Refused | Trouble):
            self.failed.emit(request, answer.message)
        elif isinstance(answer, BaseException):
            raise answer  # a bug: the window's own handler takes it
        else:
            self.answered.emit(request, answer)

    def _is_urgent(self) -> bool:
        """Whether what is being asked is what is wanted most."""
        return bool(self._wanted) and self._running == self._wanted[0]

    def _give_up(self) -> None:
        """Let the child go that is busy with what can wait; the next one opens anew."""
        if self._running is not None and not self._is_urgent():
            self._is_given_up = True
            stuck, self._reader = self._reader, PageReader()
            stuck.close()
