"""The schema: what a database of each revision consists of, to the letter, and whether one is just that.

Each revision's statements are kept beside its migration; the guards belong to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection

from desktop.store.guards import GUARDS
from desktop.store.migrations import CURRENT, REVISIONS, SCRIPTS

VERSION_TABLE: Final = "alembic_version"
_KINDS: Final = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_OBJECTS: Final = "SELECT type, name, tbl_name, sql FROM sqlite_master"

Objects = Mapping[tuple[str, str], tuple[object, ...]]


def revision_of(connection: Connection) -> str | None:
    """The schema's revision; None where the database is not a workspace's."""
    known = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (VERSION_TABLE,)
    ).first()
    if known is None:
        return None
    rows = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").fetchmany(2)
    return str(rows[0][0]) if len(rows) == 1 else None


def set_guards(connection: Connection) -> None:
    """Put every guard in place, as this program knows them."""
    for sql in GUARDS.values():
        connection.exec_driver_sql(sql)


def lift_guards(connection: Connection) -> None:
    """Take the guards away, inside a transaction that will set them again."""
    triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.all():  # there are no others: the schema was looked at
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def schema_faults(connection: Connection) -> Iterator[str]:
    """What is foreign, missing or different from the schema of the database's own revision, in words."""
    revision = revision_of(connection)
    expected = _expected(SCRIPTS, revision if revision in REVISIONS else CURRENT)
    found = _by_name(connection.exec_driver_sql(_OBJECTS))
    for kind, name in sorted(found.keys() - expected.keys()):
        yield f"数据库里有外来的{_KINDS.get(kind, '对象')}“{name}”"
    for kind, name in sorted(expected.keys() - found.keys()):
        yield f"数据库里缺少{_KINDS[kind]}“{name}”"
    for kind, name in sorted(expected.keys() & found.keys()):
        if found[kind, name] != expected[kind, name]:
            yield f"数据库里的{_KINDS[kind]}“{name}”被改过"


@cache
def _expected(scripts: Path, revision: str) -> Objects:
    statements = (scripts / "schemas" / f"{revision}.sql").read_text("utf-8")
    with closing(driver.connect(":memory:")) as empty:
        empty.executescript(statements)
        return _by_name(empty.execute(_OBJECTS))


def _by_name(rows: Any) -> Objects:  # noqa: ANN401  # the driver is untyped
    """An index that SQLite makes by itself has no statement, and is here too."""
    return {(str(kind), str(name)): (table, sql) for kind, name, table, sql in rows}
