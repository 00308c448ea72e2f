"""A second place: everything once, then only what is new; and what is said where it is not there."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.backups import FOLDER, Backup, Backups
from desktop.store.copying import Cancelled
from desktop.store.manifests import evidence_name
from desktop.store.second_place import NOTE, Brought, SecondPlace
from desktop.store.workspace import DATABASE, Workspace, open_workspace
from tests.store.building import PHOTO, SCAN, add_evidence, digest, rich_folder
from tests.store.full_disk import no_file_over

pytestmark = pytest.mark.uncounted

NOW = datetime(2026, 11, 21, 17, 3, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(rich_folder(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "优盘").mkdir()
    return tmp_path / "优盘"


@pytest.fixture
def place(workspace: Workspace, stick: Path) -> SecondPlace:
    place = SecondPlace(workspace, stick)
    place.furnish()
    return place


def backup_of(workspace: Workspace, now: datetime = NOW) -> Backup:
    return Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, now)


def bring(place: SecondPlace, backup: Backup, now: datetime = NOW) -> tuple[str, ...]:
    return place.bring(backup, now, lambda _done, _total: None, lambda: False).faults


def held(stick: Path, workspace: Workspace) -> dict[str, bytes]:
    """Every evidence file that is there."""
    room = stick / workspace.id
    found = (path for path in (room / "files").rglob("*") if path.is_file())
    return {path.relative_to(room).as_posix(): path.read_bytes() for path in found}


def evidence(*contents: bytes) -> dict[str, bytes]:
    return {evidence_name(digest(content)): content for content in contents}


def test_it_gets_the_backup_and_all_evidence(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    backup = backup_of(workspace)
    assert bring(place, backup) == ()
    assert held(stick, workspace) == evidence(SCAN, PHOTO)
    [there] = Backups(stick / workspace.id).all()
    assert there.is_good()
    assert there.manifest() == backup.manifest()


def test_then_only_what_is_new(
    workspace: Workspace, place: SecondPlace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(place, backup_of(workspace))
    old = {
        path: path.stat().st_mtime_ns for path in (stick / workspace.id / "files").rglob("??*/*")
    }
    add_evidence(workspace, "新.png", b"brought later")
    totals: list[int] = []
    backup = backup_of(workspace, LATER)
    place.bring(backup, LATER, lambda _, total: totals.append(total), lambda: False)
    assert set(totals) == {len(b"brought later") + backup.path.stat().st_size}
    assert held(stick, workspace) == evidence(SCAN, PHOTO, b"brought later")
    assert {path: path.stat().st_mtime_ns for path in old} == old
    assert len(Backups(stick / workspace.id).all()) == 2


def test_what_was_cut_short_there_is_copied_again(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    bring(place, backup_of(workspace))
    (stick / workspace.id / evidence_name(digest(SCAN))).write_bytes(SCAN[:3])
    (stick / workspace.id / "left.part").write_bytes(b"left")
    bring(place, backup_of(workspace, LATER), LATER)
    assert held(stick, workspace) == evidence(SCAN, PHOTO)
    assert not list((stick / workspace.id).glob("*.part"))


def test_what_went_bad_there_is_found_by_reading_and_brought_anew(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    """Once: only sizes were compared, and rot on the stick went unseen for good."""
    backup = backup_of(workspace)
    bring(place, backup)
    scan, photo = (stick / workspace.id / name for name in evidence(SCAN, PHOTO))
    scan.write_bytes(bytes([SCAN[0] ^ 1]) + SCAN[1:])
    bring(place, backup)
    assert scan.read_bytes() != SCAN  # at closing, reading a whole stick would take too long
    kept = photo.stat().st_ino
    told: list[tuple[int, int]] = []
    again = partial(place.bring, backup, NOW, lambda *at: told.append(at), lambda: False)
    assert again(reading=True) == Brought((), mended=1)
    assert held(stick, workspace) == evidence(SCAN, PHOTO)
    assert photo.stat().st_ino == kept
    assert (len(SCAN) + len(PHOTO),) * 2 in told
    assert told[-1][0] == told[-1][1]
    assert again(reading=True) == Brought(())


def test_what_went_bad_on_both_sides_stays_and_is_named(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    backup = backup_of(workspace)
    bring(place, backup)
    scan = evidence_name(digest(SCAN))
    for path in (stick / workspace.id / scan, workspace.folder / scan):
        path.write_bytes(bytes([SCAN[0] ^ 1]) + SCAN[1:])
    told = place.bring(backup, NOW, lambda _done, _total: None, lambda: False, reading=True)
    assert told == Brought((f"{scan}：文件内容已被改动",), mended=0)
    assert (stick / workspace.id / scan).exists()


def test_the_reading_can_be_called_off(workspace: Workspace, place: SecondPlace) -> None:
    backup = backup_of(workspace)
    bring(place, backup)
    told: list[int] = []
    with pytest.raises(Cancelled):
        place.bring(backup, NOW, lambda done, _: told.append(done), lambda: True, reading=True)
    assert told == []


def test_damaged_and_missing_evidence_is_named_and_the_rest_is_brought(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    add_evidence(workspace, "新.png", b"whole")
    scan, photo = (workspace.folder / name for name in evidence(SCAN, PHOTO))
    scan.write_bytes(SCAN.replace(b"a", b"b"))
    photo.unlink()
    faults = bring(place, backup_of(workspace))
    assert set(faults) == {
        f"{evidence_name(digest(SCAN))}：文件内容已被改动",
        f"{evidence_name(digest(PHOTO))}：文件不见了",
    }
    assert place.last_visit() is None  # it has not got everything
    assert held(stick, workspace) == evidence(b"whole")
    assert len(Backups(stick / workspace.id).all()) == 1


def test_what_is_whole_there_outlives_damage_here(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    bring(place, backup_of(workspace))
    (workspace.folder / evidence_name(digest(SCAN))).write_bytes(b"gone bad")
    assert bring(place, backup_of(workspace, LATER), LATER) == ()
    assert held(stick, workspace) == evidence(SCAN, PHOTO)


def test_what_could_not_be_read_is_brought_the_next_time(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    """Once: the visit is remembered all the same, and nobody comes back for the file."""
    scan = workspace.folder / evidence_name(digest(SCAN))
    scan.rename(scan.with_name("away"))
    backup = backup_of(workspace)
    head = backup.manifest().head
    assert len(bring(place, backup)) == 1
    assert place.is_behind(head)
    scan.with_name("away").rename(scan)
    assert bring(place, backup) == ()
    assert not place.is_behind(head)
    assert held(stick, workspace) == evidence(SCAN, PHOTO)


def test_of_two_sticks_in_turn_the_one_that_is_there_is_asked(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    """Once: what went to the one counts for the other too."""
    backup = backup_of(workspace)
    head = backup.manifest().head
    assert place.is_behind(head)
    bring(place, backup)
    one, other = stick.with_name("one"), stick.with_name("other")
    stick.rename(one)
    assert not place.is_behind(head)  # none is there; the last one has everything
    (stick / workspace.id).mkdir(parents=True)
    assert place.is_behind(head)
    bring(place, backup)
    assert not place.is_behind(head)
    stick.rename(other)
    one.rename(stick)
    assert not place.is_behind(head)
    (stick / workspace.id).rename(stick / "away")
    (stick / workspace.id).touch()  # no folder: nobody's place
    assert not place.is_behind(head)


def test_a_stick_that_cannot_be_asked_is_behind(
    workspace: Workspace, place: SecondPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backup_of(workspace)
    bring(place, backup)

    def broken(_path: Path) -> Iterator[Path]:
        raise OSError(5, "broken")

    monkeypatch.setattr(Path, "iterdir", broken)
    assert place.is_behind(backup.manifest().head)


def test_a_stick_that_takes_no_more_is_told_in_its_own_words(
    workspace: Workspace, place: SecondPlace
) -> None:
    backup = backup_of(workspace)
    with no_file_over(5_000), pytest.raises(Trouble, match=r"^备份到第二位置失败：文件太大"):
        bring(place, backup)


def test_evidence_that_is_no_file_is_not_followed(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    path = workspace.folder / evidence_name(digest(SCAN))
    path.unlink()
    path.mkdir()
    [fault] = bring(place, backup_of(workspace))
    assert fault.endswith("：不是普通文件")


def test_a_pulled_stick_keeps_what_it_had_got(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    for number in range(70):
        add_evidence(workspace, f"{number}.png", b"page %d" % number)
    backup = backup_of(workspace)
    with pytest.raises(Cancelled):
        place.bring(
            backup, NOW, lambda _done, _total: None, lambda: len(held(stick, workspace)) > 9
        )
    assert len(held(stick, workspace)) == 64
    assert Backups(stick / workspace.id).all() == []
    assert place.last_visit() is None
    assert bring(place, backup) == ()
    assert len(held(stick, workspace)) == 72


def test_all_is_synced_before_it_is_remembered(
    workspace: Workspace, place: SecondPlace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backup_of(workspace)
    synced: set[int] = set()
    noted: list[bool] = []
    fsync = os.fsync

    def watched(file: int) -> None:
        synced.add(os.fstat(file).st_ino)
        noted.append((workspace.folder / NOTE).exists())
        fsync(file)

    monkeypatch.setattr(os, "fsync", watched)
    bring(place, backup)
    there = [path for path in (stick / workspace.id).rglob("*") if path.name != "files"]
    assert {path.stat().st_ino for path in there} <= synced
    assert noted.count(True) <= 1  # the folder of the note itself


def test_it_is_remembered_when_it_was_last_there(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    assert place.last_visit() is None
    backup = backup_of(workspace)
    bring(place, backup)
    visit = place.last_visit()
    assert visit is not None
    assert (visit.at, visit.head) == (NOW, backup.manifest().head.hash)
    assert SecondPlace(workspace, stick / "other").last_visit() is None


@pytest.mark.parametrize("note", [b"", b"[]", b"{}", b'{"place": 1, "at": 2, "head": 3}', b"\xff"])
def test_a_note_that_nobody_can_read_says_nothing(
    workspace: Workspace, place: SecondPlace, note: bytes
) -> None:
    (workspace.folder / NOTE).write_bytes(note)
    assert place.last_visit() is None


def test_where_it_is_not_there_one_sentence_says_since_when(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    backup = backup_of(workspace)
    stick.rename(stick.with_name("pulled"))
    assert [place.there] == [False]
    with pytest.raises(
        Trouble, match="不在（没有插上，或插的是另一个盘），还没有写到过那里；请插上"
    ):
        bring(place, backup)
    stick.with_name("pulled").rename(stick)
    assert [place.there] == [True]
    bring(place, backup)
    stick.rename(stick.with_name("pulled"))
    with pytest.raises(Trouble, match="上次写到那里是 2026-11-21 17:03；"):
        bring(place, backup)


def test_another_stick_under_the_same_name_is_another_place(
    workspace: Workspace, place: SecondPlace, stick: Path
) -> None:
    stick.rename(stick.with_name("pulled"))
    stick.mkdir()
    with pytest.raises(Trouble, match="不在"):
        bring(place, backup_of(workspace))
    assert list(stick.iterdir()) == []


def test_a_place_must_be_there_when_it_is_chosen(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到文件夹"):
        SecondPlace(workspace, tmp_path / "none").furnish()


@pytest.mark.parametrize("inside", ["", "files", "backups", "files/.."])
def test_a_place_in_the_workspace_is_refused(
    workspace: Workspace, inside: str, tmp_path: Path
) -> None:
    backup_of(workspace)
    (tmp_path / "link").symlink_to(workspace.folder)
    for way in (workspace.folder, tmp_path / "link"):
        place = SecondPlace(workspace, way / inside)
        with pytest.raises(Refused, match="在工作区文件夹里"):
            place.furnish()


def test_one_disk_is_told_from_two(workspace: Workspace, place: SecondPlace) -> None:
    assert place.on_same_disk
    assert not SecondPlace(workspace, Path("/proc")).on_same_disk
    assert not SecondPlace(workspace, Path("/nowhere")).on_same_disk


def test_a_full_stick_is_said_beforehand(
    workspace: Workspace, place: SecondPlace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backup_of(workspace)

    def usage(_: object) -> Any:  # noqa: ANN401  # as much of it as is asked for
        return type("Usage", (), {"free": 5})

    monkeypatch.setattr("shutil.disk_usage", usage)
    with pytest.raises(Trouble, match="所在的磁盘放不下：需要 1 MB，只剩 0 MB；"):
        bring(place, backup)
    assert held(stick, workspace) == {}
