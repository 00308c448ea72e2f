"""A day at the program, hour after hour in one process, and how much it holds after each of them.

    python -m tests.journeys.soaking FOLDER HOURS SHARE

FOLDER is empty or new. Each hour records a hundred findings, looks at ten scans and prints four sheets; with a SHARE of
5 it is a fifth of the findings and scans. One line of JSON is said after each: what was done so far, and the memory,
descriptors, threads and widgets that are held.
"""

import gc
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import monotonic
from types import GeneratorType
from typing import Final, cast

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desktop.app import Program
from desktop.documents.drawn_scan import draw_scan
from desktop.domain.commands import Command
from desktop.domain.records import AssessmentKey, UnitRecord
from desktop.services.office import keep_units
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.workspaces import create_workspace
from desktop.ui.dialogs.filing_dialog import FilingDialog
from desktop.ui.help.help_keys import show_shortcuts
from desktop.ui.office_window import OfficeWindow
from desktop.ui.panels.criterion_card import CriterionCard
from desktop.ui.panels.evidence_pane import FILES
from desktop.ui.theme.dressing import dress, speak_chinese
from desktop.ui.tidying import begin_tidy
from desktop.viewmodels.place import Place
from desktop.viewmodels.preferences import Preferences
from tests.services.building import CITIES, ME, SECTIONS

FINDINGS: Final = 100
SCANS: Final = 10
SHEETS: Final = 4
_UNITS: Final = 24
_TICK: Final = 2  # milliseconds
_PATIENCE: Final = 20  # seconds

Until = Callable[[], bool]
Steps = Generator[Until, None, None]


def at_once() -> bool:
    """Go on with the next turn of the window."""
    return True


@dataclass
class Day:
    """The program, and what was done at it; each step yields what it waits for."""

    program: Program
    folder: Path
    rounds: list[str]
    share: int = 1
    done: dict[str, int] = field(default_factory=lambda: {"findings": 0, "scans": 0, "sheets": 0})
    _numbers: Iterator[int] = field(default_factory=count)
    _counted: int = 0  # the last event that was looked at

    @property
    def office(self) -> OfficeWindow:
        """The window of the workspace."""
        assert self.program.office is not None
        return self.program.office

    def hours(self, number: int) -> Steps:
        """All of it, and what is held after each hour."""
        yield lambda: self.program.office is not None
        yield from self._enter(0)
        yield lambda: self.office.room.corner is not None
        for hour in range(number):
            yield from self._findings(hour)
            yield from self._scans()
            yield from self._sheets(hour)
            yield from self._around()
            yield lambda: not self.office.jobs.running
            yield from self._settled()
            self._count_findings()
            tell(self.done | held(self.program))

    def _enter(self, number: int) -> Steps:
        one = self.rounds[number % len(self.rounds)]
        self.office.enter(AssessmentKey(one, f"u{number % _UNITS:02}"))
        yield at_once

    # -- what is done

    def _findings(self, hour: int) -> Steps:
        """Each indicator of one sheet after another: figures typed, cases chosen."""
        for step in count():
            yield from self._enter(hour * 3 + step)
            for part in self.office.assessment.parts:
                self.office.walk.go_to(part.id)
                yield at_once
                for card in self.office.room.enter().form.cards:
                    answer(card, next(self._numbers))
                    yield at_once
                self.office.assessment.commit()
                self._count_findings()
                if self.done["findings"] >= FINDINGS // self.share * (hour + 1):
                    return

    def _count_findings(self) -> None:
        with self.office.workplace.workspace.reading() as view:
            last = view.head().count
            events = filter(None, map(view.event, range(self._counted + 1, last + 1)))
            new = sum(one.command == Command.RECORD_FINDING.value for one in events)
        self._counted = last
        self.done["findings"] += new

    def _scans(self) -> Steps:
        """New files are attached to the open sheet, each is looked at, and turned over."""
        corner = self.office.room.corner
        assert corner is not None
        self.office.room.enter().show_evidence(shown=True)
        corner.pane.show_page(FILES)
        files = []
        scans = SCANS // self.share
        for _ in range(scans):
            number = next(self._numbers)
            file = self.folder / f"扫描件{number}.pdf"
            file.write_bytes(draw_scan("学习情况的说明", [f"第 {number} 号材料。"], 2))
            files.append(file)
        goal = corner.beside.goal
        assert goal is not None
        corner.taking.take_paths(files, goal)
        yield lambda: not self.office.jobs.running and not corner.taking.busy
        yield lambda: any(isinstance(one, FilingDialog) for one in open_dialogs())
        for one in open_dialogs():
            assert isinstance(one, FilingDialog)
            one.link_button.click()
        yield lambda: len(corner.beside.shelf.rows) >= scans and not open_dialogs()
        for row in corner.beside.shelf.rows[-scans:]:
            corner.beside.show(row.evidence)
            yield lambda: corner.view.is_here
            corner.view.turn_to(2)
            yield lambda: corner.view.is_here and corner.view.page == 2
            self.done["scans"] += 1
        for file in files:
            file.unlink()

    def _sheets(self, hour: int) -> Steps:
        """Looked at, then kept as a file or sent to a printer."""
        room = self.office.print_room
        for number in range(SHEETS):
            one = self.rounds[number % len(self.rounds)]  # each kind of paper in every hour
            self.office.print(one, f"u{(hour + number) % _UNITS:02}")
            yield lambda: room.desk.is_ready and room.desk.view.is_here
            out = self.folder / f"得分表{number}.pdf"
            if number // 2:
                printer = QPrinter()
                printer.setResolution(150)
                printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
                printer.setOutputFileName(str(out))
                room.print_on(printer, "得分表")
            else:
                room.desk.save(out)
            yield lambda: not self.office.jobs.running and not room.desk.is_saving
            assert out.read_bytes().startswith(b"%PDF")
            out.unlink()
            self.done["sheets"] += 1

    def _around(self) -> Steps:
        """What else a day has: every place, the table of all units, history, the keys, a step back."""
        for place in Place:
            self.office.go(place)
            yield lambda: not self.office.jobs.running
        self.office.go(Place.SCORING)
        yield at_once
        self.office.room.open_table()
        yield at_once
        yield from self._enter(0)
        self.office.undo()
        self.office.redo()
        self.office.room._open_history("")
        yield at_once
        close_dialogs()
        QTimer.singleShot(50, self.program.shell, close_dialogs)
        show_shortcuts(self.program.shell)
        yield at_once

    def _settled(self) -> Steps:
        for _ in range(5):
            yield at_once
        gc.collect()  # the hour passes in seconds; in a whole one the program does it by itself
        yield at_once


