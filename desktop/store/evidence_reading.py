"""Reading evidence: what cannot be read is a fault of that file, never of the place it is copied to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Final

_BUFFER: Final = 1 << 20


class Unreadable(Exception):  # noqa: N818  # it is no error of the program
    """Why a file could not be read to its end, in words."""


def chunks_of(path: Path) -> Iterator[memoryview]:
    """A file bit by bit, each valid until the next."""
    buffer = memoryview(bytearray(_BUFFER))
    try:
        if not S_ISREG(path.lstat().st_mode):
            raise Unreadable("不是普通文件")
        with path.open("rb", buffering=0) as reader:
            while count := reader.readinto(buffer):
                yield buffer[:count]
    except FileNotFoundError:
        raise Unreadable("文件不见了") from None
    except OSError:
        raise Unreadable("文件读不出，请检查磁盘和权限") from None
