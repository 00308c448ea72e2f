"""Monthly reports: what a unit reported for a month and what its ledgers hold for it, read and kept together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from desktop.domain.commands import Author, Command
from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.due_reports import DueReport, ReportStanding, due_in, standings
from desktop.domain.ledgers.form_lines import lines_of
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import (
    ACTIVITIES,
    INSPECTIONS,
    LEDGERS,
    RECEIPTS,
    Kept,
    kept_row,
)
from desktop.domain.ledgers.monthly_reports import (
    MONTHLY,
    MonthEntries,
    MonthlyReport,
    begun_on,
    entries_in,
    plain_report,
    read_report,
    span_of,
)
from desktop.domain.ledgers.receipts import EXCUSED, RECEIVED, RETURNED, Receipt
from desktop.domain.ledgers.report_words import is_day_label, is_unit_label, report_words
from desktop.domain.periods import Period, read_period
from desktop.domain.plan import ReportForm
from desktop.domain.record_checks import checked
from desktop.domain.records import Assessment, AssessmentKey, LedgerRow, Round, new_id
from desktop.domain.refusals import Refused, quoted
from desktop.services.assessments import assessment_of, round_of, round_period, round_scheme
from desktop.services.ledgers import lay_out_rows, strike_row
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.report_calendar import rules_of_round
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace


class ReportKey(NamedTuple):
    """A unit's report on the form of a round's plan, for one due day."""

    round: str
    unit: str
    due: date

    @property
    def assessment(self) -> AssessmentKey:
        """The unit in the round."""
        return AssessmentKey(self.round, self.unit)


@dataclass(frozen=True)
class MonthlySight:
    """A month's report: what was entered (its id is blank where nothing was), what the ledgers hold, its receipt."""

    key: ReportKey
    unit: str
    form: ReportForm
    due: DueReport
    span: Period
    kept: Kept[MonthlyReport]
    entries: MonthEntries
    receipt: Kept[Receipt] | None

    @property
    def entered(self) -> bool:
        """Whether the form itself was entered."""
        return bool(self.kept.id)

    @cached_property
    def words(self) -> dict[str, str]:
        """What is printed, by the places of the form's lines and the labels of its head and foot."""
        return report_words(self.form, self.kept.row, self.entries, self.unit)


@dataclass(frozen=True, slots=True)
class MonthState:
    """One month in a list: how it stands, whether its form was entered, how many rows the ledgers hold for it."""

    key: ReportKey
    standing: ReportStanding
    entered: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Filing:
    """A report to be kept: its free words, new rows (with a blank id) and changed ones, those struck; when it came in.

    Without `received` the receipt stays as it is.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    filled: date | None = None
    activities: Sequence[Kept[Activity]] = ()
    runs: Sequence[Kept[Inspection]] = ()
    struck: Sequence[str] = ()
    received: date | None = None


def monthly_report_of(workspace: Workspace, key: ReportKey) -> MonthlySight:
    """A month's report as it stands."""
    with workspace.reading() as view:
        return sight_in(view, key)


def sight_in(view: View, key: ReportKey) -> MonthlySight:
    """The same, within a view."""
    return sight_of(view, key, view.all(LedgerRow, unit=key.unit))


def sight_of(view: View, key: ReportKey, rows: Sequence[LedgerRow]) -> MonthlySight:
    """The same as these rows of the unit's ledgers have it, perhaps those of another time."""
    of = assessment_of(view, key.assessment)
    found = round_of(view, key.round)
    due = next((one for one in dues_of(view, found) if one.due == key.due), None)
    if due is None:
        raise Refused(f"批次“{found.name}”里没有 {key.due.isoformat()} 到期的月报表", "due")
    kept = _kept(rows, key, due)
    span = span_of(due)
    activities, runs = _of_ledger(rows, ACTIVITIES), _of_ledger(rows, INSPECTIONS)
    entries = entries_in(span, activities, runs, kept.row.undated)
    receipts: list[Kept[Receipt]] = _of_ledger(rows, RECEIPTS)
    own = (one for one in receipts if (one.row.report, one.row.due) == (due.rule.id, due.due))
    form = _form(view, found, due)
    return MonthlySight(key, of.name, form, due, span, kept, entries, next(own, None))


def months_of(workspace: Workspace, of: AssessmentKey, today: date) -> list[MonthState]:
    """Every report that a round's plan wants of a unit on a form, in the order of their days."""
    with workspace.reading() as view:
        assessment_of(view, of)
        dues = dues_of(view, round_of(view, of.round))
        rows = view.all(LedgerRow, unit=of.unit)
        receipts: list[Kept[Receipt]] = _of_ledger(rows, RECEIPTS)
        sights = [sight_of(view, ReportKey(*of, one.due), rows) for one in dues]
        return [
            MonthState(sight.key, standing, sight.entered, _count(sight.entries))
            for sight, standing in zip(sights, standings(dues, receipts, today), strict=True)
        ]


def report_key(workspace: Workspace, unit: str, due: DueReport) -> ReportKey:
    """Which round's report one of the calendar is; the same plan in two rounds has the same report in both."""
    with workspace.reading() as view:
        asked = (view.get(Round, one.round) for one in view.all(Assessment, unit=unit))
        found = sorted(
            (one for one in asked if one), key=lambda one: (one.archived, -one.opened.toordinal())
        )
        for one in found:
            if read_period(one.period) and (due.rule.id, due.due) in _places(view, one):
                return ReportKey(one.id, unit, due.due)
    raise Refused(f"“{due.name}”不在任何批次的考核时段里，没有要填的表", "due")


