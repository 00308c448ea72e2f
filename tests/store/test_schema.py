"""The schema: migrations make what the models say, and whatever else is in a database is noticed."""

# ruff: noqa: S608  # SQL is put together from names of tables

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from desktop.domain.troubles import Trouble
from desktop.store.connection import connect, transaction_on
from desktop.store.guards import GUARDS
from desktop.store.migrations import CURRENT, REVISIONS, SCRIPTS
from desktop.store.schema import lift_guards, revision_of, schema_faults, set_guards
from desktop.store.tables import METADATA
from desktop.store.workspace import DATABASE, open_workspace
from tests.store.building import bare_folder, digest, raw, rich_folder
from tests.store.write_schema import schema_made


def faults(folder: Path) -> list[str]:
    engine = connect(folder / DATABASE)
    try:
        with transaction_on(engine) as connection:
            return list(schema_faults(connection))
    finally:
        engine.dispose()


def test_migrations_leave_alembic_nothing_to_do(tmp_path: Path) -> None:
    engine = connect(bare_folder(tmp_path) / DATABASE, guarded=False)
    with transaction_on(engine) as connection:
        # A column that came later has a default in the database, which the program never relies on.
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def shape(rows: Callable[[str], Iterable[Any]]) -> dict[str, object]:
    """What each table consists of; a column that came later stands behind the constraints, so not its text."""
    listed = (
        "SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    )
    found: dict[str, object] = {}
    for name, *kind in [*rows(listed)]:
        if not name.startswith(("sqlite_", "alembic_")):
            columns = rows(f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}')")
            links = rows(f'SELECT "table", "from", "to" FROM pragma_foreign_key_list(\'{name}\')')
            text = next(iter(rows(f"SELECT sql FROM sqlite_master WHERE name = '{name}'")))[0]
            named = sorted(re.findall(r"CONSTRAINT (\w+)", text))
            found[name] = (tuple(kind), sorted(columns), sorted(links), named)
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
    return found | dict(rows(indexes))


def test_migrations_make_what_the_models_make(tmp_path: Path) -> None:
    """Strictness, row numbers and names of constraints too, which Alembic does not compare."""
    engine = create_engine("sqlite://", module=driver)
    METADATA.create_all(engine)
    with engine.connect() as connection:
        modelled = shape(lambda sql: [tuple(one) for one in connection.exec_driver_sql(sql)])
    with raw(bare_folder(tmp_path) / DATABASE) as hand:
        migrated = shape(lambda sql: hand.execute(sql).fetchall())
    assert migrated == modelled


def test_the_schema_is_written_down_to_the_letter() -> None:
    """Where it is to change, a revision is to be added: its file is written by tests.store.write_schema."""
    written = (SCRIPTS / "schemas" / f"{CURRENT}.sql").read_text("utf-8")
    assert schema_made() == written


def test_the_revisions_are_those_of_the_scripts() -> None:
    scripts = ScriptDirectory(str(SCRIPTS))
    assert tuple(one.revision for one in scripts.walk_revisions())[::-1] == REVISIONS
    assert REVISIONS[-1] == CURRENT


def test_a_workspace_has_no_faults(tmp_path: Path) -> None:
    assert faults(bare_folder(tmp_path)) == []
    assert faults(rich_folder(tmp_path)) == []


def test_every_table_of_the_workspace_is_strict(tmp_path: Path) -> None:
    with raw(bare_folder(tmp_path) / DATABASE) as hand:
        listed = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict"
        loose = {name for (name,) in hand.execute(listed)}
    assert loose == {"alembic_version", "sqlite_schema"}


WEAKER = GUARDS["guard_event_update"].replace("UPDATE ON event", "UPDATE ON event WHEN 0")
FOREIGN = [
    (["CREATE TRIGGER own AFTER INSERT ON unit BEGIN SELECT 1; END"], "外来的触发器“own”"),
    (
        ["CREATE TRIGGER guard_own AFTER INSERT ON unit BEGIN SELECT 1; END"],
        "外来的触发器“guard_own”",
    ),
    (["CREATE VIEW own AS SELECT * FROM unit"], "外来的视图“own”"),
    (["CREATE TABLE own (a)"], "外来的表“own”"),
    (["CREATE VIRTUAL TABLE own USING rtree(a, b, c)"], "外来的表“own”"),
    (["CREATE INDEX own ON unit (name)"], "外来的索引“own”"),
    (["CREATE UNIQUE INDEX own ON unit (name) WHERE active"], "外来的索引“own”"),
    (["DROP TRIGGER guard_event_update"], "缺少触发器“guard_event_update”"),
    (["DROP TRIGGER guard_event_update", WEAKER], "触发器“guard_event_update”被改过"),
    (["DROP INDEX ix_item_finding"], "缺少索引“ix_item_finding”"),
    (["DROP TABLE waiver"], "缺少表“waiver”"),
    (["ALTER TABLE waiver RENAME TO own"], "缺少表“waiver”"),
    (["DROP TABLE alembic_version"], "缺少表“alembic_version”"),
    (["ALTER TABLE waiver ADD COLUMN own TEXT"], "表“waiver”被改过"),
    (["ALTER TABLE waiver ADD COLUMN own TEXT AS (grounds)"], "表“waiver”被改过"),
    (["ALTER TABLE waiver DROP COLUMN grounds"], "表“waiver”被改过"),
    (["ALTER TABLE waiver RENAME COLUMN grounds TO own"], "表“waiver”被改过"),
    (
        ["DROP TABLE setting", "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT) STRICT"],
        "表“setting”被改过",
    ),
    (
        [
            "DROP TABLE setting",
            "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value ANY NOT NULL) STRICT",
        ],
        "表“setting”被改过",
    ),
    (
        [
            "DROP TABLE setting",
            "CREATE TABLE setting (name TEXT NOT NULL, value TEXT NOT NULL) STRICT",
        ],
        "表“setting”被改过",
    ),
    (
        ["DROP TABLE setting", "CREATE VIEW setting AS SELECT id AS name, name AS value FROM unit"],
        "外来的视图“setting”",
    ),
]


def tampered(folder: Path, statements: list[str]) -> None:
    with raw(folder / DATABASE) as hand:
        for statement in statements:
            hand.execute(statement)


@pytest.mark.parametrize(
    ("statements", "named"), FOREIGN, ids=[statements[-1] for statements, _ in FOREIGN]
)
def test_what_is_foreign_keeps_a_workspace_shut(
    tmp_path: Path, statements: list[str], named: str
) -> None:
    folder = rich_folder(tmp_path)
    tampered(folder, statements)
    before = digest((folder / DATABASE).read_bytes())
    if "alembic_version" not in named:
        assert any(named in fault for fault in faults(folder))
        with pytest.raises(Trouble, match="工作区没有打开；请用“诊断”"):
            open_workspace(folder)
    assert any(named in fault for fault in faults(folder))
    assert digest((folder / DATABASE).read_bytes()) == before


def test_the_trouble_names_it_and_the_lock_is_let_go(tmp_path: Path) -> None:
    folder = rich_folder(tmp_path)
    tampered(folder, ["CREATE VIEW own AS SELECT 1"])
    with pytest.raises(Trouble, match="外来的视图“own”"):
        open_workspace(folder)
    tampered(folder, ["DROP VIEW own"])
    open_workspace(folder).close()


HIDDEN = [
    ("trigger", "unit", "CREATE TRIGGER {} AFTER UPDATE ON unit BEGIN DELETE FROM setting; END"),
    ("view", "{}", "CREATE VIEW {} AS SELECT 1"),
]


@pytest.mark.parametrize("name", ["sqlite_own", "SQLite_autoindex_own_1"])
@pytest.mark.parametrize(("kind", "of", "sql"), HIDDEN, ids=["trigger", "view"])
def test_a_name_like_sqlites_own_hides_nothing(
    tmp_path: Path, name: str, kind: str, of: str, sql: str
) -> None:
    """Once: such names are passed over, though SQLite itself has no trigger and no view."""
    folder = rich_folder(tmp_path)
    with raw(folder / DATABASE) as hand:
        hand.execute("PRAGMA writable_schema = ON")
        row = (kind, name, of.format(name), 0, sql.format(name))
        hand.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
    assert any(name in fault for fault in faults(folder))


def test_another_index_under_a_known_name(tmp_path: Path) -> None:
    """Once: an index is known by its name alone; this one would refuse a second item."""
    folder = bare_folder(tmp_path)
    other = "CREATE UNIQUE INDEX ix_item_finding ON item (round)"
    tampered(folder, ["DROP INDEX ix_item_finding", other])
    assert any("ix_item_finding" in fault for fault in faults(folder))


LOOSENED = [
    "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL CHECK (0)) STRICT",
]


@pytest.mark.parametrize("statement", LOOSENED)
def test_another_table_under_a_known_name(tmp_path: Path, statement: str) -> None:
    """Once: strictness and checks are not looked at."""
    folder = bare_folder(tmp_path)
    tampered(folder, ["DROP TABLE setting", statement])
    assert any("setting" in fault for fault in faults(folder))


def test_guards_are_lifted_and_set_again(tmp_path: Path) -> None:
    folder = rich_folder(tmp_path)
    engine = connect(folder / DATABASE, guarded=False)
    listed = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    with transaction_on(engine, writing=True) as connection:
        lift_guards(connection)
        assert connection.exec_driver_sql(listed).all() == []
        set_guards(connection)
        assert {(name, sql) for name, sql in connection.exec_driver_sql(listed)} == {
            *GUARDS.items()
        }
    engine.dispose()


def test_the_revision_of_a_database(tmp_path: Path) -> None:
    folder = rich_folder(tmp_path)
    engine = connect(folder / DATABASE, guarded=False)
    with transaction_on(engine, writing=True) as connection:
        assert revision_of(connection) == REVISIONS[-1]
        connection.exec_driver_sql("DELETE FROM alembic_version")
        assert revision_of(connection) is None
        connection.exec_driver_sql("DROP TABLE alembic_version")
        assert revision_of(connection) is None
    engine.dispose()