def answer(card: CriterionCard, number: int) -> None:
    """As a hand would: a figure into a field, else one of the buttons."""
    entry = card.control.entry()
    entry.setFocus()
    if isinstance(entry, QLineEdit):
        QTest.keyClick(entry, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(entry, str(number % 7 + 1))
    else:
        button = entry.focusProxy() or entry
        QTest.keyClick(button, Qt.Key(Qt.Key.Key_0 + number % 3))
        QTest.keyClick(button, Qt.Key.Key_Space)


def open_dialogs() -> list[QDialog]:
    """Those in sight."""
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, QDialog) and one.isVisible()]


def close_dialogs() -> None:
    """As Esc does."""
    for one in open_dialogs():
        one.reject()


# -- what is held


def held(program: Program) -> dict[str, float]:
    """Of this process and its children, in megabytes; and what must not become more."""
    mine = os.getpid()
    return {
        "megabytes": round(sum(map(resident, (mine, *children(mine)))) / 1024, 1),
        "children": len(children(mine)),
        "descriptors": entries("/proc/self/fd"),
        "threads": threading.active_count(),
        "native_threads": entries("/proc/self/task"),
        "widgets": len(QApplication.allWidgets()),
        "objects": len(cast("list[QObject]", program.shell.findChildren(QObject))),
    }


def entries(folder: str) -> int:
    """How many there are."""
    return sum(1 for _ in Path(folder).iterdir())


def resident(process: int) -> int:
    """Kilobytes of memory."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):  # it has just gone
        return 0
    return next((int(one.split()[1]) for one in lines if one.startswith("VmRSS")), 0)


def children(process: int) -> list[int]:
    """Every process below this one."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        try:
            below = (task / "children").read_text(encoding="ascii").split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        for one in map(int, below):
            found += [one, *children(one)]
    return found


def where(steps: Steps) -> str:
    """Which line waits in vain."""
    lines = []
    inner: object = steps
    while isinstance(inner, GeneratorType) and inner.gi_frame is not None:
        lines.append(str(inner.gi_frame.f_lineno))
        inner = inner.gi_yieldfrom
    return f"waits in vain at line {', '.join(lines)}"


def tell(figures: dict[str, float]) -> None:
    """One line, for the test."""
    print(json.dumps(figures), flush=True)  # noqa: T201  # the test reads it


# -- the process


def prepare(folder: Path) -> list[str]:
    """A workspace of two dozen units and two rounds."""
    with create_workspace(folder) as workspace:
        units = [UnitRecord(f"u{n:02}", f"第{n + 1}科") for n in range(_UNITS)]
        keep_units(workspace, ME, units)
        ids = [one.id for one in units]
        plans = (("科室督查", SECTIONS), ("各市考核", CITIES))
        return [
            open_round(workspace, ME, RoundPlan(name, "2022年", scheme, ids))[0]
            for name, scheme in plans
        ]


def work(folder: Path, hours: int, share: int) -> int:
    """Open the program as its user does, and work."""
    rounds = prepare(folder / "office")
    begin_tidy()
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings")
    )
    application = QApplication([])
    preferences = Preferences()
    preferences.workspace = folder / "office"
    speak_chinese(application)
    dress(application)
    program = Program(application, preferences)
    program.appear()
    program.shell.resize(1366, 768)
    steps = Day(program, folder, rounds, share).hours(hours)
    until: list[Until] = [at_once]
    since = [monotonic()]
    ticking = QTimer(interval=_TICK)

    def tick() -> None:
        ticking.stop()  # a dialog of its own would let it in again
        try:
            if until[0]():
                until[0], since[0] = next(steps), monotonic()
            assert monotonic() - since[0] < _PATIENCE, where(steps)
        except StopIteration:
            program._end()
            application.quit()
            return
        except Exception:  # noqa: BLE001  # whatever it is, it is told and ends the process
            traceback.print_exc()
            os._exit(1)  # the program would ask what to do about it
        ticking.start()

    ticking.timeout.connect(tick)
    ticking.start()
    ended = application.exec()
    program.end()
    return ended


if __name__ == "__main__":
    sys.exit(work(Path(sys.argv[1]), *map(int, sys.argv[2:])))
