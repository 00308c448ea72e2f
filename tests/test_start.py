"""Starting the program: what is loaded, and what happens without a screen."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app import has_screen
from tests.program import CHECKOUT, started, uncounted
from tests.services.building import demonstration_in

HEAVY = ("PySide6", "shiboken6", "sqlalchemy", "alembic", "reportlab")
DRAWING = ("reportlab", "PIL", "pypdfium2", "docx", "xlsxwriter", "openpyxl")


def test_commands_load_nothing_heavy() -> None:
    given = b'{"scheme": "yuxi-education-sections", "facts": {}}'
    for ended in (started("score", given=given), started("schemes"), started("--help")):
        assert ended.returncode == 0
        assert "desktop" in ended.loaded
        assert ended.loaded.isdisjoint(HEAVY)


def test_the_way_back_to_the_work_loads_nothing_that_draws(tmp_path: Path) -> None:
    """Papers, Word and Excel files are made later, if at all; until then the evaluator only waits for them."""
    call = ["-m", "tests.benchmarks.started", "program", str(demonstration_in(tmp_path))]
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", *call],
        capture_output=True,
        cwd=CHECKOUT,
        env=uncounted(QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=str(tmp_path)),
        timeout=60,
        check=True,
        encoding="utf-8",
    )
    assert ended.stdout.splitlines()[-1].startswith("ready")
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in ended.stderr.splitlines()}
    assert "sqlalchemy" in loaded
    assert loaded.isdisjoint(DRAWING)


def without_screen(folder: Path) -> list[str]:
    """What the program says where no window can be opened: its lines."""
    nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    ended = subprocess.run(
        [sys.executable, "-m", "desktop"],
        capture_output=True,
        cwd=folder,
        env=uncounted(PYTHONPATH=str(CHECKOUT), **nowhere),
        timeout=60,
        check=True,
        encoding="utf-8",
    )
    assert ended.stderr == ""
    return ended.stdout.splitlines()


def test_without_a_screen_it_shows_round_and_overwrites_nothing(tmp_path: Path) -> None:
    said = without_screen(tmp_path)
    assert "没有屏幕" in said[0]
    assert "演示工作区已建好：build/demo" in said
    assert any("用时" in line for line in said)
    sheets = tmp_path / "build" / "demo-sheets"
    named = [tmp_path / line.strip() for line in said if line.endswith(".pdf")]
    assert {*named} == {*sheets.iterdir()}
    assert len(named) == len([*(CHECKOUT / "schemes").glob("*/scheme.toml")])
    assert all(one.read_bytes().startswith(b"%PDF-") for one in named)
    named[0].write_bytes(b"mine")
    again = without_screen(tmp_path)
    assert "演示工作区已经在这里，没有重建：build/demo" in again
    assert sum(line.endswith("（已有，没有重印）") for line in again) == len(named)
    assert named[0].read_bytes() == b"mine"


def test_with_a_screen_the_window_opens_and_stays() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    call = [sys.executable, "-m", "desktop"]
    with subprocess.Popen(call, cwd=CHECKOUT, env=environment, stderr=subprocess.PIPE) as process:
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=2)
        finally:
            process.terminate()
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_a_window_leaves_the_folder_in_which_it_was_started(tmp_path: Path) -> None:
    """It may be a stick's, which could then not be removed."""
    home = tmp_path / "home"
    home.mkdir()
    code = "import os; from desktop import app; app._leave_folder(); print(os.getcwd())"
    environment = os.environ | {"HOME": str(home), "PYTHONPATH": str(CHECKOUT)}
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, capture_output=True
    )
    assert ended.stdout.decode().strip() == str(home)


@pytest.mark.parametrize("display", ["", ":7654", "localhost:7654.0", "nonsense", ":x"])
def test_a_screen_that_does_not_answer_is_none(
    monkeypatch: pytest.MonkeyPatch, display: str
) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert not has_screen()


def test_a_screen_that_answers_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{number}.0")
        assert has_screen()
