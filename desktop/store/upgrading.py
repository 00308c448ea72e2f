"""Upgrading: a database gets the schema of this program in one transaction, or stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desktop.domain.audit_trail import ChainHead
from desktop.domain.commands import Author, Command
from desktop.domain.records import WorkspaceRecord
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.connection import connect, transaction_on
from desktop.store.desk import Deed, Desk
from desktop.store.migrations import CURRENT, REVISIONS, SCRIPTS
from desktop.store.rewritten_rows import rewritten
from desktop.store.row_reading import all_rows
from desktop.store.schema import lift_guards, revision_of, schema_faults, set_guards
from desktop.store.views import View

_PROGRAM = Author("考评台")
# As a power cut or a full stick leaves a file that was copied there, or somebody who opened it elsewhere.
EMPTIED = (
    "工作区的数据库是空的，里面的记录没有了；请从备份恢复到新文件夹，这个文件夹里的文件不要删除"
)


class MadeByNewer(Refused):
    """A database that a newer program made; whoever opens it says what it came in."""


def revision_in(database: Path) -> str:
    """The revision of a workspace's database; one of a newer program, or none at all, is refused."""
    with _looking(database) as connection:
        return _known_revision(connection, database)


def trusted_revision(database: Path) -> str:
    """The revision, where the schema is just that one's: anything else might do anything."""
    with _looking(database) as connection:
        revision = _known_revision(connection, database)
        fault = next(schema_faults(connection), None)
    if fault is not None:
        raise unsafe(fault)
    return revision


def identity_in(database: Path) -> str:
    """The workspace's own id, by which it is known wherever it lies; blank where it cannot be read."""
    try:
        with _looking(database) as connection:
            rows = connection.exec_driver_sql("SELECT id FROM workspace").fetchmany(2)
    except (Refused, Trouble, DBAPIError):
        return ""
    return str(rows[0][0]) if len(rows) == 1 else ""


def end_of_trail(database: Path) -> ChainHead:
    """Of a workspace of any revision that is known."""
    with _looking(database) as connection:
        return View(connection).head()


def unsafe(fault: str) -> Trouble:
    """Why a workspace stays closed until someone has looked at it."""
    return Trouble(
        f"{fault}，工作区没有打开；请用“诊断”（命令行 kaoping verify）核对，查清来历后再用"
    )


@contextmanager
def _looking(database: Path) -> Iterator[Connection]:
    engine = connect(database, looking=True)
    try:
        with transaction_on(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def _known_revision(connection: Connection, database: Path) -> str:
    revision = revision_of(connection)
    if revision is None and not database.stat().st_size:
        raise Trouble(EMPTIED)
    if revision is None:
        raise Refused(f"“{database}”不是考评台的工作区数据库，请核对文件夹")
    if revision not in REVISIONS:
        raise MadeByNewer("这个工作区由更新版本的考评台建立，请先升级程序再打开；工作区没有改动")
    return revision


def create(database: Path, workspace: WorkspaceRecord) -> None:
    """Make the database of a new workspace, with its first event."""
    with _migrating(database) as connection:
        _migrate(connection)
        desk = Desk(connection, workspace.id)
        desk.put(workspace)
        desk.seal(Deed(Command.CREATE_WORKSPACE, _PROGRAM))


def upgrade(database: Path, older: str) -> None:
    """Bring an older database up to this program's schema; the caller trusts it, and has kept a copy."""
    with _migrating(database) as connection:
        before = all_rows(connection)
        _migrate(connection)
        [workspace] = View(connection).all(WorkspaceRecord)
        desk = Desk(connection, workspace.id)
        deed = Deed(Command.UPGRADE_WORKSPACE, _PROGRAM, grounds=f"{older} → {CURRENT}")
        desk.witness(deed, rewritten(connection, desk, before))


@contextmanager
def _migrating(database: Path) -> Iterator[Connection]:
    engine = connect(database, guarded=False)
    try:
        with transaction_on(engine, writing=True) as connection:
            yield connection
    finally:
        engine.dispose()


def _migrate(connection: Connection) -> None:
    lift_guards(connection)
    _run_migrations(connection)
    set_guards(connection)


def _run_migrations(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  # costs a start more than all else
    from alembic.config import Config  # noqa: PLC0415  # as above

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
