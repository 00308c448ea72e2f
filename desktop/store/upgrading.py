"""Upgrading: a database gets the schema of this program in one transaction, or stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from desktop.domain.commands import Author, Command
from desktop.domain.records import WorkspaceRecord
from desktop.domain.refusals import Refused
from desktop.store.connection import connect, session_on
from desktop.store.desk import Deed, Desk
from desktop.store.migrations import REVISIONS
from desktop.store.schema import lift_guards, revision_of, set_guards
from desktop.store.views import View

CURRENT: Final = REVISIONS[-1]
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_PROGRAM: Final = Author("考评台")


def revision_in(database: Path) -> str:
    """The revision of a workspace's database; one of a newer program, or none at all, is refused."""
    engine = connect(database)
    try:
        with session_on(engine) as session:
            revision = revision_of(session.connection())
    finally:
        engine.dispose()
    if revision is None:
        raise Refused(f"“{database}”不是考评台的工作区数据库，请核对文件夹")
    if revision not in REVISIONS:
        raise Refused("这个工作区由更新版本的考评台建立，请先升级程序再打开；工作区没有改动")
    return revision


def create(database: Path, workspace: WorkspaceRecord) -> None:
    """Make the database of a new workspace, with its first event."""

    def begin(session: Session) -> None:
        desk = Desk(session, workspace.id)
        desk.put(workspace)
        desk.seal(Deed(Command.CREATE_WORKSPACE, _PROGRAM))

    _migrate(database, begin)


def upgrade(database: Path, older: str) -> None:
    """Bring an older database up to this program's schema; the caller has kept a copy."""

    def note(session: Session) -> None:
        told = f"{older} → {CURRENT}"
        [workspace] = View(session).all(WorkspaceRecord)
        desk = Desk(session, workspace.id)
        desk.seal(Deed(Command.UPGRADE_WORKSPACE, _PROGRAM, grounds=told))

    _migrate(database, note)


def _migrate(database: Path, finish: Callable[[Session], None]) -> None:
    engine = connect(database, guarded=False)
    try:
        with session_on(engine, writing=True) as session:
            connection = session.connection()
            lift_guards(connection)
            _run_migrations(connection)
            set_guards(connection)
            finish(session)
    finally:
        engine.dispose()


def _run_migrations(connection: Connection) -> None:
    # Alembic costs a start more than all else; most starts need none of it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
