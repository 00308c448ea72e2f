"""The directory at the end of a zip, read as it stands: every entry with its raw name, and where its data lies."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, Final, NamedTuple

MOST_ENTRIES: Final = 10_000
_LARGEST_DIRECTORY: Final = 32 << 20
_LONGEST_COMMENT: Final = (1 << 16) - 1
# Mark, disks, entries on this disk and in all, size, place, length of the comment.
_END: Final = struct.Struct("<4s4H2LH")
_END_MARK: Final = b"PK\5\6"
# The same for large archives, and what says where it lies.
_LARGE_END: Final = struct.Struct("<4sQ2H2L4Q")
_LARGE_MARK: Final = b"PK\6\6"
_LOCATOR: Final = struct.Struct("<4sLQL")
_LOCATOR_MARK: Final = b"PK\6\7"
_ENTRY: Final = struct.Struct("<4sBB5H3L5H2L")
_ENTRY_MARK: Final = b"PK\1\2"
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LOCAL_MARK: Final = b"PK\3\4"
_SPLIT_MARK: Final = b"PK\7\x08"
_WIDE: Final = 0xFFFFFFFF  # the figure stands in the extra field
_WIDE_DISK: Final = 0xFFFF
_WIDE_FIELD: Final = 0x0001
_OTHERS: Final = ((b"Rar!", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"))


class NoPackage(Exception):  # noqa: N818  # the file is at fault, the program is well
    """No zip that can be unpacked: the argument says which sort."""


class Entry(NamedTuple):
    """What the directory says of a file or folder, before anything of it is believed."""

    raw: bytes  # its name, in whatever encoding
    host: int  # the system on which it was packed
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    attributes: int
    extra: bytes
    start: int  # where its data begins


class _Directory(NamedTuple):
    """Where the directory lies, and how many foreign bytes lie before the archive."""

    start: int
    size: int
    before: int


def entries_of(file: BinaryIO) -> list[Entry]:
    """Every entry; refused where two of them share a byte, or one shares any with the directory."""
    directory = _directory(file)
    file.seek(directory.start)
    placed = [*_placed(file.read(directory.size))]
    spans: list[tuple[int, int]] = []
    entries: list[Entry] = []
    for entry, offset in placed:
        begin = directory.before + offset
        start = _data_start(file, begin, directory.start)
        entries.append(entry._replace(start=start))
        spans.append((begin, start + entry.packed))
    spans.sort()
    if any(end > begin for (_, end), (begin, _) in pairwise(spans)):
        raise NoPackage("overlap")
    if spans and spans[-1][1] > directory.start:
        raise NoPackage("damaged")
    return entries


def extras_in(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The extra fields of an entry; what comes after a torn one is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _directory(file: BinaryIO) -> _Directory:
    head = _read_at(file, 0, len(_SPLIT_MARK) + 2)
    length = file.seek(0, 2)
    tail_start = max(0, length - _END.size - _LONGEST_COMMENT)
    tail = _read_at(file, tail_start, length - tail_start)
    at = tail.rfind(_END_MARK, 0, max(0, len(tail) - _END.size + len(_END_MARK)))
    if at < 0:
        raise NoPackage(_sort_of(head))
    _, disk, first_disk, here, entries, size, offset, _ = _END.unpack_from(tail, at)
    end = tail_start + at
    large = _large_end(file, end)
    if large is not None:
        end, size, offset, entries = large
    elif {disk, first_disk} - {0, _WIDE_DISK} or here != entries:
        raise NoPackage("split")
    if entries > MOST_ENTRIES or size > _LARGEST_DIRECTORY:
        raise NoPackage("many")
    start = end - size
    if start < offset:
        raise NoPackage("split" if head.startswith(_SPLIT_MARK) else "damaged")
    return _Directory(start, size, start - offset)


def _large_end(file: BinaryIO, end: int) -> tuple[int, int, int, int] | None:
    """Where the directory of a large archive ends, its size, place and count."""
    if end < _LOCATOR.size + _LARGE_END.size:
        return None
    located = _read_at(file, end - _LOCATOR.size, _LOCATOR.size)
    mark, disk, _, disks = _LOCATOR.unpack(located)
    if mark != _LOCATOR_MARK:
        return None
    if disk or disks > 1:
        raise NoPackage("split")
    # Foreign bytes before the archive would put its own figure wrong: it lies right before.
    place = end - _LOCATOR.size - _LARGE_END.size
    mark, _, _, _, _, _, _, entries, size, offset = _LARGE_END.unpack(
        _read_at(file, place, _LARGE_END.size)
    )
    if mark != _LARGE_MARK:
        raise NoPackage("damaged")
    return place, size, offset, entries


def _sort_of(head: bytes) -> str:
    """What a file without a directory is."""
    if head.startswith(_SPLIT_MARK):
        return "split"
    if head.startswith(_LOCAL_MARK):
        return "damaged"  # cut short, most often
    return next((sort for mark, sort in _OTHERS if head.startswith(mark)), "foreign")


def _placed(directory: bytes) -> Iterator[tuple[Entry, int]]:
    """Every entry, with the place that it says it has."""
    at = count = 0
    while at < len(directory):
        count += 1
        if count > MOST_ENTRIES:
            raise NoPackage("many")
        try:
            entry, offset, length = _entry_at(directory, at)
        except struct.error:
            raise NoPackage("damaged") from None
        yield entry, offset
        at += length


def _entry_at(directory: bytes, at: int) -> tuple[Entry, int, int]:
    """An entry, its place, and how long its description is."""
    told = _ENTRY.unpack_from(directory, at)
    mark, _, host, _, flags, method, _, _, crc, packed, size = told[:11]
    names, extras, comments, disk, _, attributes, offset = told[11:]
    if mark != _ENTRY_MARK:
        raise NoPackage("damaged")
    if disk not in {0, _WIDE_DISK}:
        raise NoPackage("split")
    name_end = at + _ENTRY.size + names
    raw, extra = directory[at + _ENTRY.size : name_end], directory[name_end : name_end + extras]
    length = _ENTRY.size + names + extras + comments
    if at + length > len(directory):
        raise NoPackage("damaged")
    size, packed, offset = _widened(extra, (size, packed, offset))
    entry = Entry(raw, host, flags, method, crc, packed, size, attributes, extra, 0)
    return entry, offset, length


def _widened(extra: bytes, figures: tuple[int, int, int]) -> Iterator[int]:
    """Size, packed size and place; those too large for their fields stand one after the other in an extra field."""
    wide = next((told for kind, told in extras_in(extra) if kind == _WIDE_FIELD), b"")
    at = 0
    for figure in figures:
        if figure == _WIDE:
            yield struct.unpack_from("<Q", wide, at)[0]
            at += 8
        else:
            yield figure


def _data_start(file: BinaryIO, begin: int, end: int) -> int:
    """Where an entry's data begins, behind the name that is written there once more."""
    if begin + _LOCAL.size > end:
        raise NoPackage("damaged")
    told = _LOCAL.unpack(_read_at(file, begin, _LOCAL.size))
    if told[0] != _LOCAL_MARK:
        raise NoPackage("damaged")
    return begin + _LOCAL.size + int(told[-2]) + int(told[-1])


def _read_at(file: BinaryIO, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)
