"""A package in the making: what a unit brought, each form with its ledger, each scan with the row it may prove."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain.ledgers.kinds import ACTIVITIES
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.form_previews import FormPreview
from desktop.services.handed_packages import (
    HandedForm,
    HandedPackage,
    forget_package,
    keep_form,
    keep_scans,
    open_package,
)
from desktop.services.handed_reports import preview_report
from desktop.services.ledger_imports import ImportWish
from desktop.services.ledger_sights import LedgerUnit, ledger_units
from desktop.services.scan_places import RowPlace, places_with, row_places, suggested_row
from desktop.viewmodels.import_draft import ImportDraft
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.monthly_draft import MonthlyDraft
from desktop.viewmodels.workplace import Workplace


class PackageDraft(QObject):
    """Unpacked beside the window; its scans are ours once they are kept, and forgotten otherwise.

    `unit` is whose it is: the one that its name says, else the one that was looked at, else nobody's yet.
    """

    opened = Signal()
    changed = Signal()
    ended = Signal()

    def __init__(self, workplace: Workplace, jobs: Jobs, year: int, unit: str | None) -> None:
        super().__init__()
        self._workplace, self._jobs = workplace, jobs
        self._year, self.unit = year, unit
        self.units: tuple[LedgerUnit, ...] = ()
        self.unit_told = ""  # how the unit was found, or why it was not
        self.package: HandedPackage | None = None
        self.places: tuple[RowPlace, ...] = ()
        self.rows: list[str | None] = []
        self.imported: set[int] = set()
        self.received: dict[int, date | None] = {}  # when adopted reports came, by their places
        self.told: dict[int, str] = {}  # why a form could not be looked at, by its place
        self._chosen: set[int] = set()

    def read(self, path: Path) -> None:
        """Unpack and read, beside the window."""
        workspace = self._workplace.workspace
        job = self._jobs.start(
            f"解开“{path.name}”", lambda p, c: open_package(workspace, path, p, c), self._on_read
        )
        # Only then is nothing running any more: whoever hears of it shows a dialog and comes back late.
        job.ended.connect(lambda: self.opened.emit() if self.package else None)

    def import_of(self, place: int) -> ImportDraft | None:
        """What a form would put into its ledger; None where it could not be read."""
        form = self.forms[place]
        if form.table is None:
            return None
        wish = ImportWish(form.ledger or ACTIVITIES, self._year, self.unit)
        draft = ImportDraft(self._workplace, self._jobs, wish)
        draft.ended.connect(lambda: self._on_imported(place))
        draft.take(form.table)
        return draft

    def report_of(self, place: int) -> tuple[MonthlyDraft, FormPreview] | None:
        """What a filled monthly form would bring; None where it is not known which report it is, and why is told."""
        report, at = self.forms[place].report, self._workplace
        self.told.pop(place, None)
        if report is None:
            return None
        try:
            key, preview = preview_report(at.workspace, self.unit, report, self._year)
            return MonthlyDraft(at, self._jobs, key), preview
        except (Refused, Trouble) as failure:
            self.told[place] = failure.message
            self.changed.emit()
            return None

    def adopted(self, place: int, report: MonthlyDraft) -> None:
        """The form was looked at and agreed to: its file proves that it came."""
        at = self._workplace
        self.received[place] = report.received
        with at.deed() as tell:
            for outcome in keep_form(at.workspace, at.author, report.key, self.forms[place]):
                tell(outcome)
        self._on_imported(place)

    def choose_unit(self, unit: str | None) -> None:
        """Whose it is: rows of others are no places for its scans."""
        self.unit, self.unit_told, self.told = unit, "", {}
        self._suggest()
        self.changed.emit()

    def choose(self, place: int, row: str | None) -> None:
        """Which row a scan proves; None: it is kept without a link."""
        self.rows[place] = row
        self._chosen.add(place)
        self.changed.emit()

    def places_with(self, words: str) -> tuple[RowPlace, ...]:
        """The rows in which these words stand."""
        return places_with(self.places, words)

    def words_of(self, row: str | None) -> str:
        """What a row is called; blank where there is none."""
        return next((one.words for one in self.places if one.id == row), "")

    def keep(self) -> None:
        """Keep the scans, and link those that have a row."""
        package, at = self.package, self._workplace
        if package is None:
            return
        with at.deed() as tell:
            outcomes = keep_scans(at.workspace, at.author, package, self.rows)
            self.package = None
            for outcome in outcomes:
                tell(outcome)
            self.ended.emit()

    def cancel(self) -> None:
        """Let go of what was unpacked."""
        if self.package is not None:
            forget_package(self._workplace.workspace, self.package)
            self.package = None

    @property
    def forms(self) -> tuple[HandedForm, ...]:
        """What may be filled from."""
        return self.package.forms if self.package else ()

    @property
    def linking(self) -> int:
        """How many scans have a row."""
        return sum(one is not None for one in self.rows)

    @property
    def touched(self) -> bool:
        """Whether somebody chose rows that closing would forget."""
        return bool(self._chosen) and self.package is not None

    def _on_read(self, package: HandedPackage) -> None:
        self.package = package
        self.rows = [None] * len(package.scans)
        with self._workplace.deed():
            self.units = ledger_units(self._workplace.workspace)
        self._find_unit(package)
        self._suggest()

    def _find_unit(self, package: HandedPackage) -> None:
        """Never guessed where two fit."""
        named = package.units
        if len(named) == 1:
            self.unit, self.unit_told = named[0].id, "按压缩包的名称认出，请核对"
        elif named:
            told = "、".join(f"“{one.name}”" for one in named)
            self.unit_told = f"名称里有几个单位（{told}），请选定"
        elif self.unit is None:
            self.unit_told = "名称里没有单位，请选定；不选就在所有单位里找"

    def _on_imported(self, place: int) -> None:
        """The rows that came of the form may be what the scans prove."""
        self.imported.add(place)
        self._suggest()
        self.changed.emit()

    def _suggest(self) -> None:
        package, workspace = self.package, self._workplace.workspace
        if package is None:
            return
        with self._workplace.deed():
            self.places = row_places(workspace, self._year, self.unit)
        known = {one.id for one in self.places}
        self._chosen = {at for at in self._chosen if self.rows[at] in {None, *known}}
        for at, scan in enumerate(package.scans):
            if at not in self._chosen:
                self.rows[at] = suggested_row(scan.name, scan.folders, self.places)
