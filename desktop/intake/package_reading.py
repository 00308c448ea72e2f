"""Package reading: what is to be unpacked from a zip, and the bytes of it one after the other, in a child process."""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import BinaryIO, Final, NamedTuple

from desktop.domain.litter import EMPTY, HIDDEN, litter, no_evidence
from desktop.intake.package_directory import Entry, NoPackage, entries_of
from desktop.intake.package_names import names_of

LARGEST: Final = (
    2 << 30
)  # what it comes to, unpacked; to inflate zeros takes two seconds a gibibyte
_LONGEST_PATH: Final = 1_000
_DEEPEST: Final = 32
# From so many bytes on no more than so many times what is packed: smaller, a blank scan may shrink to nothing.
_MOST_TIMES: Final = ((100 << 20, 200), (1 << 30, 10))
_LEAST_SPARE: Final = 1 << 16  # no packing makes a file longer than twice and this
_STORED, _DEFLATED = 0, 8
_METHODS: Final = frozenset({_STORED, _DEFLATED})
_ENCRYPTED: Final = 1
_UNIX: Final = frozenset({3, 19})
_FOLDER: Final = stat.FILE_ATTRIBUTE_DIRECTORY
_KINDS: Final = frozenset({0, stat.S_IFREG, stat.S_IFDIR})
_CHUNK: Final = 1 << 18
_DRIVE: Final = re.compile("[A-Za-z]:")
_ARCHIVES: Final = frozenset(
    {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".cab", ".iso", ".arj", ".lzh"}
)

ENCRYPTED: Final = "加密的文件"
METHOD: Final = "压缩方式少见的文件"
NESTED: Final = "里面的压缩包"
LINK: Final = "链接一类不是普通文件的"
OUTSIDE: Final = "路径指向别处的文件"
LONG: Final = "路径太长的文件"


class _Wanted(NamedTuple):
    """A file that is unpacked, with the names that lead to it."""

    entry: Entry
    parts: tuple[str, ...]


class _Contents(NamedTuple):
    """What is unpacked, in its order, and what is passed over: a path and why."""

    wanted: list[_Wanted]
    passed: list[tuple[str, str]]


def answer(file: BinaryIO) -> object:
    """The files with their names and sizes, and what is passed over; or why there are none."""
    try:
        contents = _contents(file)
    except NoPackage as unfit:
        return {"unfit": str(unfit)}
    files = [[one.parts, one.entry.size, one.entry.crc] for one in contents.wanted]
    return {"files": files, "passed": contents.passed}


def pour(file: BinaryIO, out: BinaryIO) -> None:
    """Write the files' bytes, one file after the other as `answer` names them; the first fault ends it."""
    for one in _contents(file).wanted:
        out.writelines(_bytes_of(file, one.entry))


def _contents(file: BinaryIO) -> _Contents:
    entries = entries_of(file)
    contents = _Contents([], [])
    for entry, name in zip(entries, names_of(entries), strict=True):
        parts = tuple(name.replace("\\", "/").split("/"))
        if not parts[-1] or (entry.attributes & _FOLDER and not entry.size):
            continue  # a folder: it is named by what lies in it
        plain = tuple(part for part in parts if part not in {"", "."})
        why = _misplaced(parts, plain) or _unwanted(entry, plain[-1])
        if why:
            contents.passed.append((name[:_LONGEST_PATH], why))
        else:
            contents.wanted.append(_Wanted(entry, plain))
    _refuse_unfit(contents)
    return contents


def _misplaced(parts: tuple[str, ...], plain: tuple[str, ...]) -> str:
    """Why nothing is unpacked that has such a path; blank where it may be."""
    if kind := next(filter(None, map(litter, plain)), ""):
        return kind
    if not parts[0] or ".." in parts or not plain or _DRIVE.match(parts[0]):
        return OUTSIDE
    if any(part.startswith(".") for part in plain):
        return HIDDEN
    return LONG if len(plain) > _DEEPEST or sum(map(len, plain)) > _LONGEST_PATH else ""


def _unwanted(entry: Entry, name: str) -> str:
    """Why an entry is not unpacked wherever it lies; blank where it is."""
    linked = entry.host in _UNIX and stat.S_IFMT(entry.attributes >> 16) not in _KINDS
    reasons = {
        LINK: linked,
        EMPTY: not entry.size,
        NESTED: PurePath(name).suffix.lower() in _ARCHIVES,
        ENCRYPTED: entry.flags & _ENCRYPTED,
        METHOD: entry.method not in _METHODS,
    }
    return next((why for why, holds in reasons.items() if holds), no_evidence(name))


def _refuse_unfit(contents: _Contents) -> None:
    reasons = {why for _, why in contents.passed}
    if not contents.wanted:
        for sort, why in (("password", ENCRYPTED), ("method", METHOD)):
            if why in reasons:
                raise NoPackage(sort)
    entries = [one.entry for one in contents.wanted]
    if any(_contradicts_itself(one) for one in entries):
        raise NoPackage("damaged")
    size, packed = sum(one.size for one in entries), sum(one.packed for one in entries)
    if any(_swells(one.size, one.packed) for one in entries) or _swells(size, packed):
        raise NoPackage("swells")
    if size > LARGEST:
        raise NoPackage("large")


def _contradicts_itself(entry: Entry) -> bool:
    if entry.method == _STORED:
        return entry.packed != entry.size
    return entry.packed > 2 * entry.size + _LEAST_SPARE


def _swells(size: int, packed: int) -> bool:
    return any(size > least and size > times * packed for least, times in _MOST_TIMES)


def _bytes_of(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """An entry's content; refused as soon as there is more than it said, or it ends before."""
    file.seek(entry.start)
    packed = _chunks(file, entry.packed)
    left = entry.size
    for chunk in _inflated(packed) if entry.method == _DEFLATED else packed:
        left -= len(chunk)
        if left < 0:
            raise NoPackage("damaged")
        yield chunk
    if left:
        raise NoPackage("damaged")


def _chunks(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length:
        chunk = file.read(min(length, _CHUNK))
        if not chunk:
            raise NoPackage("damaged")
        yield chunk
        length -= len(chunk)


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Never more at once than may be held, however much a chunk would become."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for chunk in chunks:
        rest = chunk
        while rest and not inflater.eof:
            yield inflater.decompress(rest, _CHUNK)
            rest = inflater.unconsumed_tail
    yield inflater.flush()
    if not inflater.eof:
        raise NoPackage("damaged")
