"""The building site: in its own folder alone, whole or not at all, and begun again after a kill."""

import atexit
import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store import building_site as module
from desktop.store.backups import FOLDER, Backups
from desktop.store.building_site import SITE, building_site
from desktop.store.lock import WorkspaceLock
from desktop.store.packing import pack
from desktop.store.restoring import restore
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, create_workspace, open_workspace
from tests.store.building import add_evidence, digest, rich_folder
from tests.store.faults import shim
from tests.store.faults.calls import ACK
from tests.store.faults.campaign import run_campaign
from tests.store.faults.tree import Tree, scratch
from tests.torture import seed, times

pytestmark = pytest.mark.uncounted

NOW = datetime(2026, 11, 21, 17, 3, 9, tzinfo=UTC)
FILE = digest(b"a page")


@cache
def archive() -> Path:
    """A whole archive; never to be changed."""
    place = Path(mkdtemp(prefix="kaoping-site-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    with open_workspace(rich_folder(place)) as workspace:
        backup = Backups(workspace.folder / FOLDER).make(workspace.folder / DATABASE, NOW)
        pack(place / "full.zip", backup, workspace.files, lambda *_: None, bool)
    return place / "full.zip"


def build(folder: Path) -> None:
    """A workspace with evidence, as the demonstration is built."""
    with building_site(folder, "建立") as site, create_workspace(site, on_site=True) as workspace:
        add_evidence(workspace, "页.png", b"a page")


def rebuild(folder: Path) -> None:
    restore(archive(), folder, lambda *_: None, bool)


both_ways = pytest.mark.parametrize("way", [build, rebuild])
Way = Callable[[Path], None]


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def sound(folder: Path) -> bool:
    open_workspace(folder).close()
    return [*faults_in(folder / DATABASE, folder / "files")] == []


@both_ways
def test_nothing_is_written_beside_the_folder(way: Way, tmp_path: Path) -> None:
    """Once: it was built beside it, which a mount or a parent that is another's does not permit."""
    target = tmp_path / "outer" / "target"
    target.mkdir(parents=True)
    before = target.stat().st_ino, target.parent.stat().st_mtime_ns
    way(target)
    assert (target.stat().st_ino, target.parent.stat().st_mtime_ns) == before
    assert {path.name for path in target.iterdir()} - {"incoming"} == {DATABASE, "files", "lock"}
    assert sound(target)


@both_ways
def test_the_folder_in_which_one_stands_will_do(
    way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: the folder was replaced, and whoever stood in it stood nowhere."""
    archive()
    monkeypatch.chdir(tmp_path)
    way(Path())
    assert Path.cwd() == tmp_path
    assert sound(Path())


def failing(site: Path) -> None:
    (site / "files").mkdir()
    raise Trouble("磁盘已满，请清理")


@pytest.mark.parametrize("there", [True, False])
def test_a_build_that_fails_leaves_nothing(tmp_path: Path, *, there: bool) -> None:
    target = tmp_path / "new" / "target"
    if there:
        target.mkdir(parents=True)
    before = names(tmp_path)
    with pytest.raises(Trouble, match="磁盘已满"), building_site(target, "建立") as site:
        failing(site)
    assert names(tmp_path) == before
    build(target)
    assert sound(target)


@pytest.mark.parametrize("nth", range(1, 7))
def test_a_move_up_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """Also where the last sync fails: what is told to have failed is not there."""
    calls: list[str] = []

    def counted(call: Callable[..., None], *args: Path) -> None:
        calls.append(call.__name__)
        if len(calls) == nth:
            raise OSError(errno.EIO, "broken")
        call(*args)

    for name in ("move", "sync_file", "sync_folder"):
        monkeypatch.setattr(module, name, partial(counted, getattr(module, name)))
    with pytest.raises(Trouble, match="磁盘读写出错"):
        rebuild(tmp_path / "new" / "target")
    assert names(tmp_path) == set()
    assert len(calls) == nth


@both_ways
def test_what_a_killed_build_left_is_begun_again(way: Way, tmp_path: Path) -> None:
    """Once: it lay there half filled and blocked the next one."""
    build(tmp_path / "other")
    target = tmp_path / "target"
    (target / SITE / "files").mkdir(parents=True)
    (target / SITE / DATABASE).write_bytes(b"half")
    shutil.copytree(tmp_path / "other" / "files", target / "files")
    (target / "files" / "ab").mkdir()
    (target / "incoming").mkdir()
    (target / "lock").touch()
    way(target)
    assert sound(target)
    assert not (target / SITE).exists()


@pytest.mark.parametrize(
    "there",
    [
        ("notes.txt",),
        (SITE, "notes.txt"),
        (SITE, DATABASE),
        (DATABASE,),
        ("files/",),
        ("files/", "incoming/", "lock"),
    ],
)
def test_what_is_anybody_s_own_is_left_alone(tmp_path: Path, there: tuple[str, ...]) -> None:
    for name in there:
        if name.endswith("/") or name == SITE:
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_bytes(b"mine")
    before = names(tmp_path)
    with pytest.raises(Refused, match="里已有内容，请另选一个"):
        build(tmp_path)
    assert names(tmp_path) == before


def test_a_link_in_the_place_of_the_site_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note").touch()
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / SITE).symlink_to(tmp_path / "mine")
    with pytest.raises(Refused, match="里已有内容"):
        build(tmp_path / "target")
    assert (tmp_path / "mine" / "note").exists()


def test_a_site_where_another_builds_is_left_to_it(tmp_path: Path) -> None:
    with building_site(tmp_path, "建立") as site:
        with create_workspace(site) as workspace:
            with pytest.raises(Trouble, match="正被另一个程序使用"):
                build(tmp_path)
            add_evidence(workspace, "页.png", b"a page")
        assert names(tmp_path) >= {SITE, f"{SITE}/{DATABASE}"}
    assert sound(tmp_path)
    WorkspaceLock.take(tmp_path).release()


# ---- Kills and power cuts -----------------------------------------------------------------------


def kill_at(nth: int, deed: Callable[[], None]) -> bool:
    """Do it in a child that is killed before its nth change to the disk; whether it came so far."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status)
    changes = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}
    left = iter(range(nth - 1))

    def watch(event: str, _: object) -> None:
        if event in changes and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    try:
        deed()
    finally:
        os._exit(0)


def kills() -> Iterator[int]:
    """Before which change: those at the beginning, and some of what follows."""
    yield from range(1, times(6, 999))
    yield from sorted(Random(seed()).sample(range(12, 140), times(4, 10)))  # noqa: S311  # it picks places
    yield 999


@both_ways
def test_a_kill_leaves_no_workspace_or_a_whole_one(way: Way, tmp_path: Path) -> None:
    archive()
    left = {True: 0, False: 0}
    for nth in kills():
        target = tmp_path / str(nth) / "target"
        came_so_far = kill_at(nth, partial(way, target))
        assert names(tmp_path / str(nth)) <= {"target"} | {
            f"target/{name}" for name in names(target)
        }
        whole = (target / DATABASE).exists()
        left[whole] += 1
        if not whole:
            assert came_so_far
            way(target)
        assert sound(target)
        shutil.rmtree(tmp_path / str(nth))
        if not came_so_far:
            break
    assert left[False]
    assert left[True]


def promise(root: str, way: str) -> None:
    {"build": build, "rebuild": rebuild}[way](Path(root) / "ws")
    os.write(os.open(f"{root}/{ACK}", os.O_CREAT | os.O_WRONLY | os.O_APPEND), b"made\n")


def failures_after_cut(way: Way, left: Path, promised: str) -> list[str]:
    if not (left / "ws" / DATABASE).exists():
        if promised:
            return ["lost"]
        way(left / "ws")
    return [] if sound(left / "ws") else ["unsound"]


@pytest.mark.skipif(not shim.available(), reason="needs Linux and a C compiler")
@both_ways
def test_a_power_cut_leaves_no_workspace_or_a_whole_one(way: Way) -> None:
    with scratch() as folder:
        root = folder / "root"
        root.mkdir()
        shim.run_function(promise, str(root), way.__name__, root=root, log=folder / "log")
        cuts = times(14, 1_000)
        ran = run_campaign(folder / "log", Tree({}), cuts, 1, partial(failures_after_cut, way))
    assert ran.failed == 0, ran
