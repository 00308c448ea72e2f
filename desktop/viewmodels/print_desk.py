"""The print desk: which paper of which unit or round is wanted, as it looks, and what is done with it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.paper_names import file_name_of
from desktop.services.papers import (
    Choice,
    FormColumn,
    Paper,
    Wanted,
    choice_of,
)
from desktop.services.print_batches import Batch, files_there, save_round
from desktop.services.printing import Printing, printed, saved
from desktop.services.progress import IsCancelled, Progress
from desktop.viewmodels.jobs import Job, Jobs
from desktop.viewmodels.paper_view import PaperView
from desktop.viewmodels.workplace import Workplace


class PrintDesk(QObject):
    """What is wanted is drawn anew as soon as it changes; the newest wish wins."""

    changed = Signal()  # what is wanted, or whether it is there
    saved = Signal(object)  # Saved
    batch_done = Signal(object)  # Printed

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__()
        self._at, self._jobs = workplace, jobs
        self.view = PaperView(workplace, jobs)
        self.choice: Choice | None = None
        self.wanted: Wanted | None = None
        self.refusal = ""
        self._drawing: Job | None = None
        self._saving: Job | None = None
        self._again = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw)
        workplace.dispatcher.changed.connect(self._on_touched)

    def close(self) -> None:
        """Nothing is looked at any more."""
        self.view.close()

    # -- what is wanted

    def open(self, round_id: str, unit: str | None = None, paper: Paper = Paper.SHEET) -> None:
        """Come with a round, and the unit that was in sight."""
        with self._at.workspace.reading() as view:
            self.choice = choice_of(view, round_id)
        first = self.choice.units[0].unit if self.choice.units else None
        self.want(Wanted(paper, round_id, unit or first))

    def want(self, wanted: Wanted) -> None:
        """Another paper, unit or choice of columns."""
        self.wanted = wanted
        self._soon.start()
        self.changed.emit()

    def choose_paper(self, paper: Paper) -> None:
        """Another kind of paper; columns are each one's own, and a unit's paper is of some unit."""
        if self.wanted is not None and paper is not self.wanted.paper:
            unit = self.wanted.unit
            if unit is None and paper.of_unit and self.choice is not None and self.choice.units:
                unit = self.choice.units[0].unit  # as the list of units shows
            told = replace(self.wanted, paper=paper, unit=unit, columns=None, about="", at=None)
            self.want(told)

    def choose_unit(self, unit: str) -> None:
        """Another unit."""
        if self.wanted is not None and unit != self.wanted.unit:
            self.want(replace(self.wanted, unit=unit, at=None))

    def step_unit(self, by: int) -> None:
        """The next or the one before."""
        if self.choice is None or self.wanted is None or not self.choice.units:
            return
        units = [one.unit for one in self.choice.units]
        at = units.index(self.wanted.unit) if self.wanted.unit in units else 0
        self.choose_unit(units[(at + by) % len(units)])

    @property
    def columns(self) -> tuple[FormColumn, ...]:
        """What can be shown or left out on this paper; none where nothing can."""
        if self.choice is None or self.wanted is None:
            return ()
        return self.choice.columns if self.wanted.paper in {Paper.SHEET, Paper.BLANK} else ()

    @property
    def shown(self) -> frozenset[str]:
        """Which columns there are now."""
        if self.choice is None or self.wanted is None:
            return frozenset()
        if self.wanted.columns is not None:
            return frozenset(self.wanted.columns)
        return self.choice.prescribed if self.wanted.paper is Paper.BLANK else self.choice.usual

    def show_column(self, holds: str, *, shown: bool) -> None:
        """Show a column or leave it out."""
        if self.wanted is None:
            return
        now = self.shown | {holds} if shown else self.shown - {holds}
        ordered = tuple(one.holds for one in self.columns if one.holds in now)
        if ordered:
            self.want(replace(self.wanted, columns=ordered))
        else:
            self._at.refused.emit("至少要留一栏")
            self.changed.emit()

    # -- how it looks

    @property
    def is_ready(self) -> bool:
        """Whether the paper before the eyes is the one that is wanted."""
        return not self.is_busy and not self.refusal

    @property
    def is_busy(self) -> bool:
        """Whether what is wanted is still being made."""
        return self._drawing is not None or self._soon.isActive()

    def _on_touched(self, touched: frozenset[tuple[str, object]]) -> None:
        """What changed meanwhile stands on the paper at once."""
        if self.wanted is None or not touched:
            return
        with suppress(Refused, Trouble), self._at.workspace.reading() as view:
            self.choice = choice_of(view, self.wanted.round)
        self._soon.start()
        self.changed.emit()

    def _draw(self) -> None:
        if self._drawing is not None:
            self._again = True
            return
        wanted = self.wanted
        if wanted is None:
            return
        self.refusal = ""
        workspace, path = self._at.workspace, self.view.next_path()

        def work(progress: Progress, off: IsCancelled) -> str | Refused | Trouble:
            try:
                printed(workspace, wanted, path, Printing(progress, off))
                return file_name_of(workspace, wanted, ".pdf")
            except (Refused, Trouble) as failure:
                return failure

        def on_done(made: str | Refused | Trouble) -> None:
            if isinstance(made, str):
                self.view.show_paper(path, made)
            else:
                self._refuse(made.message)

        self._drawing = self._jobs.start(f"正在排版{wanted.paper.value}", work, on_done)
        self._drawing.ended.connect(self._on_drawn)
        self.changed.emit()

    def _on_drawn(self) -> None:
        called_off = self._drawing is not None and self._drawing.cancelled
        self._drawing = None
        if called_off and not self._again:
            self._refuse("已取消排版；换一项或改动以后再排")
        if self._again:
            self._again = False
            self._draw()
        self.changed.emit()

    def _refuse(self, why: str) -> None:
        self.refusal = why
        self.view.show_nothing(why)

    # -- what is done with it

    def suggested(self, ending: str) -> str:
        """What its file is to be called."""
        return "" if self.wanted is None else file_name_of(self._at.workspace, self.wanted, ending)

    def save(self, out: Path) -> None:
        """As a file; its ending says of which kind."""
        wanted, workspace = self.wanted, self._at.workspace
        if wanted is None:
            return
        if self._saving is not None:
            self._at.refused.emit(f"{self._saving.words}，完成后再存“{out.name}”")
            return
        self._saving = self._jobs.start(
            f"正在保存“{out.name}”",
            lambda progress, off: saved(workspace, wanted, out, Printing(progress, off)),
            self.saved.emit,
        )
        self._saving.ended.connect(self._on_save_ended)
        self.changed.emit()

    def _on_save_ended(self) -> None:
        self._saving = None
        self.changed.emit()

    @property
    def is_saving(self) -> bool:
        """Whether a file is still being written."""
        return self._saving is not None

    def files_there(self, folder: Path, ending: str) -> tuple[str, ...]:
        """What saving all units' papers into a folder would replace."""
        batch = self._batch(folder, ending)
        return () if batch is None else files_there(self._at.workspace, batch)

    def save_all(self, folder: Path, ending: str = ".pdf") -> None:
        """The same paper of every unit, into a folder."""
        batch, workspace = self._batch(folder, ending), self._at.workspace
        if batch is None:
            return
        self._jobs.start(
            f"正在为各单位保存{batch.paper.value}",
            lambda progress, off: save_round(workspace, batch, progress, off),
            self.batch_done.emit,
        )

    def _batch(self, folder: Path, ending: str) -> Batch | None:
        wanted = self.wanted
        if wanted is None or not wanted.paper.of_unit:
            return None
        return Batch(wanted.round, folder, wanted.columns, ending, wanted.paper, wanted.month)

    @property
    def key(self) -> AssessmentKey | None:
        """The unit's sheet that is in sight."""
        if self.wanted is None or self.wanted.unit is None:
            return None
        return AssessmentKey(self.wanted.round, self.wanted.unit)
