"""A report in the making: in which months, on which day, from whom; what is still wrong, and when it falls due."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.plan import LAST_DAY
from desktop.domain.records import OfficeReport
from desktop.domain.refusals import Refused
from desktop.services.report_calendar import read_report
from desktop.viewmodels.report_plans import due_words, next_due

_USUAL_DAY: Final = "20"
DAYS: Final = (*(str(day) for day in range(1, 32)), LAST_DAY)


class ReportDraft(QObject):
    """Nothing is kept before the dialog says so."""

    changed = Signal()

    def __init__(self, report: OfficeReport | None, today: date) -> None:
        super().__init__()
        self._began, self._today = report, today
        self.name = report.name if report else ""
        self.months = frozenset(map(int, report.months)) if report else frozenset[int]()
        self.day = report.day if report else _USUAL_DAY
        self.covers = report.covers if report else "month"
        self.groups = frozenset(report.groups if report else ())
        self.since = report.since if report else date(today.year, 1, 1)

    def begin(self, since: date | None) -> None:
        """What falls due before is not asked; None: it always was."""
        self.since = since
        self.changed.emit()

    def call(self, name: str) -> None:
        """Give it a name."""
        self.name = name.strip()
        self.changed.emit()

    def choose_months(self, months: Collection[int]) -> None:
        """Exactly these."""
        self.months = frozenset(months)
        self.changed.emit()

    def choose_day(self, day: str) -> None:
        """A day of the month, or its last."""
        self.day = day
        self.changed.emit()

    def choose_covers(self, covers: str) -> None:
        """What it reports about: a month, a quarter, a year."""
        self.covers = covers
        self.changed.emit()

    def choose_groups(self, groups: Collection[str]) -> None:
        """From units of these groups; from all where there is none."""
        self.groups = frozenset(groups)
        self.changed.emit()

    @property
    def report(self) -> OfficeReport:
        """As it stands; refused where no day could be told by it."""
        began = self._began
        months = tuple(str(month) for month in sorted(self.months))
        made = OfficeReport(
            began.id if began else "",
            self.name,
            months,
            self.day,
            self.covers,
            tuple(sorted(self.groups)),
            self.since,
            began.until if began else None,
        )
        return read_report(made)

    @property
    def fault(self) -> str:
        """Why it cannot be kept yet; blank where it can."""
        if not self.name:
            return "请写明报送什么，例如“双随机工作月报表”"
        return self._unread

    @property
    def _unread(self) -> str:
        try:
            _ = self.report
        except Refused as refused:
            return refused.message
        return ""

    @property
    def told(self) -> str:
        """When it falls due next, or what months and day still lack."""
        return self._unread or f"接下来三次：{due_words(next_due(self.report, self._today))}"