def _places(view: View, of: Round) -> set[tuple[str, date]]:
    return {(one.rule.id, one.due) for one in dues_of(view, of)}


def due_in_month(view: View, of: AssessmentKey, month: str) -> ReportKey:
    """The report of a month written as 2020-03."""
    found = round_of(view, of.round)
    for one in dues_of(view, found):
        if f"{one.due:%Y-%m}" == month:
            return ReportKey(*of, one.due)
    raise Refused(
        f"批次“{found.name}”里没有{quoted(month)}的月报表，月份请写成 2020-03 的样子", "month"
    )


def newest_entered(view: View, of: AssessmentKey) -> ReportKey | None:
    """The newest month whose form was entered."""
    rules = {one.rule.id: one for one in dues_of(view, round_of(view, of.round))}
    held = (read_report(one.fields) for one in view.all(LedgerRow, unit=of.unit, ledger=MONTHLY))
    dues = [one.due for one in held if one.report in rules]
    return ReportKey(*of, max(dues)) if dues else None


def _count(entries: MonthEntries) -> int:
    return len(entries.activities) + len(entries.runs) + len(entries.published)


def dues_of(view: View, of: Round) -> list[DueReport]:
    """Every day on which a report is due that has a form."""
    return due_in((one for one in rules_of_round(view, of) if one.form), round_period(of))


def _form(view: View, of: Round, due: DueReport) -> ReportForm:
    for one in round_scheme(view, of).forms:
        if one.id == due.rule.form:
            return one
    raise Refused(f"方案里没有“{due.rule.name}”要填的表", "form")


def _of_ledger(rows: Iterable[LedgerRow], name: str) -> list[Kept[Any]]:
    ledger = LEDGERS[name]
    return [kept_row(one.id, one.unit, ledger, one.fields) for one in rows if one.ledger == name]


def _kept(rows: Iterable[LedgerRow], key: ReportKey, due: DueReport) -> Kept[MonthlyReport]:
    for one in rows:
        if one.ledger != MONTHLY:
            continue
        report = read_report(one.fields)
        if (report.report, report.due) == (due.rule.id, due.due):
            return Kept(one.id, one.unit, report)
    return Kept("", key.unit, MonthlyReport(report=due.rule.id, due=due.due))


def keep_monthly_report(
    workspace: Workspace, author: Author, key: ReportKey, filing: Filing
) -> Outcome:
    """Keep a report with the rows that it feeds and the receipt that it came in, as one event."""
    with workspace.writing() as desk:
        sight = sight_in(desk, key)
        _lay_out(desk, ACTIVITIES, filing.activities, key)
        ids = _lay_out(desk, INSPECTIONS, filing.runs, key)
        for row_id in filing.struck:
            _strike(desk, row_id, key)
        desk.put(_report_row(sight, filing, ids))
        if filing.received is not None:
            _receive(desk, sight, filing.received)
        return outcome_of(desk.seal(Deed(Command.KEEP_MONTHLY_REPORT, author)))


def _lay_out(desk: Desk, ledger: str, rows: Sequence[Kept[Any]], key: ReportKey) -> list[str]:
    for place, one in enumerate(rows):
        if one.unit != key.unit:
            raise Refused(f"第 {place + 1} 行不是这个单位的，请核对", f"{ledger}.{place}.unit")
    try:
        return lay_out_rows(desk, ledger, rows)
    except Refused as refused:
        raise refused.under(ledger) from None


def _strike(desk: Desk, row_id: str, key: ReportKey) -> None:
    row = desk.get(LedgerRow, row_id)
    if row is not None and (row.unit != key.unit or row.ledger not in {ACTIVITIES, INSPECTIONS}):
        raise Refused("要删去的一行不是这张月报表的，请核对", "struck")
    strike_row(desk, row_id)


def _report_row(sight: MonthlySight, filing: Filing, ids: Sequence[str]) -> LedgerRow:
    known = {one.place for one in lines_of(sight.form)} | {
        label
        for label in (*sight.form.head, *sight.form.foot)
        if not is_unit_label(label) and not is_day_label(label)
    }
    for place, words in filing.words.items():
        if words and place not in known | sight.kept.row.words.keys():
            raise Refused(f"“{sight.form.title}”里没有{quoted(place)}这一栏", f"words.{place}")
    dated = {
        one_id: begun_on(one.row) is not None for one_id, one in zip(ids, filing.runs, strict=True)
    }
    undated = [one for one in sight.kept.row.undated if not dated.get(one, False)]
    undated += [one for one, has_day in dated.items() if not has_day and one not in undated]
    report = replace(
        sight.kept.row,
        words=filing.words,
        filled=filing.filled,
        undated=tuple(one for one in undated if one not in filing.struck),
    )
    row = LedgerRow(sight.kept.id or new_id(), sight.key.unit, MONTHLY, plain_report(report))
    return checked(row)


def _receive(desk: Desk, sight: MonthlySight, day: date) -> None:
    """A report that came again after it was sent back, or after it was waived, has come."""
    held = sight.receipt
    if held is None:
        row = Receipt(report=sight.due.rule.id, due=sight.due.due, received=day)
        held = Kept("", sight.key.unit, row)
    else:
        again = held.row.state in {RETURNED, EXCUSED}
        state = RECEIVED if again else held.row.state
        held = held._replace(row=replace(held.row, received=day, state=state))
    lay_out_rows(desk, RECEIPTS, [held])
