"""Importing: foreign tables as real files, planned into the built office."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

# It has no types.
from openpyxl import Workbook as Written  # type: ignore[import-untyped]

from desktop.services.ledger_imports import (
    ImportRow,
    ImportWish,
    LedgerImport,
    keep_import,
    open_table,
    planned_import,
)
from desktop.store.workspace import Workspace
from tests.services.building import ME

YEAR = 2022
Table = Sequence[Sequence[Any]]


def written(folder: Path, sheets: Mapping[str, Table], merged: Sequence[str] = ()) -> Path:
    """A workbook with these sheets; `merged` areas are those of the first."""
    book = Written()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        book.worksheets[0].merge_cells(area)
    path = folder / f"{len([*folder.glob('*.xlsx')])}.xlsx"
    book.save(path)
    return path


def planned(
    workspace: Workspace,
    ledger: str,
    table: Path | Table,
    *,
    unit: str | None = "u-a",
    **wish: Any,  # noqa: ANN401  # whichever of a wish's fields
) -> LedgerImport:
    """A file, or the rows of one, held against a ledger of the office."""
    path = table if isinstance(table, Path) else written(workspace.folder.parent, {"表": table})
    return planned_import(workspace, open_table(path), ImportWish(ledger, YEAR, unit, **wish))


def imported(workspace: Workspace, ledger: str, table: Path | Table, **wish: Any) -> LedgerImport:  # noqa: ANN401  # as above
    """The same, and kept."""
    plan = planned(workspace, ledger, table, **wish)
    keep_import(workspace, ME, plan)
    return plan


def told(row: ImportRow) -> list[tuple[str, str, str]]:
    """The cells for which a row is refused."""
    return [(one.heading, one.text, one.why) for one in row.faults]


def why(row: ImportRow) -> str:
    """The one reason."""
    [only] = row.faults
    return only.why
