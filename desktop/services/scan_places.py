"""Scan places: the rows of the ledgers that a scan may prove, found by words, and the one its name speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.file_names import natural_key
from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.columns import shown_row
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import DUTIES, LEDGERS, Kept, Row
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.ledgers.scan_names import RowName, row_of_scan
from desktop.domain.records import UnitRecord
from desktop.services.ledger_words import row_told
from desktop.services.ledgers import rows_in
from desktop.services.record_names import RecordNames
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row that a scan can be linked to, as a list shows it; `sought` is all that it says."""

    id: str
    unit: str
    words: str
    sought: str
    name: RowName


def row_places(workspace: Workspace, year: int, unit: str | None = None) -> tuple[RowPlace, ...]:
    """Every row of the year that a scan may prove, of one unit or of all, as one looks for it in a list."""
    return tuple(sorted(_places(workspace, year, unit), key=lambda one: natural_key(one.words)))


def places_with(places: Sequence[RowPlace], words: str) -> tuple[RowPlace, ...]:
    """Those in which each of these words stands, in whatever order."""
    wanted = words.casefold().split()
    return tuple(one for one in places if all(word in one.sought for word in wanted))


def suggested_row(name: str, folders: Sequence[str], places: Sequence[RowPlace]) -> str | None:
    """The row that a scan's name speaks for."""
    return row_of_scan(name, folders, (one.name for one in places))


def _places(workspace: Workspace, year: int, unit: str | None) -> Iterator[RowPlace]:
    with workspace.reading() as view:
        units = {one.id: one.name for one in view.all(UnitRecord)}
        names = RecordNames(view)
        for ledger in LEDGERS.values():
            for kept in rows_in(view, ledger.id) if ledger.id != DUTIES else ():
                day = kept.row.on
                if (day is not None and day.year != year) or unit not in {None, kept.unit}:
                    continue
                name = _row_name(kept, units.get(kept.unit, ""))
                own = "" if unit else name.unit
                told = row_told(kept.row, names)
                parts = (own, ledger.name, *name.numbers[:1], told, str(name.day or ""))
                sought = (name.unit, ledger.name, told, *shown_row(kept.row).values())
                words = "　".join(filter(None, parts))
                yield RowPlace(kept.id, kept.unit, words, "\n".join(sought).casefold(), name)


def _row_name(kept: Kept[Row], unit: str) -> RowName:
    row = kept.row
    numbers: tuple[str, ...] = ()
    plan = title = ""
    day = row.on
    if isinstance(row, Inspection):
        title, numbers, plan = row.title, (row.number, row.scheme), row.plan
        day = row.stands_on
    elif isinstance(row, PlanItem):
        title, plan = row.title, row.no
    elif isinstance(row, Activity):
        title, numbers = row.title, (row.number,)
    return RowName(kept.id, title or row.told, numbers, plan, day, unit)
