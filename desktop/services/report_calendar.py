"""The calendar of reports: what is due from a unit, by the plans of its rounds and by the office's own wish."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from desktop.domain.commands import Author, Command
from desktop.domain.ledgers.due_reports import ReportRule
from desktop.domain.periods import Period, read_period
from desktop.domain.plan import LAST_DAY
from desktop.domain.record_checks import checked
from desktop.domain.records import Assessment, OfficeReport, Round, UnitRecord, new_id
from desktop.domain.refusals import Refused, quoted
from desktop.services.assessments import round_scheme
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace

_PLAIN_YEAR: Final = 2023  # no leap year
# Months as reports name them, with the days that they always have.
_LENGTHS: Final = {str(month): monthrange(_PLAIN_YEAR, month)[1] for month in range(1, 13)}


def report_rules(view: View, unit: str, period: Period) -> list[ReportRule]:
    """What this unit has to report within a period, by every calendar that holds for it."""
    found: dict[str, ReportRule] = {}
    for one in view.all(Assessment, unit=unit):
        of = view.get(Round, one.round)
        if of is not None and _meets(of, period):
            found |= {rule.id: rule for rule in rules_of_round(view, of)}
    record = view.get(UnitRecord, unit)
    own = office_rules(view, frozenset(record.groups if record else ()), period)
    return [*(found | {rule.id: rule for rule in own}).values()]


def office_rules(view: View, groups: frozenset[str], period: Period) -> Iterator[ReportRule]:
    """What the office itself asks of the units of these groups within a period."""
    for report in view.all(OfficeReport):
        is_for = not report.groups or groups & frozenset(report.groups)
        if is_for and _asks_within(report, period):
            yield rule_of(report)


def _meets(of: Round, period: Period) -> bool:
    own = read_period(of.period)
    return own is not None and own.first <= period.last and period.first <= own.last


def _asks_within(report: OfficeReport, period: Period) -> bool:
    begins = report.since is None or report.since <= period.last
    return begins and (report.until is None or period.first <= report.until)


def rules_of_round(view: View, of: Round) -> Iterator[ReportRule]:
    """By scheme and report: the same plan in two rounds asks once."""
    for one in round_scheme(view, of).reports:
        yield ReportRule(
            f"{of.scheme}/{one.id}", one.name, one.months, one.day, one.covers, one.form
        )


def rule_of(report: OfficeReport) -> ReportRule:
    """An office's own report as the calendar reads it."""
    day: int | str = report.day if report.day == LAST_DAY else int(report.day)
    months = tuple(int(one) for one in report.months)
    span = (report.since, report.until)
    return ReportRule(report.id, report.name, months, day, report.covers, None, *span)


def keep_office_reports(
    workspace: Workspace, author: Author, reports: Sequence[OfficeReport]
) -> Outcome:
    """Keep what the office itself asks for; a new one (with a blank id) gets its id here."""
    with workspace.writing() as desk:
        for position, one in enumerate(reports):
            try:
                read = read_report(one)
            except Refused as refused:
                raise refused.under(position) from None
            desk.put(checked(replace(read, id=one.id or new_id()), position))
        return outcome_of(desk.seal(Deed(Command.KEEP_OFFICE_REPORTS, author)))


def read_report(one: OfficeReport) -> OfficeReport:
    """The same with months in their order and a day that each of them has; refused where there is none."""
    return replace(one, months=_read_months(one.months), day=_read_day(one))


def office_reports(workspace: Workspace) -> list[OfficeReport]:
    """What the office itself asks for, in the order of the names."""
    with workspace.reading() as view:
        return sorted(
            view.all(OfficeReport), key=lambda one: (one.until is not None, one.name, one.id)
        )


def _read_months(months: Sequence[str]) -> tuple[str, ...]:
    """In their order, each once."""
    if not months or not {*_LENGTHS} >= {*months}:
        raise Refused("请至少选一个报送月份（1 到 12 月）", "months")
    return tuple(month for month in _LENGTHS if month in months)


def _read_day(one: OfficeReport) -> str:
    """A day that every one of its months has in every year."""
    if one.day == LAST_DAY:
        return one.day
    shortest = min(_LENGTHS[month] for month in one.months)
    if not one.day.isdecimal() or not 1 <= int(one.day) <= shortest:
        raise Refused(
            f"报送日要写 1 到 {shortest}，或选“当月最后一天”，现在是{quoted(one.day)}", "day"
        )
    return str(int(one.day))
