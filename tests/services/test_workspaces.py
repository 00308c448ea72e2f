"""Workspaces: made only where nothing lies, opened by one at a time, verified whatever their state."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from desktop.domain.audit_trail import NO_EVENTS
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.backing_up import back_up_when_closing
from desktop.services.demonstration import make_demonstration
from desktop.services.office import change_setting
from desktop.services.recording import record_finding
from desktop.services.workspaces import (
    chain_head,
    create_workspace,
    default_folder,
    open_workspace,
    unused_folder,
    verify,
)
from desktop.store.guards import GUARDS
from desktop.store.workspace import DATABASE
from tests.services.building import ME, events_of, everything, office_in, rounds, rows

NAMES = [
    "考核 2022（终稿）",
    "a?b",
    "a?mode=memory",
    "a#b",
    "50%25",
    "a&b=c;d",
    "'引\"号`",
    "file:x",
    ":memory:",
    "-x",
    "坏\udcff名",
]


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file there but for the lock, which each call takes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def test_a_new_workspace_is_sound_and_has_its_first_event(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "新") as workspace:
        [event] = events_of(workspace)
        head = chain_head(workspace)
    assert (event.command, event.number, event.workspace) == ("create-workspace", 1, workspace.id)
    assert (head.hash, head.count) == (event.hash, 1)
    found = verify(tmp_path / "新")
    assert (found.faults, found.head) == ((), head)


def test_the_head_goes_on_with_every_event(tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        before = chain_head(workspace)
        made = record_finding(workspace, ME, rounds().section, "unplanned", {"found": True})
        assert chain_head(workspace).hash == made.outcome.hash
        assert chain_head(workspace).count == made.outcome.event == before.count + 1


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    folder = Path(shutil.move(office_in(tmp_path), home / name))
    with open_workspace(folder) as workspace:
        made = record_finding(workspace, ME, rounds().section, "unplanned", {"found": True})
    assert verify(folder).head.hash == made.outcome.hash
    assert list(home.iterdir()) == [folder]  # nothing came to lie beside it


def test_a_new_one_lies_where_it_was_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "考核?2022"
    create_workspace(folder).close()
    assert (folder / DATABASE).is_file()
    assert list(tmp_path.iterdir()) == [folder]
    assert verify(folder).faults == ()


@pytest.mark.parametrize("make", [create_workspace, make_demonstration])
def test_none_is_made_where_something_lies(tmp_path: Path, make: Callable[[Path], object]) -> None:
    (tmp_path / "信.txt").write_text("重要", "utf-8")
    taken = office_in(tmp_path)
    before = content_of(tmp_path)
    for folder in (tmp_path, taken):
        with pytest.raises(Refused, match="里已有内容"):
            make(folder)
        assert content_of(tmp_path) == before
    with pytest.raises((Refused, Trouble)):
        make(tmp_path / "信.txt")
    assert content_of(tmp_path) == before


def test_the_folders_above_are_made_too(tmp_path: Path) -> None:
    """As on a new account, where nothing of the program is there yet."""
    create_workspace(tmp_path / "没有" / "这个" / "文件夹").close()
    assert verify(tmp_path / "没有" / "这个" / "文件夹").faults == ()


def test_a_trail_that_was_cut_short_is_contradicted_by_a_backup(tmp_path: Path) -> None:
    """In itself it is sound: only who was there before knows better."""
    folder = office_in(tmp_path)
    with open_workspace(folder) as workspace:
        change_setting(workspace, ME, "theme", "light")
        back_up_when_closing(workspace)
        count = chain_head(workspace).count
    assert verify(folder).faults == ()
    guard = GUARDS["guard_event_delete"]
    with closing(driver.connect(str(folder / DATABASE), isolation_level=None)) as hand:
        hand.execute("DROP TRIGGER guard_event_delete")
        hand.execute("DELETE FROM event WHERE number = ?", (count,))
        hand.execute("DELETE FROM setting")
        hand.execute(guard)
    [fault] = verify(folder).faults
    assert f"里有留痕第 {count} 条，现在的留痕里没有这一条" in fault


@pytest.mark.parametrize("look", [open_workspace, verify])
@pytest.mark.parametrize("place", ["missing", "empty", "a file", "a folder for a database"])
def test_where_none_is_none_is_made(
    tmp_path: Path, look: Callable[[Path], object], place: str
) -> None:
    folder = tmp_path / "工作区"
    if place == "a file":
        folder.write_text("不是文件夹", "utf-8")
    elif place != "missing":
        folder.mkdir()
    if place == "a folder for a database":
        (folder / DATABASE).mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused, match="里没有工作区"):
        look(folder)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("look", [open_workspace, verify])
def test_one_at_a_time(tmp_path: Path, look: Callable[[Path], object]) -> None:
    folder = office_in(tmp_path)
    with open_workspace(folder), pytest.raises(Trouble, match="正被另一个程序使用"):
        look(folder)
    assert verify(folder).faults == ()


def test_verifying_changes_nothing(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    before = content_of(folder)
    first = verify(folder)
    assert verify(folder) == first
    assert content_of(folder) == before
    [(number, digest)] = rows(folder, "SELECT number, hash FROM event ORDER BY number DESC LIMIT 1")
    assert (first.head.count, first.head.hash) == (number, digest)


def test_what_is_faulty_has_no_head(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "stray").write_bytes(b"")
    found = verify(folder)
    assert found.faults == ("files/stray：不属于任何佐证材料",)
    assert found.head == NO_EVENTS


def test_another_database_is_no_workspace(tmp_path: Path) -> None:
    with closing(driver.connect(tmp_path / DATABASE)) as hand:
        hand.execute("CREATE TABLE own (a)")
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(Refused, match="不是考评台的工作区"):
        open_workspace(tmp_path)
    assert verify(tmp_path).faults
    assert (tmp_path / DATABASE).read_bytes() == before


def test_a_new_one_is_not_begun_where_only_the_database_of_one_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = default_folder()
    with create_workspace(folder) as workspace:
        back_up_when_closing(workspace)
    (folder / DATABASE).unlink()
    assert unused_folder() == folder.with_name("workspace-2")


def test_the_office_s_own_lies_among_the_user_s_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "kaoping" / "workspace"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert default_folder().parts[-2:] == ("kaoping", "workspace")


def test_closing_twice_is_no_fault(tmp_path: Path) -> None:
    workspace = open_workspace(office_in(tmp_path))
    before = everything(workspace.folder)
    workspace.close()
    workspace.close()
    assert everything(workspace.folder) == before
