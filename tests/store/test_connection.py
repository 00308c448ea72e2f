"""Connections: the settings that lose nothing, and what the program denies itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store import connection
from desktop.store.connection import connect, database_trouble, transaction_on
from desktop.store.workspace import DATABASE
from tests.store.attacks import said
from tests.store.building import dump_of, raw, rich_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return rich_folder(tmp_path)


@pytest.fixture
def engine(folder: Path) -> Iterator[Engine]:
    opened = connect(folder / DATABASE)
    yield opened
    opened.dispose()


def run(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    with transaction_on(engine, writing=True) as connection:
        found = connection.exec_driver_sql(statement)
        return [tuple(row) for row in found] if found.returns_rows else []


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("temp_store", 2),
        ("busy_timeout", 10000),
    ],
)
def test_settings(engine: Engine, pragma: str, value: object) -> None:
    assert run(engine, f"PRAGMA {pragma}") == [(value,)]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER guard_event_update",
        "DROP TABLE waiver",
        "DROP INDEX ix_event_assessment",
        "CREATE TRIGGER own AFTER INSERT ON setting BEGIN SELECT 1; END",
        "CREATE TEMP TRIGGER own AFTER INSERT ON setting BEGIN SELECT 1; END",
        "CREATE TABLE own (a)",
        "CREATE TABLE own AS SELECT * FROM event",
        "CREATE VIEW own AS SELECT 1",
        "CREATE INDEX own ON setting (value)",
        "CREATE VIRTUAL TABLE own USING fts5(a)",
        "ALTER TABLE waiver RENAME TO own",
        "ALTER TABLE waiver ADD COLUMN own TEXT",
        "ALTER TABLE waiver DROP COLUMN grounds",
        "ATTACH ':memory:' AS own",
        "DETACH main",
        "UPDATE event SET author = 'x'",
        "DELETE FROM event",
        "UPDATE sqlite_master SET sql = ''",
        "DELETE FROM sqlite_master",
        "PRAGMA writable_schema = ON",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA ignore_check_constraints = ON",
        "PRAGMA user_version = 7",
        "PRAGMA key = 'x'",
        "PRAGMA rekey = 'x'",
    ],
)
def test_denied(engine: Engine, folder: Path, statement: str) -> None:
    before = dump_of(folder)
    with pytest.raises(DBAPIError, match=r"not authorized|may not be modified"):
        run(engine, statement)
    assert dump_of(folder) == before
    assert run(engine, "PRAGMA foreign_keys") == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM event",
        "PRAGMA integrity_check(100)",
        "PRAGMA quick_check",
        "PRAGMA foreign_key_check(waiver)",
        "SELECT * FROM pragma_table_xinfo('waiver')",
        "PRAGMA user_version",
        "UPDATE setting SET value = 'light'",
        "DELETE FROM setting",
        said("judge", "u-open"),
    ],
)
def test_permitted(engine: Engine, statement: str) -> None:
    run(engine, statement)


def test_migrations_may_do_what_is_denied(folder: Path) -> None:
    engine = connect(folder / DATABASE, guarded=False)
    try:
        run(engine, "CREATE TABLE own (a)")
        run(engine, "ALTER TABLE own ADD COLUMN b")
        run(engine, "DROP TABLE own")
    finally:
        engine.dispose()


def test_a_change_of_the_tables_is_taken_back_with_its_transaction(folder: Path) -> None:
    engine = connect(folder / DATABASE, guarded=False)
    try:
        with suppress(ZeroDivisionError), transaction_on(engine, writing=True) as connection:
            connection.exec_driver_sql("CREATE TABLE own (a)")
            raise ZeroDivisionError
    finally:
        engine.dispose()
    with raw(folder / DATABASE) as hand:
        assert hand.execute("SELECT * FROM sqlite_master WHERE name = 'own'").fetchall() == []


def test_foreign_keys_are_asked_at_the_end(engine: Engine, folder: Path) -> None:
    before = dump_of(folder)
    with transaction_on(engine, writing=True) as connection:
        connection.exec_driver_sql("INSERT INTO ledger_row VALUES ('l', 'later', 'x', '{}')")
        later = "INSERT INTO unit VALUES ('later', 'x', NULL, NULL, '[]', '[]', 1)"
        connection.exec_driver_sql(later)
    between = dump_of(folder)
    assert between != before
    with pytest.raises(Refused, match="别处的记录还要用到它"):
        run(engine, "INSERT INTO ledger_row VALUES ('m', 'never', 'x', '{}')")
    assert dump_of(folder) == between
    run(engine, "DELETE FROM ledger_row WHERE id = 'l'")


@pytest.mark.parametrize(
    "name", ["考评 2022", "100%", "a#b", "a&b=c", "a%20b", "file:x", "-x", "a?b=c"]
)
def test_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    """Nothing in a path is taken for anything but a path, not even ? and %20."""
    (tmp_path / name).mkdir()
    engine = connect(rich_folder(tmp_path / name) / DATABASE)
    try:
        assert run(engine, "SELECT count(*) FROM event") == [(27,)]
    finally:
        engine.dispose()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"this is no database at all, and long enough to be looked at." * 40, "已损坏"),
        (b"SQLite format 3\0" + b"\xff" * 4080, "已损坏"),
    ],
)
def test_a_broken_database_is_told_in_words(tmp_path: Path, content: bytes, word: str) -> None:
    database = tmp_path / DATABASE
    database.write_bytes(content)
    engine = connect(database)
    with pytest.raises(Trouble, match=word):
        run(engine, "SELECT * FROM event")
    engine.dispose()
    assert database.read_bytes() == content


def test_a_missing_folder_is_told_in_words(tmp_path: Path) -> None:
    engine = connect(tmp_path / "none" / DATABASE)
    with pytest.raises(Trouble, match="不在原来的位置"):
        run(engine, "SELECT 1")


def test_a_busy_database_is_told_in_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    impatient = tuple(
        "busy_timeout = 20" if "busy" in pragma else pragma for pragma in connection._PRAGMAS
    )
    monkeypatch.setattr(connection, "_PRAGMAS", impatient)
    engine = connect(folder / DATABASE)
    # Of the same library: two of them in one process do not see each other's locks.
    with closing(sqlcipher.connect(folder / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Trouble, match="占用"):
            run(engine, "DELETE FROM setting")
        other.execute("ROLLBACK")
    run(engine, "DELETE FROM setting")
    engine.dispose()


def test_a_write_protected_database_is_told_in_words(folder: Path) -> None:
    engine = connect(folder / DATABASE)
    with transaction_on(engine) as connection:
        connection.connection.driver_connection.set_authorizer(None)  # type: ignore[union-attr]
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(Trouble, match="不能写入"):
        run(engine, "DELETE FROM setting")
    engine.dispose()


@pytest.mark.parametrize(
    ("said_by_sqlite", "word"),
    [
        ("database or disk is full", "磁盘已满"),
        ("disk I/O error", "磁盘读写出错"),
        ("attempt to write a readonly database", "不能写入"),
        ("database disk image is malformed", "已损坏"),
        ("Could not decode to UTF-8 column", "已损坏"),
        ("UNIQUE constraint failed", None),
        ("the assessment is finalised", None),
    ],
)
def test_words_for_what_the_disk_refuses(said_by_sqlite: str, word: str | None) -> None:
    trouble = database_trouble(sqlite3.DatabaseError(said_by_sqlite))
    assert (trouble is None) == (word is None)
    if trouble is not None:
        assert word is not None
        assert word in trouble.message


def test_a_connection_that_failed_is_not_used_again(folder: Path, engine: Engine) -> None:
    """It may hold half a transaction."""
    before = dump_of(folder)
    with suppress(DBAPIError), transaction_on(engine, writing=True) as connection:
        connection.exec_driver_sql("DELETE FROM setting")
        connection.exec_driver_sql("nonsense")
    assert dump_of(folder) == before
    run(engine, "DELETE FROM setting")
