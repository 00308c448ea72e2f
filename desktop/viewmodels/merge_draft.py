"""A merge that is being decided: which conflicts there are, which side is chosen for each, and writing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.services.final_elsewhere import because
from desktop.services.merge_plans import MergePlan
from desktop.services.merge_words import MergeSight
from desktop.services.merging_packages import MergedIn, merge
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace


class MergeDraft(QObject):
    """Nothing is chosen beforehand, and nothing is written before everything is."""

    changed = Signal()
    ended = Signal()  # it is written

    def __init__(
        self, workplace: Workplace, jobs: Jobs, plan: MergePlan, sight: MergeSight
    ) -> None:
        super().__init__()
        self._workplace, self._jobs, self._plan = workplace, jobs, plan
        self.sight = sight
        self.choices: dict[int, bool] = {}
        self.is_writing = False

    @property
    def left(self) -> int:
        """How many places nobody has decided yet."""
        return len(self.sight.conflicts) - len(self.choices)

    @property
    def is_ready(self) -> bool:
        """Whether it can be written now."""
        return not self.left and not self.is_writing

    @property
    def deed(self) -> str:
        """What its button says."""
        return "接收" if self.sight.is_new else "合并"

    @property
    def summary(self) -> str:
        """How far it is, in words."""
        if self.is_writing:
            return f"正在{self.deed}…"
        if self.left:
            return f"还有 {self.left} 处没有选定用哪一边的"
        if self.sight.is_new:
            return f"接收以后，{len(self.sight.units)} 个单位可以在本机考核"
        return f"并入对方改动 {len(self.sight.taken)} 处，作为一步记录，可以撤销（Ctrl+Z）"

    def choose(self, places: Iterable[int], *, theirs: bool) -> None:
        """One side for these conflicts."""
        if not self.is_writing:
            self.choices |= dict.fromkeys(places, theirs)
            self.changed.emit()

    def merge(self) -> None:
        """Write it, beside the window."""
        if not self.is_ready:
            return
        self.is_writing = True
        plan, place = replace(self._plan, choices=dict(self.choices)), self._workplace
        job = self._jobs.start(
            f"正在{self.deed}考核包",
            lambda progress, off: merge(place.workspace, place.author, plan, progress, off),
            self._on_merged,
        )
        job.ended.connect(self._on_ended)
        self.changed.emit()

    def _on_ended(self) -> None:
        if self.is_writing:  # it was refused or called off, which is told by the window
            self.is_writing = False
            self.changed.emit()

    def _on_merged(self, done: MergedIn) -> None:
        self.is_writing = False
        for outcome in done.outcomes:
            self._workplace.dispatcher.tell(outcome)
        self._workplace.remarked.emit(self._told(done))
        self.ended.emit()

    def _told(self, done: MergedIn) -> str:
        files = f"，收入佐证 {done.files} 件" if done.files else ""
        final = f"；{'、'.join(done.finalised)}随对方定稿" if done.finalised else ""
        final += "".join(f"；{one}，没有随对方定稿" for one in because(done.withheld))
        if self.sight.is_new:
            return f"已接收 {done.sheets} 个单位的考核表{files}{final}"
        settled = f"，选定 {done.settled} 处" if done.settled else ""
        return f"已合并 {done.sheets} 个单位：并入对方改动 {done.taken} 处{settled}{files}{final}"
