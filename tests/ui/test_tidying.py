"""Qt's objects die in the window's thread, however busy the others are."""

import subprocess
import sys
from ctypes import CDLL
from threading import Thread, get_ident
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.tidying import tidy_here
from tests.program import CHECKOUT, uncounted

# One large picture, then many small ones of which the last is kept: how many megabytes are held of those that are not.
PICTURES: Final = """
import resource
from pathlib import Path
from desktop.ui.tidying import begin_tidy

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

begin_tidy()
held = resident()
bytearray(b"x" * 20_000_000)
pictures = [b"x" * 300_000 for _ in range(200)]
del pictures[:-1]
print((resident() - held) // 1_000_000)
"""


class Circle:
    """What is let go only by collection, and tells where."""

    def __init__(self, ended: list[int]) -> None:
        self.itself, self.ended = self, ended

    def __del__(self) -> None:
        self.ended.append(get_ident())


def test_what_goes_in_circles_ends_in_the_window_s_thread(qtbot: QtBot) -> None:
    ended: list[int] = []
    timer = tidy_here()
    Circle(ended)
    made: list[list[int]] = []  # more than the interpreter lets come together before it collects
    job = Thread(target=lambda: made.extend([] for _ in range(200_000)))
    job.start()
    job.join()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended), timeout=5_000)
    timer.stop()
    assert ended == [get_ident()]


@pytest.mark.skipif(not hasattr(CDLL(None), "mallopt"), reason="not glibc")
def test_what_was_freed_goes_back_to_the_system() -> None:
    call = [sys.executable, "-c", PICTURES]
    told = subprocess.run(
        call, cwd=CHECKOUT, env=uncounted(), capture_output=True, text=True, check=True
    )
    assert int(told.stdout) < 5  # of sixty
