"""Programs that tell when they are on the screen, to be timed from without.

    python -m tests.benchmarks.started bare              an empty window of Qt
    python -m tests.benchmarks.started program FOLDER    this program, to the indicator worked on last

Each line is a word and the time by the machine's steady clock.
"""

import os
import sys
from pathlib import Path
from time import perf_counter


def tell(word: str) -> None:
    """What has been reached, and when."""
    print(word, perf_counter(), flush=True)  # noqa: T201  # it is read from without


def end() -> None:
    """At once: nothing that a program does at its end is timed."""
    os._exit(0)


def bare() -> None:
    """What any program of Qt takes."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415  # it is what is timed
    from PySide6.QtGui import QPaintEvent  # noqa: PLC0415  # as above
    from PySide6.QtWidgets import QApplication, QLabel  # noqa: PLC0415  # as above

    class Label(QLabel):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's
            super().paintEvent(event)
            tell("painted")
            QTimer.singleShot(0, end)

    application = QApplication([])
    label = Label("考评台")
    label.show()
    application.exec()


def program(folder: Path) -> None:
    """The program as its user starts it; once it is painted, one click leads back to the work."""
    from desktop import app  # noqa: PLC0415  # it is what is timed

    class Timed(app.Program):
        def open_last(self) -> None:
            tell("painted")
            self.open(folder)
            from PySide6.QtCore import QTimer  # noqa: PLC0415  # loaded by now

            QTimer.singleShot(0, self.go_on)

        def go_on(self) -> None:
            tell("opened")
            office = self.office
            assert office is not None
            last = office.overview.last
            assert last is not None
            office.resume(last.key, last.part, last.criterion)
            from PySide6.QtWidgets import QApplication  # noqa: PLC0415  # as above

            QApplication.processEvents()
            assert QApplication.focusWidget() is not None
            tell("ready")
            end()

    app.Program = Timed  # type: ignore[misc]  # so that `run` makes this one
    app.run()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        program(Path(sys.argv[2]))
