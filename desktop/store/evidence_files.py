"""The evidence files of a workspace: each content once, under its SHA-256, on the disk before its row.

A batch is copied into `incoming`, a list of what is new is written there, and only then each content gets its place
in `files`. The list stays until the rows are committed (`settle`) or given up (`discard`); what a crash leaves,
`sweep` judges by the rows. So a file in `files` always has a row or stands on a list.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from threading import Lock
from typing import Final

from desktop.domain.refusals import Refused
from desktop.store.causes import troubles
from desktop.store.copying import (
    PART,
    SYNCERS,
    Copier,
    Copy,
    IsCancelled,
    Progress,
    go_on,
    say_nothing,
    size_of,
)
from desktop.store.durable_files import make_folder, move, sync_folder, write_durably
from desktop.store.manifests import SHA256, evidence_name

_INCOMING: Final = "incoming"
_LIST: Final = ".batch"
_UNPACKED: Final = ".unpacked"
_KEEPING: Final = "保存材料"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One source as it was taken in: its own name, and under which digest its content lies."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A batch that is on the disk: its files in the order given, what has no row yet, and the list of that."""

    files: tuple[EvidenceFile, ...]
    unsettled: frozenset[str]
    listing: Path


class EvidenceFiles:
    """The one keeper of a workspace's files, behind its lock; batches of several threads may overlap."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._files = workspace / "files"
        self._incoming = workspace / _INCOMING
        self._placing = Lock()
        # How many batches of this process wait for the row of a content.
        self._claims: Counter[str] = Counter()

    def path_of(self, sha256: str) -> Path:
        """Where a content lies, if it is held."""
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"no SHA-256: {sha256!r}")
        return self._workspace / evidence_name(sha256)

    def take_in(
        self, sources: Sequence[Path], progress: Progress, cancelled: IsCancelled
    ) -> TakenIn:
        """Copy these files in, all or none; `Cancelled` is raised if it is called off.

        Progress is told in bytes, and both callables are called in this thread.
        """
        total = sum(size_of(source) for source in sources)
        self._make_folders()
        with Copier(_KEEPING, self._incoming, total, progress, cancelled) as copier:
            copies = [copier.copy(source) for source in sources]
            copier.finish()
            return self._placed([source.name for source in sources], copies)

    def take_in_bytes(self, name: str, content: bytes) -> TakenIn:
        """Store what the program made itself, such as a pasted picture."""
        if not content:
            raise Refused(f"“{name}”没有内容，请重新生成后再添加")
        self._make_folders()
        with Copier(_KEEPING, self._incoming, len(content), say_nothing, go_on) as copier:
            copy = copier.write(iter([memoryview(content)]))
            copier.finish()
            return self._placed([name], [copy])

    @contextmanager
    def room(self) -> Iterator[Path]:
        """An empty folder beside the evidence, for what is unpacked to be taken in; it goes with the block."""
        self._make_folders()
        folder = self._incoming / f"{secrets.token_hex(16)}{_UNPACKED}"
        with troubles(_KEEPING, folder):
            folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)  # else the next sweep does it

    def settle(self, taken: TakenIn) -> None:
        """The rows of this batch are committed: its files stay."""
        with self._placing:
            for sha256 in taken.unsettled:
                del self._claims[sha256]
            with suppress(OSError):  # the next sweep finds the rows
                taken.listing.unlink()

    def discard(self, taken: TakenIn, is_known: Callable[[str], bool]) -> None:
        """The rows of this batch will not come: remove what neither a row nor another batch needs.

        What cannot be removed now stays on its list for the next opening: why the rows did not come is
        what must be told.
        """
        with self._placing, suppress(OSError):
            self._claims.subtract(taken.unsettled & self._claims.keys())
            given_up = {sha256 for sha256 in taken.unsettled if self._claims.get(sha256) == 0}
            for sha256 in given_up:
                del self._claims[sha256]
            self._remove([sha256 for sha256 in given_up if not is_known(sha256)])
            taken.listing.unlink(missing_ok=True)

    def sweep(self, is_known: Callable[[str], bool]) -> None:
        """Clear up, at each opening, after a program that ended in the middle of a batch.

        What cannot be removed now keeps nobody out: its list stays, and the next opening tries again.
        """
        for listing in _lying(self._incoming, _LIST):
            with suppress(OSError):
                self._remove([sha256 for sha256 in _listed(listing) if not is_known(sha256)])
                listing.unlink()
        for part in _lying(self._incoming, PART):
            with suppress(OSError):
                part.unlink()
        for folder in _lying(self._incoming, _UNPACKED):
            shutil.rmtree(folder, ignore_errors=True)

    def _make_folders(self) -> None:
        for folder in (self._files, self._incoming):
            with troubles(_KEEPING, folder):
                make_folder(folder)

    def _placed(self, names: Iterable[str], copies: Sequence[Copy]) -> TakenIn:
        with self._placing, troubles(_KEEPING, self._files):
            lacking = {copy.sha256: copy for copy in copies if not self._is_whole(copy)}
            # A damaged file is put right; it has its row already, or stands on a list.
            new = {sha256 for sha256 in lacking if not os.path.lexists(self.path_of(sha256))}
            unsettled = new | {copy.sha256 for copy in copies if copy.sha256 in self._claims}
            batch = self._incoming / f"{secrets.token_hex(16)}{_LIST}"
            try:
                if unsettled:
                    write_durably(batch, "\n".join(unsettled).encode())
                self._move_in(lacking)
            except BaseException:
                with suppress(OSError):  # else the next sweep does it
                    self._remove(new)
                    batch.unlink(missing_ok=True)
                raise
            self._claims.update(unsettled)
        files = (
            EvidenceFile(_shown(name), copy.sha256, copy.size)
            for name, copy in zip(names, copies, strict=True)
        )
        return TakenIn(tuple(files), frozenset(unsettled), batch)

    def _is_whole(self, copy: Copy) -> bool:
        try:
            held = self.path_of(copy.sha256).lstat()
        except FileNotFoundError:
            return False
        return S_ISREG(held.st_mode) and held.st_size == copy.size

    def _move_in(self, copies: dict[str, Copy]) -> None:
        folders = {self.path_of(sha256).parent for sha256 in copies}
        for folder in folders:
            folder.mkdir(exist_ok=True)
        sync_folder(self._files)
        for sha256, copy in copies.items():
            move(copy.part, self.path_of(sha256))
        _sync_all(folders)

    def _remove(self, unwanted: Iterable[str]) -> None:
        """Remove files durably, so that no list goes before its files."""
        paths = [self.path_of(sha256) for sha256 in unwanted]
        for path in paths:
            path.unlink(missing_ok=True)
        _sync_all({path.parent for path in paths if path.parent.is_dir()})


def unsettled_in(workspace: Path) -> set[str]:
    """What stands on the list of a batch: it needs no row, the next opening judges it."""
    found: set[str] = set()
    for listing in _lying(workspace / _INCOMING, _LIST):
        with suppress(OSError):
            found |= _listed(listing)
    return found


def _lying(folder: Path, ending: str) -> list[Path]:
    """What lies there with this ending; where nothing can be read, nothing."""
    with suppress(OSError):
        return [*folder.glob(f"*{ending}")]
    return []


def _listed(listing: Path) -> set[str]:
    """The contents that a list names; one that was torn off names fewer."""
    words = listing.read_text("ascii", "replace").split()
    return {word for word in words if SHA256.fullmatch(word)}


def _sync_all(folders: Iterable[Path]) -> None:
    """Sync many folders at once: the disk then takes them together."""
    with ThreadPoolExecutor(SYNCERS) as pool:
        deque(pool.map(sync_folder, folders), maxlen=0)


def _shown(name: str) -> str:
    """A file name as any database takes it: a byte that is no UTF-8 becomes ?."""
    return name.encode("utf-8", "replace").decode()
