"""The schema: which tables, columns, indexes and triggers a workspace has, and whether a database has just these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import dialect

from desktop.store.guards import GUARDS
from desktop.store.tables import Row

VERSION_TABLE: Final = "alembic_version"
_KINDS: Final = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_OWN: Final = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite@_%' ESCAPE '@'"
_COLUMNS: Final = "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo('{}') ORDER BY name"
_DIALECT: Final = dialect()


def revision_of(connection: Connection) -> str | None:
    """The schema's revision; None where the database is not a workspace's."""
    known = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (VERSION_TABLE,)
    ).first()
    if known is None:
        return None
    row = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").first()
    return None if row is None else str(row[0])


def set_guards(connection: Connection) -> None:
    """Put every guard in place, as this program knows them."""
    for sql in GUARDS.values():
        connection.exec_driver_sql(sql)


def lift_guards(connection: Connection) -> None:
    """Take the guards away, inside a transaction that will set them again."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard@_%' ESCAPE '@'"
    ).all()
    for (name,) in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def schema_faults(connection: Connection) -> Iterator[str]:
    """What is foreign, missing or different, in words."""
    tables = Row.metadata.sorted_tables
    expected = {("trigger", name): sql for name, sql in GUARDS.items()}
    expected |= {("table", table.name): "" for table in tables}
    expected[("table", VERSION_TABLE)] = ""
    expected |= {("index", str(index.name)): "" for table in tables for index in table.indexes}
    found = {(kind, name): sql for kind, name, sql in connection.exec_driver_sql(_OWN)}
    for place in sorted(found.keys() - expected.keys()):
        yield f"数据库里有外来的{_KINDS.get(place[0], '对象')}“{place[1]}”"
    for place in sorted(expected.keys() - found.keys()):
        yield f"数据库里缺少{_KINDS[place[0]]}“{place[1]}”"
    for place, sql in expected.items():
        if sql and place in found and found[place] != sql:
            yield f"数据库里的触发器“{place[1]}”被改过"
    for table in tables:
        if ("table", table.name) in found and _columns(connection, table) != _expected(table):
            yield f"数据库里的表“{table.name}”的列与程序不一致"


def _columns(connection: Connection, table: Table[Any]) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(_COLUMNS.format(table.name))]


def _expected(table: Table[Any]) -> list[tuple[object, ...]]:
    keys = [column.name for column in table.primary_key]
    return sorted(
        (
            column.name,
            column.type.compile(_DIALECT),
            int(not column.nullable),
            keys.index(column.name) + 1 if column.name in keys else 0,
        )
        for column in table.columns
    )
