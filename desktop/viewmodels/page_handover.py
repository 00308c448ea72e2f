"""Handing a file over to another program: a copy to be opened, or one where the user wants it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import Evidence
from desktop.domain.refusals import quoted
from desktop.services.evidence_pages import hand_out, save_copy
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace


class PageHandover(QObject):
    """Copies are made beside the window; those to be opened go when the window goes."""

    handed_out = Signal(object)  # the copy's path

    def __init__(self, workplace: Workplace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at, self._jobs = workplace, jobs
        self._folder: TemporaryDirectory[str] | None = None

    def hand_out(self, evidence: Evidence) -> None:
        """A copy under the file's own name, for its own program."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="kaoping-", ignore_cleanup_errors=True)
        folder, workspace = Path(self._folder.name), self._at.workspace
        self._jobs.start(
            f"正在导出{quoted(evidence.name)}",
            lambda progress, off: hand_out(workspace, evidence, folder, progress, off),
            self.handed_out.emit,
        )

    def save(self, evidence: Evidence, out: Path) -> None:
        """A copy in this place."""
        workspace = self._at.workspace
        self._jobs.start(
            f"正在另存{quoted(evidence.name)}",
            lambda progress, off: save_copy(workspace, evidence, out, progress, off),
            lambda path: self._at.remarked.emit(f"已另存到“{path}”"),
        )

    def say_unopened(self, name: str) -> None:
        """The system knows no program for it."""
        words = f"没有找到能打开{quoted(name)}的程序，请另存后用合适的程序打开"
        self._at.refused.emit(words)

    def close(self) -> None:
        """Let go of the copies."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
