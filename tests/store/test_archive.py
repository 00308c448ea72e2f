"""One full file and back: whole or refused, and whatever is wrong with a file costs one sentence."""

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store import drives, packing, restoring
from desktop.store.archive import MANIFEST
from desktop.store.backups import FOLDER, Backup, Backups
from desktop.store.copying import Cancelled
from desktop.store.evidence_reading import Unreadable, chunks_of
from desktop.store.manifests import evidence_name
from desktop.store.packing import pack
from desktop.store.restoring import restore
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, Workspace, open_workspace
from tests.store.building import (
    PHOTO,
    SCAN,
    add_evidence,
    bare_folder,
    digest,
    dump_of,
    rich_folder,
)
from tests.store.full_disk import no_file_over

NOW = datetime(2026, 11, 21, 17, 3, 9, tzinfo=UTC)
SCAN_NAME, PHOTO_NAME = evidence_name(digest(SCAN)), evidence_name(digest(PHOTO))


def silent(_done: int, _total: int) -> None:
    pass


def never() -> bool:
    return False


def packed(workspace: Workspace, out: Path) -> tuple[str, ...]:
    backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)
    return pack(out, backup, workspace.files, silent, never)


def restored(file: Path, folder: Path) -> tuple[str, ...]:
    return restore(file, folder, silent, never)


def listed(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(rich_folder(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def full(workspace: Workspace, tmp_path: Path) -> Path:
    """A whole archive."""
    assert packed(workspace, tmp_path / "备份.zip") == ()
    return tmp_path / "备份.zip"


# ---- Packing ------------------------------------------------------------------------------------


def test_an_archive_holds_everything_and_says_so(full: Path, workspace: Workspace) -> None:
    with ZipFile(full) as found:
        assert found.testzip() is None
        assert found.namelist() == [DATABASE, *sorted([SCAN_NAME, PHOTO_NAME]), MANIFEST]
        assert found.getinfo(DATABASE).compress_type == ZIP_DEFLATED
        assert found.getinfo(SCAN_NAME).compress_type == ZIP_STORED
        assert found.read(SCAN_NAME) == SCAN
        manifest = json.loads(found.read(MANIFEST))
    assert manifest["workspace"] == workspace.id
    assert manifest["evidence"] == {digest(one): len(one) for one in (SCAN, PHOTO)}
    assert str(workspace.folder).encode() not in full.read_bytes()


def test_an_older_file_gives_way_to_a_good_one(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "old.zip").write_bytes(b"old")
    packed(workspace, tmp_path / "old.zip")
    assert zipfile.is_zipfile(tmp_path / "old.zip")
    assert listed(tmp_path) == {"rich", "old.zip"}


def test_a_file_that_reads_back_wrong_takes_no_place(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old.zip").write_bytes(b"old")

    def broken(file: int) -> None:
        os.pwrite(file, b"broken", 40)

    with monkeypatch.context() as patch:
        patch.setattr(packing, "sync_folder", lambda _: None)
        backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)
        patch.setattr(os, "fsync", broken)
        with pytest.raises(Trouble, match="读回不对；请检查那里的磁盘"):
            pack(tmp_path / "old.zip", backup, workspace.files, silent, never)
    assert (tmp_path / "old.zip").read_bytes() == b"old"
    assert listed(tmp_path) == {"rich", "old.zip"}


def test_called_off_it_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)
    turns: list[int] = []
    with pytest.raises(Cancelled):
        pack(
            tmp_path / "new.zip",
            backup,
            workspace.files,
            lambda done, _: turns.append(done),
            lambda: len(turns) > 2,
        )
    assert listed(tmp_path) == {"rich"}


def test_progress_ends_where_it_said(workspace: Workspace, tmp_path: Path) -> None:
    backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)
    told: list[tuple[int, int]] = []
    pack(tmp_path / "new.zip", backup, workspace.files, lambda *at: told.append(at), never)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_nowhere_to_write_is_said(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="找不到文件或文件夹"):
        packed(workspace, tmp_path / "none" / "new.zip")


def test_a_clock_before_1980_is_no_hindrance(workspace: Workspace, tmp_path: Path) -> None:
    backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)
    os.utime(backup.path, (0, 0))
    assert pack(tmp_path / "new.zip", backup, workspace.files, silent, never) == ()
    assert restored(tmp_path / "new.zip", tmp_path / "back") == ()


def test_a_large_file_gets_its_long_sizes(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10)
    assert packed(workspace, tmp_path / "new.zip") == ()
    monkeypatch.undo()
    with ZipFile(tmp_path / "new.zip") as found:
        assert found.getinfo(SCAN_NAME).extract_version == 45
    assert restored(tmp_path / "new.zip", tmp_path / "back") == ()


# ---- There and back -----------------------------------------------------------------------------


