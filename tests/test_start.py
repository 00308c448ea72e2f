"""Starting the program: what is loaded, and what happens without a screen."""

import os
import socket
import subprocess
import sys

import pytest

from desktop.app import has_screen
from tests.program import CHECKOUT, run, started

HEAVY = ("PySide6", "shiboken6", "sqlalchemy", "alembic", "reportlab")


def test_commands_load_nothing_heavy() -> None:
    given = b'{"scheme": "yuxi-education-sections", "facts": {}}'
    for ended in (started("score", given=given), started("schemes"), started("--help")):
        assert ended.returncode == 0
        assert "desktop" in ended.loaded
        assert ended.loaded.isdisjoint(HEAVY)


def test_without_a_screen_it_says_what_works() -> None:
    ended = run(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert ended.returncode == 0
    assert "没有屏幕" in ended.stdout
    assert "kaoping score" in ended.stdout
    assert ended.stderr == ""


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


@pytest.mark.parametrize("display", [":7654", "localhost:7654.0", "nonsense", ":x"])
def test_a_screen_that_does_not_answer_is_none(display: str) -> None:
    ended = run(DISPLAY=display, WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert ended.returncode == 0
    assert "没有屏幕" in ended.stdout


def test_a_screen_that_answers_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{number}.0")
        assert has_screen()
