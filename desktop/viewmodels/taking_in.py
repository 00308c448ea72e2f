"""Taking in: what is handed to the window is brought to the disk beside it, and then filed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.assessment_sight import see_assessment
from desktop.services.evidence import let_go, take_content, take_files
from desktop.services.linking import LinkedAll, link_all
from desktop.services.packages import unpacked
from desktop.services.progress import IsCancelled, Progress
from desktop.services.workspaces import Workspace
from desktop.viewmodels.filing_draft import FilingDraft
from desktop.viewmodels.filing_rows import Option, TakenBatch
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.handed import Handed, picture_name, png_of
from desktop.viewmodels.jobs import Job, Jobs
from desktop.viewmodels.unit_slots import UnitSlots
from desktop.viewmodels.workplace import Workplace


class Taking(NamedTuple):
    """Work that brings files to the disk, and what to say of it meanwhile."""

    words: str
    work: Callable[[Progress, IsCancelled], TakenBatch]


def taking_of_paths(workspace: Workspace, paths: Sequence[Path]) -> Taking:
    """Files, folders, and packages, whose content is taken in like a folder's."""
    more = f"等 {len(paths)} 项" if len(paths) > 1 else ""

    def work(progress: Progress, cancelled: IsCancelled) -> TakenBatch:
        with unpacked(workspace, paths, progress, cancelled) as found:
            files = [one.path for one in found.files]
            taken = take_files(workspace, files, progress, cancelled)
        folders = tuple(one.folders for one in found.files)
        sources = tuple(one.source for one in found.files)
        return TakenBatch(taken, folders, sources, found.skipped)

    return Taking(f"正在收入“{paths[0].name}”{more}", work)


def taking_of_picture(workspace: Workspace, picture: QImage) -> Taking:
    """What the clipboard holds, as a file."""
    name = picture_name(datetime.now().astimezone())

    def work(_progress: Progress, _cancelled: IsCancelled) -> TakenBatch:
        return TakenBatch(take_content(workspace, name, png_of(picture)), ((),))

    return Taking("正在收入粘贴的截图", work)


def foreign_words(handed: Handed) -> str:
    """Why what is not on this machine is not taken."""
    return f"“{handed.foreign[0]}”不在本机，请先复制到本机再添加"


class TakingIn(QObject):
    """One way in for files that are dragged, chosen, pasted or scanned, wherever they are put down."""

    ready = Signal(object)  # a FilingDraft that somebody has to look at
    kept = Signal(object)  # the paths from which files were taken in
    busy_changed = Signal()

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__()
        self._workplace, self._jobs = workplace, jobs
        self._running = 0

    @property
    def busy(self) -> bool:
        """Whether files are on their way."""
        return self._running > 0

    def take(self, handed: Handed, goal: Goal) -> None:
        """Take it in for this goal; what the workspace keeps already is only linked."""
        if handed.kept:
            self.link_kept(handed.kept, [goal])
        elif handed.paths:
            self.take_paths(handed.paths, goal)
        elif handed.picture is not None:
            self._start(taking_of_picture(self._workplace.workspace, handed.picture), goal)
        elif handed.foreign:
            self._workplace.refused.emit(foreign_words(handed))

    def take_paths(self, paths: Sequence[Path], goal: Goal) -> None:
        """Files, folders and packages."""
        self._start(taking_of_paths(self._workplace.workspace, paths), goal)

    def link_kept(self, kept: Sequence[str], goals: Sequence[Goal]) -> None:
        """Link evidence of this workspace to each of these places, by one step of undo a sheet."""
        with self._workplace.deed() as tell:
            files = [*dict.fromkeys(kept)]
            places = self._to_one_place_each(goals)
            links = [link for goal in places for link in _links(goal, files)]
            linked = link_all(self._workplace.workspace, self._workplace.author, links)
            for outcome in linked.outcomes:
                tell(outcome)
            self._workplace.remarked.emit(linked_words(linked))

    def _start(self, taking: Taking, goal: Goal) -> None:
        started: list[Job] = []

        def on_done(batch: TakenBatch) -> None:
            if started[0].cancelled:  # too late to stop, not too late to mean it
                let_go(self._workplace.workspace, batch.taken)
            else:
                self._file(batch, goal)

        started.append(self._jobs.start(*taking, on_done))
        started[0].ended.connect(lambda: self._count(-1))
        self._count(1)

    def _count(self, by: int) -> None:
        self._running += by
        self.busy_changed.emit()

    def _file(self, batch: TakenBatch, goal: Goal) -> None:
        with self._workplace.deed():
            try:
                draft = FilingDraft(self._workplace, batch, goal)
            except (Refused, Trouble):
                let_go(self._workplace.workspace, batch.taken)
                raise
            draft.kept.connect(self.kept)
            if draft.simple:
                draft.accept(linking=True)
            else:
                self.ready.emit(draft)

    def _to_one_place_each(self, goals: Sequence[Goal]) -> Iterator[Goal]:
        """Goals that each name one place; refused where one could be several."""
        slots: dict[AssessmentKey, UnitSlots] = {}
        for goal in goals:
            if goal.criterion is not None:
                yield goal
                continue
            if goal.key not in slots:
                sight = see_assessment(self._workplace.workspace, goal.key)
                slots[goal.key] = UnitSlots(sight, goal)
            yield _to_one_place(goal, slots[goal.key].options_at(goal))


def _to_one_place(goal: Goal, options: Sequence[Option]) -> Goal:
    choice = options[0].choice if len(options) == 1 else None
    if choice is None:
        raise Refused("请放到具体的一件材料上，或者一条评分标准上")
    if options[0].items and goal.plan_item not in options[0].items:
        raise Refused("这件材料要按项分别关联，请在逐项表格里放到具体的一格")
    return replace(goal, piece=choice.piece)


def _links(goal: Goal, kept: Sequence[str]) -> list[EvidenceLink]:
    return [
        EvidenceLink(
            "",
            one,
            *goal.key,
            goal.requirement,
            goal.piece or "",
            goal.plan_item,
            goal.criterion,
            goal.item,
        )
        for one in kept
    ]


def linked_words(linked: LinkedAll) -> str:
    """What was linked, what was linked already, and what to look at."""
    told = [f"已关联 {len(linked.links)} 件"] if linked.links else []
    told += [f"{linked.already} 件原来就关联在这里"] if linked.already else []
    return "；".join([*told, *linked.warnings])
