"""Unit ledgers: all that the ledgers hold about one unit, and the question that a criterion asks of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

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
from desktop.domain.ledgers.measured import Question, UnitLedgers
from desktop.domain.ledgers.plan_items import JOINT, PlanItem
from desktop.domain.names import plain_name
from desktop.domain.periods import Period
from desktop.domain.records import Assessment, LedgerRow, Round, UnitRecord
from desktop.services.assessments import round_period
from desktop.services.joint_rows import JointRows
from desktop.services.office_days import work_calendar
from desktop.services.report_calendar import report_rules
from desktop.store.views import View


def question_for(
    view: View, of: Assessment, round_: Round, as_of: date, joint: JointRows | None = None
) -> Question:
    """What every measure of this sheet is asked with; a round whose period says no days is refused."""
    period = round_period(round_)
    unit = view.get(UnitRecord, of.unit)
    names = (of.name, *((unit.name, *unit.aliases) if unit else ()))
    ledgers = unit_ledgers(view, of.unit, names, period, joint)
    return Question(ledgers, period, work_calendar(view), as_of)


def unit_ledgers(
    view: View,
    unit: str,
    names: Sequence[str],
    period: Period,
    joint: JointRows | None = None,
) -> UnitLedgers:
    """The unit's own rows, and others' joint items and runs in which it takes part."""
    others = _Others(view, unit, joint or JointRows(view))
    rows: dict[str, list[Kept[Any]]] = {name: [] for name in LEDGERS}
    for one in view.all(LedgerRow, unit=unit):
        if one.ledger in LEDGERS:
            rows[one.ledger].append(_kept(one))
    known = frozenset(map(plain_name, names))
    rows[PLAN] += others.joined(PLAN, known)
    runs = [*others.joined(INSPECTIONS, known), *others.runs_of_items(rows[PLAN])]
    rows[INSPECTIONS] += {one.id: one for one in runs}.values()
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


def _kept(one: LedgerRow) -> Kept[Any]:
    return kept_row(one.id, one.unit, LEDGERS[one.ledger], one.fields)


class _Others:
    """What others record and the unit has a part in."""

    def __init__(self, view: View, unit: str, joint: JointRows) -> None:
        self._view, self._unit, self._joint = view, unit, joint

    def joined(self, ledger: str, known: frozenset[str]) -> Iterator[Kept[Any]]:
        """Joint rows that name the unit."""
        for one in self._joint.naming(ledger, known):
            if one.unit != self._unit:
                kept = self._led(self._joint.kept(one))
                if known & frozenset(map(plain_name, kept.row.members)):
                    yield kept

    def runs_of_items(self, items: Sequence[Kept[PlanItem]]) -> Iterator[Kept[Any]]:
        """Runs that name no partners, of joint items in which the unit takes part: the plan names it."""
        numbers = {one.row.no for one in items if one.row.sort == JOINT}
        for one in self._joint.without_partners(numbers) if numbers else ():
            if one.unit != self._unit:
                yield self._led(self._joint.kept(one))

    def _led(self, one: Kept[Any]) -> Kept[Any]:
        """Where a row names no lead, whoever records it leads: it is said, for whoever looks from outside."""
        if one.row.lead:
            return one
        owner = self._view.get(UnitRecord, one.unit)
        return one._replace(row=replace(one.row, lead=owner.name if owner else ""))


def about(asked: Question, given: Given) -> Question:
    """The same question with what a criterion says beside it."""
    return replace(asked, given=given)
