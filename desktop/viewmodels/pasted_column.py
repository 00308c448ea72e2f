"""Pasted columns: which cell of the table takes what of a pasted block, which cannot, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from desktop.domain.refusals import Refused
from desktop.services.clipboard_cells import Block, places_of
from desktop.viewmodels.cell_words import Fact, typed_fact, typed_text
from desktop.viewmodels.part_rows import NOTHING_YET
from desktop.viewmodels.table_rows import UnitRow

_NO_COLUMN: Final = "超出了评分标准的列；得分和总分由程序算出，不能粘贴"


class Spot(NamedTuple):
    """A place in the table: which unit, and which criterion."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One cell of the block: where it goes, what it says, what stands there now, and why it cannot go there."""

    spot: Spot | None
    unit: str
    label: str
    said: str
    now: str
    fact: Fact | None = None
    why: str = ""
    same: bool = False  # it says what is recorded already

    @property
    def taken(self) -> bool:
        """Whether something is recorded for it."""
        return not self.why and not self.same

    @property
    def overwrites(self) -> bool:
        """Whether something else is recorded there now."""
        return self.taken and self.now != NOTHING_YET


@dataclass(frozen=True, slots=True)
class CellPlan:
    """All cells of a block, in its order; `deed` is what is about to be done with them."""

    deed: str
    cells: tuple[PlannedCell, ...]
    blank: int = 0  # cells that say nothing, and so change nothing

    @property
    def taken(self) -> tuple[PlannedCell, ...]:
        """What will be recorded."""
        return tuple(one for one in self.cells if one.taken)

    @property
    def refused(self) -> tuple[PlannedCell, ...]:
        """What cannot be."""
        return tuple(one for one in self.cells if one.why)

    @property
    def overwritten(self) -> int:
        """How many findings it would change."""
        return sum(one.overwrites for one in self.cells)

    @property
    def same(self) -> int:
        """How many cells say what is recorded already."""
        return sum(one.same and not one.why for one in self.cells)


class _Laid(NamedTuple):
    """One cell of a block at its place; without a row it has none, and `why` says so."""

    row: int | None
    column: int
    said: str
    name: str = ""
    why: str = ""


def paste_plan(block: Block, rows: Sequence[UnitRow], spots: Sequence[Spot]) -> CellPlan:
    """Lay a block from the first of the chosen cells on; one single cell goes into all of them.

    Where the first of several columns names units, each row goes to the unit that it names.
    """
    if len(block) == 1 and len(block[0]) == 1:
        laid: Iterable[_Laid] = (_Laid(one.row, one.column, block[0][0]) for one in spots)
    else:
        start = Spot(min(one.row for one in spots), min(one.column for one in spots))
        laid = (
            _by_name(block, rows, start)
            if _names_units(block, rows)
            else _in_order(block, rows, start)
        )
    return _planned("粘贴", laid, rows)


def fill_plan(rows: Sequence[UnitRow], spots: Sequence[Spot]) -> CellPlan:
    """Fill the chosen cells of each column from its topmost one; a single row from the row above."""
    laid: list[_Laid] = []
    for column in sorted({one.column for one in spots}):
        chosen = sorted(one.row for one in spots if one.column == column)
        source = chosen[0] if len(chosen) > 1 else chosen[0] - 1
        if source >= 0:
            said = _said(rows[source], column)
            laid += [_Laid(row, column, said) for row in chosen if row != source]
    return _planned("填充", laid, rows)


def clear_plan(rows: Sequence[UnitRow], spots: Sequence[Spot]) -> CellPlan:
    """Take back what is recorded in the chosen cells."""
    cells = []
    for spot in spots:
        row, cell = rows[spot.row], rows[spot.row].cells[spot.column]
        why = cell.fixed if cell.fact is not None else ""
        label = cell.criterion.label if cell.criterion else ""
        cells.append(
            PlannedCell(spot, row.name, label, "", cell.text, None, why, same=cell.fact is None)
        )
    return CellPlan("撤去", tuple(cells))


def _said(row: UnitRow, column: int) -> str:
    cell = row.cells[column]
    return typed_text(cell.criterion, cell.fact) if cell.criterion else ""


def _names_units(block: Block, rows: Sequence[UnitRow]) -> bool:
    """Whether most of its rows begin with the name of a unit."""
    if max(map(len, block)) < 2:  # noqa: PLR2004  # a name, and what it gets
        return False
    names = [row[0] for row in block if row and row[0]]
    found = places_of(names, [row.name for row in rows])
    return sum(place is not None for place in found) * 2 > len(names)


def _by_name(block: Block, rows: Sequence[UnitRow], start: Spot) -> Iterator[_Laid]:
    names = [row[0] if row else "" for row in block]
    seen: set[int] = set()
    for place, name, cells in zip(
        places_of(names, [r.name for r in rows]), names, block, strict=True
    ):
        why = "" if place is not None else "本批次里没有这个单位"
        if place in seen:
            why = "这个单位在粘贴的内容里出现了两次，用的是前一次"
        for offset, said in enumerate(cells[1:]):
            yield _Laid(place if not why else None, start.column + offset, said, name, why)
        if place is not None:
            seen.add(place)


def _in_order(block: Block, rows: Sequence[UnitRow], start: Spot) -> Iterator[_Laid]:
    room = len(rows) - start.row
    headed = len(block) == room + 1 and _is_heading(block[0], rows[start.row], start.column)
    for number, cells in enumerate(block):
        place = number - headed
        why = "" if place < room else f"第 {number + 1} 行超出了表格，没有对应的单位"
        why = "当作表头，不粘贴" if place < 0 else why
        for offset, said in enumerate(cells):
            row = None if why else start.row + place
            yield _Laid(row, start.column + offset, said, f"第 {number + 1} 行", why)


def _is_heading(cells: Sequence[str], row: UnitRow, column: int) -> bool:
    """Whether no cell of a block's first row can be taken, where there is one row too many."""
    for offset, said in enumerate(cells):
        if said and column + offset < len(row.cells):
            criterion = row.cells[column + offset].criterion
            try:
                if criterion is None or typed_fact(criterion, said, None) is not None:
                    return False
            except Refused:
                continue
    return any(cells)


def _planned(deed: str, laid: Iterable[_Laid], rows: Sequence[UnitRow]) -> CellPlan:
    cells: list[PlannedCell] = []
    blank = 0
    for one in laid:
        if one.said in {"", NOTHING_YET}:
            blank += 1
        else:
            cells.append(_planned_cell(one, rows))
    return CellPlan(deed, tuple(cells), blank)


def _planned_cell(one: _Laid, rows: Sequence[UnitRow]) -> PlannedCell:
    if one.row is None:
        return PlannedCell(None, one.name, "", one.said, "", why=one.why)
    row = rows[one.row]
    if one.column >= len(row.cells):
        return PlannedCell(None, row.name, "", one.said, "", why=_NO_COLUMN)
    cell = row.cells[one.column]
    label = cell.criterion.label if cell.criterion is not None else ""
    planned = PlannedCell(Spot(one.row, one.column), row.name, label, one.said, cell.text)
    if cell.criterion is None:
        return replace(planned, why=cell.fixed)
    if one.said == typed_text(cell.criterion, cell.fact):
        return replace(planned, same=True)
    try:
        fact = typed_fact(cell.criterion, one.said, cell.fact)
    except Refused as refused:
        return replace(planned, why=cell.fixed or refused.message)
    return replace(planned, fact=fact, same=fact == cell.fact, why=cell.fixed)
