"""Backing up as the window does it: by itself, to a second place that comes and goes, listed in plain data."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from desktop.domain.refusals import Refused
from desktop.services import backing_up
from desktop.services.backing_up import (
    BackedUp,
    Cancelled,
    back_up_daily,
    back_up_to_file,
    back_up_to_second_place,
    back_up_when_closing,
    list_backups,
    name_second_place,
    restore_from_file,
    second_place_standing,
)
from desktop.services.workspaces import chain_head
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, Workspace, open_workspace
from tests.services.building import ME, add, office_in


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def stick(office: Workspace, tmp_path: Path) -> Path:
    """The second place of the office."""
    stick = tmp_path / "U 盘"
    stick.mkdir()
    name_second_place(office, ME, stick)
    return stick


def is_behind(office: Workspace) -> bool:
    standing = second_place_standing(office)
    assert standing
    return standing.behind


def test_a_backup_is_made_where_something_has_changed(office: Workspace) -> None:
    first = back_up_when_closing(office)
    assert first.backup == list_backups(office)[0]
    assert back_up_when_closing(office) == BackedUp()
    add(office)
    assert back_up_when_closing(office).backup == list_backups(office)[0] != first.backup


def test_once_a_day_is_enough(office: Workspace) -> None:
    assert back_up_daily(office).backup
    add(office)
    assert back_up_daily(office) == BackedUp()


def test_a_list_is_plain_data_and_each_of_it_can_be_restored(
    office: Workspace, tmp_path: Path
) -> None:
    assert list_backups(office) == ()
    back_up_when_closing(office)
    add(office)
    back_up_when_closing(office)
    newer, older = list_backups(office)
    assert set(asdict(newer)) == {"file", "made", "events", "before_upgrade", "size"}
    assert (newer.events, older.events) == (chain_head(office).count, chain_head(office).count - 1)
    assert newer.size == newer.file.stat().st_size
    assert not newer.before_upgrade
    assert restore_from_file(older.file, tmp_path / "back").head.count == older.events


def test_it_can_be_called_off(office: Workspace, stick: Path, tmp_path: Path) -> None:
    """With an exception that whoever may not know the store can name."""
    with pytest.raises(Cancelled):
        back_up_to_file(office, tmp_path / "full.zip", cancelled=lambda: True)
    with pytest.raises(Cancelled):
        back_up_to_second_place(office, cancelled=lambda: True)
    assert not (tmp_path / "full.zip").exists()
    assert is_behind(office)


def test_without_a_second_place_none_is_asked_for(office: Workspace) -> None:
    assert second_place_standing(office) is None
    with pytest.raises(Refused, match="还没有指定第二备份位置"):
        back_up_to_second_place(office)


def test_the_second_place_gets_what_it_lacks(office: Workspace, stick: Path) -> None:
    add(office)
    assert is_behind(office)
    assert back_up_when_closing(office).second
    assert not is_behind(office)
    assert not back_up_when_closing(office).second


def test_a_file_that_could_not_be_read_is_brought_at_the_next_closing(
    office: Workspace, stick: Path
) -> None:
    """Once: nobody came back for it."""
    path = office.files.path_of(add(office))
    away = path.rename(path.with_name("away"))
    [fault] = back_up_when_closing(office).faults
    assert path.name in fault
    assert is_behind(office)
    away.rename(path)
    again = back_up_when_closing(office)
    assert (again.second, again.faults, again.backup) == (True, (), None)
    assert not is_behind(office)
    assert (stick / office.id / path.relative_to(office.folder)).read_bytes() == path.read_bytes()


def test_each_of_two_sticks_in_turn_gets_everything(office: Workspace, stick: Path) -> None:
    """Once: the second one is left out, because the first one got it at the same path."""
    digest = add(office)
    assert back_up_when_closing(office).second
    stick.rename(stick.with_name("one"))
    assert not is_behind(office)
    (stick / office.id).mkdir(parents=True)
    assert is_behind(office)
    assert back_up_when_closing(office).second
    assert (stick / office.id / "files" / digest[:2] / digest).exists()
    assert not is_behind(office)


def test_a_stick_that_is_not_there_is_said(office: Workspace, stick: Path) -> None:
    stick.rename(stick.with_name("pulled"))
    done = back_up_when_closing(office)
    assert done.backup
    assert not done.second
    assert "第二备份位置" in done.trouble
    standing = second_place_standing(office)
    assert standing
    assert (standing.there, standing.last) == (False, None)


def test_a_full_file_comes_back(office: Workspace, tmp_path: Path) -> None:
    add(office)
    made = back_up_to_file(office, tmp_path / "full.zip")
    back = restore_from_file(tmp_path / "full.zip", tmp_path / "back")
    assert back == made == backing_up.FullFile(chain_head(office), ())
    assert list(faults_in(tmp_path / "back" / DATABASE, tmp_path / "back" / "files")) == []
    with pytest.raises(Refused, match="是文件夹，请写明"):
        back_up_to_file(office, tmp_path)
    with pytest.raises(Refused, match="是文件夹，请选一个备份文件"):
        restore_from_file(tmp_path / "back", tmp_path / "again")
