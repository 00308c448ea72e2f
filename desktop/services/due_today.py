"""Due today: the reports of all units that are due now or overdue, as the overview lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from desktop.domain.ledgers.due_reports import DueReport, ReportStanding, due_in, standings
from desktop.domain.ledgers.kinds import RECEIPTS, Kept
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.periods import Period
from desktop.domain.records import UnitRecord
from desktop.services.ledgers import rows_in
from desktop.services.report_calendar import report_rules
from desktop.store.views import View
from desktop.store.workspace import Workspace

_OWED: Final = frozenset({"missing", "returned"})
_NEW_YEAR: Final = timedelta(days=31)  # in January December's reports are still looked for


@dataclass(frozen=True, slots=True)
class DueLine:
    """One report of one day, and everybody who still owes it."""

    name: str
    due: date
    days: int  # that it is overdue; none on the day itself
    units: tuple[str, ...]


class _Place(NamedTuple):
    due: date
    name: str
    rule: str


def due_today(workspace: Workspace, today: date) -> tuple[DueLine, ...]:
    """What is due on this day and what is overdue this year, the longest overdue first."""
    owing: dict[_Place, list[str]] = {}
    with workspace.reading() as view:
        receipts = _receipts(view)
        for unit in sorted(view.all(UnitRecord), key=lambda one: one.name):
            if unit.active:
                for one in _owed(view, unit.id, receipts.get(unit.id, []), today):
                    place = _Place(one.due, one.name, one.rule.id)
                    owing.setdefault(place, []).append(unit.name)
    return tuple(
        DueLine(place.name, place.due, (today - place.due).days, tuple(owing[place]))
        for place in sorted(owing)
    )


def _receipts(view: View) -> dict[str, list[Kept[Receipt]]]:
    found: dict[str, list[Kept[Receipt]]] = {}
    for one in rows_in(view, RECEIPTS):
        if isinstance(one.row, Receipt):
            found.setdefault(one.unit, []).append(Kept(one.id, one.unit, one.row))
    return found


def _owed(view: View, unit: str, receipts: list[Kept[Receipt]], today: date) -> Iterator[DueReport]:
    for year in sorted({(today - _NEW_YEAR).year, today.year}):
        period = Period(date(year, 1, 1), min(today, date(year, 12, 31)))
        due = due_in(report_rules(view, unit, period), period)
        yield from (one.due for one in standings(due, receipts, today) if _owes(one, today))


def _owes(one: ReportStanding, today: date) -> bool:
    return one.state in _OWED or (one.receipt is None and one.due.due == today)
