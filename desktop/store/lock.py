"""One program at a time in a workspace: a lock that the system itself lifts when its holder dies."""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
import time
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from desktop.domain.refusals import printable
from desktop.domain.troubles import Trouble
from desktop.store.causes import troubles
from desktop.store.durable_files import BINARY, write_all

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE_NAME: Final = "lock"
# Windows lets nobody read what is locked, so the locked byte lies far beyond the content.
_LOCKED_BYTE: Final = 1 << 30
_LONGEST_CONTENT: Final = 4096
# What it means that another has it: Windows forbids it, and Wine gives no number at all.
_IN_USE: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, 0})
_LOOKS: Final = 5
_BETWEEN_LOOKS: Final = 0.02


class WorkspaceLock:
    """Held from `take` to `release`, or to the death of the process. The file itself is never removed."""

    def __init__(self, file: int) -> None:
        self._file: int | None = file
        _HELD.add(self)

    @classmethod
    def take(cls, folder: Path) -> WorkspaceLock:
        """Lock a workspace for this program, unless another one is in it."""
        path = folder / FILE_NAME
        flags = os.O_RDWR | os.O_CREAT | BINARY | getattr(os, "O_NOFOLLOW", 0)
        with troubles("打开工作区", path):
            file = os.open(path, flags, 0o600)  # children do not inherit it (PEP 446)
        with ExitStack() as undo:
            undo.callback(os.close, file)
            with troubles("锁定工作区", path):
                free = _locked_now(file)
            if not free:
                raise _taken(file)
            with suppress(OSError):  # a full disk; the name is a courtesy, the lock holds
                _write_holder(file)
            undo.pop_all()
        return cls(file)

    def release(self) -> None:
        """Let the next one in; a second call does nothing."""
        if self._file is None:
            return
        with suppress(OSError):
            os.ftruncate(self._file, 0)
        if sys.platform == "win32":
            os.lseek(self._file, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(self._file, msvcrt.LK_UNLCK, 1)
        self.forget()

    def forget(self) -> None:
        """Close the file and no more; in a forked child this leaves the lock to the parent."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        _HELD.discard(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _locked_now(file: int) -> bool:
    """Lock the file, or say that another holds it; also another that this process opened."""
    try:
        if sys.platform == "win32":
            os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _IN_USE:
            return False
        raise
    return True


def _write_holder(file: int) -> None:
    """Say who holds it. What the last holder left is removed first: it must not be believed."""
    os.ftruncate(file, 0)
    holder = {
        "program": "考评台",
        "pid": os.getpid(),
        "host": platform.node(),
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    os.lseek(file, 0, os.SEEK_SET)
    write_all(file, json.dumps(holder, ensure_ascii=False).encode())


def _taken(file: int) -> Trouble:
    for _ in range(_LOOKS):
        words = _holder_words(file)
        if words:
            return Trouble(f"工作区正被另一个程序使用（{words}），请先关闭它再试")
        time.sleep(_BETWEEN_LOOKS)  # it may be writing its name just now
    return Trouble("工作区正被另一个程序使用，请先关闭它再试")


def _holder_words(file: int) -> str:
    """The holder as it names itself; nothing if that is unreadable, or of a process that is gone."""
    try:
        os.lseek(file, 0, os.SEEK_SET)
        holder = json.loads(os.read(file, _LONGEST_CONTENT))
        program, host, pid = str(holder["program"]), str(holder["host"]), int(holder["pid"])
        since = datetime.fromisoformat(holder["since"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    here = host == platform.node()
    if pid <= 0 or (here and not _runs(pid)):
        return ""
    place = "" if here else f"电脑 {printable(host)}，"
    return f"{printable(program)}，{place}进程 {pid}，自 {since:%Y-%m-%d %H:%M} 起"


def _runs(pid: int) -> bool:
    """Whether there is such a process. Windows has no harmless signal; there it is taken on trust."""
    if sys.platform != "win32":
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:
            pass  # another user's
    return True


_HELD: Final[set[WorkspaceLock]] = set()


def _forget_in_child() -> None:
    """A forked child would otherwise hold its parent's locks, and keep them past the parent's death."""
    for lock in tuple(_HELD):
        lock.forget()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_forget_in_child)
