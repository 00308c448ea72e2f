"""The program in a process of its own, one sight after another.

    python -m tests.access.shown FOLDER [TOUR…]

FOLDER holds `demo`. It says the name of each sight when it stands there, and goes on when a line comes in.
"""

import os
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

from tests.access.sights import Sights
from tests.journeys.evaluator import sit_down


def stop(name: str, _window: QWidget) -> None:
    """Say it, and wait; what is asked meanwhile is answered by the window."""
    print(name, flush=True)  # noqa: T201  # the test waits for it
    waiting = QEventLoop()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(waiting.quit)
    waiting.exec()
    sys.stdin.readline()


def work(folder: Path, tours: list[str]) -> None:
    """These tours through the sights, or all of them."""
    application = QApplication(["kaoping"])
    application.setApplicationName("kaoping")
    evaluator = sit_down(application, folder / "settings", folder / "demo")
    try:
        Sights(evaluator, folder, stop).go_through(*tours)
    except Exception:  # noqa: BLE001  # whatever it is, the test is told
        traceback.print_exc()
        os._exit(1)
    print("the end", flush=True)  # noqa: T201  # as above
    os._exit(0)  # nothing is to be closed: the folder goes with the test


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2:])
