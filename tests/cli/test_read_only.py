"""A workspace on a disk that cannot be written: every command says so in one line, and the disk is left as it was."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.program import CHECKOUT, uncounted
from tests.services.building import files_in, office_in
from tests.store.test_released import RELEASED

_MOUNTED = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


@cache
def can_mount() -> bool:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("unshare") is None:
        return False
    alone = ["unshare", "--mount", "true"]
    return subprocess.run(alone, check=False).returncode == 0


pytestmark = [
    pytest.mark.uncounted,
    pytest.mark.skipif(not can_mount(), reason="needs mounts of one's own"),
]


def said_where_nothing_is_written(folder: Path, *call: str | Path) -> str:
    """The one line of a command for which this folder is read-only."""
    kaoping = [sys.executable, "-m", "desktop", *map(str, call)]
    alone = ["unshare", "--mount", "sh", "-c", _MOUNTED, str(folder), *kaoping]
    ended = subprocess.run(
        alone,
        cwd=CHECKOUT,
        env=uncounted(PYTHONPATH=str(CHECKOUT)),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, ""), ended.stderr
    assert ended.stderr.count("\n") == 1
    return ended.stderr


def test_a_workspace_there_is_left_as_it_is(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    before = files_in(folder)
    said = said_where_nothing_is_written(folder, "rounds", "--workspace", folder)
    assert said.startswith("kaoping：打开工作区失败：所在的磁盘是只读的")
    assert "请改用可以写入的磁盘" in said
    assert files_in(folder) == before


def test_none_is_restored_to_it(tmp_path: Path) -> None:
    call = ("restore", RELEASED / "0003.zip", "--workspace", tmp_path / "新")
    said = said_where_nothing_is_written(tmp_path, *call)
    assert said.startswith("kaoping：恢复失败：所在的磁盘是只读的")
    assert not any(tmp_path.iterdir())
