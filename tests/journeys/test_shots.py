"""The pictures of `make shots` can be taken: a state that no picture shows is one that nobody looks at."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.manual_shots import NAMES
from tests.program import CHECKOUT, uncounted
from tests.torture import LONG


@pytest.mark.skipif(not LONG, reason="minutes; `make torture` takes them")
def test_every_picture_is_taken(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.shots", str(tmp_path)],
        cwd=CHECKOUT,
        env=uncounted(QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    taken = {one.name: {made.name for made in one.iterdir()} for one in tmp_path.iterdir()}
    assert len(taken) == 5
    assert len(set(map(frozenset, taken.values()))) == 1


@pytest.mark.skipif(not LONG, reason="a minute; `make torture` takes them")
def test_every_picture_of_the_manual_is_taken(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.manual_shots", str(tmp_path)],
        cwd=CHECKOUT,
        env=uncounted(QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert {one.stem for one in tmp_path.iterdir()} == {*NAMES}
