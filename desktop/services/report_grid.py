"""The year of reports at a glance: units by due dates, each with what came of it; and what is recorded there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.commands import Author
from desktop.domain.ledgers.due_reports import DueReport, ReportStanding, due_in, standings
from desktop.domain.ledgers.kinds import RECEIPTS, Kept
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.periods import Period
from desktop.domain.records import UnitRecord
from desktop.services.ledgers import keep_rows, rows_in, strike_rows
from desktop.services.outcome import Outcome
from desktop.services.report_calendar import report_rules
from desktop.store.views import View
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class GridRow:
    """A unit, and how each of the year's reports stands; None where that one is not asked of it."""

    unit: str
    name: str
    cells: tuple[ReportStanding | None, ...]


@dataclass(frozen=True, slots=True)
class ReportGrid:
    """Every report that is due from anybody within the year, and every unit that owes one."""

    year: int
    columns: tuple[DueReport, ...] = ()
    rows: tuple[GridRow, ...] = ()


def report_grid(workspace: Workspace, year: int, today: date) -> ReportGrid:
    """The whole year of all units that are still assessed."""
    with workspace.reading() as view:
        return _grid(view, year, today)


def _grid(view: View, year: int, today: date) -> ReportGrid:
    period = Period(date(year, 1, 1), date(year, 12, 31))
    receipts: dict[str, list[Kept[Receipt]]] = {}
    for one in rows_in(view, RECEIPTS):
        if isinstance(one.row, Receipt):
            receipts.setdefault(one.unit, []).append(Kept(one.id, one.unit, one.row))
    found: dict[UnitRecord, list[ReportStanding]] = {}
    for unit in sorted(view.all(UnitRecord), key=lambda one: one.name):
        due = due_in(report_rules(view, unit.id, period), period) if unit.active else []
        if due:
            found[unit] = standings(due, receipts.get(unit.id, ()), today)
    columns = _columns(one.due for row in found.values() for one in row)
    return ReportGrid(year, columns, tuple(_row(u, row, columns) for u, row in found.items()))


def _columns(due: Iterable[DueReport]) -> tuple[DueReport, ...]:
    """Each report on each day once, however many units owe it."""
    by_place = {(one.due, one.rule.name, one.rule.id): one for one in due}
    return tuple(by_place[place] for place in sorted(by_place))


def _row(
    unit: UnitRecord, found: Iterable[ReportStanding], columns: tuple[DueReport, ...]
) -> GridRow:
    by_place = {(one.due.rule.id, one.due.due): one for one in found}
    cells = tuple(by_place.get((one.rule.id, one.due)) for one in columns)
    return GridRow(unit.id, unit.name, cells)


def keep_receipts(
    workspace: Workspace,
    author: Author,
    places: Iterable[tuple[str, ReportStanding]],
    receipt: Receipt,
) -> Outcome:
    """Record the same for some units and reports at once; which report it is, each place says."""
    rows = [
        Kept(
            standing.receipt.id if standing.receipt else "",
            unit,
            replace(receipt, report=standing.due.rule.id, due=standing.due.due),
        )
        for unit, standing in places
    ]
    return keep_rows(workspace, author, RECEIPTS, rows)


def clear_receipts(
    workspace: Workspace, author: Author, standings_: Iterable[ReportStanding]
) -> Outcome:
    """Take back that some reports came."""
    return strike_rows(
        workspace, author, [one.receipt.id for one in standings_ if one.receipt is not None]
    )
