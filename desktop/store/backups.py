"""Backups: a folder of database copies with their manifests, each checked before it counts, thinned with time.

The manifest is written first and the database gets its name last: what has no database is a leftover.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Final

from desktop.domain.audit_trail import ChainHead
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.causes import troubles
from desktop.store.copy_check import check_copy
from desktop.store.copying import PART, Copier
from desktop.store.database_copy import copy_database
from desktop.store.durable_files import make_folder, move, sync_folder, write_durably
from desktop.store.evidence_reading import Unreadable, chunks_of
from desktop.store.manifests import Manifest, content_of, manifest_of, read_manifest
from desktop.store.retention import Moment, kept

FOLDER: Final = "backups"
DATABASE_ENDING: Final = ".db"
MANIFEST_ENDING: Final = ".json"
_STAMP: Final = "%Y%m%d-%H%M%S"
_NAME: Final = re.compile(r"([0-9]{8}-[0-9]{6})-([0-9]{1,15})(-before-upgrade-from-\w+)?", re.ASCII)
_ALONE: Final = RLock()  # what one thread writes, another would clear up


@dataclass(frozen=True, slots=True)
class Backup:
    """One database copy, named by when it was made and how many events it holds."""

    path: Path
    moment: Moment

    def manifest(self) -> Manifest:
        """What it says of itself."""
        return manifest_beside(self.path)

    def size(self) -> int:
        """Of the database, in bytes."""
        with troubles("查看备份", self.path):
            return self.path.stat().st_size

    def is_good(self) -> bool:
        """Whether every byte is still what it was when it was checked."""
        try:
            return content_of(self.path) == self.manifest().database
        except (OSError, Refused, Trouble):
            return False


def _good_one(same: list[Backup], head: ChainHead) -> Backup | None:
    return next((one for one in same if one.is_good() and one.manifest().head == head), None)


def manifest_beside(database: Path) -> Manifest:
    """The manifest that belongs to a backup's database."""
    with troubles("读取备份", database):
        return read_manifest(database.with_suffix(MANIFEST_ENDING).read_bytes())


class Backups:
    """The keeper of one folder of backups, in a workspace or in a second place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Backup]:
        """All that have their manifest, the newest last; their content is not looked at."""
        with troubles("查看备份", self._folder):
            manifests = self._named(MANIFEST_ENDING)
            named = self._named(DATABASE_ENDING).items()
        found = [Backup(self._path(name), moment) for name, moment in named if name in manifests]
        return sorted(found, key=lambda one: one.moment)

    def of(self, events: int) -> list[Backup]:
        """Those of so many events, the newest first; their content is not looked at."""
        return [one for one in reversed(self.all()) if one.moment[1:] == (events, False)]

    def holding(self, head: ChainHead) -> Backup | None:
        """A good one of just this state."""
        return _good_one(self.of(head.count), head)

    def kept_before(self, head: ChainHead) -> Backup | None:
        """A good one of just this state that was kept before an upgrade; that came to nothing, then."""
        with troubles("查看备份", self._folder):
            kept = [one for one in reversed(self.all()) if one.moment[1:] == (head.count, True)]
            return _good_one(kept, head)

    def make(self, database: Path, now: datetime, older: str | None = None) -> Backup:
        """Back a live database up. `older` is its revision where it is about to be upgraded."""
        with _ALONE, troubles("备份", self._folder):
            make_folder(self._folder)
            self.clear_up()
            part = self._folder / f"{secrets.token_hex(16)}{PART}"
            try:
                copy_database(database, part)
                _refuse_damaged(part)
                manifest = manifest_of(part, now)
                name = f"{now.strftime(_STAMP)}-{manifest.head.count}"
                name += "" if older is None else f"-before-upgrade-from-{older}"
                self._place(part, name, manifest)
            except BaseException:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
                raise
        moment = Moment(
            now.replace(tzinfo=None, microsecond=0), manifest.head.count, older is not None
        )
        return Backup(self._path(name), moment)

    def take_over(self, backup: Backup, copier: Copier) -> None:
        """Copy another folder's backup into this one."""
        manifest = backup.manifest()
        try:
            copy = copier.write(chunks_of(backup.path))
        except Unreadable as unreadable:
            words = f"备份“{backup.path.name}”没有复制：{unreadable}；请核对后再备份一次"
            raise Trouble(words) from None
        copier.finish()
        if copy[1:] != manifest.database:
            raise Trouble(f"备份“{backup.path.name}”已损坏，没有复制；请到“设置”的“诊断”里核对全部")
        self._place(copy.part, backup.path.stem, manifest)

    def thin(self, now: datetime) -> None:
        """Let go of what is no longer kept, each only where the one that stands for it is good."""
        with _ALONE:
            trusted = {one.moment: one for one in self.all()}
            while True:
                keep = kept(trusted.keys(), now.replace(tzinfo=None))
                doomed = trusted.keys() - keep
                standing = {_standing_for(moment, keep) for moment in doomed}
                bad = {moment for moment in standing if not trusted[moment].is_good()}
                if not bad:
                    break
                for moment in bad:
                    del trusted[moment]
            for moment in doomed:
                self._remove(trusted[moment])

    def clear_up(self) -> None:
        """Remove what a program left that ended in the middle of a backup; what is held, another time."""
        left = self._named(MANIFEST_ENDING).keys() - self._named(DATABASE_ENDING).keys()
        manifests = [self._path(name).with_suffix(MANIFEST_ENDING) for name in left]
        for path in (*self._folder.glob(f"*{PART}"), *manifests):
            with suppress(OSError):
                path.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{DATABASE_ENDING}"

    def _named(self, ending: str) -> dict[str, Moment]:
        """What a backup's name and this ending has; anything else in the folder is not ours."""
        if not self._folder.is_dir():
            return {}
        stems = [path.stem for path in self._folder.iterdir() if path.suffix == ending]
        return {stem: moment for stem in stems if (moment := _moment_in(stem)) is not None}

    def _place(self, part: Path, name: str, manifest: Manifest) -> None:
        path = self._path(name)
        write_durably(path.with_suffix(MANIFEST_ENDING), manifest.written())
        move(part, path)
        sync_folder(self._folder)

    def _remove(self, backup: Backup) -> None:
        """The database first: a manifest alone is a leftover, which the next one clears up."""
        with suppress(OSError):
            backup.path.unlink(missing_ok=True)
            backup.path.with_suffix(MANIFEST_ENDING).unlink(missing_ok=True)


def _moment_in(name: str) -> Moment | None:
    found = _NAME.fullmatch(name)
    try:
        return found and Moment(datetime.strptime(found[1], _STAMP), int(found[2]), bool(found[3]))  # noqa: DTZ007  # by the clock on the wall
    except ValueError:
        return None


def _refuse_damaged(copy: Path) -> None:
    faults = check_copy(copy)
    if faults:
        raise Trouble(f"备份没有做成，{faults[0]}；请到“设置”的“诊断”里核对全部，以前的备份都在")


def _standing_for(doomed: Moment, keep: set[Moment]) -> Moment:
    """The next newer one that stays."""
    return min(one for one in keep if one > doomed and not one.before_upgrade)
