"""What goes through the pipes between program and child: frames of a JSON header and raw bytes.

Nothing in a frame is ever executed, and no length that it claims is believed before it is bounded.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Final, NamedTuple

_MAGIC: Final = b"KPPG"
_HEAD: Final = struct.Struct(">4sIQ")
_LONGEST_HEADER: Final = 1 << 20


class Garbled(Exception):  # noqa: N818  # it is no error of the program
    """What came is no whole frame."""


class Frame(NamedTuple):
    """One message, in either direction."""

    header: Mapping[str, object]
    body: bytes = b""


def send(sink: IO[bytes], header: Mapping[str, object], body: bytes | memoryview = b"") -> None:
    """Write one frame, and see that it leaves."""
    # ASCII alone: it bears any path, also one that is no proper text.
    head = json.dumps(header).encode("ascii")
    sink.write(_HEAD.pack(_MAGIC, len(head), len(body)) + head)
    sink.write(body)
    sink.flush()


def receive(source: IO[bytes], longest_body: int = 0) -> Frame | None:
    """Read one frame, or None where the other side has closed its end between frames."""
    head = source.read(_HEAD.size)
    if not head:
        return None
    if len(head) < _HEAD.size:
        raise Garbled("cut short")
    magic, header, body = _HEAD.unpack(head)
    if magic != _MAGIC or header > _LONGEST_HEADER or body > longest_body:
        raise Garbled(f"no frame, or too long: {head!r}")
    try:
        told = json.loads(_exactly(source, header))
    except (ValueError, RecursionError) as error:
        raise Garbled("no header") from error
    if not isinstance(told, dict):
        raise Garbled("no header")
    return Frame(told, _exactly(source, body))


def _exactly(source: IO[bytes], length: int) -> bytes:
    content = source.read(length)
    if len(content) < length:
        raise Garbled("cut short")
    return content
