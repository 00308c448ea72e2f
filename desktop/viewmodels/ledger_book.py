"""The ledger book: which ledger, unit and year are open on the screen, their rows, and what is done to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.ledgers.columns import shown_row
from desktop.domain.ledgers.doubts import Doubt, doubts_by_row
from desktop.domain.ledgers.due_reports import ReportStanding
from desktop.domain.ledgers.duties import Duty
from desktop.domain.ledgers.kinds import DUTIES, LEDGERS, RECEIPTS, Kept, Ledger, Row
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.duty_grid import (
    DutyGrid,
    DutyStanding,
    clear_duties,
    duty_grid,
    keep_duties,
)
from desktop.services.ledger_figures import Figure, figures_of
from desktop.services.ledger_sights import (
    LedgerSight,
    LedgerUnit,
    YearRound,
    ledger_sight,
    ledger_units,
    ledger_years,
    rounds_about,
)
from desktop.services.ledgers import keep_rows, row_found, strike_rows
from desktop.services.outcome import Outcome
from desktop.services.report_grid import ReportGrid, clear_receipts, keep_receipts, report_grid
from desktop.viewmodels.narrowed import narrowed
from desktop.viewmodels.workplace import Workplace

_OURS: Final = frozenset(
    {
        *("ledger_row", "unit", "round", "assessment", "evidence_link"),
        *(
            "office_report",
            "office_day",
            "setting",
        ),  # a setting says which years the office entered
    }
)


class LedgerBook(QObject):
    """Reads what is open when it is in sight, and again when it was touched."""

    changed = Signal()  # the rows, or the grid

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace
        self.ledger: Ledger = LEDGERS[RECEIPTS]
        self.unit: str | None = None
        self.year = date.today().year  # noqa: DTZ011  # the office's own calendar day
        self.units: tuple[LedgerUnit, ...] = ()
        self.years: tuple[int, ...] = ()
        self.sight = LedgerSight()
        self.grid = ReportGrid(self.year)  # as it is narrowed, and so are duties
        self.duties = DutyGrid()
        self.rounds: tuple[YearRound, ...] = ()  # of the year
        self.round: str | None = None  # whose units a grid shows
        self._whole: tuple[ReportGrid, DutyGrid] = self.grid, self.duties
        self.rows: tuple[Kept[Row], ...] = ()  # what is shown of the ledger
        self.wanted_words = ""
        self.doubts: Mapping[str, tuple[Doubt, ...]] = {}  # by the row; of all that the ledger has
        self.only_doubted = False
        self.arrived = ""  # the row that was kept or wanted last, until somebody has gone to it
        self._texts: list[str] | None = None
        self._names: dict[str, str] = {}
        self._awake, self._stale = False, True
        workplace.dispatcher.changed.connect(self._on_changed)

    @property
    def today(self) -> date:
        """The office's day."""
        return date.today()  # noqa: DTZ011  # as above

    @property
    def shows_reports(self) -> bool:
        """Whether the year of reports is shown, over all units."""
        return self.ledger.id == RECEIPTS

    @property
    def shows_duties(self) -> bool:
        """Whether tasks and targets are shown, over all units."""
        return self.ledger.id == DUTIES

    @property
    def shows_grid(self) -> bool:
        """Whether units stand beside what they owe."""
        return self.shows_reports or self.shows_duties

    def wake(self) -> None:
        """In sight: read what is stale."""
        self._awake = True
        if self._stale:
            self._read()

    def sleep(self) -> None:
        """Out of sight: read nothing."""
        self._awake = False

    def open(
        self,
        ledger: str | None = None,
        unit: str | None = None,
        year: int = 0,
        *,
        only_doubted: bool = False,
    ) -> None:
        """Open a ledger of a unit and a year; what is not named stays. Of the rows all, or those with doubts."""
        self.only_doubted = only_doubted
        was_grid = self.shows_grid
        self.ledger = LEDGERS[ledger] if ledger else self.ledger
        if was_grid is not self.shows_grid:  # words of rows are no names of units
            self.wanted_words = ""
        self.unit = unit if ledger else self.unit
        self.year = year or self.year
        self._read_if_awake()

    def show_row(self, row: str, year: int = 0) -> bool:
        """Open its ledger at this row, whoever's and of whatever year it is; False where it is gone."""
        found = row_found(self.workplace.workspace, row)
        if found is None:
            return False
        on = found.kept.row.on
        self.arrived, self.wanted_words, self.round = row, "", None
        self.open(found.ledger, found.kept.unit, on.year if on else year)
        return True

    def take_arrived(self) -> str:
        """The row to go to, told once."""
        arrived, self.arrived = self.arrived, ""
        return arrived

    def show_unit(self, unit: str | None) -> None:
        """One unit, or all of them."""
        self.unit = unit
        self._read_if_awake()

    def search(self, words: str) -> None:
        """Show only rows in which these words stand; of a grid the units whose names bear them."""
        if words.strip() != self.wanted_words:
            self.wanted_words = words.strip()
            self._show_again()

    def show_round(self, round_id: str | None) -> None:
        """A grid shows one round's units, or all."""
        self.round = round_id
        self._show_again()

    def show_all(self) -> None:
        """Nothing is sought any more."""
        self.wanted_words, self.round = "", None
        self._show_again()

    def _show_again(self) -> None:
        """What was read, sifted anew."""
        if not self._stale:
            self._sift()
            self.changed.emit()

    @property
    def held_units(self) -> int:
        """How many units the open grid has, shown or not."""
        return len(self._whole[self.shows_duties].rows)

    def show_doubted(self, *, only: bool) -> None:
        """Show only rows with doubts, or all of them."""
        self.only_doubted = only
        self._show_again()

    def prepare_search(self) -> None:
        """Thousands of rows are put into words once, before the first letter is typed."""
        if self._texts is None:
            self._texts = [self._text(one) for one in self.sight.rows]

    def unit_name(self, unit: str) -> str:
        """What a unit is called; one that left has no name here."""
        return self._names.get(unit, "（已停用的单位）")

    def _text(self, one: Kept[Row]) -> str:
        return "\n".join((self.unit_name(one.unit), *shown_row(one.row).values())).casefold()

    def _sift(self) -> None:
        """A filter for doubts goes when the last of them is gone."""
        units = next((one.units for one in self.rounds if one.id == self.round), None)
        reports, duties = self._whole
        self.grid = narrowed(reports, self.wanted_words, units)
        self.duties = narrowed(duties, self.wanted_words, units)
        if self.shows_grid:
            return
        self.only_doubted = self.only_doubted and bool(self.doubts)
        words, rows = self.wanted_words.casefold(), self.sight.rows
        if words:
            self.prepare_search()
            texts = zip(rows, self._texts or (), strict=True)
            rows = tuple(one for one, text in texts if words in text)
        if self.only_doubted:
            rows = tuple(one for one in rows if one.id in self.doubts)
        self.rows = rows

    def days_counted(self, kept: Kept[Row]) -> str:
        """The days that were counted for a row; blank where none are."""
        return self.sight.days_counted(kept)

    def figures(self, unit: str) -> tuple[Figure, ...]:
        """What a unit's ledgers come to."""
        return figures_of(self.workplace.workspace, unit, self.year, self.today)

    # -- what is done

    def keep(self, rows: Sequence[Kept[Row]]) -> bool:
        """Keep rows, new or changed; False where they were refused."""
        at = self.workplace
        if not at.attempt(
            lambda: self._kept(keep_rows(at.workspace, at.author, self.ledger.id, rows))
        ):
            return False
        years = {one.row.on.year for one in rows if one.row.on is not None} - {self.year}
        if years:
            shown = "、".join(map(str, sorted(years)))
            at.remarked.emit(f"已记入 {shown} 年的台账，换一个年度就能看到")
        return True

    def _kept(self, outcome: Outcome) -> Outcome:
        """Before anybody hears of it: whoever shows the rows goes to the one that was kept."""
        touched = (key for table, key in outcome.touched if table == "ledger_row")
        self.arrived = next((str(key[0]) for key in touched), "")
        return outcome

    def strike(self, rows: Sequence[Kept[Row]]) -> bool:
        """Take rows out."""
        at = self.workplace
        ids = [one.id for one in rows]
        return at.attempt(lambda: strike_rows(at.workspace, at.author, ids))

    def save_template(self, path: Path) -> bool:
        """Save a workbook for units to fill in."""
        from desktop.services.ledger_templates import save_template  # noqa: PLC0415  # loads what makes Excel files

        at = self.workplace
        try:
            save_template(at.workspace, self.ledger.id, path)
        except (Refused, Trouble) as failure:
            at.refused.emit(failure.message)
            return False
        return True

    def receive(self, places: Sequence[tuple[str, ReportStanding]], receipt: Receipt) -> bool:
        """Record that reports came, or need not come."""
        at = self.workplace
        return at.attempt(lambda: keep_receipts(at.workspace, at.author, places, receipt))

    def clear(self, places: Sequence[tuple[str, ReportStanding]]) -> bool:
        """Take back that reports came."""
        at = self.workplace
        found = [standing for _, standing in places]
        return at.attempt(lambda: clear_receipts(at.workspace, at.author, found))

    def keep_duties(self, places: Sequence[tuple[str, DutyStanding]], duty: Duty) -> bool:
        """Record how far tasks are."""
        at = self.workplace
        return at.attempt(lambda: keep_duties(at.workspace, at.author, places, duty))

    def clear_duties(self, places: Sequence[tuple[str, DutyStanding]]) -> bool:
        """Take back what was entered of tasks."""
        at = self.workplace
        found = [standing for _, standing in places]
        return at.attempt(lambda: clear_duties(at.workspace, at.author, found))

    # -- reading

    def _read_if_awake(self) -> None:
        self._stale = True
        if self._awake:
            self._read()

    def _read(self) -> None:
        workspace = self.workplace.workspace
        with self.workplace.deed():
            self.units = ledger_units(workspace)
            self._names = {one.id: one.name for one in self.units}
            years = {*ledger_years(workspace, self.today), self.year}
            if self.unit is not None and self.unit not in self._names:
                self.unit = None
            self.rounds = rounds_about(workspace, self.year) if self.shows_grid else self.rounds
            if self.round not in {one.id for one in self.rounds}:
                self.round = None
            if self.shows_duties:
                duties = duty_grid(workspace, self.year, self.today)
                self._whole = self._whole[0], duties
            elif self.shows_reports:
                self._whole = report_grid(workspace, self.year, self.today), self._whole[1]
            else:
                self.sight = ledger_sight(workspace, self.ledger.id, self.unit, self.year)
                self.doubts = doubts_by_row(self.sight.rows, self.today, self.year)
                years |= self.sight.years
                self._texts = None
            self._sift()
            self.years = tuple(sorted(years, reverse=True))
            self._stale = False
        self.changed.emit()

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table in _OURS for table, _ in touched):
            self._read_if_awake()
