"""Row files: what proves a row of a ledger; files that are chosen before there is a row are linked once it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain.file_names import natural_key
from desktop.domain.records import Evidence, EvidenceLink
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.evidence import keep_files, let_go, unlink_evidence
from desktop.services.evidence_shelf import shelved
from desktop.services.ledger_sights import row_files
from desktop.services.linking import link_all
from desktop.services.outcome import Outcome
from desktop.services.undoing import undo
from desktop.viewmodels.filing_rows import TakenBatch
from desktop.viewmodels.handed import Handed
from desktop.viewmodels.jobs import Job, Jobs
from desktop.viewmodels.taking_in import (
    Taking,
    foreign_words,
    linked_words,
    taking_of_paths,
    taking_of_picture,
)
from desktop.viewmodels.workplace import Workplace


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that proves the row, or will; one that is not linked yet has no link."""

    evidence: str
    name: str
    link: str = ""


@dataclass(slots=True)
class _Waiting:
    """Files on the disk for a row that is not kept yet, and which of them are still wanted."""

    batch: TakenBatch
    places: list[int]


class RowFiles(QObject):
    """The files of one row; what goes wrong stands in `said`, for a dialog hides the window's own message."""

    changed = Signal()

    def __init__(self, workplace: Workplace, jobs: Jobs, row: str = "") -> None:
        super().__init__()
        self.workplace, self.jobs = workplace, jobs
        self.row = row  # blank until it is kept
        self.said = ""
        self._waiting: list[_Waiting] = []
        self._kept: list[str] = []  # files of the workspace that wait for the row
        self._running: list[Job] = []
        self._deeds = 0
        self._over = False
        workplace.dispatcher.changed.connect(self._on_changed)

    # -- what is shown

    @property
    def files(self) -> tuple[HeldFile, ...]:
        """What is linked, by its name, then what waits for the row."""
        workspace = self.workplace.workspace
        found = self.linked() if self.row else ()
        linked = sorted(found, key=lambda one: natural_key(one.name))
        kept = shelved(workspace, self._kept)
        return (
            *linked,
            *(HeldFile(one.evidence.sha256, one.evidence.name) for one in kept),
            *(
                HeldFile(one.batch.taken.files[at].sha256, one.batch.taken.files[at].name)
                for one in self._waiting
                for at in one.places
            ),
        )

    def linked(self) -> Iterable[HeldFile]:
        """What is linked to the row."""
        found = row_files(self.workplace.workspace, self.row)
        return [HeldFile(one.link.evidence, one.name, one.link.id) for one in found]

    def link_of(self, evidence: str) -> EvidenceLink:
        """What links a file to the row."""
        return EvidenceLink("", evidence, ledger_row=self.row)

    @property
    def busy(self) -> str:
        """What is on its way; blank where nothing is."""
        return self._running[0].words if self._running else ""

    def evidence_of(self, file: HeldFile) -> Evidence:
        """The file as the viewer opens it, also before it has its row."""
        held = next(iter(shelved(self.workplace.workspace, [file.evidence])), None)
        if held is not None:
            return held.evidence
        found = (one for each in self._waiting for one in each.batch.taken.files)
        size = next(one.size for one in found if one.sha256 == file.evidence)
        return Evidence(file.evidence, file.name, size, "")

    # -- what is done

    def take(self, handed: Handed) -> None:
        """Take in what was put down, or link what the workspace keeps already."""
        workspace = self.workplace.workspace
        if handed.kept:
            self._kept += [one for one in handed.kept if one not in self._kept]
            self._settle()
        elif handed.paths:
            self._start(taking_of_paths(workspace, handed.paths))
        elif handed.picture is not None:
            self._start(taking_of_picture(workspace, handed.picture))
        elif handed.foreign:
            self._say(foreign_words(handed))

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Files that were chosen; a package is taken in like a folder."""
        self.take(Handed(tuple(paths)))

    def remove(self, file: HeldFile) -> None:
        """Take a link away, or forget a file that was only chosen; a stored file stays."""
        at = self.workplace
        if file.link:
            self._attempt(lambda: self._tell(unlink_evidence(at.workspace, at.author, file.link)))
            return
        self._kept = [one for one in self._kept if one != file.evidence]
        for one in self._waiting:
            files = one.batch.taken.files
            one.places = [place for place in one.places if files[place].sha256 != file.evidence]
        self._say("")

    def undo(self) -> None:
        """Take back what was linked or unlinked here last; what was done elsewhere is not touched."""
        at = self.workplace
        if self._deeds:
            self._attempt(lambda: at.dispatcher.tell(undo(at.workspace, at.author, None)))
            self._deeds -= 1

    def stop(self) -> None:
        """Call off what is on its way."""
        for job in self._running:
            job.cancel()

    def keep(self, row: str) -> None:
        """The row is kept: link what waits, and what is still on its way as soon as it is there."""
        self.row = row
        self._settle()

    def next_row(self) -> RowFiles:
        """Ready for another row."""
        return RowFiles(self.workplace, self.jobs)

    def close(self) -> None:
        """The dialog is gone; without a row, so are the files."""
        self._over = True
        if self.row:
            return
        self.stop()
        for one in self._waiting:
            let_go(self.workplace.workspace, one.batch.taken)
        self._waiting.clear()

    # -- how it comes about

    def _start(self, taking: Taking) -> None:
        def on_done(batch: TakenBatch) -> None:
            if job.cancelled or (self._over and not self.row):
                let_go(self.workplace.workspace, batch.taken)
                return
            self._waiting.append(_Waiting(batch, [*range(len(batch.taken.files))]))
            self._settle(batch.skipped)

        def on_ended() -> None:
            self._running.remove(job)
            self._say(job.failure or self.said)

        job = self.jobs.start(*taking, on_done)
        self._running.append(job)
        job.ended.connect(on_ended)
        self._say("")

    def _settle(self, skipped: str = "") -> None:
        """Link all that waits, if there is a row to link it to."""
        if not self.row:
            self._say(skipped)
            return
        waiting, self._waiting = self._waiting, []
        kept, self._kept = self._kept, []
        if waiting or kept:
            self._attempt(lambda: self._link(waiting, kept))
            self._say("；".join(filter(None, (self.said, skipped))))

    def _link(self, waiting: Sequence[_Waiting], kept: Sequence[str]) -> None:
        """First the files' own rows, then the links."""
        at = self.workplace
        evidence = [*kept]
        for one in waiting:
            taken = keep_files(at.workspace, at.author, one.batch.taken, one.places)
            if taken.outcome is not None:
                at.dispatcher.tell(taken.outcome)
            evidence += [file.evidence for file in taken.files]
        if not evidence:
            return
        links = [self.link_of(one) for one in dict.fromkeys(evidence)]
        linked = link_all(at.workspace, at.author, links)
        for outcome in linked.outcomes:
            self._tell(outcome)
        self.said = "；".join(linked.warnings)
        at.remarked.emit(linked_words(linked))

    def _tell(self, outcome: Outcome) -> None:
        self._deeds += 1
        self.workplace.dispatcher.tell(outcome)

    def _attempt(self, deed: Callable[[], object]) -> None:
        """A known failure is one sentence; the window says it, too, for the dialog may be gone."""
        self.said = ""
        try:
            deed()
        except (Refused, Trouble) as failure:
            self.said = failure.message
            self.workplace.refused.emit(failure.message)
        self.changed.emit()

    def _say(self, words: str) -> None:
        self.said = words
        self.changed.emit()

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table == "evidence_link" for table, _ in touched):
            self.changed.emit()
