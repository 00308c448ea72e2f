"""Backing up as the window does it: by itself, to a second place that comes and goes, listed in plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from desktop.domain.refusals import Refused
from desktop.services import backing_up
from desktop.services.backing_up import (
    BackedUp,
    Brought,
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
from desktop.store.backups import FOLDER
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
    stick = tmp_path / "优盘"
    stick.mkdir()
    name_second_place(office, ME, stick)
    return stick


def is_behind(office: Workspace) -> bool:
    standing = second_place_standing(office)
    assert standing
    return standing.behind


def kept_files(office: Workspace) -> set[str]:
    """The backups as they lie there, seen by nobody's list."""
    return {path.name for path in (office.folder / FOLDER).glob("*.db")}


class Clock(datetime):
    """The clock on the wall, set by a test."""

    shows = datetime(2026, 11, 21, 9, tzinfo=UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Clock:
        return cls.fromtimestamp(cls.shows.timestamp(), tz)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(backing_up, "datetime", Clock)
    monkeypatch.setattr(Clock, "shows", Clock.shows)
    return Clock


def test_a_backup_is_made_where_something_has_changed(office: Workspace) -> None:
    first = back_up_when_closing(office)
    assert first.backup
    assert (first.backup.file.is_file(), first.backup.events) == (True, chain_head(office).count)
    assert kept_files(office) == {first.backup.file.name}
    add(office)
    second = back_up_when_closing(office)
    assert second.backup
    assert second.backup.events == first.backup.events + 1
    assert kept_files(office) == {first.backup.file.name, second.backup.file.name}
    assert [one.file for one in list_backups(office)] == [second.backup.file, first.backup.file]


def test_none_is_made_where_nothing_has_changed(office: Workspace, clock: type[Clock]) -> None:
    back_up_when_closing(office)
    before = kept_files(office)
    assert len(before) == 1
    for _ in range(3):
        clock.shows += timedelta(days=1)
        assert back_up_when_closing(office) == BackedUp()
        assert back_up_daily(office) == BackedUp()
    assert kept_files(office) == before


def test_a_damaged_one_is_made_again(office: Workspace, clock: type[Clock]) -> None:
    first = back_up_when_closing(office).backup
    assert first
    first.file.write_bytes(first.file.read_bytes()[:-1])
    clock.shows += timedelta(minutes=1)
    assert back_up_when_closing(office).backup
    assert len(kept_files(office)) == 2


def test_each_day_gets_one_backup(office: Workspace, clock: type[Clock]) -> None:
    for day in range(1, 4):
        assert back_up_daily(office).backup
        assert len(kept_files(office)) == day
        for number in range(2):
            clock.shows += timedelta(hours=1)
            add(office, content=b"%d %d" % (day, number))
            assert back_up_daily(office) == BackedUp()
        assert len(kept_files(office)) == day
        clock.shows += timedelta(hours=22)
    add(office)
    assert back_up_when_closing(office).backup  # that is not only once a day
    assert len(kept_files(office)) == 4


def test_old_ones_are_let_go(office: Workspace, clock: type[Clock]) -> None:
    for number in range(12):
        add(office, content=b"%d" % number)
        assert back_up_when_closing(office).backup
        clock.shows += timedelta(minutes=1)
    assert len(kept_files(office)) == 8  # of one day
    events = chain_head(office).count
    assert [one.events for one in list_backups(office)] == list(range(events, events - 8, -1))


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


def test_a_stick_that_was_pulled_out_is_not_said_to_be_this_disk(
    office: Workspace, stick: Path
) -> None:
    back_up_when_closing(office)
    standing = second_place_standing(office)
    assert standing
    assert (standing.there, standing.on_same_disk) == (True, True)
    (stick / office.id).rename(stick.with_name("elsewhere"))  # the empty folder stays behind
    standing = second_place_standing(office)
    assert standing
    assert (standing.there, standing.on_same_disk) == (False, False)


def test_the_second_place_gets_what_it_lacks(office: Workspace, stick: Path) -> None:
    digest = add(office)
    assert is_behind(office)
    assert back_up_when_closing(office).second
    assert (stick / office.id / "files" / digest[:2] / digest).exists()
    assert not is_behind(office)
    assert not back_up_when_closing(office).second
    add(office, content=b"more")
    assert is_behind(office)
    assert back_up_when_closing(office).second
    assert len([*(stick / office.id).glob("*.db")]) == 2


def test_asked_for_it_reads_the_second_place_again(office: Workspace, stick: Path) -> None:
    """Once: a scan that had gone bad on the stick stayed so."""
    digest = add(office)
    back_up_when_closing(office)
    there = stick / office.id / "files" / digest[:2] / digest
    right = there.read_bytes()
    there.write_bytes(bytes(len(right)))
    assert not is_behind(office)
    assert back_up_to_second_place(office) == Brought((), mended=1)
    assert there.read_bytes() == right
    assert back_up_to_second_place(office) == Brought(())


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
