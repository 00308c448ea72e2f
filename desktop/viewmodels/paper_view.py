"""The view of a printed paper's pages: the very PDF that will be saved or printed, from a file of its own."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from desktop.domain.records import Evidence
from desktop.services.evidence_pages import Handover, OpenedEvidence, PageReader
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.page_requests import Opening
from desktop.viewmodels.page_view import Notice, PageView, Standing
from desktop.viewmodels.workplace import Workplace


@dataclass(frozen=True, slots=True)
class _OpeningPaper(Opening):
    """Open a file that is no evidence."""

    path: Path

    def ask(self, reader: PageReader) -> OpenedEvidence:
        """Its pages."""
        pages = reader.open(self.path, self.evidence.name)
        return OpenedEvidence(pages, "", is_foreign=False, handover=Handover.NOTHING)


class PaperView(PageView):
    """Shows one paper after the other; each lies in the folder only as long as it is looked at."""

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__(workplace, jobs)
        self.frame.is_offered = self.is_evidence = False
        self._folder = QTemporaryDir()
        self._path: Path | None = None
        self._made = 0
        self._why_not = ""

    @property
    def content(self) -> bytes:
        """The paper as a file; blank where there is none."""
        return self._path.read_bytes() if self._path is not None else b""

    def next_path(self) -> Path:
        """Where the next paper is to be made."""
        self._made += 1
        return Path(self._folder.path()) / f"{self._made}.pdf"

    def show_paper(self, path: Path, name: str) -> None:
        """Another paper, or the same made anew: the page stays where it was."""
        before, self._path, self._why_not = self._path, path, ""
        size = path.stat().st_size
        self.show(Evidence(path.name, name, size, "application/pdf"), self.page)
        self._let_go(before)

    def show_nothing(self, why: str) -> None:
        """There is no such paper; the former one is no longer to be had."""
        before, self._path, self._why_not = self._path, None, why
        self.show(None)
        self._let_go(before)

    def _let_go(self, path: Path | None) -> None:
        if path is not None:
            with suppress(OSError):  # the child may hold it; the folder goes with the program
                path.unlink(missing_ok=True)

    @property
    def notice(self) -> Notice | None:
        """Until the paper has come, that it is coming; or why it does not."""
        told = super().notice
        if self._why_not:
            return Notice(Standing.NOT_SHOWN, self._why_not)
        if told is not None and told.standing is not Standing.NOT_SHOWN:
            return Notice(Standing.COMING, "正在排版…")
        return told

    def _opening(self, evidence: Evidence) -> Opening:
        return _OpeningPaper(self._at.workspace, evidence, self._path or Path())
