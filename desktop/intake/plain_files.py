"""Plain files: opened to be read without ever waiting; what is none is refused before."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from desktop.domain.refusals import Refused

# A pipe is not waited for. It means nothing to a plain file.
_NEVER_WAIT: Final[int] = getattr(os, "O_NONBLOCK", 0)


def size_of_plain(path: Path) -> int:
    """How many bytes it has; what has none, or is no plain file, is refused."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise Refused(f"“{path.name}”是文件夹，请选择里面的文件")
    if not stat.S_ISREG(status.st_mode):
        raise Refused(f"“{path.name}”不是普通文件（是管道、设备一类），请另选")
    if not status.st_size:
        raise Refused(f"“{path.name}”是空文件，里面没有内容，请核对后另选")
    return status.st_size


def open_plain(path: Path) -> BinaryIO:
    """Opened without a buffer, as a child process takes it over; OSError is the caller's."""
    return open(path, "rb", buffering=0, opener=_open)


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | _NEVER_WAIT)
