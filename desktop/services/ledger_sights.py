"""What the screen of ledgers shows: the units, the years that have anything, the rows with their evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from desktop.domain.ledgers.kinds import LEDGERS, Kept, Row
from desktop.domain.periods import read_period
from desktop.domain.records import Evidence, EvidenceLink, LedgerRow, Round, UnitRecord
from desktop.services.ledgers import rows_in
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LedgerUnit:
    """A unit that has ledgers, and what it is called."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class LedgerSight:
    """The rows of one ledger in their order, and how many files prove each."""

    rows: tuple[Kept[Row], ...] = ()
    evidence: Counter[str] | None = None

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
        periods = [read_period(one.period) for one in view.all(Round)]
    years = {today.year}
    for period in periods:
        if period is not None:
            years |= {*range(period.first.year, period.last.year + 1)}
    return tuple(sorted(years, reverse=True))


def ledger_sight(workspace: Workspace, ledger: str, unit: str | None, year: int) -> LedgerSight:
    """One ledger's rows of a year; rows without any day belong to every year."""
    with workspace.reading() as view:
        rows = rows_in(view, ledger, unit)
        links = view.all(EvidenceLink, round=None)
    of_year = (one for one in rows if one.row.on is None or one.row.on.year == year)
    ordered = sorted(of_year, key=lambda one: (one.row.on or date.min, one.row.told, one.id))
    counted = Counter(one.ledger_row for one in links if one.ledger_row is not None)
    return LedgerSight(tuple(ordered), counted)


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
