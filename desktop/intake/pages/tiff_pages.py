"""The pages of a TIFF, counted along the chain of their directories without reading what they say."""

from __future__ import annotations

import os
import struct
from typing import BinaryIO

from desktop.intake.pages.faults import Fault, Undecodable


def count_pages(file: BinaryIO, most: int) -> int:
    """How many pages there are; a chain that turns back on itself or leads nowhere ends there."""
    head = file.read(8)
    order = "<" if head.startswith(b"II") else ">"
    is_big = b"+" in head[2:4]  # places of 64 bits
    count, entry, place = ("Q", 20, "Q") if is_big else ("H", 12, "I")
    file.seek(8 if is_big else 4)
    known: set[int] = set()
    at = _number(file, order + place)
    while at and at not in known:
        file.seek(at)
        entries = _number(file, order + count)
        if not entries:
            break
        known.add(at)
        if len(known) > most:
            raise Undecodable(Fault.TOO_MANY_PAGES)
        file.seek(entries * entry, os.SEEK_CUR)
        at = _number(file, order + place)
    return max(len(known), 1)


def _number(file: BinaryIO, form: str) -> int:
    """The number here; 0, which means none in a TIFF, behind the file's end."""
    content = file.read(struct.calcsize(form))
    return int(struct.unpack(form, content)[0]) if len(content) == struct.calcsize(form) else 0
