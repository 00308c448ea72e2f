"""An evaluator whose machine is switched off in the middle of a word.

    python -m tests.journeys.killed FOLDER ROUND UNIT

FOLDER holds `office`. It says what it has done, and then waits to be killed.
"""

import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.records import AssessmentKey
from desktop.viewmodels.open_assessment import PAUSE
from tests.journeys.evaluator import sit_down


def work(folder: Path, key: AssessmentKey) -> None:
    application = QApplication([])
    evaluator = sit_down(application, folder / "settings", folder / "office")
    evaluator.office.enter(key)
    evaluator.write("2")
    QTest.qWait(PAUSE * 2)
    print("recorded", flush=True)  # noqa: T201  # the test waits for it
    evaluator.write("7")
    print("typing", flush=True)  # noqa: T201  # as above
    sys.stdin.read()


if __name__ == "__main__":
    work(Path(sys.argv[1]), AssessmentKey(*sys.argv[2:]))
