"""`kaoping restore`, as another program uses it: the workspace as it was, or nothing and a sentence."""

import atexit
import json
import os
import shutil
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from zipfile import ZipFile

import pytest

from desktop.services.backing_up import back_up_when_closing
from desktop.services.workspaces import open_workspace, verify
from desktop.store.archive import MANIFEST
from desktop.store.backups import FOLDER
from desktop.store.building_site import SITE
from desktop.store.lock import WorkspaceLock
from desktop.store.workspace import DATABASE
from tests.cli.calling import kaoping, killed, refusal
from tests.services.building import demonstration_in, everything, files_in
from tests.torture import seed, times

pytestmark = pytest.mark.uncounted


@cache
def made() -> tuple[Path, Path]:
    """The demonstration, and one full file of it, by the command; never to be changed."""
    place = Path(mkdtemp(prefix="kaoping-restore-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder = demonstration_in(place)
    assert kaoping("backup", "--workspace", folder, "--out", place / "full.zip").returncode == 0
    return folder, place / "full.zip"


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A full file of one's own."""
    return Path(shutil.copy(made()[1], tmp_path / "full.zip"))


def listed(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_of_it_comes_back(full: Path, tmp_path: Path) -> None:
    old, back = made()[0], tmp_path / "new" / "back"
    ended = kaoping("restore", full, "--workspace", back)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == f"已恢复到 {back}\n"
    assert everything(back) == everything(old)
    assert files_in(back) == files_in(old)
    for command in (["verify"], ["rounds"], ["rounds", "--json"]):
        told = [kaoping(*command, "--workspace", one) for one in (old, back)]
        assert [one.returncode for one in told] == [0, 0]
        assert told[0].stdout == told[1].stdout  # of verify, the end of the trail
    assert json.loads(kaoping("rounds", "--json", "--workspace", back).stdout)
    assert listed(tmp_path) == {"full.zip", "new"}
    assert listed(back) == {DATABASE, "files", "lock"}


def test_the_folder_in_which_one_stands_will_do(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: it was replaced, and the command that had succeeded said that it could not write."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.setattr("tests.program.CHECKOUT", place)
    path = str(Path(__file__).parents[2])
    ended = kaoping("restore", full, "--workspace", ".", PYTHONPATH=path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "已恢复到 .\n")
    assert kaoping("verify", "--workspace", ".", PYTHONPATH=path).returncode == 0


def test_nothing_that_is_there_is_touched(full: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "notes.txt").write_bytes(b"mine")
    said = refusal("restore", full, "--workspace", taken)
    assert said == f"文件夹“{taken}”里已有内容，请另选一个新的或空的文件夹"
    assert listed(taken) == {"notes.txt"}
    assert kaoping("restore", full, "--workspace", tmp_path / "back").returncode == 0
    before = everything(tmp_path / "back")
    assert "里已有内容" in refusal("restore", full, "--workspace", tmp_path / "back")
    assert everything(tmp_path / "back") == before


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def edit_manifest(file: Path) -> None:
    with ZipFile(file) as found:
        members = [(one, found.read(one)) for one in found.infolist()]
    with ZipFile(file, "w") as out:
        for one, content in members:
            told = content.replace(b'"events": ', b'"events": 9')
            out.writestr(one, told if one.filename == MANIFEST else content)


def edit_database(file: Path) -> None:
    with ZipFile(file) as found:
        place = found.getinfo(DATABASE).header_offset + 9_000
    content = bytearray(file.read_bytes())
    content[place : place + 99] = bytes(99)  # one bit can be packed another way and mean the same
    file.write_bytes(content)


def become_text(file: Path) -> None:
    file.write_text("不是压缩文件", "utf-8")


def become_empty(file: Path) -> None:
    file.write_bytes(b"")


def become_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def become_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def go(file: Path) -> None:
    file.unlink()


WRONG = {
    cut: "不是完好的考评台备份：有损坏，读不出；请换一份备份",
    edit_manifest: "不是完好的考评台备份：数据库与清单不符；请换一份备份",
    edit_database: "不是完好的考评台备份：里面的 kaoping.db 有损坏，读不出；请换一份备份",
    become_text: "不是完好的考评台备份：有损坏，读不出；请换一份备份",
    become_empty: "不是完好的考评台备份：有损坏，读不出；请换一份备份",
    become_a_pipe: "不是普通文件（是管道、设备一类），请选一个备份文件",
    become_a_folder: "是文件夹，请选一个备份文件",
    go: "读取备份失败：找不到文件或文件夹",
}


@pytest.mark.parametrize("change", WRONG, ids=lambda one: one.__name__)
def test_what_is_no_whole_backup_is_refused(full: Path, tmp_path: Path, change: object) -> None:
    assert callable(change)
    change(full)
    before = listed(tmp_path)
    said = refusal("restore", full, "--workspace", tmp_path / "new" / "back")
    assert WRONG[change] in said
    assert str(full) in said
    assert listed(tmp_path) == before


def test_one_damaged_file_of_evidence_is_named_and_the_rest_comes(
    full: Path, tmp_path: Path
) -> None:
    """Once: all of it was refused."""
    with ZipFile(full) as found:
        member = next(one for one in found.infolist() if one.filename.startswith("files/"))
    content = bytearray(full.read_bytes())
    content[member.header_offset + 30 + len(member.filename) + member.file_size // 2] ^= 1
    full.write_bytes(content)
    back = tmp_path / "back"
    ended = kaoping("restore", full, "--workspace", back)
    assert (ended.returncode, ended.stdout) == (1, f"{member.filename}：文件内容已被改动\n")
    assert ended.stderr == f"已恢复到 {back}\n"
    checked = kaoping("verify", "--workspace", back)
    assert (checked.returncode, checked.stdout) == (1, ended.stdout)


def test_a_backup_of_the_workspace_itself_comes_back_too(tmp_path: Path) -> None:
    folder = demonstration_in(tmp_path)
    with open_workspace(folder) as workspace:
        kept = back_up_when_closing(workspace).backup
    assert kept
    assert kept.file.parent == folder / FOLDER
    assert kaoping("restore", kept.file, "--workspace", tmp_path / "back").returncode == 0
    assert everything(tmp_path / "back") == everything(folder)
    assert files_in(tmp_path / "back") == files_in(folder)


def test_without_a_workspace_it_becomes_the_user_s_own_one(full: Path, tmp_path: Path) -> None:
    home = str(tmp_path / "data")
    assert kaoping("restore", full, XDG_DATA_HOME=home).returncode == 0
    folder = tmp_path / "data" / "kaoping" / "workspace"
    assert everything(folder) == everything(made()[0])
    assert kaoping("rounds", XDG_DATA_HOME=home).returncode == 0
    assert "里已有内容" in refusal("restore", full, XDG_DATA_HOME=home)


def test_where_another_program_is_at_work_it_is_left_alone(full: Path, tmp_path: Path) -> None:
    (tmp_path / "back").mkdir()
    with WorkspaceLock.take(tmp_path / "back"):
        said = refusal("restore", full, "--workspace", tmp_path / "back")
        assert said.startswith("工作区正被另一个程序使用（")
    assert kaoping("restore", full, "--workspace", tmp_path / "back").returncode == 0


def test_a_kill_leaves_no_workspace_or_a_whole_one(full: Path, tmp_path: Path) -> None:
    chance = Random(seed())  # noqa: S311  # it only picks moments
    back = tmp_path / "back"
    came_before = 0
    for _ in range(times(2, 60)):
        call = ("restore", full, "--workspace", back)
        came_before += killed(*call, once=(back / SITE).exists, after=chance.uniform(0, 0.15))
        assert listed(tmp_path) <= {"full.zip", "back"}
        if not (back / DATABASE).exists():
            assert "里没有工作区" in refusal("verify", "--workspace", back)
            assert kaoping(*call).returncode == 0
        assert verify(back).faults == ()
        assert files_in(back) == files_in(made()[0])
        shutil.rmtree(back)
    assert came_before
