"""Attacks: every statement that could change a protected row, or let another one take its place."""

# ruff: noqa: S608  # SQL is put together from names of tables and columns

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Integer

from desktop.store.tables import METADATA


@dataclass(frozen=True, slots=True)
class Target:
    """A protected row and another one of its table that may be changed, each by its condition."""

    table: str
    protected: str
    other: str
    free: frozenset[str] = field(default_factory=frozenset)  # columns that may be changed

    @property
    def columns(self) -> list[str]:
        """All columns, in the table's order."""
        return [column.name for column in METADATA.tables[self.table].columns]

    @property
    def key(self) -> list[str]:
        """The columns of the key."""
        return [column.name for column in METADATA.tables[self.table].primary_key]

    def differently(self, column: str) -> str:
        """Another value for a column."""
        kind = METADATA.tables[self.table].columns[column].type
        impl = getattr(kind, "impl_instance", kind)
        if isinstance(impl, Integer):
            return f"coalesce({column}, 0) + 1"
        return f"coalesce({column}, '') || 'x'"

    def picked(self, **instead: str) -> str:
        """The columns for a SELECT, some of them put in the place of what is there."""
        return ", ".join(instead.get(name, name) for name in self.columns)

    def its(self, column: str) -> str:
        """The protected row's value."""
        return f"(SELECT {column} FROM {self.table} WHERE {self.protected})"


def _target(table: str, more: str = "true", **changes: frozenset[str]) -> Target:
    return Target(table, f"unit = 'u-final' AND {more}", f"unit = 'u-open' AND {more}", **changes)


MAIN: Final = "round = 'r-main'"
BELONGING: Final = (
    _target("finding", "criterion = 'missed'"),
    _target("item", "criterion = 'missed' AND position = 0"),
    _target("discretion"),
    _target("not_applicable"),
    _target("waiver"),
    _target("proposal_answer"),
    _target("evidence_link", "page = 0"),
)
ASSESSMENT: Final = _target("assessment", MAIN)
ROUND: Final = Target(
    "round",
    "id = 'r-main'",
    "id = 'r-other'",
    frozenset({"name", "period", "opened", "archived", "reviewed", "beside"}),
)
EVIDENCE: Final = Target("evidence", "name = '扫描.png'", "name = '照片.png'")
EVENT: Final = Target("event", "number = 5", "number = 6")
WHOLE_FOREIGN: Final = "b" * 64
LINK_ALONE: Final = "c" * 64
FOREIGN_EVENT: Final = Target(
    "foreign_event", f"hash = '{WHOLE_FOREIGN}'", f"hash = '{LINK_ALONE}'"
)
TARGETS: Final = (*BELONGING, ASSESSMENT, ROUND, EVIDENCE, EVENT, FOREIGN_EVENT)


def updates(target: Target) -> Iterator[str]:
    """Change a column, and the key, of the protected row."""
    for column in target.columns:
        if column not in target.free:
            set_it = f"{target.table} SET {column} = {target.differently(column)}"
            yield f"UPDATE {set_it} WHERE {target.protected}"
            yield f"UPDATE OR REPLACE {set_it} WHERE {target.protected}"
            yield f"UPDATE OR IGNORE {set_it} WHERE {target.protected}"


def deletes(target: Target) -> Iterator[str]:
    """Take it away, alone or with all others."""
    yield f"DELETE FROM {target.table} WHERE {target.protected}"
    yield f"DELETE FROM {target.table}"


def replacements(target: Target) -> Iterator[str]:
    """Let a row with the same key come in its place."""
    changed = [name for name in target.columns if name not in {*target.key, *target.free}]
    for column in changed[:2]:
        row = target.picked(**{column: target.differently(column)})
        source = f"INTO {target.table} SELECT {row} FROM {target.table} WHERE {target.protected}"
        yield f"REPLACE {source}"
        yield f"INSERT OR REPLACE {source}"
        yield f"INSERT {source} ON CONFLICT DO UPDATE SET {column} = excluded.{column}"
        conflict = f"ON CONFLICT ({', '.join(target.key)})"
        yield f"INSERT {source} {conflict} DO UPDATE SET {column} = excluded.{column}"


