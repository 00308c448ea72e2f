"""Handed packages: what a unit brought on a stick; its forms go to the ledgers, its scans to the rows they prove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from desktop.domain.commands import Author
from desktop.domain.ledgers.kinds import LEDGERS, Ledger
from desktop.domain.plan import ReportForm
from desktop.domain.records import EvidenceLink, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.domain.unit_names import KnownUnit, units_in
from desktop.intake.filled_forms import tables_in
from desktop.intake.sheets import Sheet
from desktop.intake.table_columns import table_layout
from desktop.services.evidence import TakenIn, add_content, keep_files, let_go, take_files
from desktop.services.gathering import GatheredFile
from desktop.services.handed_reports import HandedReport, known_forms, read_report
from desktop.services.ledger_headings import headings_of, must_be_there
from desktop.services.ledger_imports import OpenedTable, open_table
from desktop.services.ledger_sights import LedgerUnit, ledger_units
from desktop.services.linking import link_all
from desktop.services.monthly_reports import ReportKey, monthly_report_of
from desktop.services.outcome import Outcome
from desktop.services.packages import unpacked
from desktop.services.progress import Cancelled, IsCancelled, Progress
from desktop.store.causes import troubles
from desktop.store.workspace import Workspace

_READING: Final = "读取材料包里的表格"
_TABLES: Final = frozenset({".xlsx", ".csv"})


@dataclass(frozen=True, slots=True)
class HandedForm:
    """A form that was in it: a monthly report, a table with the ledger that it probably fills, or why neither."""

    name: str
    table: OpenedTable | None = None
    ledger: str | None = None
    report: HandedReport | None = None
    refusal: str = ""
    apart: tuple[str, ...] = ()
    content: bytes = b""  # of a report's file, which proves that it came

    @property
    def is_certain(self) -> bool:
        """Whether it fills something for sure; what does not may as well prove something."""
        return self.report is not None or self.ledger is not None


@dataclass(frozen=True, slots=True)
class HandedScan:
    """A scan that was in it; `apart` are the folders by which its place differs from the others'."""

    name: str
    folders: tuple[str, ...]
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedPackage:
    """All that was in it; the scans are on the disk, and ours only once they are kept."""

    name: str
    forms: tuple[HandedForm, ...]
    scans: tuple[HandedScan, ...]
    taken: TakenIn | None
    skipped: str
    units: tuple[LedgerUnit, ...] = ()  # that its name, or the folder in it, names


def open_package(
    workspace: Workspace, path: Path, progress: Progress, cancelled: IsCancelled
) -> HandedPackage:
    """Unpack beside the window; nothing is kept yet. A file that fills no ledger may prove something."""
    known = known_forms(workspace)
    with unpacked(workspace, [path], progress, cancelled) as found:
        common = _common([one.folders for one in found.files])
        forms: list[HandedForm] = []
        scans: list[GatheredFile] = []
        tables = {*found.forms}
        for one in found.files:
            if cancelled():
                raise Cancelled
            form = _read_form(one, one.folders[len(common) :], known) if one in tables else None
            forms += [form] if form else []
            scans += [] if form and form.is_certain else [one]
        paths = [one.path for one in scans]
        taken = take_files(workspace, paths, progress, cancelled) if paths else None
    told = tuple(
        HandedScan(one.path.name, one.folders, one.folders[len(common) :]) for one in scans
    )
    units = _units_named(workspace, (path.stem, *common[:2]))
    return HandedPackage(path.name, tuple(forms), told, taken, found.skipped, units)


def forget_package(workspace: Workspace, package: HandedPackage) -> None:
    """Nothing of it is wanted after all."""
    if package.taken is not None:
        let_go(workspace, package.taken)


def _common(folders: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The folders that all files lie in."""
    return tuple(parts[0] for parts in takewhile(_are_one, zip(*folders, strict=False)))


def _are_one(parts: Sequence[str]) -> bool:
    return len({*parts}) == 1


def _units_named(workspace: Workspace, texts: Sequence[str]) -> tuple[LedgerUnit, ...]:
    with workspace.reading() as view:
        active = [one for one in view.all(UnitRecord) if one.active]
    named = units_in(texts, [KnownUnit(one.id, (one.name, *one.aliases)) for one in active])
    return tuple(one for one in ledger_units(workspace) if one.id in named)


def _read_form(
    file: GatheredFile, apart: tuple[str, ...], known: tuple[ReportForm, ...]
) -> HandedForm | None:
    """What a table or document fills, or why it cannot be read; None for a document that is no form."""
    name, table = file.path.name, None
    try:
        if file.path.suffix.lower() in _TABLES:
            table = open_table(file.path)
            rows = [one.rows for one in table.book.sheets]
        else:
            with troubles(_READING, file.path):
                rows = tables_in(file.path) if known else []
    except (Refused, Trouble) as failure:
        return HandedForm(name, refusal=failure.message, apart=apart)
    if report := read_report(name, rows, known):
        return HandedForm(name, report=report, apart=apart, content=file.path.read_bytes())
    return HandedForm(name, table, likely_ledger(table), apart=apart) if table else None


def likely_ledger(table: OpenedTable) -> str | None:
    """The ledger whose columns a table says most of; None where it has not all that a row needs."""
    called = (table.source, *(one.name for one in table.book.sheets))
    found = max(
        (
            (weight, any(ledger.name in one for one in called), name)
            for name, ledger in LEDGERS.items()
            if (weight := max(_weight(one, ledger) for one in table.book.sheets))
        ),
        default=None,
    )
    return found[-1] if found else None


def _weight(sheet: Sheet, ledger: Ledger) -> int:
    """How much its columns say of a ledger; nothing where a row could not be made of them."""
    try:
        layout = table_layout(sheet.rows, headings_of(ledger))
    except Refused:
        return 0
    if layout.guessed or not must_be_there(ledger).isdisjoint(layout.missing):
        return 0
    return sum(one.how.points for one in layout.columns if one.key)


# -- what is kept


def keep_form(
    workspace: Workspace, author: Author, key: ReportKey, form: HandedForm
) -> tuple[Outcome, ...]:
    """Keep an adopted report's file, linked to the receipt that it came in; without a receipt it proves nothing."""
    receipt = monthly_report_of(workspace, key).receipt
    if receipt is None:
        return ()
    kept = add_content(workspace, author, form.name, form.content)
    links = [EvidenceLink("", one.evidence, ledger_row=receipt.id) for one in kept.files]
    linked = link_all(workspace, author, links).outcomes
    return (*((kept.outcome,) if kept.outcome else ()), *linked)


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
