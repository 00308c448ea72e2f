"""The workspace: made whole or made again, opened by one program, and only where nothing is foreign."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.commands import Command
from desktop.domain.records import Setting, WorkspaceRecord
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.lock import WorkspaceLock
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, create_workspace, open_workspace
from tests.store.building import (
    bare_folder,
    behind_the_guards,
    digest,
    put,
    raw,
    rich_folder,
    run_apart,
)
from tests.torture import seed, times

pytestmark = pytest.mark.uncounted


def sound(folder: Path) -> bool:
    return [*faults_in(folder / DATABASE, folder / "files")] == []


@pytest.mark.parametrize("there", [False, True], ids=["new", "empty"])
def test_a_new_workspace(tmp_path: Path, *, there: bool) -> None:
    folder = tmp_path / "考评 2022"
    if there:
        folder.mkdir()
    with create_workspace(folder) as made, made.reading() as view:
        assert made.folder == folder
        assert view.all(WorkspaceRecord) == [WorkspaceRecord(made.id, date.today())]  # noqa: DTZ011  # the office's day
        [event] = view.events()
        assert (event.command, event.workspace, event.author) == (
            "create-workspace",
            made.id,
            "考评台",
        )
    assert sound(folder)
    left = {path.name for path in folder.iterdir() if path.stat().st_size}
    assert left == {DATABASE}


def test_what_was_written_is_there_at_the_next_opening(tmp_path: Path) -> None:
    folder = bare_folder(tmp_path)
    with open_workspace(folder) as first:
        put(first, Command.CHANGE_SETTING, Setting("a", "1"))
        identity = first.id
    with open_workspace(folder) as second, second.reading() as view:
        assert second.id == identity
        assert view.all(Setting) == [Setting("a", "1")]
        assert {event.workspace for event in view.events()} == {identity}


def test_workspaces_have_ids_of_their_own(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "a") as one, create_workspace(tmp_path / "b") as other:
        assert one.id != other.id
        for workspace in (one, other):
            put(workspace, Command.CHANGE_SETTING, Setting("a", "1"))
            with workspace.reading() as view:
                assert {event.workspace for event in view.events()} == {workspace.id}


def test_one_program_at_a_time(tmp_path: Path) -> None:
    folder = bare_folder(tmp_path)
    with open_workspace(folder):
        with pytest.raises(Trouble, match="正被另一个程序使用"):
            open_workspace(folder)
        with pytest.raises(Refused, match="已有内容"):
            create_workspace(folder)
    open_workspace(folder).close()


@pytest.mark.parametrize("name", ["report.xlsx", DATABASE, ".hidden", "files", "lock2"])
def test_an_occupied_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(Refused, match="里已有内容，请另选一个新的或空的文件夹"):
        create_workspace(tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(name, b"mine")]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    for make in (create_workspace, open_workspace):
        with pytest.raises((Refused, Trouble)):
            make(tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_the_folders_above_are_made_too(tmp_path: Path) -> None:
    """Once: in a user's fresh account not even the default place can be had."""
    folder = tmp_path / "share" / "kaoping" / "workspace"
    create_workspace(folder).close()
    assert sound(folder)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(Trouble, match="建立工作区失败"):
        create_workspace(tmp_path / "file" / "none" / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_cannot_be_begun_again_is_said(tmp_path: Path) -> None:
    """Once: a bare OSError."""
    (tmp_path / f"{DATABASE}.new").mkdir()
    with pytest.raises(Trouble, match="建立工作区失败"):
        create_workspace(tmp_path)


def test_a_workspace_made_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: whoever looked before it was there, and locked after it was closed, replaces it."""
    folder = tmp_path / "new"
    take = WorkspaceLock.take

    def late(place: Path) -> WorkspaceLock:
        monkeypatch.undo()
        create_workspace(folder).close()
        return take(place)

    monkeypatch.setattr(WorkspaceLock, "take", late)
    with pytest.raises(Refused, match="里已有内容"):
        create_workspace(folder)
    assert sound(folder)
    open_workspace(folder).close()


def test_a_leftover_that_cannot_be_removed_keeps_nobody_out(tmp_path: Path) -> None:
    """Once: what an indexer holds keeps the workspace closed."""
    folder = rich_folder(tmp_path)
    (folder / "incoming" / "0.part").mkdir(parents=True)
    open_workspace(folder).close()


GARBAGE = b"what a creation left " * 500


@pytest.mark.parametrize(
    "left",
    [
        {"lock": b""},
        {"lock": b"{", f"{DATABASE}.new": b""},
        {f"{DATABASE}.new": GARBAGE},
        {f"{DATABASE}.new": GARBAGE, f"{DATABASE}.new-journal": GARBAGE},
        {f"{DATABASE}.new-journal": GARBAGE},
    ],
    ids="+".join,
)
def test_a_creation_cut_short_is_begun_again(tmp_path: Path, left: dict[str, bytes]) -> None:
    for name, content in left.items():
        (tmp_path / name).write_bytes(content)
    with create_workspace(tmp_path) as made, made.reading() as view:
        assert view.head().count == 1
    assert sound(tmp_path)


def test_a_creation_that_is_killed_is_begun_again(tmp_path: Path) -> None:
    kills = times(5, 500)
    outcomes = json.loads(run_apart("killing", tmp_path, kills, seed(), timeout=60 + kills))
    assert outcomes.keys() <= {"begun", "made again", "opened"}
    assert outcomes["begun"] > 0
    assert outcomes.get("made again", 0) + outcomes.get("opened", 0) == kills


def test_a_hot_journal_of_a_creation_cut_short_is_not_played_back(tmp_path: Path) -> None:
    """As a power cut leaves it: a real journal beside a database half written."""
    other = rich_folder(tmp_path)
    folder = tmp_path / "new"
    folder.mkdir()
    hand = sqlite3.connect(other / DATABASE, isolation_level=None)
    hand.execute("PRAGMA cache_size = 1")
    hand.execute("BEGIN")
    hand.execute("UPDATE unit SET name = name || 'x'")
    hand.execute("DELETE FROM setting")
    hand.execute("CREATE TABLE filler AS SELECT randomblob(60000)")
    journal = other / f"{DATABASE}-journal"
    (folder / f"{DATABASE}.new-journal").write_bytes(journal.read_bytes())
    (folder / f"{DATABASE}.new").write_bytes((other / DATABASE).read_bytes())
    hand.close()
    assert (folder / f"{DATABASE}.new-journal").stat().st_size > 0
    with create_workspace(folder) as made, made.reading() as view:
        assert view.head().count == 1
    assert sound(folder)


@pytest.mark.parametrize("there", [False, True], ids=["none", "empty"])
def test_a_folder_without_a_workspace_is_refused(tmp_path: Path, *, there: bool) -> None:
    folder = tmp_path / "folder"
    if there:
        folder.mkdir()
    with pytest.raises(Refused, match="里没有工作区，请核对位置"):
        open_workspace(folder)
    assert folder.exists() == there
    assert not there or [*folder.iterdir()] == []


def test_a_database_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / DATABASE).mkdir()
    with pytest.raises(Refused, match="里没有工作区"):
        open_workspace(tmp_path)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with raw(tmp_path / DATABASE) as hand:
        hand.execute("CREATE TABLE own (a)")
    before = digest((tmp_path / DATABASE).read_bytes())
    with pytest.raises(Refused, match="不是考评台的工作区数据库"):
        open_workspace(tmp_path)
    assert digest((tmp_path / DATABASE).read_bytes()) == before


def test_a_file_that_is_no_database_is_a_trouble(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(GARBAGE)
    with pytest.raises(Trouble, match="已损坏"):
        open_workspace(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == GARBAGE


def test_an_empty_file_is_no_workspace(tmp_path: Path) -> None:
    """Emptied by a power cut or a full stick: it is told where its records can be had again."""
    (tmp_path / DATABASE).touch()
    with pytest.raises(Trouble, match="数据库是空的，里面的记录没有了；请从备份恢复"):
        open_workspace(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == b""


def newer(folder: Path, *more: str) -> str:
    """Say that a newer program made it; what the database then is."""
    behind_the_guards(folder, *more, "UPDATE alembic_version SET version_num = '9999'")
    return digest((folder / DATABASE).read_bytes())


def test_a_newer_programs_workspace_is_refused_untouched(tmp_path: Path) -> None:
    folder = rich_folder(tmp_path)
    before = newer(folder, "CREATE TABLE next (a)", "ALTER TABLE unit ADD COLUMN next TEXT")
    with pytest.raises(Refused, match="由更新版本的考评台建立，请先升级程序再打开"):
        open_workspace(folder)
    assert digest((folder / DATABASE).read_bytes()) == before
    assert not (folder / f"{DATABASE}-journal").exists()


def test_a_newer_programs_journal_mode_is_left_alone(tmp_path: Path) -> None:
    """Once: a connection sets its journal mode before anybody has asked whose database it is."""
    folder = rich_folder(tmp_path)
    before = newer(folder, "PRAGMA journal_mode = WAL")
    with pytest.raises(Refused, match="由更新版本的考评台建立"):
        open_workspace(folder)
    assert digest((folder / DATABASE).read_bytes()) == before


@pytest.mark.parametrize(
    "statement", ["DELETE FROM workspace", "INSERT INTO workspace VALUES ('x', '2022-08-03')"]
)
def test_a_workspace_that_is_none_or_two(tmp_path: Path, statement: str) -> None:
    """Once: this ends in a ValueError, though it is damage to be told in words."""
    folder = rich_folder(tmp_path)
    behind_the_guards(folder, statement)
    with pytest.raises(Trouble):
        open_workspace(folder)


def test_closing_twice_does_no_harm(tmp_path: Path) -> None:
    workspace = open_workspace(bare_folder(tmp_path))
    workspace.close()
    workspace.close()
    open_workspace(workspace.folder).close()


def test_nothing_is_left_open(tmp_path: Path) -> None:
    """Not even where opening is refused: the folder can be moved and opened elsewhere."""
    folder = rich_folder(tmp_path)
    with raw(folder / DATABASE) as hand:
        hand.execute("CREATE VIEW own AS SELECT 1")
    with pytest.raises(Trouble):
        open_workspace(folder)
    open_files = {path.resolve() for path in Path("/proc/self/fd").iterdir() if path.exists()}
    assert [path for path in open_files if folder in path.parents] == []
    with raw(folder / DATABASE) as hand:
        hand.execute("DROP VIEW own")
    moved = folder.rename(tmp_path / "moved")
    open_workspace(moved).close()
