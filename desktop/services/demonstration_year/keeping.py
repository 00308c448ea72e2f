"""The years of all units, kept as an office would: ledger by ledger and round by round, with a few scans of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from desktop.domain.commands import Author
from desktop.domain.ledgers.due_reports import DueReport, due_in
from desktop.domain.ledgers.kinds import LEDGERS, MEMBERS, RECEIPTS, Kept, Row
from desktop.domain.periods import Period
from desktop.domain.plan import PlanTarget, Task
from desktop.domain.records import EvidenceLink, OfficeReport, new_id
from desktop.services.demonstration_year.alterations import Data, name_of, values_of
from desktop.services.demonstration_year.reporting import receipts_of
from desktop.services.demonstration_year.scans import add_scan
from desktop.services.demonstration_year.year import chance_of, rows_of_year
from desktop.services.evidence import link_evidence
from desktop.services.ledgers import keep_rows
from desktop.services.report_calendar import keep_office_reports, report_rules
from desktop.services.schemes import open_scheme
from desktop.store.workspace import Workspace

ROUND: Final = "round"
_Rows = dict[str, list[Kept[Row]]]


def keep_years(
    workspace: Workspace,
    author: Author,
    names: Data,
    years: Sequence[Data],
    units: Mapping[str, str],
) -> None:
    """Draw and keep every year that is told; `units` gives each unit's id by its name."""
    keep_office_reports(workspace, author, [_report(one) for one in names["reports"]])
    known: set[str] = set()
    for _, told in groupby(years, lambda one: one[ROUND]):
        rows: _Rows = {ledger: [] for ledger in LEDGERS}
        of_round = [*told]
        for year in of_round:
            _draw(workspace, names, year, units[year["unit"]], rows)
            if year["unit"] in known:  # members belong to no year
                rows[MEMBERS] = [one for one in rows[MEMBERS] if one.unit != units[year["unit"]]]
            known.add(year["unit"])
        for ledger, kept in rows.items():
            if kept:
                keep_rows(workspace, author, ledger, kept)
        for year in of_round:
            _prove(workspace, author, year, rows, units[year["unit"]])
    keep_rows(workspace, author, RECEIPTS, [*_others(workspace, names, years, units)])


def _others(
    workspace: Workspace, names: Data, years: Sequence[Data], units: Mapping[str, str]
) -> Iterator[Kept[Row]]:
    """Whoever is in no round of a year reports all the same: the office's own calendar asks everybody."""
    told = {(one["unit"], one["year"]) for one in years}
    for year in sorted({one["year"] for one in years}):
        for name, unit in units.items():
            if (name, year) not in told:
                place = {"unit": name, "year": year}
                due = _due(workspace, unit, place)
                for one in receipts_of(due, place, chance_of(names, place)):
                    yield Kept(new_id(), unit, one)


def _report(told: Data) -> OfficeReport:
    return OfficeReport("", **values_of(OfficeReport, told))


def _draw(workspace: Workspace, names: Data, told: Data, unit: str, rows: _Rows) -> None:
    due, duties = _due(workspace, unit, told), _duties(told[ROUND])
    for ledger, found in rows_of_year(names, told, due, duties).items():
        rows[ledger] += [Kept(new_id(), unit, one) for one in found]


def _duties(scheme_id: str) -> dict[str, Task | PlanTarget]:
    """What is entered by hand: tasks, and the targets that are judged."""
    scheme = open_scheme(scheme_id)
    asked: list[Task | PlanTarget] = [*scheme.tasks, *filter(attrgetter("judged"), scheme.targets)]
    return {f"{scheme_id}/{one.id}": one for one in asked}


def _due(workspace: Workspace, unit: str, told: Data) -> list[DueReport]:
    period = Period(date(told["year"], 1, 1), date(told["year"], 12, 31))
    with workspace.reading() as view:
        return due_in(report_rules(view, unit, period), period)


def _prove(workspace: Workspace, author: Author, told: Data, rows: _Rows, unit: str) -> None:
    """The scans that the data draws, each linked to the row that it proves."""
    for one in told.get("evidence", ()):
        row = _row_named(rows[one["ledger"]], unit, one["row"])
        link = EvidenceLink("", add_scan(workspace, author, one), ledger_row=row, page=1)
        link_evidence(workspace, author, link)


def _row_named(rows: Sequence[Kept[Any]], unit: str, name: str) -> str:
    [found] = [one.id for one in rows if one.unit == unit and name_of(one.row) == name]
    return found
