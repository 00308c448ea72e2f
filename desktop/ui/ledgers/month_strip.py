"""Below the grid of reports: opens the form of the report on which the cursor is, where there is a form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from desktop.domain.ledgers.due_reports import ReportStanding
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.monthly_reports import report_key
from desktop.ui.ledgers.monthly_dialog import MonthlyDialog
from desktop.ui.ledgers.state_grid import StateGrid
from desktop.ui.parts.asking import ask
from desktop.ui.parts.boxes import row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.month_grid import MonthGrid
from desktop.viewmodels.monthly_draft import MonthlyDraft
from desktop.viewmodels.state_table import Place


class MonthStrip(QFrame):
    """Not there where no report of the year is made on a form."""

    print_wanted = Signal(object)  # Wanted

    def __init__(self, book: LedgerBook, jobs: Jobs, table: MonthGrid, grid: StateGrid) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._book, self._jobs, self._table, self._grid = book, jobs, table, grid
        self.button = button("月报表…", "", "file-text", "这个单位这个月的月报表（M）")
        self._about = ElidedLabel("", "soft")
        line = row(self._about, self.button, margins=(16, 6, 16, 6))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.button.clicked.connect(self.open)
        shortcut = QShortcut(QKeySequence("M"), grid)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.open)
        grid.selectionModel().currentChanged.connect(lambda *_: self._show())
        book.changed.connect(self._show)
        self._show()

    def open(self) -> None:
        """The form of the report under the cursor; a known failure is one sentence."""
        place = self._place
        if place is None:
            return
        at = self._book.workplace
        try:
            key = report_key(at.workspace, place.unit, place.standing.due)
            draft = MonthlyDraft(at, self._jobs, key)
        except (Refused, Trouble) as failure:
            at.refused.emit(failure.message)
            return
        dialog = MonthlyDialog(self.window(), draft)
        dialog.print_wanted.connect(self.print_wanted)
        ask(dialog)

    @property
    def _place(self) -> Place[ReportStanding] | None:
        """The unit and report of the current cell, where it is made on a form."""
        index = self._grid.currentIndex()
        places = self._table.places([index] if index.isValid() else [])
        return places[0] if places and places[0].standing.due.rule.form else None

    def _show(self) -> None:
        place = self._place
        self.setVisible(any(one.rule.form for one in self._book.grid.columns))
        self.button.setEnabled(place is not None)
        told = f"{place.name}　{place.standing.due.name}" if place else ""
        self._about.set_whole(f"{told}　M：打开" if told else "")
