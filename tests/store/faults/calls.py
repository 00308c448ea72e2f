"""Calls: what the preloaded library has recorded, one change of the watched folder after another."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

# Beside this file: `struct record` in recording.h.
_RECORD: Final = struct.Struct("=QqIIIc3x")

# The recorded program says here what it has promised; the library never makes that fail.
ACK: Final = "ACK"


class Action(Enum):
    """What was done, by the letter in the log."""

    OPENED = b"o"
    CREATED = b"c"
    WROTE = b"w"
    RESIZED = b"t"
    SYNCED = b"s"
    MADE_FOLDER = b"m"
    RENAMED = b"r"
    LINKED = b"l"
    REMOVED = b"u"


class Call(NamedTuple):
    """One call that went well; paths start at the watched folder, which itself is ""."""

    action: Action
    inode: int = 0
    path: str = ""
    other: str = ""
    offset: int = 0
    data: bytes = b""

    @property
    def changes(self) -> bool:
        """Whether the disk may look different for it."""
        return self.action is not Action.OPENED


def read_log(log: Path) -> list[Call]:
    """Every call of a log, in its order."""
    return list(_calls(log.read_bytes()))


def _calls(content: bytes) -> Iterator[Call]:
    at = 0
    while at < len(content):
        inode, offset, *sizes, letter = _RECORD.unpack_from(content, at)
        at += _RECORD.size
        parts = []
        for size in sizes:
            parts.append(content[at : at + size])
            at += size
        path, other = (part.decode("utf-8", "surrogateescape") for part in parts[:2])
        yield Call(Action(letter), inode, path, other, offset, parts[2])
