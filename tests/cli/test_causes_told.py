"""What stands in a command's way is told as what it is, whichever command meets it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calling import refusal
from tests.program import CHECKOUT
from tests.services.building import office_in


def lock_is_a_folder(office: Path) -> None:
    (office / "lock").unlink()
    (office / "lock").mkdir()


def lock_leads_elsewhere(office: Path) -> None:
    (office / "lock").unlink()
    (office / "lock").symlink_to("kaoping.db")


@pytest.mark.parametrize(
    ("change", "words"),
    [(lock_is_a_folder, "那里是文件夹，不是文件"), (lock_leads_elsewhere, "那里是链接")],
)
@pytest.mark.parametrize("command", ["rounds", "verify", "backup"])
def test_a_lock_that_is_none(
    tmp_path: Path, change: Callable[[Path], None], words: str, command: str
) -> None:
    """Once: a number of the system's was all that was said."""
    office = office_in(tmp_path)
    change(office)
    more = ["--out", str(tmp_path / "full.zip")] if command == "backup" else []
    said = refusal(command, "--workspace", office, *more)
    assert said.startswith(f"打开工作区失败：{words}")
    assert f"（{office / 'lock'}），请" in said


def test_a_place_behind_a_file(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine")
    said = refusal("demo", tmp_path / "notes.txt" / "new")
    assert "路径里有一段是文件，不是文件夹（" in said


CALLS = [
    ["demo", "new"],
    ["rounds", "--workspace", "new"],
    ["verify", "--workspace", "."],
    ["backup", "--workspace", "/", "--out", "full.zip"],
    ["restore", "full.zip"],
    ["score", "facts.json"],
    ["schemes", "check", "scheme.toml"],
]


def from_a_folder_that_is_gone(place: Path, call: list[str]) -> subprocess.CompletedProcess[bytes]:
    shell = f'mkdir "{place}/gone" && cd "{place}/gone" && rmdir "{place}/gone" && exec "$@"'
    return subprocess.run(
        ["/bin/sh", "-c", shell, "sh", sys.executable, "-m", "desktop", *call],
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed there")
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_a_working_folder_that_is_gone(tmp_path: Path, call: list[str]) -> None:
    """Once: it was said that the output could not be written."""
    ended = from_a_folder_that_is_gone(tmp_path, call)
    assert (ended.returncode, ended.stdout) == (2, b"")
    said = ended.stderr.decode()
    assert said.startswith("kaoping：当前所在的文件夹已被删除或移走，")
    assert said.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_what_needs_no_working_folder_works_without(tmp_path: Path) -> None:
    office = str(office_in(tmp_path))
    for call in (["schemes"], ["verify", "--workspace", office]):
        assert from_a_folder_that_is_gone(tmp_path, call).returncode == 0
