"""Rewritten rows: what a migration did to the rows, as the changes that its event tells of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from desktop.domain.audit_trail import Change, Key, PlainRow, replay
from desktop.store.plain_rows import TABLES_BY_NAME, plan_of
from desktop.store.row_reading import all_rows
from desktop.store.views import View

Rows = Mapping[tuple[str, Key], PlainRow]


def rewritten(connection: Connection, view: View, before: Rows) -> Iterator[Change]:
    """Where the rows no longer are what the events say, because the migration changed them.

    A row that disagreed with its events already is left to disagree: an upgrade covers nothing up.
    """
    told = replay(view.events()).rows
    now = {
        (table, key): plan_of(TABLES_BY_NAME[table]).told(row)
        for (table, key), row in all_rows(connection).items()
    }
    for table, key in sorted({*told, *now}, key=repr):
        said, present = told.get((table, key)), now.get((table, key))
        if said != present and _agree(said, table, before.get((table, key))):
            yield Change(table, key, said, present)


def _agree(said: PlainRow | None, table: str, held: PlainRow | None) -> bool:
    """Whether a row was what its events said, as far as this program knows its columns' defaults."""
    if said is None or held is None:
        return said is held
    known = TABLES_BY_NAME.get(table)
    defaults = {} if known is None else plan_of(known).whole({})
    return all(
        said[name] == value if name in said else defaults.get(name, value) == value
        for name, value in held.items()
    )
