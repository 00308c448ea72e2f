"""Unit ledgers: all that the ledgers hold about one unit, and the question that a criterion asks of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from desktop.domain.ledgers.due_reports import due_in
from desktop.domain.ledgers.given import Given
from desktop.domain.ledgers.kinds import (
    ACTIVITIES,
    INSPECTIONS,
    LEDGERS,
    MEMBERS,
    PLAN,
    RECEIPTS,
    Kept,
    kept_row,
)
from desktop.domain.ledgers.measured import Question, UnitLedgers, plain
from desktop.domain.ledgers.plan_items import JOINT
from desktop.domain.periods import Period, read_period
from desktop.domain.records import Assessment, LedgerRow, OfficeDay, Round, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.working_days import DayKind, WorkCalendar
from desktop.services.report_calendar import report_rules
from desktop.services.statutory_days import statutory_calendar
from desktop.store.views import View

_SHARED: Final = (PLAN, INSPECTIONS)  # others' rows may name the unit, too


def question_for(view: View, of: Assessment, round_: Round, as_of: date) -> Question:
    """What every measure of this sheet is asked with; a round whose period says no days is refused."""
    period = read_period(round_.period)
    if period is None:
        raise Refused(
            f"批次“{round_.name}”的考核期间“{round_.period}”看不出起止日期，请在批次设置里改成例如“2022年”",
            "period",
        )
    unit = view.get(UnitRecord, of.unit)
    names = (of.name, *((unit.name, *unit.aliases) if unit else ()))
    ledgers = unit_ledgers(view, of.unit, names, period)
    return Question(ledgers, period, work_calendar(view), as_of)


def unit_ledgers(view: View, unit: str, names: Sequence[str], period: Period) -> UnitLedgers:
    """The unit's own rows, and others' joint items and runs in which it takes part."""
    rows: dict[str, list[Kept[Any]]] = {name: [] for name in LEDGERS}
    for one in view.all(LedgerRow, unit=unit):
        if one.ledger in LEDGERS:
            rows[one.ledger].append(_kept(one))
    known = frozenset(map(plain, names))
    for one in _others(view, unit, names):
        kept = _kept(one)
        if kept.row.sort == JOINT and known & frozenset(map(plain, kept.row.members)):
            rows[one.ledger].append(kept)
    due = due_in(report_rules(view, unit, period), period)
    return UnitLedgers(
        unit,
        known,
        rows[ACTIVITIES],
        rows[PLAN],
        rows[INSPECTIONS],
        rows[MEMBERS],
        rows[RECEIPTS],
        due,
    )


def work_calendar(view: View) -> WorkCalendar:
    """The statutory calendar with the office's own days laid over it."""
    days = {
        date.fromisoformat(one.day): DayKind(one.working, one.name) for one in view.all(OfficeDay)
    }
    return statutory_calendar().with_office_days(days)


def _kept(one: LedgerRow) -> Kept[Any]:
    return kept_row(one.id, one.unit, LEDGERS[one.ledger], one.fields)


def _others(view: View, unit: str, names: Sequence[str]) -> Iterator[LedgerRow]:
    for ledger in _SHARED:
        for one in view.mentioning(LedgerRow, "fields", names, ledger=ledger):
            if one.unit != unit:
                yield one


def about(asked: Question, given: Given) -> Question:
    """The same question with what a criterion says beside it."""
    return replace(asked, given=given)
