"""`kaoping demo`: a whole workspace or none, whatever ends it in the middle."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.domain.troubles import Trouble
from desktop.services.demonstration import make_demonstration
from desktop.services.workspaces import verify
from desktop.store.building_site import SITE
from desktop.store.workspace import DATABASE
from tests.cli.calling import kaoping, refusal
from tests.program import CHECKOUT, uncounted
from tests.store.full_disk import no_file_over
from tests.torture import LONG

pytestmark = pytest.mark.uncounted


@pytest.mark.skipif(not LONG, reason="below it is made after a kill: KAOPING_TORTURE=1")
def test_it_is_whole_and_nothing_is_left_of_its_making(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    ended = kaoping("demo", folder)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"演示工作区已建好：{folder}\n"
    assert {path.name for path in folder.iterdir()} == {DATABASE, "files", "incoming", "lock"}
    assert {path.name for path in tmp_path.iterdir()} == {"demo"}


def test_a_disk_that_takes_no_more_leaves_nothing(tmp_path: Path) -> None:
    """Once: a half filled workspace stayed, and the next call was refused because of it."""
    with no_file_over(400_000), pytest.raises(Trouble):
        make_demonstration(tmp_path / "new" / "demo")
    assert list(tmp_path.iterdir()) == []


def test_after_a_kill_it_is_begun_again(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    call = [sys.executable, "-m", "desktop", "demo", str(folder)]
    with subprocess.Popen(call, cwd=CHECKOUT, env=uncounted()) as process:
        deadline = time.monotonic() + 20
        while not (folder / SITE / DATABASE).exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        process.kill()
    assert not (folder / DATABASE).exists()
    assert "里没有工作区" in refusal("verify", "--workspace", folder)
    ended = kaoping("demo", folder)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"演示工作区已建好：{folder}\n"
    assert {path.name for path in folder.iterdir()} == {DATABASE, "files", "incoming", "lock"}
    assert {path.name for path in tmp_path.iterdir()} == {"demo"}
    assert verify(folder).faults == ()


@pytest.mark.parametrize("taken", ["file", "folder", "workspace"])
def test_what_is_there_is_left_alone(tmp_path: Path, taken: str) -> None:
    target = tmp_path / "taken"
    if taken == "file":
        target.write_bytes(b"mine")
    else:
        target.mkdir()
        (target / {"folder": "notes.txt", "workspace": DATABASE}[taken]).write_bytes(b"mine")
    said = refusal("demo", target)
    why = f"“{target}”不是文件夹" if taken == "file" else f"文件夹“{target}”里已有内容"
    assert said == f"{why}，请另选一个新的或空的文件夹"
