"""The building site: a workspace is built in a folder within its own, and moves up when it is whole.

Nothing is written beside its own folder, which may be a mount, or all that one may write to. The database moves
last: where that lies there is a workspace. What a killed program left, the next one clears away and begins again.
So no transaction on the site waits for the disk: the database is synced once, as a whole, before it moves.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from desktop.domain.refusals import Refused
from desktop.store.causes import troubles
from desktop.store.drives import refuse_unfit_drive
from desktop.store.durable_files import (
    make_folder,
    make_folders,
    move,
    remove_empty,
    sync_file,
    sync_folder,
)
from desktop.store.lengths import refuse_too_long
from desktop.store.lock import FILE_NAME as LOCK
from desktop.store.lock import WorkspaceLock
from desktop.store.workspace import DATABASE

SITE: Final = "kaoping-being-built"
_FOLDERS: Final = ("files", "incoming", "backups")


@contextmanager
def building_site(folder: Path, what: str) -> Iterator[Path]:
    """Where to build a workspace; after the block it stands in the folder, or there is nothing left of it."""
    folder = Path(os.path.realpath(folder))
    refuse_unfit_drive(folder)
    refuse_too_long(folder)
    _refuse_occupied(folder, what)
    with ExitStack() as undo:
        with troubles(what, folder):
            undo.callback(remove_empty, make_folders(folder))
        locked_before = os.path.lexists(folder / LOCK)
        with WorkspaceLock.take(folder):
            if not locked_before:
                undo.callback(_remove_lock, folder)
            _refuse_occupied(folder, what)  # another program may have been here since
            with ExitStack() as clearing:
                site = folder / SITE
                with troubles(what, folder):
                    _clear(folder)
                    clearing.callback(_clear_if_possible, folder)
                    make_folder(site)
                yield site
                with troubles(what, folder):
                    _move_up(site, folder)
                clearing.pop_all()
        undo.pop_all()


def _refuse_occupied(folder: Path, what: str) -> None:
    """Only what a build cut short has left may lie there."""
    with troubles(what, folder):
        if not os.path.lexists(folder):
            return
        if not folder.is_dir():
            raise Refused(f"“{folder}”不是文件夹，请另选一个新的或空的文件夹")
        with os.scandir(folder) as entries:
            there = {entry.name: entry.is_dir(follow_symlinks=False) for entry in entries}
    there.pop(LOCK, None)
    own = all(is_folder and name in {SITE, *_FOLDERS} for name, is_folder in there.items())
    if there and not (own and SITE in there):
        raise Refused(f"文件夹“{folder}”里已有内容，请另选一个新的或空的文件夹")


def _move_up(site: Path, folder: Path) -> None:
    for name in _FOLDERS:
        if (site / name).exists():
            move(site / name, folder / name)
    sync_file(site / DATABASE)
    sync_folder(site)
    sync_folder(folder)
    move(site / DATABASE, folder / DATABASE)
    sync_folder(folder)
    shutil.rmtree(site, ignore_errors=True)  # its lock


def _clear(folder: Path) -> None:
    """The site goes last: by it the rest is known as what a build has left."""
    (folder / DATABASE).unlink(missing_ok=True)
    for name in (*_FOLDERS, SITE):
        if os.path.lexists(folder / name):
            shutil.rmtree(folder / name)


def _clear_if_possible(folder: Path) -> None:
    with suppress(OSError):  # else the next build does it
        _clear(folder)


def _remove_lock(folder: Path) -> None:
    with suppress(OSError):
        (folder / LOCK).unlink()
