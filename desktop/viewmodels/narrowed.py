"""Narrowed grids: only the units that are looked for, and what is asked of any of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from desktop.domain.names import plain_name
from desktop.services.duty_grid import DutyGrid
from desktop.services.report_grid import ReportGrid

AnyGrid = TypeVar("AnyGrid", ReportGrid, DutyGrid)


def narrowed(grid: AnyGrid, words: str, units: Collection[str] | None) -> AnyGrid:
    """By words of their names, and where some are given by these very units."""
    if not words and units is None:
        return grid
    wanted = plain_name(words).casefold()
    rows = [
        one
        for one in grid.rows
        if (units is None or one.unit in units) and wanted in plain_name(one.name).casefold()
    ]
    asked = [n for n in range(len(grid.columns)) if any(one.cells[n] is not None for one in rows)]
    return replace(
        grid,
        columns=tuple(grid.columns[at] for at in asked),
        rows=tuple(replace(one, cells=tuple(one.cells[at] for at in asked)) for one in rows),
    )
