"""Handed packages: what a unit brought on a stick; its forms go to the ledgers, its scans to the rows they prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.domain.commands import Author
from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import DUTIES, LEDGERS, Kept, Row
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.ledgers.scan_names import RowName, row_of_scan
from desktop.domain.records import EvidenceLink, UnitRecord
from desktop.domain.refusals import Refused
from desktop.intake.table_columns import table_layout
from desktop.services.evidence import Added, TakenIn, keep_files, let_go, look_at, take_files
from desktop.services.gathering import GatheredFile
from desktop.services.ledger_imports import OpenedTable, headings_of, open_table
from desktop.services.ledgers import rows_in
from desktop.services.linking import link_all
from desktop.services.outcome import Outcome
from desktop.services.packages import unpacked
from desktop.services.progress import IsCancelled, Progress
from desktop.store.workspace import Workspace

_TABLES: Final = frozenset({".xlsx", ".csv"})


@dataclass(frozen=True, slots=True)
class HandedForm:
    """A form that was in it: read, with the ledger that it probably fills; or why it cannot be read."""

    name: str
    table: OpenedTable | None
    ledger: str | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class HandedScan:
    """A scan that was in it, and the folders that it lay in."""

    name: str
    folders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandedPackage:
    """All that was in it; the scans are on the disk, and ours only once they are kept."""

    name: str
    forms: tuple[HandedForm, ...]
    scans: tuple[HandedScan, ...]
    taken: TakenIn | None
    skipped: str


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row that a scan can be linked to, as a list shows it."""

    id: str
    unit: str
    words: str


def open_package(
    workspace: Workspace, path: Path, progress: Progress, cancelled: IsCancelled
) -> HandedPackage:
    """Unpack beside the window; nothing is kept yet."""
    with unpacked(workspace, [path], progress, cancelled) as found:
        forms = tuple(map(_read_form, found.forms))
        scans = found.scans
        paths = [one.path for one in scans]
        taken = take_files(workspace, paths, progress, cancelled) if paths else None
    told = tuple(HandedScan(one.path.name, one.folders) for one in scans)
    return HandedPackage(path.name, forms, told, taken, found.skipped)


def forget_package(workspace: Workspace, package: HandedPackage) -> None:
    """Nothing of it is wanted after all."""
    if package.taken is not None:
        let_go(workspace, package.taken)


def _read_form(file: GatheredFile) -> HandedForm:
    name = file.path.name
    if file.path.suffix.lower() not in _TABLES:
        return HandedForm(name, None, refusal="Word 表格请在“月报表”里读取")
    try:
        table = open_table(file.path)
    except Refused as refused:
        return HandedForm(name, None, refusal=refused.message)
    return HandedForm(name, table, likely_ledger(table))


def likely_ledger(table: OpenedTable) -> str | None:
    """The ledger whose columns a table says most of; None where it has not all that a row needs."""
    found = max(
        ((weight, name) for name in LEDGERS if (weight := _weight(table, name))), default=None
    )
    return found[1] if found else None


def _weight(table: OpenedTable, ledger: str) -> int:
    headings = headings_of(LEDGERS[ledger])
    weights = [0]
    for sheet in table.book.sheets:
        try:
            layout = table_layout(sheet.rows, headings)
        except Refused:
            continue
        weights.append(sum(one.how.points for one in layout.columns if one.key))
    return max(weights)


# -- scans


def row_places(workspace: Workspace, year: int) -> tuple[RowPlace, ...]:
    """Every row of the year that a scan may prove."""
    return tuple(place for place, _ in _named_rows(workspace, year))


def suggested_rows(
    workspace: Workspace, scans: Sequence[HandedScan], year: int
) -> tuple[str | None, ...]:
    """For each scan the row that its name speaks for."""
    names = [name for _, name in _named_rows(workspace, year)]
    return tuple(row_of_scan(one.name, one.folders, names) for one in scans)


def keep_scans(
    workspace: Workspace, author: Author, package: HandedPackage, rows: Sequence[str | None]
) -> tuple[Outcome, ...]:
    """Keep every scan, and link those that have a row."""
    if package.taken is None:
        return ()
    kept = keep_files(workspace, author, package.taken)
    links = [
        EvidenceLink("", added.evidence, ledger_row=row)
        for added, row in zip(kept.files, rows, strict=True)
        if row is not None
    ]
    linked = link_all(workspace, author, links).outcomes if links else ()
    return (*((kept.outcome,) if kept.outcome else ()), *linked)


def look_at_scans(workspace: Workspace, package: HandedPackage) -> tuple[Added, ...]:
    """What is known of each scan already."""
    return look_at(workspace, package.taken) if package.taken else ()


def _named_rows(workspace: Workspace, year: int) -> Iterator[tuple[RowPlace, RowName]]:
    with workspace.reading() as view:
        units = {one.id: one.name for one in view.all(UnitRecord)}
        for ledger in LEDGERS.values():
            for kept in rows_in(view, ledger.id) if ledger.id != DUTIES else ():
                day = kept.row.on
                if day is not None and day.year != year:
                    continue
                unit = units.get(kept.unit, "")
                words = f"{unit}　{ledger.name}　{kept.row.told}{f'　{day}' if day else ''}"
                yield RowPlace(kept.id, kept.unit, words), _row_name(kept, unit)


def _row_name(kept: Kept[Row], unit: str) -> RowName:
    row = kept.row
    numbers: tuple[str, ...] = ()
    plan = title = ""
    if isinstance(row, Inspection):
        title, numbers, plan = row.title, (row.number, row.scheme), row.plan
    elif isinstance(row, PlanItem):
        title, plan = row.title, row.no
    elif isinstance(row, Activity):
        title, numbers = row.title, (row.number,)
    return RowName(kept.id, title or row.told, numbers, plan, row.on, unit)
