"""The official document beside the form: attached by the office, opened at the clause."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.services.evidence import TakenIn, keep_files, take_files
from desktop.services.scheme_documents import attach_document, document_of
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.page_view import PageView
from desktop.viewmodels.workplace import Workplace


class DocumentBeside(QObject):
    """The document of one scheme. It is read when it is first looked at."""

    changed = Signal()

    def __init__(self, workplace: Workplace, jobs: Jobs, view: PageView | None = None) -> None:
        super().__init__()
        self._at, self._jobs, self.view = workplace, jobs, view
        self.scheme = ""

    @property
    def name(self) -> str:
        """The file's name; blank where none is attached."""
        found = document_of(self._at.workspace, self.scheme) if self.scheme else None
        return found.name if found is not None else ""

    def turn_to(self, scheme: str, words: str) -> None:
        """Show a scheme's document, at the place where these words stand."""
        self.scheme = scheme
        found = document_of(self._at.workspace, scheme)
        if self.view is not None:
            if found is None or self.view.evidence != found:
                self.view.show(found)
            if found is not None and words:
                self.view.search.find(words, 1)
        self.changed.emit()

    def attach(self, file: Path) -> None:
        """Take a file in as the scheme's document, in place of the one before."""
        workspace, scheme = self._at.workspace, self.scheme

        def on_taken(taken: TakenIn) -> None:
            with self._at.deed() as tell:
                kept = keep_files(workspace, self._at.author, taken)
                if kept.outcome is not None:
                    tell(kept.outcome)
                evidence = kept.files[0].evidence
                tell(attach_document(workspace, self._at.author, scheme, evidence))
                self._at.remarked.emit(f"已附上办法原文“{file.name}”")
            self.turn_to(scheme, "")

        self._jobs.start(
            f"正在收入“{file.name}”",
            lambda progress, off: take_files(workspace, [file], progress, off),
            on_taken,
        )
