"""A copy of a database that is being written to: whole, synced, and damage in it is never overlooked."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine

from desktop.domain.commands import Command
from desktop.domain.records import Setting
from desktop.domain.troubles import Trouble
from desktop.store import copy_check, database_copy, upgrading, verification
from desktop.store import schema as schema_of
from desktop.store.connection import connect
from desktop.store.copy_check import check_copy
from desktop.store.database_copy import copy_database
from desktop.store.manifests import manifest_of
from desktop.store.migrations import CURRENT
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, Workspace, open_workspace
from tests.store.building import dump, put, raw, rich_folder
from tests.store.write_schema import STATEMENTS

NOW = datetime(2026, 11, 21, 17, 3, tzinfo=UTC)


@contextmanager
def writing_without_pause(workspace: Workspace) -> Iterator[list[int]]:
    """Another thread commits one event after the other; how many there are after each."""
    written: list[int] = []
    begun, enough = Event(), Event()
    errors: list[BaseException] = []

    def write() -> None:
        try:
            for turn in count():
                if enough.is_set():
                    return
                setting = Setting("turn", str(turn))
                written.append(put(workspace, Command.CHANGE_SETTING, setting))
                begun.set()
        except BaseException as error:  # noqa: BLE001  # the test tells it
            errors.append(error)
            begun.set()

    writer = Thread(target=write)
    writer.start()
    try:
        begun.wait()
        yield written
    finally:
        enough.set()
        writer.join()
    assert errors == []


def damage(database: Path, old: bytes, new: bytes) -> None:
    """Change bytes as a failing disk does."""
    content = database.read_bytes()
    assert old in content
    database.write_bytes(content.replace(old, new))


def moved_pages(database: Path) -> None:
    """A page in the place of another."""
    content = database.read_bytes()
    page = 4096
    database.write_bytes(content[: 5 * page] + content[7 * page : 8 * page] + content[6 * page :])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return rich_folder(tmp_path)


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    copy_database(folder / DATABASE, tmp_path / "copy")
    return tmp_path / "copy"


def test_a_copy_holds_all_that_the_database_holds(folder: Path, copy: Path) -> None:
    with raw(folder / DATABASE) as one, raw(copy) as other:
        assert dump(one) == dump(other)
    assert list(faults_in(copy, folder / "files")) == []


def test_a_copy_leaves_nothing_else_behind(copy: Path) -> None:
    assert {path.name for path in copy.parent.iterdir()} == {"copy", "rich"}


def test_a_copy_is_synced(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(os.fstat(file).st_ino))
    copy_database(folder / DATABASE, tmp_path / "copy")
    assert synced == [(tmp_path / "copy").stat().st_ino]


def test_copies_are_whole_while_another_thread_writes(folder: Path, tmp_path: Path) -> None:
    with open_workspace(folder) as workspace, writing_without_pause(workspace) as written:
        for turn in range(12):
            copy = tmp_path / f"copy {turn}"
            before = written[-1]
            copy_database(folder / DATABASE, copy)
            after = written[-1] + 1
            assert list(faults_in(copy)) == []
            assert before <= manifest_of(copy, NOW).head.count <= after
    assert len(written) > 12


def test_who_never_lets_go_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_copy, "_PATIENCE", 0.1)
    with closing(driver.connect(str(folder / DATABASE), isolation_level=None)) as other:

        def connected(path: Path, *, guarded: bool = True) -> Engine:
            engine = connect(path, guarded=guarded)
            engine.connect().close()  # its settings would wait for the other, too
            if guarded:
                other.execute("BEGIN EXCLUSIVE")
            return engine

        monkeypatch.setattr(database_copy, "connect", connected)
        with pytest.raises(Trouble, match="备份没有做成：工作区的数据库正被别的程序占用；"):
            copy_database(folder / DATABASE, tmp_path / "copy")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "rubbish").write_bytes(b"rubbish" * 999)
    with pytest.raises(Trouble, match="备份没有做成：工作区的数据库已损坏"):
        copy_database(tmp_path / "rubbish", tmp_path / "copy")


def test_a_place_that_is_not_there_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="备份没有做成：打不开"):
        copy_database(folder / DATABASE, tmp_path / "nowhere" / "copy")


def test_one_byte_changed_in_the_database_is_found_in_its_copy(
    folder: Path, tmp_path: Path
) -> None:
    damage(folder / DATABASE, "酌情".encode(), "酌请".encode())
    copy_database(folder / DATABASE, tmp_path / "copy")
    assert list(faults_in(tmp_path / "copy"))


def test_a_broken_structure_is_found_in_the_copy(folder: Path, tmp_path: Path) -> None:
    moved_pages(folder / DATABASE)
    copy_database(folder / DATABASE, tmp_path / "copy")
    assert list(faults_in(tmp_path / "copy"))


@pytest.fixture
def older(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of last year's program."""
    with raw(folder / DATABASE) as hand:
        hand.execute("UPDATE alembic_version SET version_num = '0000'")
        hand.execute("DROP TRIGGER guard_event_delete")
        hand.execute("ALTER TABLE waiver RENAME COLUMN grounds TO why")
        schema = "".join(f"{sql};\n" for (sql,) in hand.execute(STATEMENTS))
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/0000.sql").write_text(schema, "utf-8")
    monkeypatch.setattr(schema_of, "SCRIPTS", tmp_path)
    for module in (schema_of, upgrading, verification):
        monkeypatch.setattr(module, "REVISIONS", ("0000", CURRENT))
    return folder / DATABASE


def test_an_older_database_is_not_held_against_todays_tables(older: Path, tmp_path: Path) -> None:
    copy_database(older, tmp_path / "copy")
    assert list(faults_in(tmp_path / "copy")) == []


def test_a_broken_structure_is_found_in_an_older_one_too(older: Path, tmp_path: Path) -> None:
    moved_pages(older)
    copy_database(older, tmp_path / "copy")
    assert next(faults_in(tmp_path / "copy")).startswith("数据库结构损坏：")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every copy counts as large."""
    monkeypatch.setattr(copy_check, "_LARGE", 0)


def test_a_large_copy_is_checked_in_a_process_of_its_own(
    copy: Path, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(copy, "酌情".encode(), "酌请".encode())
    here = list(faults_in(copy))
    monkeypatch.setattr(copy_check, "faults_in", None)
    assert check_copy(copy) == here != []


def test_where_no_process_can_be_started_it_is_checked_here(
    copy: Path, large: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    assert check_copy(copy) == []


def test_what_a_process_cannot_check_is_told_here(large: None, tmp_path: Path) -> None:
    (tmp_path / "rubbish").write_bytes(b"rubbish" * 999)
    assert check_copy(tmp_path / "rubbish")[0].startswith("数据库已损坏")
