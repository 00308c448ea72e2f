"""Ledger imports: what a foreign table would put into a ledger, row by row, looked at before anything is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from desktop.domain.commands import Author, Command
from desktop.domain.ledgers.columns import columns_of, plain_row, read_row, shown_row
from desktop.domain.ledgers.kinds import Kept, Ledger, Row, ledger_named
from desktop.domain.ledgers.plan_items import DEPARTMENT, JOINT
from desktop.domain.names import plain_name
from desktop.domain.records import Setting, UnitRecord
from desktop.domain.refusals import Refused, quoted, unknown
from desktop.intake.heading_matches import Heading, heading_key
from desktop.intake.ledger_cells import CellFault, read_cells
from desktop.intake.row_sorts import SkippedRow
from desktop.intake.sheets import Sheet, Workbook
from desktop.intake.table_columns import TableColumn, TableLayout, table_layout
from desktop.intake.table_files import read_table_file
from desktop.intake.table_rows import DataRow, table_rows
from desktop.services.ledgers import keep_rows, rows_in
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.causes import troubles
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace

UNIT: Final = "unit"  # the column that says whose ledger a row belongs to
_UNIT_NAMES: Final = (
    *("被考核单位", "填报单位", "报送单位", "所属单位", "台账单位"),
    *("单位", "单位名称", "部门", "部门名称"),
)
_REMEMBERED: Final = "columns."
# What a group of merged cells says of every row below it.
_CARRIED: Final = frozenset({UNIT, "lead", "by", "plan", "year"})

Standing = Literal["new", "changed", "same", "refused"]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of the table: what keeping it would do, and, where it cannot be kept, which cells are why."""

    number: int
    standing: Standing
    told: str
    unit: str
    kept: Kept[Row] | None = None
    changes: tuple[tuple[str, str, str], ...] = ()  # heading, before, after
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerImport:
    """A whole table held against a ledger; `choices` are what someone said of its columns."""

    ledger: Ledger
    source: str
    sheet: str
    sheets: tuple[str, ...]
    layout: TableLayout
    rows: tuple[ImportRow, ...]
    skipped: tuple[SkippedRow, ...]
    choices: Mapping[str, str]

    def count(self, standing: Standing) -> int:
        """How many rows stand like this."""
        return sum(one.standing == standing for one in self.rows)

    @property
    def taken(self) -> tuple[Kept[Row], ...]:
        """What would be kept."""
        return tuple(
            one.kept
            for one in self.rows
            if one.kept is not None and one.standing in {"new", "changed"}
        )


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What is to be read into which ledger: whose rows where no column says it, of which year, with which columns."""

    ledger: str
    year: int
    unit: str | None = None
    sheet: str | None = None
    choices: Mapping[str, str] | None = None  # by the heading: one of our columns, or blank


@dataclass(frozen=True, slots=True)
class OpenedTable:
    """A file that was read, under its name."""

    source: str
    book: Workbook


def open_table(path: Path) -> OpenedTable:
    """Read the file, in whichever thread; nothing is looked up yet."""
    with troubles("读取台账文件", path):
        return OpenedTable(path.name, read_table_file(path))


def planned_import(workspace: Workspace, table: OpenedTable, wish: ImportWish) -> LedgerImport:
    """Hold a table against the ledger as it is now, and write nothing."""
    with workspace.reading() as view:
        return _Planning(view, wish).of(table)


def keep_import(workspace: Workspace, author: Author, agreed: LedgerImport) -> Outcome:
    """Write every row that is new or changed, as one event; what was chosen of columns is remembered beside it."""
    if not agreed.taken:
        raise Refused("没有可以导入的行：全部相同或有问题")
    _remember(workspace, author, agreed)
    return keep_rows(workspace, author, agreed.ledger.id, agreed.taken, Command.IMPORT_LEDGER)


def _remember(workspace: Workspace, author: Author, agreed: LedgerImport) -> None:
    told = {heading_key(heading): key for heading, key in agreed.choices.items()}
    with workspace.writing() as desk:
        name = f"{_REMEMBERED}{agreed.ledger.id}"
        known = _remembered(desk, agreed.ledger)
        if told and {**known, **told} != known:
            words = json.dumps({**known, **told}, ensure_ascii=False, sort_keys=True)
            desk.put(Setting(name, words))
            outcome_of(desk.seal(Deed(Command.CHANGE_SETTING, author)))


def _remembered(view: View, ledger: Ledger) -> dict[str, str]:
    held = view.get(Setting, f"{_REMEMBERED}{ledger.id}")
    found: dict[str, str] = json.loads(held.value) if held else {}
    return found


def headings_of(ledger: Ledger) -> tuple[Heading, ...]:
    """What stands over the columns of a ledger's tables; the unit's first."""
    own = tuple(Heading(one.name, one.headings) for one in columns_of(ledger.row))
    taken = {name for one in own for name in one.names}
    return (Heading(UNIT, tuple(one for one in _UNIT_NAMES if one not in taken)), *own)


class _Planning:
    """One table being held against one ledger."""

    def __init__(self, view: View, wish: ImportWish) -> None:
        self._ledger = ledger_named(wish.ledger)
        self._wish = wish
        self._columns = columns_of(self._ledger.row)
        self._remembered = _remembered(view, self._ledger)
        self._units: dict[str, UnitRecord] = {}
        for one in view.all(UnitRecord):
            for name in (one.name, *one.aliases):
                self._units.setdefault(plain_name(name), one)
        self._by_id = {one.id: one for one in self._units.values()}
        self._known: dict[tuple[object, ...], Kept[Row]] = {}
        for kept in rows_in(view, self._ledger.id):
            self._known[_identity(self._ledger, kept.unit, kept.row)] = kept

    def of(self, table: OpenedTable) -> LedgerImport:
        headings = headings_of(self._ledger)
        choices = dict(self._wish.choices or {})
        remembered = self._remembered | {heading_key(one): key for one, key in choices.items()}
        sheet, layout = self._chosen(table.book, headings, remembered)
        read = table_rows(sheet.rows, layout, _CARRIED)
        rows = tuple(self._rows(read.entries))
        names = tuple(one.name for one in table.book.sheets)
        return LedgerImport(
            self._ledger, table.source, sheet.name, names, layout, rows, read.skipped, choices
        )

    def _chosen(
        self, book: Workbook, headings: Sequence[Heading], remembered: Mapping[str, str]
    ) -> tuple[Sheet, TableLayout]:
        """The sheet that is named; else the one whose columns say most of the ledger."""
        by_name = {one.name: one for one in book.sheets}
        name = self._wish.sheet
        if name is not None:
            if name not in by_name:
                raise Refused(unknown(name, by_name, "张工作表"), "sheet")
            return by_name[name], table_layout(by_name[name].rows, headings, remembered)
        found: list[tuple[int, int, Sheet, TableLayout]] = []
        refusals: list[Refused] = []
        for place, sheet in enumerate(book.sheets):
            try:
                layout = table_layout(sheet.rows, headings, remembered)
            except Refused as refused:
                refusals.append(refused)
            else:
                found.append((-_weight(layout.columns), place, sheet, layout))
        if not found:
            raise refusals[0]
        _, _, sheet, layout = min(found, key=lambda one: one[:2])
        return sheet, layout

    def _rows(self, entries: Iterable[DataRow]) -> Iterator[ImportRow]:
        seen: dict[tuple[object, ...], int] = {}
        for entry in entries:
            row = self._row(entry)
            if row.kept is not None:
                place = _identity(self._ledger, row.kept.unit, row.kept.row)
                first = seen.setdefault(place, entry.number)
                if first != entry.number:
                    row = _refused(row, f"和第 {first} 行是同一件，只能留一行")
            yield row

    def _row(self, entry: DataRow) -> ImportRow:
        read = read_cells(self._columns, entry.cells, self._wish.year)
        values = self._with_what_follows(dict(read.values))
        faults = list(read.faults)
        unit = self._unit_of(entry.cells, values, faults)
        told = str(values.get("title") or values.get("name") or values.get("report") or "")
        name = unit.name if unit else entry.cells.get(UNIT, "")
        bare = ImportRow(entry.number, "refused", told, name, faults=tuple(faults))
        if faults or unit is None:
            return bare
        try:
            new = read_row(self._ledger.row, values)
        except Refused as refused:
            return self._misses(bare, values, refused)
        return self._held_against(replace(bare, faults=()), unit, new, values)

    def _misses(self, bare: ImportRow, values: Mapping[str, object], why: Refused) -> ImportRow:
        lacking = [one.heading for one in self._columns if one.wanted and one.name not in values]
        faults = [CellFault(one, "", "空着，这一列必须填写") for one in lacking]
        return replace(bare, faults=tuple(faults) or (CellFault("", "", why.message),))

    def _with_what_follows(self, values: dict[str, object]) -> dict[str, object]:
        """What a table may leave out because the rest says it: the year, and whether several departments take part."""
        wanted = {one.name for one in self._columns if one.wanted}
        if "year" in wanted:
            values.setdefault("year", self._wish.year)
        if "sort" in wanted and "partners" in {one.name for one in self._columns}:
            values.setdefault("sort", JOINT if values.get("partners") else DEPARTMENT)
        return values

    def _unit_of(
        self, cells: Mapping[str, str], values: Mapping[str, object], faults: list[CellFault]
    ) -> UnitRecord | None:
        """By its column; else the unit that was chosen; else whoever leads."""
        text = cells.get(UNIT, "")
        if not text and self._wish.unit is not None:
            return self._by_id.get(self._wish.unit)
        text = text or str(values.get("lead") or "")
        found = self._units.get(plain_name(text))
        if found is None:
            why = (
                f"名单里没有{quoted(text)}，请先在“设置”里登记"
                if text
                else "没有写是哪个单位的台账"
            )
            faults.append(CellFault("单位", text, why))
        return found

    def _held_against(
        self, bare: ImportRow, unit: UnitRecord, new: Row, values: Mapping[str, object]
    ) -> ImportRow:
        """A blank cell takes nothing away from a row that is kept."""
        held = self._known.get(_identity(self._ledger, unit.id, new))
        if held is None:
            return replace(bare, standing="new", kept=Kept("", unit.id, new))
        merged = read_row(self._ledger.row, {**plain_row(held.row), **values})
        kept = Kept(held.id, unit.id, merged)
        changes = tuple(_changes(self._ledger, held.row, merged))
        return replace(bare, standing="changed" if changes else "same", kept=kept, changes=changes)


def _weight(columns: Iterable[TableColumn]) -> int:
    return sum(one.how.points for one in columns if one.key)


def _identity(ledger: Ledger, unit: str, row: Any) -> tuple[object, ...]:  # noqa: ANN401  # a row has its ledger's columns
    """What makes a row of a file one that is kept already."""
    for columns in ledger.same_by:
        if getattr(row, columns[0]) or columns is ledger.same_by[-1]:
            return (unit, columns, *(getattr(row, one) for one in columns))
    raise AssertionError(ledger.id)


def _changes(ledger: Ledger, before: Row, after: Row) -> Iterator[tuple[str, str, str]]:
    was, now = shown_row(before), shown_row(after)
    for one in columns_of(ledger.row):
        if was[one.name] != now[one.name]:
            yield one.heading, was[one.name], now[one.name]


def _refused(row: ImportRow, why: str) -> ImportRow:
    return replace(row, standing="refused", kept=None, faults=(CellFault("", "", why),))


def summary_of(plan: LedgerImport) -> str:
    """What would become of all the rows."""
    counts = Counter(one.standing for one in plan.rows)
    told = [f"新增 {counts['new']} 行", f"修改 {counts['changed']} 行"]
    told += [f"相同 {counts['same']} 行"] if counts["same"] else []
    told += [f"不能导入 {counts['refused']} 行"] if counts["refused"] else []
    told += [f"跳过 {len(plan.skipped)} 行"] if plan.skipped else []
    return "，".join(told)
