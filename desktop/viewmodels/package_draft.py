"""A package in the making: what a unit brought, each form with its ledger, each scan with the row it may prove."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain.ledgers.kinds import ACTIVITIES
from desktop.services.handed_packages import (
    HandedForm,
    HandedPackage,
    RowPlace,
    forget_package,
    keep_scans,
    open_package,
    row_places,
    suggested_rows,
)
from desktop.services.ledger_imports import ImportWish
from desktop.viewmodels.import_draft import ImportDraft
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace


class PackageDraft(QObject):
    """Unpacked beside the window; its scans are ours once they are kept, and forgotten otherwise."""

    opened = Signal()
    changed = Signal()
    ended = Signal()

    def __init__(self, workplace: Workplace, jobs: Jobs, year: int, unit: str | None) -> None:
        super().__init__()
        self._workplace, self._jobs = workplace, jobs
        self._year, self._unit = year, unit
        self.package: HandedPackage | None = None
        self.places: tuple[RowPlace, ...] = ()
        self.rows: list[str | None] = []
        self.imported: set[str] = set()
        self._chosen: set[int] = set()

    def read(self, path: Path) -> None:
        """Unpack and read, beside the window."""
        workspace = self._workplace.workspace
        self._jobs.start(
            f"解开“{path.name}”", lambda p, c: open_package(workspace, path, p, c), self._on_read
        )

    def import_of(self, form: HandedForm) -> ImportDraft | None:
        """What a form would put into its ledger; None where it could not be read."""
        if form.table is None:
            return None
        wish = ImportWish(form.ledger or ACTIVITIES, self._year, self._unit)
        draft = ImportDraft(self._workplace, self._jobs, wish)
        draft.ended.connect(lambda: self._on_imported(form))
        draft.take(form.table)
        return draft

    def choose(self, place: int, row: str | None) -> None:
        """Which row a scan proves; None: it is kept without a link."""
        self.rows[place] = row
        self._chosen.add(place)
        self.changed.emit()

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
    def linking(self) -> int:
        """How many scans have a row."""
        return sum(one is not None for one in self.rows)

    def _on_read(self, package: HandedPackage) -> None:
        self.package = package
        self.rows = [None] * len(package.scans)
        self._suggest()
        self.opened.emit()

    def _on_imported(self, form: HandedForm) -> None:
        """The rows that came of the form may be what the scans prove."""
        self.imported.add(form.name)
        self._suggest()
        self.changed.emit()

    def _suggest(self) -> None:
        package, workspace = self.package, self._workplace.workspace
        if package is None:
            return
        with self._workplace.deed():
            self.places = row_places(workspace, self._year)
            found = suggested_rows(workspace, package.scans, self._year)
            for at, row in enumerate(found):
                if at not in self._chosen:
                    self.rows[at] = row
