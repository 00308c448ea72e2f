"""Ledger imports: a foreign table held against a ledger, looked at before anything is written, kept as one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from desktop.domain.audit_trail import read_changes
from desktop.domain.commands import Author, Command
from desktop.domain.ledgers.columns import columns_of
from desktop.domain.ledgers.kinds import Kept, Ledger, Row, ledger_named
from desktop.domain.refusals import Refused, unknown
from desktop.intake.ledger_cells import CellFault
from desktop.intake.row_sorts import SkippedRow
from desktop.intake.share_columns import in_percent
from desktop.intake.sheets import Sheet, Workbook
from desktop.intake.table_columns import NoHeader, TableLayout, table_layout
from desktop.intake.table_files import read_table_file
from desktop.intake.table_rows import table_rows
from desktop.services.import_rows import ImportRow, RowPlanning, Standing
from desktop.services.ledger_headings import (
    UNIT,
    header_doubted,
    header_lacking,
    headings_of,
    remember,
    remembered,
    rows_lacking,
    with_choices,
)
from desktop.services.ledgers import lay_out_rows
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.causes import troubles
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace

__all__ = [
    "UNIT",
    "ImportRow",
    "ImportWish",
    "LedgerImport",
    "OpenedTable",
    "headings_of",
    "keep_import",
    "open_table",
    "planned_import",
    "summary_of",
]
# Cells merged downward arrive blank. What may be blank for itself (no county, no plan, the unit's
# own lead) is never taken from the row above.
_CARRIED: Final = frozenset({UNIT, "year"})
# What a plan was made from; a finding that was recorded since changes nothing of it.
_MADE_FROM: Final = frozenset({"ledger_row", "unit", "round", "assessment", "office_report"})


@dataclass(frozen=True, slots=True)
class LedgerImport:
    """A whole table held against a ledger; `choices` are what someone said of its columns.

    `as_of` is the number of the last event that there was then.
    """

    ledger: Ledger
    source: str
    sheet: str
    sheets: tuple[str, ...]
    layout: TableLayout
    rows: tuple[ImportRow, ...]
    skipped: tuple[SkippedRow, ...]
    choices: Mapping[str, str]
    as_of: int

    def count(self, standing: Standing) -> int:
        """How many rows stand like this."""
        return sum(one.standing == standing for one in self.rows)

    @property
    def looked_through(self) -> tuple[ImportRow, ...]:
        """Every row of the table; those that are no entries are told, too, for one may be missed."""
        return (
            *self.rows,
            *(
                ImportRow(one.row, "skipped", one.text, "", faults=(CellFault("", "", one.why),))
                for one in self.skipped
            ),
        )

    @property
    def remark(self) -> str:
        """What is doubtful of the whole table."""
        return header_doubted(self.ledger, self.layout)

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
    today: date = field(default_factory=date.today)  # the office's day: what lies ahead is doubted


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
    ledger, choices = ledger_named(wish.ledger), dict(wish.choices or {})
    with workspace.reading() as view:
        known = with_choices(remembered(view, ledger), choices)
        sheet, layout = _chosen(table, wish.sheet, ledger, known)
        read = table_rows(sheet.rows, layout, _CARRIED)
        said = [one.cells for one in read.entries]
        per_cent = in_percent(columns_of(ledger.row), layout, said)
        planning = RowPlanning(view, ledger, wish.year, wish.unit, wish.today)
        return LedgerImport(
            ledger,
            table.source,
            sheet.name,
            tuple(one.name for one in table.book.sheets),
            layout,
            tuple(planning.planned(read.entries, per_cent)),
            read.skipped,
            choices,
            view.head().count,
        )


def _chosen(
    table: OpenedTable, name: str | None, ledger: Ledger, known: Mapping[str, str]
) -> tuple[Sheet, TableLayout]:
    """The sheet that is named; else the one whose columns say most of the ledger."""
    by_name = {one.name: one for one in table.book.sheets}
    if name is not None and name not in by_name:
        raise Refused(unknown(name, by_name, "张工作表"), "sheet")
    looked_at = [*by_name] if name is None else [name]
    if bare := rows_lacking(table.source, [by_name[one] for one in looked_at]):
        raise Refused(bare, "sheet")
    headings = headings_of(ledger)
    found: list[tuple[Sheet, TableLayout]] = []
    for one in looked_at:
        with suppress(NoHeader):
            found.append((by_name[one], table_layout(by_name[one].rows, headings, known)))
    if not found:
        raise NoHeader(header_lacking(ledger, table.source, looked_at), "sheet")
    return max(found, key=lambda one: _weight(one[1]))


def _weight(layout: TableLayout) -> int:
    return sum(one.how.points for one in layout.columns if one.key)


def keep_import(workspace: Workspace, author: Author, agreed: LedgerImport) -> Outcome:
    """Write every row that is new or changed as one event, and before it what was chosen of columns; or nothing."""
    if not agreed.taken:
        raise Refused("没有可以导入的行：全部相同或有问题")
    with workspace.writing() as desk:
        _refuse_stale(desk, agreed)
        remember(desk, author, agreed.ledger, agreed.layout, agreed.choices)
        lay_out_rows(desk, agreed.ledger.id, agreed.taken)
        return outcome_of(desk.seal(Deed(Command.IMPORT_LEDGER, author)))


def _refuse_stale(view: View, agreed: LedgerImport) -> None:
    """What was agreed on was held against rows and names that may have changed since."""
    for number in range(agreed.as_of + 1, view.head().count + 1):
        event = view.event(number)
        tables = {one.table for one in read_changes(event.changes)} if event else set()
        if tables & _MADE_FROM:
            raise Refused("台账刚有改动，请重新核对")


def summary_of(plan: LedgerImport) -> str:
    """What would become of all the rows."""
    counts = Counter(one.standing for one in plan.rows)
    told = [f"新增 {counts['new']} 行", f"修改 {counts['changed']} 行"]
    told += [f"相同 {counts['same']} 行"] if counts["same"] else []
    doubted = sum(bool(one.doubts) for one in plan.rows)
    told += [f"其中 {doubted} 行有疑点"] if doubted else []
    assumed = [one for one in plan.rows if one.assumed]
    told += [f"{len(assumed)} 行的{_headings(plan.ledger, assumed)}未读到，暂定"] if assumed else []
    told += [f"不能导入 {counts['refused']} 行"] if counts["refused"] else []
    kinds = "、".join(dict.fromkeys(one.kind for one in plan.skipped))
    told += [f"跳过 {len(plan.skipped)} 处（{kinds}）"] if kinds else []
    return "，".join(told)


def _headings(ledger: Ledger, rows: Sequence[ImportRow]) -> str:
    names = {name for one in rows for name in one.assumed}
    return "、".join(one.heading for one in columns_of(ledger.row) if one.name in names)