def thefts(target: Target) -> Iterator[str]:
    """Give another row the protected one's key, so that it is replaced."""
    stolen = {name: target.its(name) for name in target.key}
    source = f"SELECT {target.picked(**stolen)} FROM {target.table} WHERE {target.other}"
    yield f"REPLACE INTO {target.table} {source}"
    yield f"INSERT OR REPLACE INTO {target.table} {source}"
    taken = ", ".join(f"{name} = {value}" for name, value in stolen.items())
    yield f"UPDATE OR REPLACE {target.table} SET {taken} WHERE {target.other}"


def additions(target: Target) -> Iterator[str]:
    """Bring something new into the finalised assessment, or move something there."""
    own = {"id": "'new'"} if "id" in target.columns else {target.key[2]: "7"}
    row = target.picked(unit="'u-final'", **own)
    listed = ", ".join(target.columns)
    yield f"INSERT INTO {target.table} ({listed}) SELECT {row} FROM {target.table} WHERE {target.other}"
    moved = f"{target.table} SET unit = 'u-final', {target.key[-1]} = '77'"
    yield f"UPDATE {moved} WHERE {target.other}"
    yield f"UPDATE {target.table} SET unit = 'u-open' WHERE {target.protected}"


def attacks() -> Iterator[str]:
    """All that can be said of any protected row."""
    for target in TARGETS:
        for kind in (updates, deletes, replacements, thefts):
            yield from kind(target)
    for target in BELONGING:
        yield from additions(target)


def _event(**columns: str) -> str:
    """An event that would follow, but for these columns."""
    following = {
        "number": "number + 1",
        "parents": "'[\"' || hash || '\"]'",
        "hash": "replace(hash, substr(hash, 1, 1), 'x')",
    }
    row = EVENT.picked(**(following | columns))
    last = "number = (SELECT max(number) FROM event)"
    return f"INSERT OR REPLACE INTO event SELECT {row} FROM event WHERE {last}"


def said(command: str, unit: str) -> str:
    """The event of this command for one unit."""
    return _event(command=f"'{command}'", round="'r-main'", unit=f"'{unit}'")


def joined(command: str, other: str) -> str:
    """The event of this command that follows another workspace's event too."""
    return _event(command=f"'{command}'", parents=f"'[\"' || hash || '\",\"{other}\"]'")


def foreign_rows() -> Iterator[str]:
    """An event of another workspace, and the bare link of the next."""
    listed = "INSERT INTO foreign_event (hash, number, workspace, parents"
    yield (
        f"{listed}, at, author, command, grounds, changes) VALUES ('{WHOLE_FOREIGN}', 7, 'w', '[]',"
        " '2022-08-03', '王', 'judge', '', '[]')"
    )
    yield f"{listed}) VALUES ('{LINK_ALONE}', 8, 'w', '[\"{WHOLE_FOREIGN}\"]')"


