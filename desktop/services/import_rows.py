"""Import rows: each row of a foreign table held against a ledger, and what keeping it would do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from desktop.domain.ledgers.columns import columns_of, plain_row, read_row, shown_row
from desktop.domain.ledgers.doubts import Doubt, doubts_of
from desktop.domain.ledgers.kinds import Kept, Ledger, Row
from desktop.domain.ledgers.plan_items import DEPARTMENT, JOINT
from desktop.domain.records import UnitRecord
from desktop.domain.refusals import Refused, quoted
from desktop.intake.ledger_cells import CellFault, read_cells
from desktop.intake.table_rows import DataRow
from desktop.services.known_rows import LEAD, KnownRows
from desktop.services.ledger_headings import UNIT
from desktop.services.ledger_references import REFERRING, Reference, References
from desktop.services.ledgers import rows_in
from desktop.services.named_units import NamedUnits
from desktop.store.views import View

Standing = Literal["new", "changed", "same", "refused", "skipped"]
_PARTNERS: Final = "partners"
_BETWEEN: Final = "、"
_TELLING: Final = ("title", "name", "report", "duty")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of the table: what keeping it would do, and, where it cannot be kept, which cells are why.

    `cells` are what it says under each of our keys.
    """

    number: int
    standing: Standing
    told: str
    unit: str
    kept: Kept[Row] | None = None
    changes: tuple[tuple[str, str, str], ...] = ()  # heading, before, after
    faults: tuple[CellFault, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()  # the columns of a new row that no cell says
    retained: tuple[tuple[str, str], ...] = ()  # what the ledger keeps though its cell is blank
    doubts: tuple[Doubt, ...] = ()  # of the row as it would be kept; they keep nothing out


@dataclass(frozen=True, slots=True)
class _Cells:
    """What a row's cells say, and whose row it is."""

    unit: UnitRecord
    said: Mapping[str, object]
    row: Row


class RowPlanning:
    """Holds rows against one ledger as it is in one view; `unit` is whose they are where no column says it."""

    def __init__(
        self, view: View, ledger: Ledger, year: int, unit: str | None, today: date
    ) -> None:
        self._ledger, self._year, self._today = ledger, year, today
        self._columns = columns_of(ledger.row)
        self._headings = {one.name: one.heading for one in self._columns}
        self._wanted = tuple(one.name for one in self._columns if one.wanted)
        units = view.all(UnitRecord)
        self._by_id = {one.id: one for one in units}
        self._units = NamedUnits(units)
        if unit is not None and unit not in self._by_id:
            raise Refused("选定的单位已不在名单里，请重新选择", "unit")
        self._chosen = None if unit is None else self._by_id[unit]
        self._references = References(view, year)
        self._known = KnownRows(ledger, self._by_id)
        self._in_percent: Collection[str] = ()
        for kept in rows_in(view, ledger.id):
            self._known.add(kept)

    def planned(
        self, entries: Iterable[DataRow], in_percent: Collection[str] = ()
    ) -> Iterator[ImportRow]:
        """Every row; of two for one thing the second is refused. Of some columns bare numbers are per cent."""
        self._in_percent = in_percent
        for entry in entries:
            row = self._planned(entry)
            if row.kept is not None:
                self._known.add(row.kept, entry.number)
                doubts = doubts_of(row.kept.row, self._today, self._year)
                row = replace(row, doubts=doubts) if doubts else row
            yield row

    def _planned(self, entry: DataRow) -> ImportRow:
        told, unit_said = _told(entry.cells), entry.cells.get(UNIT, "")
        bare = ImportRow(entry.number, "refused", told, unit_said, cells=entry.cells)
        read = read_cells(self._columns, entry.cells, self._year, self._in_percent)
        values, faults = dict(read.values), list(read.faults)
        unit = self._unit_of(entry.cells, values, faults)
        if unit is None:
            return replace(bare, faults=tuple(faults))
        bare = replace(bare, unit=unit.name)
        self._call_by_name(unit, values, faults)
        meant = self._reference(unit, entry.cells, values, faults)
        if meant is not None:
            bare = replace(bare, told=meant.told)
        if faults:
            return replace(bare, faults=tuple(faults))
        whole = self._with_what_follows(values)
        lacking = [self._headings[one] for one in self._wanted if one not in whole]
        if lacking:
            blank = (CellFault(one, "", "空着，这一列必须填写") for one in lacking)
            return replace(bare, faults=tuple(blank))
        row = read_row(self._ledger.row, whole)
        return self._held_against(bare, _Cells(unit, values, row))

    def _unit_of(
        self, cells: Mapping[str, str], values: Mapping[str, object], faults: list[CellFault]
    ) -> UnitRecord | None:
        """By its column; else the unit that was chosen; else whoever leads. A joint row is the leader's."""
        text, lead = cells.get(UNIT, ""), str(values.get(LEAD, ""))
        try:
            whose = self._chosen if not text else self._units.called(text)
            if self._is_joint(values) and (leads := lead and self._leader(lead, whose)):
                return leads
            if not text and self._chosen is not None:
                return self._chosen
            found = whose or self._units.called(text or lead)
        except Refused as refused:
            faults.append(CellFault("单位", text or lead, refused.message))
            return None
        if found is None:
            known = f"名单里没有{quoted(text or lead)}，请先在“设置”里登记"
            why = known if text or lead else "没有写是哪个单位的台账"
            faults.append(CellFault("单位", text or lead, why))
        return found

    def _leader(self, lead: str, whose: UnitRecord | None) -> UnitRecord | None:
        """Who leads, as the unit calls it whose row it is; without one only a whole name says so."""
        found = self._units.meant_by(lead)
        return found or (self._units.beside(lead, whose) if whose else None)

    def _call_by_name(
        self, unit: UnitRecord, values: dict[str, object], faults: list[CellFault]
    ) -> None:
        """Who leads and joins in is kept under its whole name, or the units would not find their rows."""
        for column in (LEAD, _PARTNERS):
            said = values.get(column, "")
            names = [str(said)] if column == LEAD else str(said).split(_BETWEEN)
            try:
                whole = [(self._units.beside(one, unit) if one else None) for one in names]
            except Refused as refused:
                faults.append(CellFault(self._headings[column], str(said), refused.message))
                continue
            if any(whole):
                called = (
                    known.name if known else one for known, one in zip(whole, names, strict=True)
                )
                values[column] = _BETWEEN.join(called)

    def _reference(
        self,
        unit: UnitRecord,
        cells: Mapping[str, str],
        values: dict[str, object],
        faults: list[CellFault],
    ) -> Reference | None:
        """What the row is about takes the place of what its cells call it."""
        if self._ledger.id not in REFERRING:
            return None
        headings = self._headings
        settled = {headings[name] for name in REFERRING[self._ledger.id]}
        others = [one for one in faults if one.heading not in settled]
        try:
            meant = self._references.of(self._ledger.id, unit, cells, values)
        except Refused as refused:
            said = cells.get(refused.at, "")
            faults[:] = [CellFault(headings[refused.at], said, refused.message), *others]
            return None
        if meant is not None:
            values |= meant.values
            faults[:] = others
        return meant

    def _is_joint(self, values: Mapping[str, object]) -> bool:
        return self._with_what_follows(values).get("sort") == JOINT

    def _with_what_follows(self, values: Mapping[str, object]) -> dict[str, object]:
        """What a table may leave out because the rest says it: the year, and whether several departments take part."""
        whole = dict(values)
        if "year" in self._wanted:
            whole.setdefault("year", self._year)
        if "sort" in self._wanted and "partners" in self._headings:
            whole.setdefault("sort", JOINT if whole.get("partners") else DEPARTMENT)
        return whole

    def _held_against(self, bare: ImportRow, cells: _Cells) -> ImportRow:
        """A blank cell takes nothing away from a row that is kept, and neither does what only follows."""
        try:
            held = self._known.meant_by(cells.unit, cells.row)
        except Refused as refused:
            return _refused(bare, refused.message)
        if held is None:
            kept = Kept("", cells.unit.id, cells.row)
            return replace(bare, standing="new", kept=kept, assumed=self._assumed(cells))
        if held.unit != cells.unit.id:
            return self._held_elsewhere(bare, cells, held)
        merged = self._merged(held, cells)
        changes = tuple(_changes(self._ledger, held.row, merged))
        kept = Kept(held.id, held.unit, merged)
        bare = replace(bare, retained=self._retained(bare.cells, cells.said, held.row))
        return replace(bare, standing="changed" if changes else "same", kept=kept, changes=changes)

    def _assumed(self, cells: _Cells) -> tuple[str, ...]:
        """The year is the one that was chosen; whether several departments take part is a guess."""
        guessed = {"sort"} & {*self._wanted} if "partners" in self._headings else set()
        return tuple(guessed - cells.said.keys())

    def _retained(
        self, cells: Mapping[str, str], said: Mapping[str, object], row: Row
    ) -> tuple[tuple[str, str], ...]:
        """What the table has a column for, and leaves blank."""
        blank = [one for one in self._columns if one.name in cells and one.name not in said]
        shown = shown_row(row) if blank else {}
        return tuple((one.heading, shown[one.name]) for one in blank if shown[one.name])

    def _merged(self, held: Kept[Row], cells: _Cells) -> Row:
        return read_row(self._ledger.row, {**plain_row(held.row), **cells.said})

    def _held_elsewhere(self, bare: ImportRow, cells: _Cells, held: Kept[Row]) -> ImportRow:
        holder = self._by_id[held.unit].name
        changes = _changes(self._ledger, held.row, self._merged(held, cells))
        unlike = [heading for heading, _, _ in changes if heading != self._headings[LEAD]]
        if not unlike:
            return replace(bare, standing="same", unit=holder, kept=held)
        told = f"“{holder}”的台账里已有这件联合抽查，{'、'.join(unlike)}不同，请核对后在那里修改"
        return _refused(bare, told)


def _told(cells: Mapping[str, str]) -> str:
    return next(filter(None, (cells.get(one, "") for one in _TELLING)), "")


def _changes(ledger: Ledger, before: Row, after: Row) -> Iterator[tuple[str, str, str]]:
    was, now = shown_row(before), shown_row(after)
    for one in columns_of(ledger.row):
        if was[one.name] != now[one.name]:
            yield one.heading, was[one.name], now[one.name]


def _refused(row: ImportRow, why: str) -> ImportRow:
    return replace(row, standing="refused", kept=None, changes=(), faults=(CellFault("", "", why),))
