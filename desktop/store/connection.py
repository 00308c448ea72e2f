"""Connections to the database: the settings under which nothing acknowledged was ever lost, and what is denied.

Journal TRUNCATE with synchronous EXTRA survived every simulated power cut; DELETE with FULL did not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble

WRITING: Final = "writing"
_JOURNAL: Final = "journal_mode = TRUNCATE"  # written into the file itself, if it is another
_UNSYNCED: Final = "synchronous = OFF"  # a building site's alone: it is synced as a whole
_PRAGMAS: Final = (
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # or REPLACE deletes past the guards
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "temp_store = MEMORY",
    "busy_timeout = 10000",
)
_DENIED: Final = frozenset(
    {
        driver.SQLITE_ALTER_TABLE,
        driver.SQLITE_ATTACH,
        driver.SQLITE_DETACH,
        driver.SQLITE_CREATE_INDEX,
        driver.SQLITE_CREATE_TABLE,
        driver.SQLITE_CREATE_TRIGGER,
        driver.SQLITE_CREATE_VIEW,
        driver.SQLITE_CREATE_VTABLE,
        driver.SQLITE_CREATE_TEMP_TRIGGER,
        driver.SQLITE_DROP_INDEX,
        driver.SQLITE_DROP_TABLE,
        driver.SQLITE_DROP_TRIGGER,
        driver.SQLITE_DROP_VIEW,
        driver.SQLITE_DROP_VTABLE,
    }
)
_PERMITTED: Final = frozenset(
    {
        "defer_foreign_keys",
        "foreign_key_check",
        "integrity_check",
        "quick_check",
        "table_xinfo",
    }
)
DAMAGED: Final = "工作区的数据库已损坏；请用“诊断”（命令行 kaoping verify）核对，并从备份恢复"
_UNRELATED: Final = "别处的记录还要用到它，或者它要用到的记录已经不在，没有保存；请先理清关联"
# What SQLite says, and what the user is told; the first that fits.
_TROUBLES: Final = (
    ("disk is full", "磁盘已满，这一步没有保存；请腾出空间再试，已保存的都在"),
    ("disk I/O error", "磁盘读写出错，这一步没有保存；请检查磁盘或连接后再试，已保存的都在"),
    ("readonly", "工作区不能写入，这一步没有保存；请检查文件夹权限"),
    ("unable to open", "打不开工作区的数据库；请检查文件夹是否还在、是否有权限"),
    ("locked", "工作区的数据库正被别的程序占用；请稍后再试"),
    ("not a database", DAMAGED),
    ("malformed", DAMAGED),
    ("decode to UTF-8", DAMAGED),
)


def _permit(action: int, name: str | None, value: str | None, *_: object) -> int:
    """Deny what no command of the program ever does; migrations run without this."""
    if action in _DENIED:
        return int(driver.SQLITE_DENY)
    if action in {driver.SQLITE_UPDATE, driver.SQLITE_DELETE} and name in {
        "event",
        "sqlite_master",
    }:
        return int(driver.SQLITE_DENY)
    if action == driver.SQLITE_PRAGMA and name not in _PERMITTED and value is not None:
        return int(driver.SQLITE_DENY)
    return int(driver.SQLITE_OK)


def connect(
    path: Path, *, guarded: bool = True, looking: bool = False, on_site: bool = False
) -> Engine:
    """An engine for this database. It begins transactions itself, so that DDL is inside them too.

    Who is only looking leaves even the journal mode as it is: the file may be a newer program's. On a building site
    no transaction waits for the disk, for nothing counts there before all of it does.
    """
    place = URL.create("sqlite", database=str(path))
    engine = create_engine(place, module=driver, connect_args={"check_same_thread": False})
    pragmas = _PRAGMAS if looking else (_JOURNAL, *_PRAGMAS)
    pragmas = (*pragmas, _UNSYNCED) if on_site else pragmas

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: object) -> None:  # noqa: ANN401  # the driver is untyped
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        if guarded:
            connection.set_authorizer(_permit)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
        if writing:  # one event's changes agree with one another when all are there
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")

    return engine


def sqlite_version() -> str:
    """Of the one that the program brings."""
    return str(driver.sqlite_version)


@contextmanager
def transaction_on(engine: Engine, *, writing: bool = False) -> Iterator[Connection]:
    """One transaction: committed at the end, or rolled back; what the disk refuses is told in words."""
    try:
        with engine.connect() as connection:
            bound = connection.execution_options(**{WRITING: writing})
            with bound.begin():
                yield bound
    except UnicodeDecodeError as error:  # what SQLite complains of is no text
        engine.dispose()
        raise Trouble(DAMAGED) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise Refused("有文字残缺，或者数太大，没有保存；请重新输入") from error
    except DBAPIError as error:
        # A connection that failed may hold half a transaction: the next one starts afresh and rolls it back.
        engine.dispose()
        if "FOREIGN KEY constraint failed" in str(error):
            raise Refused(_UNRELATED) from error
        trouble = _absence(engine) or database_trouble(error)
        if trouble is None:
            raise
        raise trouble from error


def _absence(engine: Engine) -> Trouble | None:
    """That the database is no longer where it was opened; SQLite speaks of rights then."""
    database = Path(engine.url.database or "")
    if database.exists():
        return None
    return Trouble(
        f"工作区不在原来的位置（{database.parent}）了，这一步没有保存；"
        "请接上磁盘或把文件夹移回去再试，已保存的都在"
    )


def database_trouble(error: Exception) -> Trouble | None:
    """The trouble behind an error of the database, unless it is a fault of the program."""
    said = str(error)
    return next((Trouble(words) for sign, words in _TROUBLES if sign in said), None)
