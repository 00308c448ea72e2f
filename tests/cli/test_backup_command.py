"""`kaoping backup --out`, as another program uses it: one whole file, or the older one and a sentence."""

import errno
import os
import shutil
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from desktop.services.backing_up import back_up_to_file, restore_from_file
from desktop.services.workspaces import open_workspace, verify
from desktop.store.archive import MANIFEST
from desktop.store.backups import FOLDER
from desktop.store.copying import PART
from desktop.store.lock import WorkspaceLock
from desktop.store.workspace import DATABASE
from tests.cli.calling import kaoping, killed, refusal
from tests.services.building import add, demonstration_in, everything, office_in
from tests.store.faults import shim
from tests.store.faults.shim import Kind
from tests.torture import seed, times

pytestmark = pytest.mark.uncounted


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office with one file of evidence."""
    folder = office_in(tmp_path)
    with open_workspace(folder) as workspace:
        add(workspace)
    return folder


def evidence_in(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "files").rglob("*") if path.is_file())


def listed(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_it_makes_one_file_and_an_older_backup_gives_way(office: Path, tmp_path: Path) -> None:
    out = tmp_path / "备份.zip"
    for _ in range(2):
        ended = kaoping("backup", "--workspace", office, "--out", out)
        assert (ended.returncode, ended.stdout) == (0, "")
        assert ended.stderr == f"已备份到 {out}\n"
    assert listed(tmp_path) == {"office", "备份.zip"}
    with ZipFile(out) as found:
        assert found.testzip() is None
        [scan] = evidence_in(office)
        own = {DATABASE, MANIFEST, scan.relative_to(office).as_posix()}
        assert set(found.namelist()) == own
    assert verify(office).faults == ()


def test_another_workspaces_backup_does_not_give_way(tmp_path: Path) -> None:
    """Once: a slip in the name, and the only backup of the neighbour was gone."""
    demo, out = demonstration_in(tmp_path), tmp_path / "备份 一.zip"
    assert kaoping("backup", "--workspace", demo, "--out", out).returncode == 0
    before = out.read_bytes()
    (tmp_path / "own").mkdir()
    said = refusal("backup", "--workspace", office_in(tmp_path / "own"), "--out", out)
    assert said == f"“{out}”是另一个工作区的备份，没有覆盖；请换一个名称，或先把它移开"
    assert out.read_bytes() == before


def test_a_backup_that_knows_more_does_not_give_way(office: Path, tmp_path: Path) -> None:
    """Once: an older state was brought back, and the next backup replaced what was newer."""
    older, newer = tmp_path / "旧.zip", tmp_path / "新.zip"
    assert kaoping("backup", "--workspace", office, "--out", older).returncode == 0
    with open_workspace(office) as workspace:
        add(workspace, "2.pdf", b"second")
    assert kaoping("backup", "--workspace", office, "--out", newer).returncode == 0
    restore_from_file(older, tmp_path / "back")
    said = refusal("backup", "--workspace", tmp_path / "back", "--out", newer)
    assert said == f"“{newer}”里有这个工作区没有的留痕，没有覆盖；请换一个名称，或先把它移开"
    assert restore_from_file(newer, tmp_path / "all").faults == ()
    assert everything(tmp_path / "all") == everything(office)


def test_missing_and_altered_evidence_is_named_and_the_rest_is_there(tmp_path: Path) -> None:
    folder = demonstration_in(tmp_path)
    altered, missing, *_ = evidence_in(folder)
    altered.write_bytes(b"altered")
    missing.unlink()
    ended = kaoping("backup", "--workspace", folder, "--out", tmp_path / "full.zip")
    assert ended.returncode == 1
    assert set(ended.stdout.splitlines()) == {
        f"{altered.relative_to(folder).as_posix()}：文件内容已被改动",
        f"{missing.relative_to(folder).as_posix()}：文件不见了",
    }
    assert ended.stderr == f"已备份到 {tmp_path / 'full.zip'}\n"
    back = restore_from_file(tmp_path / "full.zip", tmp_path / "back")
    assert len(back.faults) == 2


UNFIT = {
    "name too long": ("长" * 120, "名称或路径太长"),
    "folder not there": ("none/full.zip", "找不到文件夹“{place}/none”，请先建好它"),
    "behind a file": ("notes.txt/full.zip", "找不到文件夹“{place}/notes.txt”"),
    "folder": ("folder", "“{place}/folder”是文件夹，请写明备份文件的名称"),
    "folder to be": ("new/", "没有写明文件名"),
    "nothing": ("", "没有写明文件名"),
    "pipe": ("pipe", "“{place}/pipe”不是普通文件"),
    "device": ("/dev/null", "“/dev/null”不是普通文件"),
    "link to a device": ("device", "“{place}/device”不是普通文件"),
    "another's file": ("notes.txt", "“{place}/notes.txt”已经存在，而且不是完好的考评台备份"),
    "link to another's file": ("link", "“{place}/link”已经存在，而且不是完好的考评台备份"),
    "the database": ("office/kaoping.db", "请"),
    "in the workspace": ("office/files/full.zip", "在工作区文件夹里"),
}


@pytest.mark.parametrize(("named", "words"), UNFIT.values(), ids=UNFIT)
def test_what_is_no_place_for_a_backup_is_refused(
    office: Path, tmp_path: Path, named: str, words: str
) -> None:
    """Once: what was there was overwritten, replaced, or told in the words of another cause."""
    (tmp_path / "notes.txt").write_bytes(b"mine")
    (tmp_path / "link").symlink_to("notes.txt")
    (tmp_path / "device").symlink_to(os.devnull)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    out = f"{tmp_path}/{named}" if named and not named.startswith("/") else named
    before = {path: path.lstat().st_ino for path in tmp_path.rglob("*")}
    content = everything(office)
    said = refusal("backup", "--workspace", office, "--out", out)
    assert words.format(place=tmp_path) in said
    assert "请" in said
    assert {path: path.lstat().st_ino for path in tmp_path.rglob("*")} == before
    assert (tmp_path / "notes.txt").read_bytes() == b"mine"
    assert everything(office) == content


def test_a_link_is_followed_to_where_it_leads(office: Path, tmp_path: Path) -> None:
    """Once: the link was replaced, and the stick it led to got nothing."""
    (tmp_path / "stick").mkdir()
    (tmp_path / "latest.zip").symlink_to("stick/full.zip")
    for _ in range(2):
        ended = kaoping("backup", "--workspace", office, "--out", tmp_path / "latest.zip")
        assert ended.returncode == 0
        assert (tmp_path / "latest.zip").is_symlink()
        assert listed(tmp_path / "stick") == {"full.zip"}
    assert restore_from_file(tmp_path / "latest.zip", tmp_path / "back").faults == ()


def test_out_must_be_named(office: Path) -> None:
    assert "--out 文件" in refusal("backup", "--workspace", office)


def test_without_a_workspace_the_user_s_own_one_is_taken(office: Path, tmp_path: Path) -> None:
    home = tmp_path / "data"
    out = tmp_path / "full.zip"
    said = refusal("backup", "--out", out, XDG_DATA_HOME=str(home))
    assert said == f"文件夹“{home / 'kaoping' / 'workspace'}”里没有工作区，请核对位置"
    shutil.copytree(office, home / "kaoping" / "workspace")
    assert kaoping("backup", "--out", out, XDG_DATA_HOME=str(home)).returncode == 0
    assert restore_from_file(out, tmp_path / "back").faults == ()


def test_while_another_program_is_in_it_nothing_is_made(office: Path, tmp_path: Path) -> None:
    with WorkspaceLock.take(office):
        said = refusal("backup", "--workspace", office, "--out", tmp_path / "full.zip")
    assert said.startswith("工作区正被另一个程序使用（")
    assert listed(tmp_path) == {"office"}


def test_where_its_own_folder_of_backups_takes_nothing_it_is_made_all_the_same(
    office: Path, tmp_path: Path
) -> None:
    (office / FOLDER).write_bytes(b"in the way")
    (tmp_path / "stick").mkdir()
    ended = kaoping("backup", "--workspace", office, "--out", tmp_path / "stick" / "full.zip")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert listed(tmp_path / "stick") == {"full.zip"}
    assert restore_from_file(tmp_path / "stick" / "full.zip", tmp_path / "back").faults == ()
    assert everything(tmp_path / "back") == everything(office)


def back_up_from_a_full_disk(office: str, out: str, error: str) -> None:
    """Nothing can be written to the workspace's own disk any more, from before it is opened."""
    shim.arm(1, int(error), persistent=True, kinds=shim.CHANGES & ~Kind.OPEN)
    with open_workspace(Path(office)) as workspace:
        made = back_up_to_file(workspace, Path(out))
    assert shim.hits()
    shim.disarm()
    assert made.faults == ()


