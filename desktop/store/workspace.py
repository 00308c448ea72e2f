"""The workspace: a folder with its database, evidence files and backups, opened by one program at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Final, Self

from sqlalchemy import Engine

from desktop.domain.records import Evidence, WorkspaceRecord, new_id
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.backups import FOLDER as BACKUPS
from desktop.store.backups import Backups
from desktop.store.causes import FULL, troubles
from desktop.store.connection import DAMAGED, connect, transaction_on
from desktop.store.desk import Desk
from desktop.store.drives import refuse_unfit_drive
from desktop.store.durable_files import make_folders, move, sync_folder
from desktop.store.evidence_files import EvidenceFiles, TakenIn
from desktop.store.lengths import refuse_too_long
from desktop.store.lock import WorkspaceLock
from desktop.store.migrations import CURRENT
from desktop.store.upgrading import create, end_of_trail, trusted_revision, unsafe, upgrade
from desktop.store.views import View

DATABASE: Final = "kaoping.db"
# Times the database: the copy that is kept, the journal, and what it grows by.
_UPGRADE_TAKES: Final = 3
_MEGABYTE: Final = 1 << 20


class Workspace:
    """An open workspace. All reading and writing goes through its views and desks."""

    def __init__(self, folder: Path, lock: WorkspaceLock, engine: Engine, identity: str) -> None:
        self.folder = folder
        self.id = identity
        self.files = EvidenceFiles(folder)
        self.kept_copy: Path | None = None  # of before the upgrade, where opening made one
        self._lock = lock
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[View]:
        """One consistent sight."""
        with transaction_on(self._engine) as connection:
            yield View(connection)

    @contextmanager
    def writing(self) -> Iterator[Desk]:
        """One transaction; what is sealed in it is durable when the block is left."""
        with transaction_on(self._engine, writing=True) as connection:
            yield Desk(connection, self.id)

    def discard(self, taken: TakenIn) -> None:
        """Let go of files that were taken in and got no rows; where that fails, the next opening does it."""
        with suppress(Trouble), self.reading() as view:
            self.files.discard(taken, lambda digest: view.get(Evidence, digest) is not None)

    def close(self) -> None:
        """Let the next program in."""
        self._engine.dispose()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_workspace(folder: Path, *, on_site: bool = False) -> Workspace:
    """Make a workspace in a new or empty folder, and open it; on a building site its database is not synced yet."""
    refuse_unfit_drive(folder)
    refuse_too_long(folder)
    _refuse_occupied(folder)
    with troubles("建立工作区", folder):
        make_folders(folder)
    with ExitStack() as undo:
        lock = WorkspaceLock.take(folder)
        undo.callback(lock.release)
        _refuse_occupied(folder)  # another program may have been here since
        new = folder / f"{DATABASE}.new"
        with troubles("建立工作区", folder):
            new.unlink(missing_ok=True)
        create(new, WorkspaceRecord(new_id(), date.today()))  # noqa: DTZ011  # the office's day
        with troubles("建立工作区", folder):
            move(new, folder / DATABASE)
            new.with_name(f"{new.name}-journal").unlink(missing_ok=True)
            sync_folder(folder)
        workspace = _open(folder, lock, on_site=on_site)
        undo.pop_all()
    return workspace


def open_workspace(folder: Path) -> Workspace:
    """Open a workspace: locked, of this program's schema, and with nothing foreign in it."""
    refuse_unfit_drive(folder)
    with ExitStack() as undo:
        lock = locked(folder)
        undo.callback(lock.release)
        workspace = _open(folder, lock)
        undo.pop_all()
    return workspace


def locked(folder: Path) -> WorkspaceLock:
    """The lock of a workspace that is there, whatever its state."""
    refuse_too_long(folder)
    with troubles("打开工作区", folder):
        there = (folder / DATABASE).is_file()
    if not there:
        raise Refused(lost_database(folder) or f"文件夹“{folder}”里没有工作区，请核对位置")
    return WorkspaceLock.take(folder)


def lost_database(folder: Path) -> str:
    """What to do where all of a workspace is there but its database; blank where that is not so."""
    try:
        copies = Backups(folder / BACKUPS).all()
        lost = bool(copies) and not (folder / DATABASE).exists()
    except (OSError, Trouble):
        return ""
    if not lost:
        return ""
    newest = copies[-1].path
    return (
        f"文件夹“{folder}”还在，里面的数据库 {DATABASE} 不见了；请从备份恢复到新文件夹，"
        f"最近的备份是 {newest}，这个文件夹里的文件不要删除"
    )


def _refuse_occupied(folder: Path) -> None:
    """Only what a creation cut short has left may lie there."""
    own = {"lock", f"{DATABASE}.new", f"{DATABASE}.new-journal"}
    with troubles("建立工作区", folder):
        if folder.exists() and any(entry.name not in own for entry in folder.iterdir()):
            raise Refused(f"文件夹“{folder}”里已有内容，请另选一个新的或空的文件夹")


def _open(folder: Path, lock: WorkspaceLock, *, on_site: bool = False) -> Workspace:
    database = folder / DATABASE
    kept_copy = _upgraded(folder)
    engine = connect(database, on_site=on_site)
    with ExitStack() as undo:
        undo.callback(engine.dispose)
        with transaction_on(engine) as connection:
            view = View(connection)
            if (fault := next(view.broken_tail(), None)) is not None:
                raise unsafe(fault)
            own = view.all(WorkspaceRecord)
            if len(own) != 1:
                raise Trouble(DAMAGED)
        workspace = Workspace(folder, lock, engine, own[0].id)
        workspace.kept_copy = kept_copy
        with workspace.reading() as view:
            workspace.files.sweep(lambda digest: view.get(Evidence, digest) is not None)
        undo.pop_all()
    return workspace


def _upgraded(folder: Path) -> Path | None:
    """Bring an older one up to this program, after a copy was kept; where that lies."""
    database = folder / DATABASE
    revision = trusted_revision(database)
    if revision == CURRENT:
        return None
    backups = Backups(folder / BACKUPS)
    with _upgrading(database):
        # On a full disk every further try would otherwise leave one more.
        kept = backups.kept_before(end_of_trail(database))
        if kept is None:
            kept = backups.make(database, datetime.now().astimezone(), older=revision)
        upgrade(database, revision)
    return kept.path


@contextmanager
def _upgrading(database: Path) -> Iterator[None]:
    """Whoever asked to open a workspace hears that it was to be upgraded, and that it was not."""
    try:
        yield
    except Trouble as trouble:
        words = f"升级工作区没有完成，工作区还是升级以前的样子：{trouble.message}"
        if FULL in trouble.message:
            needed = -(-database.stat().st_size * _UPGRADE_TAKES // _MEGABYTE)
            words += f"；升级约需 {needed} MB 空闲空间（{database.parent}）"
        raise Trouble(words) from trouble
