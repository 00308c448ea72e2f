"""What the screen of ledgers shows: the units, the years that have anything, the rows with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from desktop.domain.ledgers.kinds import INSPECTIONS, LEDGERS, Kept, Row
from desktop.domain.periods import read_period
from desktop.domain.records import (
    Evidence,
    EvidenceLink,
    LedgerRow,
    OfficeReport,
    Round,
    UnitRecord,
)
from desktop.domain.working_days import WorkCalendar
from desktop.services.assessments import assessments_in
from desktop.services.ledgers import rows_in
from desktop.services.office_days import work_calendar
from desktop.services.result_terms import ResultTerm, days_counted, result_terms
from desktop.store.workspace import Workspace

_NO_CALENDAR: Final = WorkCalendar(frozenset())


@dataclass(frozen=True, slots=True)
class LedgerUnit:
    """A unit that has ledgers, and what it is called."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class YearRound:
    """A round that is about a year, and its units."""

    id: str
    name: str
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class LedgerSight:
    """The rows of one ledger in their order, how many files prove each, and how working days are counted here."""

    rows: tuple[Kept[Row], ...] = ()
    evidence: Counter[str] | None = None
    years: frozenset[int] = frozenset()  # in which the ledger has rows
    calendar: WorkCalendar = _NO_CALENDAR
    terms: Mapping[str, Sequence[ResultTerm]] = field(default_factory=dict)  # of runs, by unit

    def days_counted(self, one: Kept[Row]) -> str:
        """The days that were counted for a row; blank where none are."""
        return days_counted(self.calendar, self.terms.get(one.unit, ()), one)

    def files_of(self, row: str) -> int:
        """How many files prove a row."""
        return 0 if self.evidence is None else self.evidence[row]


@dataclass(frozen=True, slots=True)
class RowFile:
    """A file that proves a row, and the link that says so."""

    link: EvidenceLink
    name: str


def ledger_units(workspace: Workspace) -> tuple[LedgerUnit, ...]:
    """Every unit that is still assessed, by its name."""
    with workspace.reading() as view:
        active = (one for one in view.all(UnitRecord) if one.active)
        return tuple(LedgerUnit(one.id, one.name) for one in sorted(active, key=lambda u: u.name))


def ledger_years(workspace: Workspace, today: date) -> tuple[int, ...]:
    """The years of the rounds and this one, the newest first."""
    with workspace.reading() as view:
        years = {today.year, *(year for one in view.all(Round) for year in _years_of(one))}
    return tuple(sorted(years, reverse=True))


def usual_year(workspace: Workspace, today: date) -> int:
    """Where the ledgers open: this year if anything goes on in it, else the newest that a round is about."""
    with workspace.reading() as view:
        if any(one.until is None for one in view.all(OfficeReport)):
            return today.year
        years = {year for one in view.all(Round) for year in _years_of(one)}
    return today.year if today.year in years or not years else max(years)


def rounds_about(workspace: Workspace, year: int) -> tuple[YearRound, ...]:
    """The rounds about a year, the newest first."""
    with workspace.reading() as view:
        found = [one for one in view.all(Round) if year in _years_of(one)]
        newest = sorted(found, key=lambda one: (one.opened, one.name), reverse=True)
        return tuple(
            YearRound(of.id, of.name, frozenset(one.unit for one in assessments_in(view, of.id)))
            for of in newest
        )


def last_year_of(of: Round) -> int | None:
    """The last year that a round is about; None where its period says no days."""
    return max(_years_of(of), default=None)


def year_of_round(workspace: Workspace, round_id: str) -> int | None:
    """The same, by the round's id."""
    with workspace.reading() as view:
        found = view.get(Round, round_id)
    return None if found is None else last_year_of(found)


def _years_of(of: Round) -> range:
    period = read_period(of.period)
    return range(0) if period is None else range(period.first.year, period.last.year + 1)


def ledger_sight(workspace: Workspace, ledger: str, unit: str | None, year: int) -> LedgerSight:
    """One ledger's rows of a year; rows without any day belong to every year."""
    with workspace.reading() as view:
        rows = rows_in(view, ledger, unit)
        links = view.all(EvidenceLink, round=None)
        calendar = work_calendar(view)
        terms = result_terms(view, unit) if ledger == INSPECTIONS else {}
    years = frozenset(one.row.on.year for one in rows if one.row.on is not None)
    ordered = sorted(
        rows_of_year(rows, year), key=lambda one: (one.row.on or date.min, one.row.told, one.id)
    )
    counted = Counter(one.ledger_row for one in links if one.ledger_row is not None)
    return LedgerSight(tuple(ordered), counted, years, calendar, terms)


def rows_of_year(rows: Iterable[Kept[Row]], year: int) -> Iterator[Kept[Row]]:
    """Those that a ledger shows in a year."""
    return (one for one in rows if one.row.on is None or one.row.on.year == year)


def row_files(workspace: Workspace, row: str) -> tuple[RowFile, ...]:
    """The files that prove a row."""
    with workspace.reading() as view:
        links = [one for one in view.all(EvidenceLink, ledger_row=row) if one.round is None]
        found = ((one, view.get(Evidence, one.evidence)) for one in links)
        return tuple(RowFile(one, file.name) for one, file in found if file is not None)


def counts_of(workspace: Workspace) -> Counter[str]:
    """How many rows each ledger has in all."""
    with workspace.reading() as view:
        return Counter({one: view.count(LedgerRow, ledger=one) for one in LEDGERS})
