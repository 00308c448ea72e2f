"""The scanner's folder: what a scanner puts there is offered once it is complete; nothing is taken by itself."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, time
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from desktop.domain.file_names import natural_key
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.scanned_files import ScannedFile, scanned_files

STEADY: Final = 2.0  # seconds that a file stays as it is before it counts as complete
_SLACK: Final = 3_600  # seconds
_ANSWER: Final = 40  # milliseconds between two questions whether a look has ended
_POLL: Final = 1_000  # milliseconds; a watcher alone is blind on network drives


@dataclass(slots=True)
class _Seen:
    """A file as it was seen last, and since when it is like that."""

    file: ScannedFile
    at: float
    aside: bool


class _Look:
    """One look into the folder, from a thread of its own that holds nothing of Qt's.

    A daemon: one that hangs on a dead drive must not keep the program from ending.
    """

    def __init__(self, folder: Path) -> None:
        self.answer: tuple[ScannedFile, ...] | str | None = None
        threading.Thread(target=self._look, args=(folder,), daemon=True).start()

    def _look(self, folder: Path) -> None:
        try:
            self.answer = scanned_files(folder)
        except (Refused, Trouble) as failure:
            self.answer = failure.message


def _latest() -> float:
    """What bears a later date was made by a clock that was ahead; another computer's may differ a little."""
    return time() + _SLACK


class ScannerFolder(QObject):
    """Looks beside the window: a folder on a dead network drive must not hold it up."""

    changed = Signal()
    failed = Signal(str)  # once, until the folder can be read again
    mended = Signal(str)  # then, with what was said

    def __init__(self, steady: float = STEADY, poll: int = _POLL) -> None:
        super().__init__()
        self._steady = steady
        self.folder: Path | None = None
        self._since = time()
        self._seen: dict[Path, _Seen] = {}
        self._offered: tuple[Path, ...] = ()
        self._look_out: _Look | None = None
        self._first = False
        self._broken = ""  # why it cannot be read
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        self._timer = QTimer(self, interval=poll)
        self._timer.timeout.connect(self._look)
        self._answer = QTimer(self, interval=_ANSWER)
        self._answer.timeout.connect(self._listen)

    def watch(self, folder: Path | None, since: float | None = None) -> None:
        """Watch another folder, or none; what was there before that moment (in seconds) is not offered."""
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._timer.stop()
        self._answer.stop()
        self._look_out = None  # what an older one still brings is not wanted
        self._mend()
        self._first = True
        self.folder, self._since = folder, time() if since is None else min(since, _latest())
        self._seen.clear()
        self._offer()
        if folder is not None:
            self._timer.start()
            self._look()

    @property
    def offered(self) -> tuple[Path, ...]:
        """Complete files that nobody has taken or put aside, by their names."""
        return self._offered

    @property
    def since(self) -> float:
        """Up to when all that came was taken or put aside; to be remembered for the next start."""
        waiting = [one.file.modified for one in self._seen.values() if not one.aside]
        if waiting:
            return min(waiting) - 1
        seen = [one.file.modified for one in self._seen.values()]
        return max([self._since, *(one for one in seen if one <= _latest())])

    def put_aside(self, paths: Iterable[Path]) -> None:
        """These were taken, or are not wanted."""
        for path in paths:
            if path in self._seen:
                self._seen[path].aside = True
        self._offer()

    # -- looking

    def _look(self) -> None:
        if self.folder is not None and self._look_out is None:
            self._look_out = _Look(self.folder)
            self._answer.start()

    def _listen(self) -> None:
        found = None if self._look_out is None else self._look_out.answer
        if found is None:
            return
        self._answer.stop()
        self._look_out = None
        if isinstance(found, str):
            if not self._broken:
                self._broken = found
                self.failed.emit(found)
            return
        self._mend()
        if self.folder is not None and not self._watcher.directories():
            self._watcher.addPath(str(self.folder))
        self._note(found)
        self._first = False
        self._offer()

    def _mend(self) -> None:
        """It can be read again, or another one is to be."""
        words, self._broken = self._broken, ""
        if words:
            self.mended.emit(words)

    def _note(self, found: Iterable[ScannedFile]) -> None:
        before, self._seen = self._seen, {}
        latest = _latest()
        for one in found:
            held = before.get(one.path)
            if held is not None and held.file == one:
                self._seen[one.path] = held
            else:
                old = self._first and not self._since < one.modified <= latest
                self._seen[one.path] = _Seen(one, monotonic(), old)

    def _offer(self) -> None:
        now = monotonic()
        complete = [
            one.file.path
            for one in self._seen.values()
            if not one.aside and one.file.size and now - one.at >= self._steady
        ]
        offered = tuple(sorted(complete, key=lambda path: natural_key(path.name)))
        if offered != self._offered:
            self._offered = offered
            self.changed.emit()
