"""Database copies: the state of a live database at one moment in a new file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from desktop.domain.troubles import Trouble
from desktop.store.causes import troubles
from desktop.store.connection import connect, database_trouble

_PATIENCE: Final = 10.0
# SQLite's own pauses grow; one who writes without pause would be in between again and again.
_PAUSE: Final = 0.0005


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that others go on writing to; the new file is on the disk, not yet checked.

    All in one step: they wait for that moment. Between smaller steps each commit would start it anew.
    """
    with _driver_on(source) as live, _driver_on(target, guarded=False) as copy:
        # The file counts only once it is synced and checked, and those who write wait for no sync.
        copy.execute("PRAGMA journal_mode = OFF").fetchall()
        copy.execute("PRAGMA synchronous = OFF").fetchall()
        deadline = time.monotonic() + _PATIENCE
        live.set_busy_handler(lambda _: _paused(deadline))
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchall()  # takes the read lock
        live.backup(copy)
        live.execute("COMMIT")
    with troubles("备份", target), target.open("rb+") as file:
        os.fsync(file.fileno())


def _paused(deadline: float) -> bool:
    """Wait a little; whether to look again."""
    time.sleep(_PAUSE)
    return time.monotonic() < deadline


@contextmanager
def _driver_on(database: Path, *, guarded: bool = True) -> Iterator[Any]:
    """The driver's own connection: only it can copy."""
    engine = connect(database, guarded=guarded)
    try:
        with engine.connect() as connection:
            yield connection.connection.driver_connection
    except (DBAPIError, driver.Error) as error:
        trouble = database_trouble(error)
        if trouble is None:
            raise
        raise Trouble(f"备份没有做成：{trouble.message}") from error
    finally:
        engine.dispose()
