"""Report plans: what the office itself asks units to hand in, beside what the rounds' schemes ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.ledgers.due_reports import due_in
from desktop.domain.periods import Period
from desktop.domain.plan import LAST_DAY
from desktop.domain.records import OfficeReport
from desktop.domain.troubles import Trouble
from desktop.services.office import units_of
from desktop.services.report_calendar import keep_office_reports, office_reports, rule_of
from desktop.services.round_reports import RoundReports, round_reports
from desktop.viewmodels.workplace import Workplace

COVERS: Final = {"month": "月报", "quarter": "季报", "year": "年报"}
EVERY_MONTH: Final = frozenset(range(1, 13))
QUARTER_ENDS: Final = frozenset({3, 6, 9, 12})
AFTER_QUARTERS: Final = frozenset({1, 4, 7, 10})
_OURS: Final = frozenset({"office_report", "unit", "round"})
_NEXT: Final = 3
_AHEAD: Final = 4  # years in which three due dates surely lie
_WEEKDAYS: Final = "一二三四五六日"


class ReportPlans(QObject):
    """What the card of the settings shows and changes."""

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        workplace.dispatcher.changed.connect(self._on_changed)

    @property
    def reports(self) -> list[OfficeReport]:
        """The office's own, those that it still asks for first."""
        return office_reports(self._at.workspace)

    @property
    def of_rounds(self) -> tuple[RoundReports, ...]:
        """What the schemes of the rounds ask anyway."""
        try:
            return round_reports(self._at.workspace)
        except Trouble as trouble:
            self._at.refused.emit(trouble.message)
            return ()

    @property
    def groups(self) -> tuple[str, ...]:
        """Every group that a unit is in, and every one that a report names."""
        units = {group for one in units_of(self._at.workspace) for group in one.groups}
        return tuple(sorted(units | {group for one in self.reports for group in one.groups}))

    def keep(self, report: OfficeReport) -> bool:
        """Keep one, new or changed; False where it was refused."""
        at = self._at
        return at.attempt(lambda: keep_office_reports(at.workspace, at.author, [report]))

    def retire(self, report: OfficeReport, today: date) -> bool:
        """Ask for it no longer after today, or again; what was due before stays so."""
        return self.keep(replace(report, until=today if report.until is None else None))

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table in _OURS for table, _ in touched):
            self.changed.emit()


def months_words(months: Sequence[str]) -> str:
    """When in the year: 每月, or 1、4、7、10月."""
    if {*map(int, months)} == EVERY_MONTH:
        return "每月"
    return f"{'、'.join(months)}月"


def day_words(day: str) -> str:
    """Which day of those months."""
    return "当月最后一天" if day == LAST_DAY else f"{day}日"


def groups_words(groups: Sequence[str]) -> str:
    """From whom."""
    return "、".join(groups) or "全部单位"


def next_due(report: OfficeReport, today: date) -> list[date]:
    """The next three days on which it falls due; today still is one."""
    ahead = Period(today, date(today.year + _AHEAD, 12, 31))
    return [one.due for one in due_in([rule_of(report)], ahead)][:_NEXT]


def due_words(days: Sequence[date]) -> str:
    """Days with their weekdays: a report that falls due on a rest day stays due that day (R17)."""
    told = (f"{one.year}年{one.month}月{one.day}日（周{_WEEKDAYS[one.weekday()]}）" for one in days)
    return "、".join(told)
