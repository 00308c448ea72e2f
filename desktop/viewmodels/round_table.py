"""The round table: one indicator over all units of a round, opened, typed into, pasted into, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from PySide6.QtCore import Signal

from desktop.domain.commands import Author
from desktop.domain.formulas import guarded
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.sheet_parts import SheetPart
from desktop.services.clipboard_cells import pasted_block
from desktop.services.recording import record_finding, withdraw_finding
from desktop.services.recording_many import Entry, record_many
from desktop.services.round_sights import UnreadSheet
from desktop.services.settling import settle
from desktop.services.workspaces import Workspace
from desktop.viewmodels.cell_words import Fact, typed_fact, typed_text
from desktop.viewmodels.pasted_column import CellPlan, Spot, clear_plan, fill_plan, paste_plan
from desktop.viewmodels.round_sheets import RoundSheets
from desktop.viewmodels.table_deeds import Done, Record, Step, TableDeeds
from desktop.viewmodels.table_rows import Reasons, Score, unit_row
from desktop.viewmodels.unit_table import UnitTable
from desktop.viewmodels.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something is not recorded; `final` once it was asked for, and not only being typed."""

    words: str = ""
    final: bool = False


NO_FAULT: Final = Fault()


class _Typing(NamedTuple):
    """What is being typed, and where."""

    spot: Spot
    text: str


