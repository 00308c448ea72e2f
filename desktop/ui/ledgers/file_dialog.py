"""A file that proves a row, as large as the window allows."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.records import Evidence
from desktop.ui.parts.boxes import column
from desktop.ui.theme.tokens import px
from desktop.ui.viewer.evidence_viewer import EvidenceViewer
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.page_view import PageView
from desktop.viewmodels.workplace import Workplace


class FileDialog(QDialog):
    """The program's own viewer, without the frames that only criteria have."""

    def __init__(
        self, parent: QWidget, workplace: Workplace, jobs: Jobs, evidence: Evidence
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(evidence.name)
        self.view = PageView(workplace, jobs)
        self.view.frame.is_offered = False
        self.viewer = EvidenceViewer(self.view)
        self.setLayout(column(self.viewer, gap=0))
        room = parent.window().size()
        self.resize(min(px(1000), room.width() - px(40)), min(px(900), room.height() - px(40)))
        self.view.show(evidence)
        self.viewer.canvas.setFocus()

    def done(self, result: int) -> None:
        """The child that decodes pages ends with it."""
        self.view.close()
        super().done(result)
