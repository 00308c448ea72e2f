"""诊断 of a workspace that does not open: the same page, in a dialog of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.panels.job_strip import JobStrip
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import paragraph
from desktop.ui.settings.diagnosis_page import DiagnosisPage
from desktop.ui.theme.tokens import px
from desktop.viewmodels.diagnosis import DiagnosisDesk, looking_at_closed
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.preferences import Preferences


class DiagnosisDialog(QDialog):
    """What runs for it ends with it."""

    def __init__(self, parent: QWidget, folder: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle("诊断")
        self.resize(min(px(980), parent.width() - px(20)), min(px(680), parent.height() - px(20)))
        self._jobs = Jobs()
        desk = DiagnosisDesk(looking_at_closed(folder), self._jobs, Preferences().scale)
        desk.setParent(self)
        self.page = DiagnosisPage(desk)
        self.words = paragraph("", "strong")
        self.words.hide()
        close = button("关闭")
        foot = framed("foot", row(self.words, None, close, margins=(20, 10, 20, 10)))
        whole = column(self.page, JobStrip(self._jobs), foot, gap=0)
        whole.setStretchFactor(self.page, 1)
        self.setLayout(whole)
        close.clicked.connect(self.reject)
        for told in (desk.remarked, desk.refused, self._jobs.failed):
            told.connect(self._say)
        self.finished.connect(self._on_finished)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.show()

    def _on_finished(self) -> None:
        self._jobs.end()
        self.deleteLater()
