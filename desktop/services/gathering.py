"""Gathering: which files lie in what was dragged or chosen; folders are walked, nothing is opened."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from desktop.domain.file_names import natural_key
from desktop.domain.litter import EMPTY, HIDDEN, litter
from desktop.domain.refusals import Refused
from desktop.store.causes import troubles
from desktop.store.copying import Cancelled

MOST_FILES: Final = 1_000
_MOST_ENTRIES: Final = 100_000  # a whole disk that was dropped by mistake
_DEPTH: Final = 32
_WALKING: Final = "读取文件夹"


class GatheredFile(NamedTuple):
    """A file, and the names of the folders it lies in, from the one that was handed in."""

    path: Path
    folders: tuple[str, ...]
    package: Path | None = None  # out of which it was unpacked

    @property
    def source(self) -> Path:
        """Where it came from."""
        return self.package or self.path


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is to be taken in, and in a few words what was passed over."""

    files: tuple[GatheredFile, ...]
    skipped: str


def gather(paths: Sequence[Path], cancelled: Callable[[], bool]) -> Gathered:
    """Every file there, each once, in the order of their names; refused where there is none."""
    walk = _Walk(cancelled)
    found: dict[Path, GatheredFile] = {}
    for path in sorted(paths, key=lambda one: natural_key(one.name)):
        for one in walk.through(path):
            found.setdefault(one.path, one)
            if len(found) > MOST_FILES:
                raise Refused(f"一次最多收入 {MOST_FILES} 个文件，“{path}”里还有更多，请分几次添加")
    if not found:
        words = f"（{walk.skipped}）" if walk.skipped else ""
        raise Refused(f"“{paths[0]}”里没有可以收入的文件{words}" if paths else "没有选中文件")
    return Gathered(tuple(found.values()), walk.skipped)


class _Walk:
    """Goes through what was handed in and counts what it passes over."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled
        self._passed: Counter[str] = Counter()
        self._entries = 0

    @property
    def skipped(self) -> str:
        told = [f"{kind} {number} 个" for kind, number in self._passed.items()]
        return f"跳过{'、'.join(told)}" if told else ""

    def through(self, path: Path) -> Iterator[GatheredFile]:
        with troubles("读取材料", path):
            status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            yield from self._folder(path, (path.name,))
        elif not self._passes_over(path.name, status):
            yield GatheredFile(path, (path.parent.name,) if path.parent.name else ())

    def _folder(self, folder: Path, names: tuple[str, ...]) -> Iterator[GatheredFile]:
        with troubles(_WALKING, folder), os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda one: natural_key(one.name))
        for entry in inside:
            self._count(folder)
            if self._is_hidden(entry):
                self._passed[HIDDEN] += 1
            elif entry.is_dir(follow_symlinks=False):
                if len(names) < _DEPTH:
                    yield from self._folder(Path(entry.path), (*names, entry.name))
                else:
                    self._passed["层次太深的文件夹"] += 1
            elif (status := self._status(entry)) and not self._passes_over(entry.name, status):
                yield GatheredFile(Path(entry.path), names)

    def _count(self, folder: Path) -> None:
        if self._cancelled():
            raise Cancelled
        self._entries += 1
        if self._entries > _MOST_ENTRIES:
            raise Refused(f"“{folder}”一带的文件太多，请只选要收入的文件夹")

    def _is_hidden(self, entry: os.DirEntry[str]) -> bool:
        if litter(entry.name):
            return False  # it is called by what it is
        if entry.name.startswith("."):
            return True
        with suppress(OSError):  # it is gone again; reading it says so
            attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
            return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)
        return False

    def _status(self, entry: os.DirEntry[str]) -> os.stat_result | None:
        """A link to a file is taken for the file; one that leads nowhere, or to a folder, is passed over."""
        try:
            status = entry.stat()
        except OSError:
            self._passed["打不开的链接"] += 1
            return None
        if stat.S_ISDIR(status.st_mode):
            self._passed["指向文件夹的链接"] += 1
            return None
        return status

    def _passes_over(self, name: str, status: os.stat_result) -> bool:
        kind = litter(name)
        if not kind and not stat.S_ISREG(status.st_mode):
            kind = "不是普通文件的"
        if not kind and not status.st_size:
            kind = EMPTY
        if kind:
            self._passed[kind] += 1
        return bool(kind)