class RoundTable(UnitTable):
    """What is typed counts at once and is recorded when it is entered. Every entry is one step of undo."""

    spot_wanted = Signal(int, int)  # where the eye should go

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._sheets = RoundSheets(workplace)
        self._deeds = TableDeeds(workplace)
        self._typing: _Typing | None = None
        self._place = 0
        self.fault = NO_FAULT
        self.wake, self.sleep = self._sheets.wake, self._sheets.sleep
        self._sheets.read_whole.connect(lambda: self._show(self._place))
        self._sheets.read_again.connect(self._on_read)

    # -- what is shown

    @property
    def parts(self) -> tuple[SheetPart, ...]:
        """All parts of the scheme, with the criteria of every kind of unit."""
        return self._sheets.parts

    @property
    def place(self) -> int:
        """Which of them is open."""
        return self._place

    def copied(self, spots: Sequence[Spot]) -> str:
        """The chosen cells as a spreadsheet takes them."""
        if not spots:
            return ""
        chosen = frozenset(spots)
        columns = sorted({one.column for one in spots})
        lines = [
            "\t".join(
                self._copied(Spot(row, column)) if Spot(row, column) in chosen else ""
                for column in columns
            )
            for row in sorted({one.row for one in spots})
        ]
        return "\n".join(lines) + "\n"

    def _copied(self, spot: Spot) -> str:
        one = self.rows[spot.row].shown[spot.column]
        if isinstance(one, Score):
            return "" if one.value is None else one.text
        if isinstance(one, Reasons):
            return guarded(" ".join(one.text.split()))
        text = typed_text(one.criterion, one.fact) if one.criterion is not None else ""
        return " ".join(text.split())

    # -- which round and part

    def open(self, round_id: str, part_id: str) -> None:
        """Show a part of a round's sheets."""
        with self._workplace.deed():
            self._sheets.open(round_id)
            self._show(self._place_of(part_id))

    def step(self, by: int) -> bool:
        """The next part or the one before; False at the end."""
        if not 0 <= self._place + by < len(self.parts):
            return False
        self._show(self._place + by)
        return True

    def _place_of(self, part_id: str) -> int:
        return next((n for n, one in enumerate(self.parts) if one.id == part_id), 0)

    def _show(self, place: int) -> None:
        self._place, self._typing, self.fault = place, None, NO_FAULT
        part = self.parts[place] if self.parts else None
        sheets = self._sheets.sheets.values()
        self.show_rows(part, [] if part is None else [unit_row(part, one) for one in sheets])

    def _on_read(self, keys: set[AssessmentKey]) -> None:
        for place, row in enumerate(self.rows):
            if row.key in keys:
                self._put(place, {})
        self.tell()

    def _put(self, place: int, drafts: Mapping[str, Fact | None]) -> None:
        if self.part is not None:
            sight = self._sheets.sheets[self.rows[place].key]
            self.put_row(place, unit_row(self.part, sight, drafts))

    # -- typing

    def draft(self, spot: Spot, text: str) -> None:
        """Take what is being typed: it counts at once, and is recorded when it is entered."""
        self.fault, self._typing = NO_FAULT, _Typing(spot, text)
        try:
            self._put(spot.row, {self.criteria[spot.column].id: self._meant(spot, text)})
        except Refused as refused:
            self.fault = Fault(refused.message)
            self._put(spot.row, {})
        self.tell()

    def drop_draft(self) -> None:
        """What was being typed is not wanted."""
        if self._typing is not None:
            self._put(self._typing.spot.row, {})
        self.fault, self._typing = NO_FAULT, None
        self.tell()

    def enter(self, spot: Spot, text: str) -> bool:
        """Record what was typed; False where it cannot be, and `fault` says why."""
        try:
            fact = self._meant(spot, text)
            if self._typing != _Typing(spot, text):
                self._put(spot.row, {self.criteria[spot.column].id: fact})
        except Refused as refused:
            self.refuse(refused.message)
            return False
        if fact == self._held(spot):
            self.drop_draft()
            return True
        key, name = self.rows[spot.row].key, self.criteria[spot.column].id

        def record(workspace: Workspace, author: Author) -> Done:
            if fact is None:
                return {key: withdraw_finding(workspace, author, key, name).outcome}
            return {key: record_finding(workspace, author, key, name, fact).outcome}

        words = f"{'撤去认定' if fact is None else '认定'}“{self.criteria[spot.column].clause}”"
        return self._do(f"{self.rows[spot.row].name} {words}", spot, record)

    def leave(self, spot: Spot, text: str) -> None:
        """The table is left while something is being typed: record it, or say what was not."""
        if not self.enter(spot, text):
            where = f"{self.rows[spot.row].name} {self.criteria[spot.column].label}"
            self._workplace.refused.emit(f"“{where}”没有保存：{self.fault.words}")
            self.drop_draft()

    def refuse(self, words: str) -> None:
        """Say why something cannot be done here."""
        self.fault = Fault(words, final=True)
        self.changed.emit()

    def _meant(self, spot: Spot, text: str) -> Fact | None:
        cell = self.rows[spot.row].cells[spot.column]
        if cell.criterion is None or cell.fixed:
            raise Refused(cell.fixed)
        return typed_fact(cell.criterion, text, self._held(spot))

    def _held(self, spot: Spot) -> Fact | None:
        sight = self._sheets.sheets[self.rows[spot.row].key]
        facts: Mapping[str, Fact] = {} if isinstance(sight, UnreadSheet) else sight.plain["facts"]
        return facts.get(self.criteria[spot.column].id)

    # -- commands

    def _do(self, words: str, spot: Spot, record: Record) -> bool:
        key, part = self.rows[spot.row].key, self.part
        step = Step(words, part.id if part else "", key.unit, self.criteria[spot.column].id, {})
        self.fault, self._typing = NO_FAULT, None
        why = self._deeds.do(step, record)
        if why:
            self._put(spot.row, {})
            self.refuse(why)
        return not why

    def settle(self, place: int) -> int | None:
        """本项无扣分 (or 得满分) for one unit; the column that still needs a figure, None where none does."""
        row = self.rows[place]
        open_cells = row.open_cells
        if row.part is None or not open_cells:
            return None
        if row.cells[open_cells[0]].fixed:
            self.refuse(row.cells[open_cells[0]].fixed)
            return None
        names = [one.id for one in row.part.criteria]
        left: list[str] = []

        def record(workspace: Workspace, author: Author) -> Done:
            settled = settle(workspace, author, row.key, names)
            left.extend(settled.left)
            return {} if settled.recording is None else {row.key: settled.recording.outcome}

        self._do(f"{row.name} 认定其余各条无扣分", Spot(place, open_cells[0]), record)
        columns = [one.id for one in self.criteria]
        return columns.index(left[0]) if left else None

    def paste(self, text: str, spots: Sequence[Spot]) -> CellPlan | None:
        """What a pasted text would do from the chosen cells on; None where it is no table."""
        try:
            return paste_plan(pasted_block(text), self.rows, spots)
        except Refused as refused:
            self._workplace.refused.emit(refused.message)
        return None

    def fill(self, spots: Sequence[Spot]) -> CellPlan:
        """What filling the chosen cells from the topmost would do."""
        return fill_plan(self.rows, [one for one in spots if one.column < len(self.criteria)])

    def clear(self, spots: Sequence[Spot]) -> CellPlan:
        """What taking back the chosen findings would do."""
        return clear_plan(self.rows, [one for one in spots if one.column < len(self.criteria)])

    def take(self, plan: CellPlan) -> bool:
        """Record what a plan can take, all of it or nothing."""
        taken = [(one.spot, one.fact) for one in plan.taken if one.spot is not None]
        if not taken:
            return True
        entries = [
            Entry(self.rows[spot.row].key.unit, self.criteria[spot.column].id, fact)
            for spot, fact in taken
        ]
        round_id = self._sheets.round
        words = f"{plan.deed} {len(entries)} 格"
        return self._do(words, taken[0][0], lambda w, a: record_many(w, a, round_id, entries))

    def undo(self) -> None:
        """Take back the last thing that was done in the table."""
        self._deeds.undo(self._show_step)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._deeds.redo(self._show_step)

    def _show_step(self, step: Step) -> None:
        """Where it happened, so that the eye sees it."""
        if self.part is not None and self.part.id != step.part:
            self._show(self._place_of(step.part))
        columns = [one.id for one in self.criteria]
        if step.criterion in columns:
            self.spot_wanted.emit(self.row_of(step.unit), columns.index(step.criterion))
