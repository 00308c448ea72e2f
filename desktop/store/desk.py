"""The desk: where a command lays out its changes before one event and they are written together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from desktop.domain.audit_trail import (
    Change,
    Event,
    ForeignEvent,
    Key,
    Plain,
    PlainRow,
    parents_of,
    write_changes,
)
from desktop.domain.commands import Author, Command
from desktop.domain.values import read_grounds
from desktop.store.plain_rows import TABLES_BY_NAME, plain_record, plan_of
from desktop.store.tables import RECORD
from desktop.store.views import EVENT_FIELDS, FOREIGN_FIELDS, View


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, by whom, and to which assessment, round, or neither."""

    command: Command
    author: Author
    round: str | None = None
    unit: str | None = None
    grounds: str = ""
    reverts: str | None = None
    joins: str | None = None  # the event of another workspace that it follows too


class Desk(View):
    """A view in which changes are laid out and then sealed; what is laid out is not seen before."""

    def __init__(self, connection: Connection, workspace: str) -> None:
        super().__init__(connection)
        self._workspace = workspace
        self._laid: dict[tuple[str, Key], PlainRow | None] = {}
        self._contents: dict[tuple[str, Key], dict[str, Plain]] = {}

    def put(self, *records: object) -> None:
        """Lay out records, new or changed."""
        for record in records:
            plain = plain_record(record)
            self._laid[plain.table, plain.key] = plain.told
            self._contents[plain.table, plain.key] = plain.content

    def remove(self, *records: object) -> None:
        """Lay out that records go."""
        for record in records:
            plain = plain_record(record)
            self._laid[plain.table, plain.key] = None

    def put_change(self, change: Change) -> None:
        """Lay out a change that is known already: one that is taken back, or done again."""
        self._laid[change.table, change.key] = change.after

    def held(self, table: str, key: Key) -> PlainRow | None:
        """A row as it stands now, as events tell of it."""
        found = self.get(TABLES_BY_NAME[table].info[RECORD], *key)
        return None if found is None else plain_record(found).told

    def seal(self, deed: Deed) -> Event:
        """Write the event and what it changes. The event goes first: the guards look at it."""
        changes = [
            Change(table, key, before, after)
            for (table, key), after in self._laid.items()
            if (before := self.held(table, key)) != after
        ]
        event = self.witness(deed, changes)
        for change in changes:
            self._apply(change)
        self._laid.clear()
        return event

    def witness(self, deed: Deed, changes: Iterable[Change]) -> Event:
        """Write the event alone: its changes are about to come, or a migration made them."""
        event = self._next_event(deed, write_changes(changes))
        self._run(_insert("event", EVENT_FIELDS), [getattr(event, name) for name in EVENT_FIELDS])
        return event

    def keep_foreign(self, events: Iterable[ForeignEvent]) -> None:
        """Keep events of other workspaces as they came; what is here already stays, or gets what it lacked."""
        for event in events:
            values: list[Plain] = [getattr(event, name) for name in FOREIGN_FIELDS]
            held = self.foreign_event(event.hash)
            if held is None:
                self._run(_insert("foreign_event", FOREIGN_FIELDS), values)
            elif held.changes is None and event.changes is not None:
                columns = ", ".join(f'"{name}" = ?' for name in FOREIGN_FIELDS)
                sql = f"UPDATE foreign_event SET {columns} WHERE hash = ?"
                self._run(sql, [*values, event.hash])

    def _next_event(self, deed: Deed, changes: str) -> Event:
        read_grounds(deed.author.name, "请写明是谁做的", "author")  # every change has an author
        head = self.head()
        event = Event(
            number=head.count + 1,
            workspace=self._workspace,
            at=datetime.now().astimezone().isoformat(timespec="milliseconds"),
            person=deed.author.person,
            author=deed.author.name,
            command=deed.command.value,
            round=deed.round,
            unit=deed.unit,
            reverts=deed.reverts,
            grounds=deed.grounds,
            changes=changes,
            parents=parents_of(head, deed.joins),
        )
        return replace(event, hash=event.digest)

    def _apply(self, change: Change) -> None:
        plan = plan_of(TABLES_BY_NAME[change.table])
        table, key = change.table, list(change.key)
        where = " AND ".join(f'"{name}" = ?' for name in plan.key)
        if change.after is None:
            self._run(f'DELETE FROM "{table}" WHERE {where}', key)
            return
        whole = plan.whole(change.after)
        if change.before is None:
            whole |= self._contents.get((table, change.key), {})
            self._run(_insert(table, (*plan.key, *whole)), [*key, *whole.values()])
        else:
            columns = ", ".join(f'"{name}" = ?' for name in whole)
            sql = f'UPDATE "{table}" SET {columns} WHERE {where}'
            self._run(sql, [*whole.values(), *key])

    def _run(self, sql: str, values: list[Plain]) -> None:
        self._connection.exec_driver_sql(sql, tuple(values))


def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'
