"""One program at a time: real processes, some of which are killed."""

import json
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from desktop.domain.troubles import Trouble
from desktop.store.lock import _HELD, FILE_NAME, WorkspaceLock
from tests.program import CHECKOUT, uncounted

HOLD = """
import sys, time
from pathlib import Path
from desktop.store.lock import WorkspaceLock
lock = WorkspaceLock.take(Path(sys.argv[1]))
{then}
print("held", flush=True)
time.sleep(60)
"""
NAMELESS = "工作区正被另一个程序使用，请先关闭它再试"
STAYING_CHILD = "import subprocess; child = subprocess.Popen(['sleep', '60'], close_fds=False)"
FORKED_CHILD = """
import os
if os.fork():
    time.sleep(60)
"""
RELEASING_CHILD = """
import os
if child := os.fork():
    os.waitpid(child, 0)
else:
    lock.release()
    os._exit(0)
"""


@contextmanager
def holder(folder: Path, then: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """Another program that holds the lock, and whatever it has started."""
    program = HOLD.format(then=then)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        cwd=CHECKOUT,
        env=uncounted(),
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"held\n"
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_the_second_is_told_who_is_in(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(Trouble) as told:
            WorkspaceLock.take(tmp_path)
        holding = json.loads((tmp_path / FILE_NAME).read_bytes())
    since = holding["since"][:16].replace("T", " ")
    assert told.value.message == (
        f"工作区正被另一个程序使用（考评台，进程 {process.pid}，自 {since} 起），请先关闭它再试"
    )
    assert holding["host"] == platform.node()


def test_a_killed_holder_lets_the_next_in(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
        process.wait()
        with WorkspaceLock.take(tmp_path):
            assert json.loads((tmp_path / FILE_NAME).read_bytes())["pid"] == os.getpid()


@pytest.mark.parametrize("start", [STAYING_CHILD, FORKED_CHILD])
def test_children_do_not_inherit_it(start: str, tmp_path: Path) -> None:
    with holder(tmp_path, start) as process:
        process.kill()
        process.wait()
        os.killpg(process.pid, 0)  # the child lives on
        WorkspaceLock.take(tmp_path).release()


def test_a_forked_child_does_not_release_it(tmp_path: Path) -> None:
    with holder(tmp_path, RELEASING_CHILD), pytest.raises(Trouble, match="考评台"):
        WorkspaceLock.take(tmp_path)


def test_one_process_takes_it_once(tmp_path: Path) -> None:
    with WorkspaceLock.take(tmp_path):
        with pytest.raises(Trouble, match=f"考评台，进程 {os.getpid()}，"):
            WorkspaceLock.take(tmp_path)
        open_files = len([*Path("/proc/self/fd").iterdir()])
        with pytest.raises(Trouble):  # the refused one has not let it go
            WorkspaceLock.take(tmp_path)
        assert len([*Path("/proc/self/fd").iterdir()]) == open_files
    WorkspaceLock.take(tmp_path).release()


def test_release_keeps_the_file_and_says_nothing_more(tmp_path: Path) -> None:
    lock = WorkspaceLock.take(tmp_path)
    inode = (tmp_path / FILE_NAME).stat().st_ino
    lock.release()
    lock.release()
    assert lock not in _HELD
    assert (tmp_path / FILE_NAME).read_bytes() == b""
    with WorkspaceLock.take(tmp_path):
        assert (tmp_path / FILE_NAME).stat().st_ino == inode


def test_other_folders_are_free(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
    with WorkspaceLock.take(tmp_path / "甲"), WorkspaceLock.take(tmp_path / "乙"):
        pass


def gone() -> int:
    """The number of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def leftover(**other: object) -> bytes:
    since = "2026-11-21T09:30:00+08:00"
    holding = {"program": "旧程序", "pid": gone(), "host": platform.node(), "since": since}
    return json.dumps(holding | other).encode()


@pytest.mark.parametrize(
    "content", [b"", b"\xff no JSON", b"[]", b"[" * 4096, b'{"program": "x"}', b'{"pid": 1' * 999]
)
def test_broken_content_does_not_mislead(content: bytes, tmp_path: Path) -> None:
    with WorkspaceLock.take(tmp_path):
        (tmp_path / FILE_NAME).write_bytes(content)
        with pytest.raises(Trouble) as told:
            WorkspaceLock.take(tmp_path)
    assert told.value.message == NAMELESS


@pytest.mark.parametrize(
    "other",
    [{}, {"pid": "many"}, {"pid": 10**30}, {"pid": 0}, {"since": "soon"}, {"since": 5}],
    ids=str,
)
def test_a_name_left_by_another_does_not_mislead(other: dict[str, object], tmp_path: Path) -> None:
    with WorkspaceLock.take(tmp_path):
        (tmp_path / FILE_NAME).write_bytes(leftover(**other))
        with pytest.raises(Trouble) as told:
            WorkspaceLock.take(tmp_path)
    assert told.value.message == NAMELESS


def test_stale_content_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(leftover(pid=os.getpid()) + b" " * 999)
    with WorkspaceLock.take(tmp_path):
        assert json.loads((tmp_path / FILE_NAME).read_bytes())["program"] == "考评台"


def test_another_computer_is_named(tmp_path: Path) -> None:
    with WorkspaceLock.take(tmp_path):
        (tmp_path / FILE_NAME).write_bytes(leftover(host="办公室-3"))
        with pytest.raises(
            Trouble, match=r"旧程序，电脑 办公室-3，进程 .*，自 2026-11-21 09:30 起"
        ):
            WorkspaceLock.take(tmp_path)


def test_a_folder_that_cannot_be_written_is_a_trouble() -> None:
    folder = Path("/sys/kernel")
    if not folder.is_dir():
        pytest.skip("no folder that even root cannot write")
    with pytest.raises(Trouble, match=r"打开工作区失败：(没有权限|所在的磁盘是只读的)"):
        WorkspaceLock.take(folder)


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"kept")
    (tmp_path / FILE_NAME).symlink_to(precious)
    with pytest.raises(Trouble):
        WorkspaceLock.take(tmp_path)
    assert precious.read_bytes() == b"kept"


def test_a_missing_folder_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="找不到"):
        WorkspaceLock.take(tmp_path / "none")
