"""The second place: a folder on another disk or a stick that holds backups, and every evidence file once.

In it the workspace has its own folder, made when the place is chosen; where that is missing, another
stick is plugged in, or none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

from desktop.domain.audit_trail import ChainHead
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.backups import Backup, Backups
from desktop.store.causes import troubles
from desktop.store.copying import Bytes, Cancelled, Copier, IsCancelled, Progress
from desktop.store.durable_files import make_folder, move, sync_folder, write_durably
from desktop.store.evidence_reading import Unreadable, chunks_of
from desktop.store.manifests import evidence_name
from desktop.store.places import refuse_inside, refuse_too_full
from desktop.store.workspace import Workspace

# Beside the database, not in it: a backup changes nothing that would need one.
NOTE: Final = "second-place.json"
_BRINGING: Final = "备份到第二位置"
_AT_ONCE: Final = 64  # what a pulled stick can cost
_ALONE: Final = Lock()


@dataclass(frozen=True, slots=True)
class Visit:
    """When a place last got everything, and which state of the workspace that was."""

    place: str
    at: datetime
    head: str


@dataclass(frozen=True, slots=True)
class Brought:
    """How bringing went: evidence that was missing or damaged here, and how many files were damaged there."""

    faults: tuple[str, ...]
    mended: int = 0


class SecondPlace:
    """One place for one workspace."""

    def __init__(self, workspace: Workspace, place: Path) -> None:
        self.place = place
        self._workspace = workspace
        self._room = place / workspace.id

    @property
    def there(self) -> bool:
        """Whether it can be reached now."""
        return os.path.isdir(self._room)  # noqa: PTH112  # Path's raises what a broken stick says

    @property
    def on_same_disk(self) -> bool:
        """Whether it would be lost together with the workspace."""
        try:
            return self.place.stat().st_dev == self._workspace.folder.stat().st_dev
        except OSError:
            return False

    def furnish(self) -> None:
        """Make the workspace's own folder, by which the place is known from now on."""
        if not os.path.isdir(self.place):  # noqa: PTH112  # Path's raises what a broken stick says
            raise Refused(f"找不到文件夹“{self.place}”，请先插上优盘或硬盘，或先建好文件夹")
        refuse_inside(self.place, self._workspace.folder)
        with troubles("使用第二备份位置", self.place):
            make_folder(self._room)

    def last_visit(self) -> Visit | None:
        """When it was last there; a note that cannot be read says nothing."""
        try:
            plain = json.loads((self._workspace.folder / NOTE).read_bytes())
            visit = Visit(plain["place"], datetime.fromisoformat(plain["at"]), plain["head"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return visit if visit.place == str(self.place) else None

    def is_behind(self, head: ChainHead) -> bool:
        """Whether it lacks this state. Of sticks used in turn, the one that is there is asked itself."""
        visit = self.last_visit()
        if visit is None or visit.head != head.hash:
            return True
        try:
            return self.there and not Backups(self._room).of(head.count)
        except Trouble:  # bringing will say what it is
            return True

    def bring(
        self,
        backup: Backup,
        now: datetime,
        progress: Progress,
        cancelled: IsCancelled,
        *,
        reading: bool = False,
    ) -> Brought:
        """Bring a backup there, its evidence first.

        What lies there already is known by its size, or, `reading`, by each of its bytes; progress is then
        told twice, of the reading and of what is brought.
        """
        if not self.there:
            raise self._absence()
        manifest = backup.manifest()
        with _ALONE, troubles(_BRINGING, self._room):
            backups = Backups(self._room)
            backups.clear_up()
            there = {one for one in manifest.evidence.items() if self._holds(*one)}
            rotten = self._rotten(there, progress, cancelled) if reading else set()
            lacking = [one for one in manifest.evidence.items() if one not in there - rotten]
            total = sum(size for _, size in lacking) + manifest.database.size
            refuse_too_full(self._room, total)
            with Copier(_BRINGING, self._room, total, progress, cancelled) as copier:
                faults = tuple(self._bring_evidence(copier, lacking))
                backups.take_over(backup, copier)
            backups.thin(now)
        if not faults:  # or nobody would come back for what could not be read
            self._remember(Visit(str(self.place), now, manifest.head.hash))
        lost = {fault.partition("：")[0] for fault in faults}
        return Brought(faults, sum(evidence_name(digest) not in lost for digest, _ in rotten))

    def _rotten(
        self, there: Collection[tuple[str, int]], progress: Progress, cancelled: IsCancelled
    ) -> set[tuple[str, int]]:
        """What is of the right size and yet not what it was."""
        done, total = 0, Bytes(sum(size for _, size in there))
        found = set()
        for digest, size in sorted(there):
            content = hashlib.sha256()
            try:
                for chunk in chunks_of(self._room / evidence_name(digest)):
                    if cancelled():
                        raise Cancelled
                    content.update(chunk)
                    done += len(chunk)
                    progress(min(done, total), total)
            except Unreadable:
                found.add((digest, size))
            else:
                if content.hexdigest() != digest:
                    found.add((digest, size))
        return found

    def _bring_evidence(self, copier: Copier, lacking: list[tuple[str, int]]) -> Iterator[str]:
        make_folder(self._room / "files")
        for first in range(0, len(lacking), _AT_ONCE):
            parts = {}
            for sha256, size in lacking[first : first + _AT_ONCE]:
                try:
                    copy = copier.write(chunks_of(self._workspace.files.path_of(sha256)))
                except Unreadable as unreadable:
                    yield f"{evidence_name(sha256)}：{unreadable}"
                    continue
                if copy[1:] == (sha256, size):
                    parts[sha256] = copy.part
                else:
                    yield f"{evidence_name(sha256)}：文件内容已被改动"
            copier.finish()
            self._place(parts)

    def _place(self, parts: dict[str, Path]) -> None:
        targets = {sha256: self._room / evidence_name(sha256) for sha256 in parts}
        for folder in {target.parent for target in targets.values()}:
            make_folder(folder)
        for sha256, target in targets.items():
            move(parts[sha256], target)
        for folder in {target.parent for target in targets.values()}:
            sync_folder(folder)

    def _holds(self, sha256: str, size: int) -> bool:
        try:
            return (self._room / evidence_name(sha256)).lstat().st_size == size
        except FileNotFoundError:
            return False

    def _remember(self, visit: Visit) -> None:
        plain = {"place": visit.place, "at": visit.at.isoformat(), "head": visit.head}
        with troubles("记下备份时间", self._workspace.folder):
            content = json.dumps(plain, ensure_ascii=False).encode()
            write_durably(self._workspace.folder / NOTE, content)

    def _absence(self) -> Trouble:
        visit = self.last_visit()
        last = f"上次写到那里是 {visit.at:%Y-%m-%d %H:%M}" if visit else "还没有写到过那里"
        return Trouble(
            f"第二备份位置“{self.place}”不在（没有插上，或插的是另一个盘），{last}；"
            "请插上后再试，或重新指定位置"
        )
