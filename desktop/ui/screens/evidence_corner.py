"""The corner for evidence: makes the right pane of 考核 when it is first in sight, and leads to and from the form."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.dialogs.filing_dialog import FilingDialog
from desktop.ui.dialogs.grid_dialog import GridDialog
from desktop.ui.panels.document_page import DocumentPage
from desktop.ui.panels.evidence_pane import DOCUMENT, FILES, EvidencePane
from desktop.ui.panels.plan_grid import PlanGrid
from desktop.ui.panels.scanner_offer import ScannerOffer
from desktop.ui.parts.asking import put_up
from desktop.ui.screens.scoring_screen import ScoringScreen
from desktop.viewmodels.checklist_view import ChecklistView
from desktop.viewmodels.document_beside import DocumentBeside
from desktop.viewmodels.evidence_beside import EvidenceBeside, Reach
from desktop.viewmodels.filing_draft import FilingDraft
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.page_view import PageView
from desktop.viewmodels.taking_in import TakingIn
from desktop.viewmodels.walk import Walk
from desktop.viewmodels.workplace import Workplace


class EvidenceCorner(QObject):
    """Holds the view-models of the pane; `close` ends the processes that decode pages."""

    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(
        self,
        workplace: Workplace,
        jobs: Jobs,
        assessment: OpenAssessment,
        walk: Walk,
        screen: ScoringScreen,
    ) -> None:
        super().__init__(screen)
        self._assessment, self._walk, self._screen = assessment, walk, screen
        self.taking = TakingIn(workplace, jobs)
        self.view = PageView(workplace, jobs)
        self.beside = EvidenceBeside(workplace, assessment, walk, self.view)
        self.checklist = ChecklistView(workplace, assessment, walk)
        self.document = DocumentBeside(workplace, jobs, PageView(workplace, jobs))
        self.pane = EvidencePane(
            self.beside, self.checklist, self.taking, DocumentPage(self.document)
        )
        self.taking.ready.connect(self._file)
        self.beside.criterion_wanted.connect(screen.show_criterion)
        self.pane.grid_wanted.connect(self._open_grid)
        self.pane.document_shown.connect(self._show_document)
        screen.form.evidence_wanted.connect(self._on_wanted)
        screen.form.criterion_entered.connect(self._on_entered)
        walk.moved.connect(self._on_moved)
        if screen.form.entered:  # before all this was there
            self.beside.turn_to(screen.form.entered)

    def close(self) -> None:
        """End what decodes pages."""
        self.view.close()
        if self.document.view is not None:
            self.document.view.close()

    def _on_wanted(self, criterion: str, place: int) -> None:
        """The evidence of a criterion, or of one item of it."""
        item = self.beside.item_at(criterion, place) if place >= 0 else None
        self.beside.turn_to(criterion, item)
        self.beside.choose(Reach.CRITERION)
        self._screen.show_evidence(shown=True)
        self.pane.show_page(FILES)

    def _on_entered(self, criterion: str) -> None:
        self.beside.turn_to(criterion)
        self._on_moved()

    def _on_moved(self) -> None:
        if self.pane.pages.currentIndex() == DOCUMENT:
            self._show_document()

    def _show_document(self) -> None:
        if self._assessment.key is None:
            return
        scheme = self._assessment.sight.scheme
        found = scheme.criteria.get(self.beside.criterion)
        part = self._walk.part
        words = (found.when if found else "") or (part.name if part else "")
        self.document.turn_to(scheme.id, words)

    def _file(self, draft: FilingDraft) -> None:
        put_up(FilingDialog(self._screen.window(), draft))

    def _open_grid(self, requirement: int) -> None:
        grid = PlanGrid(self.checklist, self.taking)
        dialog = GridDialog(self._screen.window(), grid, requirement)
        dialog.serve(self.beside.show_link, self.undo_wanted.emit, self.redo_wanted.emit)


def furnish(holder: QWidget, corner: EvidenceCorner, offer: ScannerOffer | None = None) -> None:
    """Put the pane into its place beside the form."""
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    if offer is not None:
        box.addWidget(offer)
    box.addWidget(corner.pane)
