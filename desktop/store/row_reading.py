"""Row reading: every row of a table as it stands, in plain values, whether the program knows the table or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from desktop.domain.audit_trail import Key, Plain, PlainRow
from desktop.store.schema import VERSION_TABLE

_APART = frozenset({"event", "foreign_event", VERSION_TABLE})  # no rows that events tell of
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
_COLUMNS = "SELECT name, pk FROM pragma_table_xinfo(?)"

Found = tuple[Key, PlainRow]


def rows_of(
    connection: Connection, table: str, key: Sequence[str], others: Sequence[str]
) -> Iterator[Found]:
    """The rows of a table with these columns."""
    listed = ", ".join(f'"{name}"' for name in (*key, *others))
    for row in connection.exec_driver_sql(f'SELECT {listed} FROM "{table}" NOT INDEXED'):
        values = [plain(value) for value in row]
        yield tuple(values[: len(key)]), dict(zip(others, values[len(key) :], strict=True))


def all_rows(connection: Connection) -> dict[tuple[str, Key], PlainRow]:
    """Every row that events tell of, in the columns that there are, whichever revision made them."""
    found: dict[tuple[str, Key], PlainRow] = {}
    for (table,) in connection.exec_driver_sql(_TABLES).all():
        if table not in _APART:
            columns = connection.exec_driver_sql(_COLUMNS, (table,)).all()
            key = [name for name, place in sorted(columns, key=lambda one: one[1]) if place]
            others = [name for name, place in columns if not place]
            for own, values in rows_of(connection, table, key, others):
                found[table, own] = values
    return found


def plain(value: object) -> Plain:
    """A value as it stands; what no column of ours holds is told apart from everything that does."""
    return value if value is None or isinstance(value, str | int) else f"\0{value!r}"