SPECIAL: Final = (
    # Beside the columns: row numbers, and a link that is taken out of its assessment.
    "UPDATE event SET rowid = 99 WHERE number = 5",
    "UPDATE OR REPLACE event SET rowid = 6 WHERE number = 5",
    "UPDATE evidence_link SET round = NULL, unit = NULL WHERE unit = 'u-final'",
    (
        "INSERT OR REPLACE INTO evidence_link (id, evidence, piece, region)"
        " SELECT id, evidence, '', '' FROM evidence_link WHERE unit = 'u-final'"
    ),
    (
        "INSERT OR REPLACE INTO item"
        " SELECT id, 'r-main', 'u-open', criterion, 9, '', NULL, 0, '', '{}', '' FROM item"
        " WHERE unit = 'u-final'"
    ),
    # An assessment that is born final, or becomes so without its event, or is half reopened.
    (
        "INSERT INTO assessment SELECT 'r-other', unit, position, name, kind, size, evaluator,"
        " reviewer, 'finalised', counts, absent, stage FROM assessment WHERE unit = 'u-bare'"
    ),
    "UPDATE assessment SET state = 'finalised' WHERE unit = 'u-bare'",
    "UPDATE assessment SET state = 'Finalised' WHERE unit = 'u-bare'",
    "UPDATE assessment SET state = 'open' WHERE unit = 'u-final'",
    "UPDATE assessment SET state = '' WHERE unit = 'u-final'",
    # Events that do not continue the chain.
    _event(number="number"),
    _event(number="number - 1"),
    _event(number="number + 2"),
    _event(number="NULL"),
    _event(number="0"),
    _event(number="-1"),
    _event(parents="'[]'"),
    _event(parents="parents"),
    _event(parents="NULL"),
    _event(hash="'abc'"),
    _event(hash="hash || 'x'"),
    # Two parents, of which one is not here, or not the last one, or of a command that joins nothing.
    joined("merge", "d" * 64),
    joined("take-over", LINK_ALONE.upper()),
    joined("judge", LINK_ALONE),
    _event(command="'merge'", parents=f"'[\"{LINK_ALONE}\",\"' || hash || '\"]'"),
    _event(command="'merge'", parents=f'\'["\' || hash || \'","{LINK_ALONE}","x"]\''),
    "INSERT INTO foreign_event (hash, number, workspace, parents) VALUES ('x', 1, 'w', '[]')",
    f"UPDATE foreign_event SET author = 'x' WHERE hash = '{LINK_ALONE}'",
    f"UPDATE foreign_event SET changes = '[]', number = 9 WHERE hash = '{LINK_ALONE}'",
    # What is written once.
    "UPDATE scheme_text SET text = text || ' '",
    "UPDATE OR REPLACE scheme_text SET sha256 = 'x'",
    "DELETE FROM scheme_text",
    "REPLACE INTO scheme_text SELECT sha256, scheme, version, 'x' FROM scheme_text",
    (
        "INSERT INTO scheme_text SELECT sha256, scheme, version, 'x' FROM scheme_text WHERE true"
        " ON CONFLICT DO UPDATE SET text = excluded.text"
    ),
    "UPDATE workspace SET id = 'x'",
    "DELETE FROM workspace",
    "INSERT INTO workspace VALUES ('x', '2022-08-03')",
    "REPLACE INTO workspace SELECT id, 'x' FROM workspace",
)


def permitted() -> Iterable[str]:
    """What an open assessment beside the finalised one, and all else, still lets happen."""
    for target in BELONGING:
        last = target.columns[-1]
        different = {last: target.differently(last)}
        yield from (
            f"UPDATE {target.table} SET {last} = '7' WHERE {target.other}",
            (
                f"REPLACE INTO {target.table} SELECT {target.picked(**different)}"
                f" FROM {target.table} WHERE {target.other}"
            ),
        )
    yield "DELETE FROM waiver WHERE unit = 'u-open'"
    yield "DELETE FROM evidence_link WHERE unit = 'u-open'"
    yield "DELETE FROM assessment WHERE unit = 'u-bare'"
    yield "UPDATE assessment SET name = 'x' WHERE unit = 'u-open'"
    yield "UPDATE round SET name = 'x', period = 'y', opened = '2022-08-04', archived = 1"
    yield "UPDATE round SET scheme = 'x' WHERE id = 'r-other'"
    yield "UPDATE evidence SET name = 'x' WHERE name = '照片.png'"
    yield "INSERT INTO evidence VALUES ('x', 'x', 1, '')"
    yield "INSERT INTO scheme_text VALUES ('x', 'x', '1', 'x')"
    yield said("judge", "u-bare")
    yield joined("merge", LINK_ALONE)
    yield joined("take-over", WHOLE_FOREIGN)
    yield f"UPDATE foreign_event SET changes = '[]', author = 'x' WHERE hash = '{LINK_ALONE}'"
