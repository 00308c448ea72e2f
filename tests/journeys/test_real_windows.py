"""The journeys once more in real windows: an X server without a monitor, and a window manager."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.program import CHECKOUT, uncounted
from tests.torture import LONG, times

pytestmark = pytest.mark.skipif(
    os.environ.get("QT_QPA_PLATFORM") == "xcb" or not shutil.which("Xvfb"),
    reason="inside already, or no Xvfb on this machine",
)

SHORT = (
    "test_first_start.py::test_from_the_first_start_to_a_finalised_sheet",
    "test_walking.py::test_thirteen_indicators_without_a_fault_take_under_sixty_keys",
    "test_walking.py::test_undo_and_redo_walk_through_everything",
    "test_evidence.py::test_a_file_is_attached_looked_at_pinned_and_found_again",
)
# The soak draws nothing on a screen; it goes by itself, and takes as long as all others.
JOURNEYS = (
    ["tests/journeys", "--ignore=tests/journeys/test_soak.py"]
    if LONG
    else [f"tests/journeys/{one}" for one in SHORT]
)


@contextmanager
def screen() -> Iterator[str]:
    """An X server on a display of its own choosing."""
    reading, writing = os.pipe()
    call = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(call, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


def test_the_journeys_in_real_windows(tmp_path: Path) -> None:
    with screen() as display:
        environment = uncounted(DISPLAY=display, QT_QPA_PLATFORM="xcb")
        manager = ["openbox", "--sm-disable"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(manager, env=environment, **quiet) as managing:  # type: ignore[call-overload]  # typed by name
            try:
                ended = subprocess.run(
                    [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", *JOURNEYS],
                    cwd=CHECKOUT,
                    env=environment,
                    capture_output=True,
                    timeout=times(300, 3_600),
                    check=False,
                )
            finally:
                managing.terminate()
    assert ended.returncode == 0, ended.stdout.decode()[-4_000:]
