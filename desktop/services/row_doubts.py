"""Row doubts: which rows of a unit's ledgers look wrong, before anything is decided by them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop.domain.ledgers.doubts import Doubt, doubts_by_row
from desktop.domain.ledgers.kinds import LEDGERS
from desktop.services.ledger_sights import rows_of_year
from desktop.services.ledgers import rows_in
from desktop.store.workspace import Workspace

DoubtedRows = Mapping[str, tuple[Doubt, ...]]  # by the row


def doubted_rows(
    workspace: Workspace, unit: str, year: int, today: date
) -> Mapping[str, DoubtedRows]:
    """A unit's own rows that have doubts, by their ledger: those that it shows in a year."""
    with workspace.reading() as view:
        kept = {name: rows_in(view, name, unit) for name in LEDGERS}
    found = {
        name: doubts_by_row(rows_of_year(rows, year), today, year) for name, rows in kept.items()
    }
    return {name: rows for name, rows in found.items() if rows}
