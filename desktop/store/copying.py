"""Copying files into a folder: each hashed while it is read, and synced while the next is read."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, NamedTuple, Self

from desktop.domain.refusals import Refused
from desktop.store.causes import troubles
from desktop.store.durable_files import BINARY, write_all

PART: Final = ".part"
_BUFFER: Final = 1 << 20
_WRITE_EARLY: Final = 8 * _BUFFER
SYNCERS: Final = 8
_MOST_UNSYNCED: Final = 64
# A pipe is not waited for, a terminal not taken over. Neither means anything to a plain file.
_NEVER_WAIT: Final[int] = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class Bytes(int):
    """A total in bytes: a reader sees how far it is by a bar, and no such numbers."""


Progress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


def say_nothing(_done: int, _total: int) -> None:
    """The progress that nobody looks at."""


def go_on() -> bool:
    """The answer where nobody can call it off."""
    return False


class Cancelled(Exception):  # noqa: N818  # it is no error
    """The user called it off; nothing of the batch is left."""


class Copy(NamedTuple):
    """One file as it was copied; it is durable once `Copier.finish` has returned."""

    part: Path
    sha256: str
    size: int


class Copier:
    """Copies file after file into a folder; what it copied is removed again if the block fails.

    One thread reads, hashes and writes; a few wait for the disk, so that many small files share its commits and
    a large one is on the disk as soon as it is read. All callables are called in the caller's thread.
    """

    def __init__(
        self, what: str, folder: Path, total: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        self._what = what  # is being done, in a few words, such as 保存材料
        self._folder = folder
        self._total = Bytes(total)
        self._done = 0
        self._progress = progress
        self._cancelled = cancelled
        self._buffer = memoryview(bytearray(_BUFFER))
        self._syncing: deque[Future[None]] = deque()
        self._pool = ThreadPoolExecutor(SYNCERS)
        self._parts: list[Path] = []

    def copy(self, source: Path) -> Copy:
        """Copy one file of the user's."""
        with closing(_chunks(source, self._buffer)) as chunks:
            return self.write(chunks)

    def write(self, chunks: Iterator[memoryview]) -> Copy:
        """Store what is given bit by bit."""
        part = self._folder / f"{secrets.token_hex(16)}{PART}"
        self._parts.append(part)
        with troubles(self._what, self._folder):
            file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
        try:
            sha256, size = self._write_all(file, chunks)
        except BaseException:
            os.close(file)
            raise
        self._syncing.append(self._pool.submit(_sync_and_close, file))
        self._await_syncs(_MOST_UNSYNCED)
        return Copy(part, sha256, size)

    def finish(self) -> None:
        """Wait until all copies are on the disk."""
        self._await_syncs(0)
        self._stop_if_cancelled()

    def _write_all(self, file: int, chunks: Iterator[memoryview]) -> tuple[str, int]:
        digest, size, started = hashlib.sha256(), 0, 0
        for chunk in chunks:
            self._stop_if_cancelled()
            digest.update(chunk)
            with troubles(self._what, self._folder):
                write_all(file, chunk)
            size += len(chunk)
            if size - started >= _WRITE_EARLY:
                _start_writing(file, started, size - started)
                started = size
            self._done += len(chunk)
            # A file may have grown since it was counted.
            self._progress(min(self._done, self._total), self._total)
        return digest.hexdigest(), size

    def _await_syncs(self, left: int) -> None:
        while len(self._syncing) > left:
            with troubles(self._what, self._folder):
                self._syncing.popleft().result()

    def _stop_if_cancelled(self) -> None:
        if self._cancelled():
            raise Cancelled

    def __enter__(self) -> Self:
        self._progress(0, self._total)
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        self._pool.shutdown()
        # What became evidence has been moved away; what is left is not wanted.
        for part in self._parts:
            with suppress(OSError):
                part.unlink()


def _sync_and_close(file: int) -> None:
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _start_writing(file: int, start: int, length: int) -> None:
    """Let the disk begin with this while the rest is read; on Linux, this advice does that."""
    if sys.platform == "linux":
        os.posix_fadvise(file, start, length, os.POSIX_FADV_DONTNEED)


def size_of(source: Path) -> int:
    """The size of a file that can be evidence; anything else is refused before it is opened."""
    with troubles("读取材料", source):
        return _checked(source, source.stat()).st_size


def _checked(source: Path, status: os.stat_result) -> os.stat_result:
    if stat.S_ISDIR(status.st_mode):
        raise Refused(f"“{source}”是文件夹，请选择里面的文件")
    if not stat.S_ISREG(status.st_mode):
        raise Refused(f"“{source}”不是普通文件（是管道、设备一类），不能作为材料，请另选")
    if not status.st_size:
        raise Refused(f"“{source}”是空文件，里面没有内容，请核对后另选")
    return status


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | _NEVER_WAIT)


def _chunks(source: Path, buffer: memoryview) -> Generator[memoryview]:
    """The file bit by bit, each valid until the next; a file that changes meanwhile is refused."""
    with (
        troubles("读取材料", source),
        open(source, "rb", buffering=0, opener=_open) as reader,
    ):
        before = _checked(source, os.fstat(reader.fileno()))
        left = before.st_size
        while (count := reader.readinto(buffer)) and left >= 0:
            left -= count
            yield buffer[:count]
        after = os.fstat(reader.fileno())
        if left or after.st_mtime_ns != before.st_mtime_ns or after.st_size != before.st_size:
            raise Refused(f"“{source}”在读取时有改动，请在别的程序里保存并关闭它，再重新添加")
