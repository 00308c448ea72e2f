"""The diagnosis as the window shows it: looked at beside the window, checked in full when asked, told in a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.diagnosis.full_check import check_all, check_closed
from desktop.services.diagnosis.looking import diagnose, diagnose_closed
from desktop.services.diagnosis.report import REPORT_NAME, report_of, save_report
from desktop.services.diagnosis.told import Diagnosis, FullCheck
from desktop.services.progress import IsCancelled, Progress
from desktop.services.workspaces import Workspace
from desktop.viewmodels.jobs import Job, Jobs
from desktop.viewmodels.screen_facts import printer_check, screen_facts, typing_checks


@dataclass(frozen=True, slots=True)
class Looking:
    """How a workspace is looked at, and how it is checked in full."""

    look: Callable[[], Diagnosis]
    check: Callable[[Progress, IsCancelled], FullCheck]


def looking_at(workspace: Workspace) -> Looking:
    """One that is open."""
    return Looking(
        lambda: diagnose(workspace, _now()),
        lambda progress, off: check_all(workspace, progress, off),
    )


def looking_at_closed(folder: Path) -> Looking:
    """One that does not open."""
    return Looking(lambda: diagnose_closed(folder), lambda _progress, _off: check_closed(folder))


class DiagnosisDesk(QObject):
    """What was found last; None until it was looked at."""

    changed = Signal()
    remarked = Signal(str)
    refused = Signal(str)

    def __init__(self, looking: Looking, jobs: Jobs, scale: int) -> None:
        super().__init__()
        self._ways, self._jobs, self._scale = looking, jobs, scale
        self.diagnosis: Diagnosis | None = None
        self.full: FullCheck | None = None
        self._looking: Job | None = None
        self._checking: Job | None = None

    @property
    def is_checking(self) -> bool:
        """Whether a full check is on its way."""
        return self._checking is not None

    def look(self) -> None:
        """Look at everything that takes but a moment; asked again meanwhile, it goes on."""
        if self._looking is None:
            look = self._ways.look
            self._looking = self._jobs.start(
                "正在检查", lambda _p, _c: _with_printers(look()), self._on_looked
            )
            self._looking.ended.connect(self._on_look_ended)
            self.changed.emit()

    def check_all(self) -> None:
        """Look at every record and every file."""
        if self._checking is None:
            self._checking = self._jobs.start("正在核对全部", self._ways.check, self._on_checked)
            self._checking.ended.connect(self._on_check_ended)
            self.changed.emit()

    def report(self) -> str:
        """What a report would say now; blank before anything was looked at."""
        return "" if self.diagnosis is None else report_of(self.diagnosis, self.full, _now())

    @property
    def report_name(self) -> str:
        """How its file may be called."""
        return REPORT_NAME.format(_now())

    def save(self, text: str, out: Path) -> None:
        """Write just what was shown."""
        try:
            save_report(text, out)
        except (Refused, Trouble) as failure:
            self.refused.emit(failure.message)
        else:
            self.remarked.emit(f"诊断报告已存到“{out}”")

    def _on_looked(self, found: Diagnosis) -> None:
        facts = (*found.facts[:1], *screen_facts(self._scale), *found.facts[1:])
        self.diagnosis = Diagnosis(facts, (*found.checks, *typing_checks()))

    def _on_look_ended(self) -> None:
        self._looking = None
        self.changed.emit()

    def _on_checked(self, full: FullCheck) -> None:
        self.full = full

    def _on_check_ended(self) -> None:
        self._checking = None
        self.changed.emit()


def _with_printers(found: Diagnosis) -> Diagnosis:
    return Diagnosis(found.facts, (*found.checks, printer_check()))


def _now() -> datetime:
    return datetime.now().astimezone()
