"""Packing: a backup and all evidence into one archive, read back before it takes the place of an older one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.archive import MANIFEST, opened, refusal
from desktop.store.backups import Backup, Backups
from desktop.store.causes import troubles
from desktop.store.copying import PART, Bytes, Cancelled, IsCancelled, Progress
from desktop.store.durable_files import move, sync_folder
from desktop.store.evidence_files import EvidenceFiles
from desktop.store.evidence_reading import Unreadable, chunks_of
from desktop.store.manifests import Content, Manifest, evidence_name
from desktop.store.places import refuse_too_full
from desktop.store.workspace import DATABASE

_FAST: Final = 1


class _Course:
    """How far it is, and whether to go on."""

    def __init__(self, total: int, progress: Progress, cancelled: IsCancelled) -> None:
        self._done, self._total = 0, Bytes(total)
        self._progress, self._cancelled = progress, cancelled

    def go_on(self, size: int) -> None:
        if self._cancelled():
            raise Cancelled
        self._done += size
        self._progress(self._done, self._total)


class _Packing:
    """One archive being written; it notes what of the evidence is not as it should be."""

    def __init__(self, packed: ZipFile, course: _Course) -> None:
        self._packed = packed
        self._course = course
        self.faults: list[str] = []
        self.altered: dict[str, Content] = {}
        self.missing: set[str] = set()

    def add_evidence(self, digest: str, size: int, path: Path) -> None:
        """Pack a file as it is; what is damaged may still be of use."""
        name = evidence_name(digest)
        try:
            found, unread = self._add(ZipInfo(name), path)
        except Unreadable as unreadable:  # not a byte of it
            self.missing.add(digest)
            self.faults.append(f"{name}：{unreadable}")
            return
        if found != (digest, size):
            self.altered[digest] = found
            self.faults.append(f"{name}：{unread or '文件内容已被改动'}")

    def _add(self, member: ZipInfo, path: Path) -> tuple[Content, str]:
        """What was packed, and why it is not all."""
        chunks = chunks_of(path)
        chunk = next(chunks, memoryview(b""))
        digest, size, unread = sha256(), 0, ""
        with suppress(OSError):  # it was there just now
            member.file_size = path.stat().st_size
        with self._packed.open(member, "w") as packed:
            while chunk:
                digest.update(chunk)
                packed.write(chunk)
                size += len(chunk)
                self._course.go_on(len(chunk))
                try:
                    chunk = next(chunks, memoryview(b""))
                except Unreadable as unreadable:
                    chunk, unread = memoryview(b""), str(unreadable)
        return Content(digest.hexdigest(), size), unread


def pack(
    out: Path,
    backup: Backup,
    files: EvidenceFiles,
    progress: Progress,
    cancelled: IsCancelled,
) -> tuple[str, ...]:
    """Make one full file; what of the evidence was missing or damaged is told, and noted in it."""
    manifest = backup.manifest()
    refuse_too_full(out.parent, sum(manifest.evidence.values()))
    total = 2 * (manifest.database.size + sum(manifest.evidence.values()))
    course = _Course(total, progress, cancelled)
    part = out.with_name(f".{secrets.token_hex(8)}{PART}")
    try:
        with troubles("备份", out):
            faults = _write(part, backup, files, course)
            _read_back(part, course)
            move(part, out)
            sync_folder(out.parent)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return faults


@contextmanager
def backup_beside(out: Path, database: Path, now: datetime) -> Iterator[Backup]:
    """A backup beside the file to be made, gone after it: the workspace's own disk may take no more."""
    with ExitStack() as passing:
        with troubles("备份", out.parent):
            aside = TemporaryDirectory(PART, ".", out.parent, ignore_cleanup_errors=True)
        yield Backups(Path(passing.enter_context(aside))).make(database, now)


def _write(part: Path, backup: Backup, files: EvidenceFiles, course: _Course) -> tuple[str, ...]:
    manifest = backup.manifest()
    with part.open("xb") as file:
        # Files dated before 1980 have no date in a zip.
        with ZipFile(
            file, "w", ZIP_DEFLATED, compresslevel=_FAST, strict_timestamps=False
        ) as packed:
            packed.write(backup.path, DATABASE)
            course.go_on(manifest.database.size)
            packing = _Packing(packed, course)
            for digest, size in manifest.evidence.items():
                packing.add_evidence(digest, size, files.path_of(digest))
            told = _completed(manifest, packing).written()
            # Without a date: where the clock stands before 1980 there is none for a zip.
            packed.writestr(ZipInfo(MANIFEST), told, ZIP_DEFLATED)
        file.flush()
        os.fsync(file.fileno())
    return tuple(packing.faults)


def _completed(manifest: Manifest, packing: _Packing) -> Manifest:
    return replace(manifest, altered=packing.altered, missing=frozenset(packing.missing))


def _read_back(part: Path, course: _Course) -> None:
    try:
        with opened(part) as contents:
            for name, content in contents.names.items():
                digest, size = sha256(), 0
                for chunk in contents.chunks(name):
                    digest.update(chunk)
                    size += len(chunk)
                    course.go_on(len(chunk))
                if (digest.hexdigest(), size) != content:
                    raise refusal(part, f"{name} 的内容不对")
    except (Refused, Unreadable) as fault:
        place = part.parent
        raise Trouble(f"备份写到“{place}”后读回不对；请检查那里的磁盘，或换一个位置") from fault