def test_a_restored_workspace_is_the_same(full: Path, workspace: Workspace, tmp_path: Path) -> None:
    with workspace.reading() as view:
        head = view.head()
    workspace.close()
    back = tmp_path / "另一台" / "考评" / "工作区"
    assert restored(full, back) == ()
    assert dump_of(back) == dump_of(workspace.folder)
    assert list(faults_in(back / DATABASE, back / "files")) == []
    assert listed(back) == {DATABASE, "files", "lock"}
    assert listed(back.parent) == {"工作区"}
    with open_workspace(back) as again, again.reading() as view:
        assert (view.head(), again.id) == (head, workspace.id)


def test_an_empty_folder_will_do(full: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    restored(full, tmp_path / "empty")
    assert (tmp_path / "empty" / DATABASE).exists()


def test_a_link_to_a_folder_stays_a_link(full: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    restored(full, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "empty" / DATABASE).exists()


def test_a_workspace_without_evidence(tmp_path: Path) -> None:
    with open_workspace(bare_folder(tmp_path)) as workspace:
        packed(workspace, tmp_path / "bare.zip")
    assert restored(tmp_path / "bare.zip", tmp_path / "back") == ()
    assert listed(tmp_path / "back") == {DATABASE, "lock"}


@pytest.mark.parametrize("there", ["file", "folder"])
def test_nothing_is_restored_over_anything(full: Path, tmp_path: Path, there: str) -> None:
    target = tmp_path / "taken"
    if there == "folder":
        target.mkdir()
        (target / "notes.txt").write_bytes(b"mine")
    else:
        target.write_bytes(b"mine")
    why = {"file": "不是文件夹，请另选", "folder": "里已有内容，请另选"}[there]
    with pytest.raises(Refused, match=why):
        restored(full, target)
    assert listed(tmp_path) == {"rich", "备份.zip", "taken"}


def test_not_on_a_stick(full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives, "_unfit", lambda _: "在优盘上")
    with pytest.raises(Refused, match="工作区不能放在那里"):
        restored(full, tmp_path / "back")


def test_a_full_disk_is_said_before_anything_is_written(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def usage(_: object) -> Any:  # noqa: ANN401  # as much of it as is asked for
        return type("Usage", (), {"free": 5})

    monkeypatch.setattr("shutil.disk_usage", usage)
    with pytest.raises(Trouble, match="所在的磁盘放不下"):
        restored(full, tmp_path / "new" / "back")
    assert listed(tmp_path) == {"rich", "备份.zip"}


def test_called_off_a_restoring_leaves_nothing(full: Path, tmp_path: Path) -> None:
    turns: list[int] = []
    with pytest.raises(Cancelled):
        restore(
            full,
            tmp_path / "new" / "back",
            lambda done, _: turns.append(done),
            lambda: len(turns) > 1,
        )
    assert listed(tmp_path) == {"rich", "备份.zip"}


# ---- Evidence that was missing or damaged -------------------------------------------------------


@pytest.fixture
def damaged(workspace: Workspace, tmp_path: Path) -> Path:
    """One file is altered, one is gone, one is whole."""
    add_evidence(workspace, "好.png", b"whole")
    (workspace.folder / SCAN_NAME).write_bytes(b"altered")
    (workspace.folder / PHOTO_NAME).unlink()
    assert set(packed(workspace, tmp_path / "damaged.zip")) == {
        f"{SCAN_NAME}：文件内容已被改动",
        f"{PHOTO_NAME}：文件不见了",
    }
    return tmp_path / "damaged.zip"


def test_it_is_backed_up_as_it_is_and_comes_back_so(damaged: Path, tmp_path: Path) -> None:
    assert restored(damaged, tmp_path / "back") == (
        f"{SCAN_NAME}：文件内容在备份前已被改动",
        f"{PHOTO_NAME}：备份里没有这个文件",
    )
    assert (tmp_path / "back" / SCAN_NAME).read_bytes() == b"altered"
    assert len(list(faults_in(tmp_path / "back" / DATABASE, tmp_path / "back" / "files"))) == 2


def test_a_file_that_breaks_off_is_backed_up_as_far_as_it_goes(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(path: Path) -> Iterator[memoryview]:
        if path.name != digest(SCAN):
            yield from chunks_of(path)
            return
        yield memoryview(SCAN[:5])
        raise Unreadable("文件读不出，请检查磁盘和权限")

    monkeypatch.setattr(packing, "chunks_of", breaking)
    [fault] = packed(workspace, tmp_path / "new.zip")
    assert fault == f"{SCAN_NAME}：文件读不出，请检查磁盘和权限"
    assert restored(tmp_path / "new.zip", tmp_path / "back")
    assert (tmp_path / "back" / SCAN_NAME).read_bytes() == SCAN[:5]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
def test_a_file_that_cannot_be_read_is_a_fault_of_its_own() -> None:
    with pytest.raises(Unreadable, match="文件读不出"):
        next(chunks_of(Path("/proc/self/mem")))


# ---- From a backup as it lies in a workspace or a second place ----------------------------------


def test_a_backup_in_the_workspace_can_be_restored_itself(
    workspace: Workspace, tmp_path: Path
) -> None:
    backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)
    assert restored(backup.path, tmp_path / "back") == ()
    assert (tmp_path / "back" / SCAN_NAME).read_bytes() == SCAN


def beside(workspace: Workspace, tmp_path: Path) -> Backup:
    """A backup with its evidence beside it, as a second place has it."""
    there = tmp_path / "there"
    backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)
    shutil.copytree(workspace.folder / FOLDER, there)
    shutil.copytree(workspace.folder / "files", there / "files")
    return Backup(there / backup.path.name, backup.moment)


def test_a_second_place_can_be_restored(workspace: Workspace, tmp_path: Path) -> None:
    backup = beside(workspace, tmp_path)
    (backup.path.parent / PHOTO_NAME).unlink()
    assert restored(backup.path, tmp_path / "back") == (f"{PHOTO_NAME}：文件不见了",)
    assert (tmp_path / "back" / SCAN_NAME).read_bytes() == SCAN


def test_beside_damaged_evidence_the_backup_still_comes_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Once: one damaged scan makes every backup that lies beside it worthless."""
    add_evidence(workspace, "好.png", b"whole")
    backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)
    scan, photo = (workspace.folder / name for name in (SCAN_NAME, PHOTO_NAME))
    scan.write_bytes(b"altered since")
    photo.unlink()
    photo.mkdir()
    assert set(restored(backup.path, tmp_path / "back")) == {
        f"{SCAN_NAME}：文件内容已被改动",
        f"{PHOTO_NAME}：不是普通文件",
    }
    assert (tmp_path / "back" / SCAN_NAME).read_bytes() == b"altered since"
    assert not (tmp_path / "back" / PHOTO_NAME).exists()
    with open_workspace(tmp_path / "back") as back:
        assert back.files.path_of(digest(b"whole")).read_bytes() == b"whole"


def test_progress_goes_no_further_than_it_said(workspace: Workspace, tmp_path: Path) -> None:
    backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)
    (workspace.folder / SCAN_NAME).write_bytes(b"grown" * 99)
    told: list[tuple[int, int]] = []
    restore(backup.path, tmp_path / "back", lambda *at: told.append(at), never)
    assert told[-1][0] == told[-1][1] == max(done for done, _ in told)


def test_evidence_that_breaks_off_does_not_come_back_in_part(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)

    def breaking(path: Path) -> Iterator[memoryview]:
        if path.name != digest(SCAN):
            yield from chunks_of(path)
            return
        yield memoryview(SCAN[:5])
        raise Unreadable("文件读不出，请检查磁盘和权限")

    monkeypatch.setattr(restoring, "chunks_of", breaking)
    [fault] = restored(backup.path, tmp_path / "back")
    assert fault == f"{SCAN_NAME}：文件读不出，请检查磁盘和权限"
    assert listed(tmp_path / "back" / "files") == {digest(PHOTO)[:2]}


@pytest.mark.parametrize("guess", ["stick", "workspace", "backups"])
def test_a_folder_is_no_backup(workspace: Workspace, tmp_path: Path, guess: str) -> None:
    """Once: the system's own error number is all that is said."""
    there = beside(workspace, tmp_path).path.parent
    own = {"workspace": workspace.folder, "backups": workspace.folder / FOLDER}
    with pytest.raises(Refused, match=r"是文件夹，请选一个备份文件：.*\.zip.*\.db"):
        restored(own.get(guess, there), tmp_path / "back")
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("kept", [True, False])
def test_a_disk_that_takes_no_more_is_said_of_the_restoring(
    workspace: Workspace, full: Path, tmp_path: Path, *, kept: bool
) -> None:
    file = beside(workspace, tmp_path).path if kept else full
    before = listed(tmp_path)
    with no_file_over(5_000), pytest.raises(Trouble, match=r"^恢复失败：文件太大"):
        restored(file, tmp_path / "back")
    assert listed(tmp_path) == before


@pytest.mark.parametrize("name", [DATABASE, MANIFEST])
def test_a_damaged_one_is_refused(workspace: Workspace, tmp_path: Path, name: str) -> None:
    backup = beside(workspace, tmp_path)
    path = {DATABASE: backup.path, MANIFEST: backup.path.with_suffix(".json")}[name]
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Refused, match="不是完好的考评台备份"):
        restored(backup.path, tmp_path / "back")
    assert not (tmp_path / "back").exists()