@pytest.mark.skipif(not shim.available(), reason="needs Linux and a C compiler")
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS])
def test_from_a_disk_that_takes_no_more_it_is_the_rescue(
    office: Path, tmp_path: Path, error: int
) -> None:
    """Once: the copy of the database was to be made on the full disk first."""
    out = tmp_path / "stick" / "full.zip"
    out.parent.mkdir()
    shim.run_function(back_up_from_a_full_disk, str(office), str(out), str(error), root=office)
    assert listed(out.parent) == {"full.zip"}
    assert restore_from_file(out, tmp_path / "back").faults == ()
    assert everything(tmp_path / "back") == everything(office)


def test_a_kill_leaves_the_older_backup_or_the_new_one(tmp_path: Path) -> None:
    folder, out = demonstration_in(tmp_path), tmp_path / "stick" / "full.zip"
    out.parent.mkdir()
    call = ("backup", "--workspace", folder, "--out", out)
    assert kaoping(*call).returncode == 0
    chance = Random(seed())  # noqa: S311  # it only picks moments
    came_before = 0
    for turn in range(times(2, 25)):
        with open_workspace(folder) as workspace:
            add(workspace, f"{turn}.pdf", b"%d" % turn * 999_999)
        for path in out.parent.glob(f".*{PART}"):
            path.unlink()
        begun = lambda: any(out.parent.glob(f".*{PART}"))  # noqa: E731  # short
        came_before += killed(*call, once=begun, after=chance.uniform(0, 0.05))
        back = tmp_path / "back"
        assert restore_from_file(out, back).faults == ()
        assert verify(back).faults == ()
        assert verify(folder).faults == ()
        shutil.rmtree(back)
    assert came_before
