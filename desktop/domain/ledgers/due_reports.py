"""Due reports: which reports a calendar asks of a unit within a span of days, and how each of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.receipts import ACCEPTED, EXCUSED, RETURNED, Receipt
from desktop.domain.periods import Period
from desktop.domain.plan import day_in_month

State = Literal[
    "excused",
    "accepted",
    "in-time",
    "late",
    "sent-back",
    "returned",
    "missing",
    "due-soon",
    "later",
]
# From the best to the worst: where one report has several receipts, the best one stands.
STATE_WORDS: Final[dict[State, str]] = {
    "excused": "免报",
    "accepted": "已采纳",
    "in-time": "按时",
    "late": "迟报",
    "sent-back": "已退回，可以重报",
    "returned": "退回后未重报",
    "missing": "未报",
    "due-soon": "待报",
    "later": "未到期",
}
# What counts as 少报 (R21: late counts too); what was sent back and did not come again in its time is missing.
FAULTY: Final = frozenset({"late", "missing", "returned"})
_RANKS: Final = [*STATE_WORDS]
_SOON: Final = timedelta(days=7)


class ReportRule(NamedTuple):
    """When a report is due every year, whoever asks for it; `form` is the form that it is made on."""

    id: str
    name: str
    months: tuple[int, ...]
    day: int | str
    covers: str
    form: str | None = None
    since: date | None = None
    until: date | None = None

    def asked_on(self, day: date) -> bool:
        """Whether what falls due that day is asked at all."""
        return (self.since or day) <= day <= (self.until or day)


class DueReport(NamedTuple):
    """One report that is due on one day; that day is still in time, rest day or not (R17)."""

    rule: ReportRule
    due: date

    @property
    def name(self) -> str:
        """Its name with what it covers, where it comes more than once a year."""
        if self.rule.covers == "month" or len(self.rule.months) > 1:
            return f"{self.due.year}年{self.due.month}月{self.rule.name}"
        return self.rule.name


@dataclass(frozen=True, slots=True)
class ReportStanding:
    """A due report with what came of it; `late_days` counts from the day it was due."""

    due: DueReport
    state: State
    receipt: Kept[Receipt] | None = None

    @property
    def late_days(self) -> int:
        """How many days it came late; what was sent back and not made good is missing, and not also late."""
        received = self.receipt.row.received if self.receipt and self.state == "late" else None
        return (received - self.due.due).days if received else 0


def due_in(rules: Iterable[ReportRule], period: Period) -> list[DueReport]:
    """Every report that falls due within a period, in the order of its days."""
    found = (
        DueReport(rule, day)
        for rule in rules
        for year in range(period.first.year, period.last.year + 1)
        for day in _days(rule, year)
        if period.first <= day <= period.last and rule.asked_on(day)
    )
    return sorted(found, key=lambda one: (one.due, one.rule.name))


def _days(rule: ReportRule, year: int) -> Iterator[date]:
    return (day_in_month(year, month, rule.day) for month in rule.months)


def standings(
    due: Iterable[DueReport], receipts: Iterable[Kept[Receipt]], today: date
) -> list[ReportStanding]:
    """How each due report stands today."""
    by_report: dict[tuple[str, date], list[Kept[Receipt]]] = {}
    for one in receipts:
        by_report.setdefault((one.row.report, one.row.due), []).append(one)
    return [_standing(one, by_report.get((one.rule.id, one.due), []), today) for one in due]


def _standing(due: DueReport, receipts: list[Kept[Receipt]], today: date) -> ReportStanding:
    def rank(one: Kept[Receipt]) -> tuple[int, date, str]:
        return _RANKS.index(_state(due, one.row, today)), one.row.received or date.max, one.id

    best = min(receipts, key=rank, default=None)
    return ReportStanding(due, _state(due, best.row if best else None, today), best)


def _state(due: DueReport, receipt: Receipt | None, today: date) -> State:
    if receipt is not None:
        if receipt.state == EXCUSED:
            return "excused"
        if receipt.state == RETURNED:
            return "returned" if today > due.due else "sent-back"
        if receipt.received is not None:
            if receipt.received > due.due:
                return "late"
            return "accepted" if receipt.state == ACCEPTED else "in-time"
    if today > due.due:
        return "missing"
    return "due-soon" if due.due - today <= _SOON else "later"
