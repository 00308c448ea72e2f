"""A replacement in the making: what another text of a round's scheme changes for each unit, before it is agreed to."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.domain.amounts import show
from desktop.domain.refusals import Refused, within_quotes
from desktop.domain.scheme_versions import is_newer
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.troubles import Trouble
from desktop.services.outcome import Outcome
from desktop.services.outdated_rounds import (
    LOST,
    OutdatedRound,
    WeighedReplacement,
    weigh_replacement,
)
from desktop.services.progress import Cancelled, IsCancelled
from desktop.services.scheme_replacement import UnitChange, replace_scheme
from desktop.viewmodels.jobs import Job, Jobs
from desktop.viewmodels.workplace import Workplace


class UnitRow(NamedTuple):
    """One unit, before and after."""

    name: str
    before: str
    after: str
    change: str
    loses: str


class ReplacementDraft(QObject):
    """Weighed and written beside the window, for every unit is scored; nothing is written before it is agreed to."""

    weighed = Signal()
    writing = Signal()  # it was agreed to, or refused after that
    replaced = Signal()

    def __init__(self, workplace: Workplace, jobs: Jobs, of: OutdatedRound) -> None:
        super().__init__()
        self._at, self._jobs, self.of = workplace, jobs, of
        self._job: Job | None = None
        self._told: WeighedReplacement | None = None
        self.fault = ""
        self.is_writing = False

    def weigh(self) -> None:
        """Begin the preview."""
        workspace, of = self._at.workspace, self.of

        def work(_progress: object, _off: object) -> WeighedReplacement | str:
            try:
                return weigh_replacement(workspace, of)
            except (Refused, Trouble) as failure:
                return failure.message

        self._job = self._jobs.start(f"正在按新办法试算“{of.round.name}”", work, self._on_told)

    def _on_told(self, told: WeighedReplacement | str) -> None:
        self._job = None
        if isinstance(told, str):
            self.fault = told
        else:
            self._told = told
        self.weighed.emit()

    def close(self) -> None:
        """Nobody waits for the preview any more; what is being written is finished all the same."""
        if self._job is not None:
            self._job.forget()
            self._job = None

    @property
    def is_ready(self) -> bool:
        """Whether it can be agreed to."""
        return self._told is not None and not self.is_writing and not self.fault

    @property
    def rows(self) -> list[UnitRow]:
        """Every unit, those that lose something first, then those whose score changes."""
        if self._told is None:
            return []
        losses = self._told.losses
        units = sorted(
            self._told.replacement.units,
            key=lambda one: (not one.lost, one.before.total == one.after.total),
        )
        return [self._row(one, losses[one.key]) for one in units]

    def _row(self, one: UnitChange, losses: tuple[str, ...]) -> UnitRow:
        if self.of.now.scheme is None or not self.of.now.scheme.points:
            return UnitRow(one.name, "不计分", "不计分", "", "\n".join(losses))
        change = one.after.total - one.before.total
        signed = "不变" if not change else f"+{show(change)}" if change > 0 else f"−{show(-change)}"
        return UnitRow(one.name, _total(one.before), _total(one.after), signed, "\n".join(losses))

    @property
    def head(self) -> str:
        """From which text to which."""
        now = self.of.now
        came = "收入的" if now.taken_in else "随程序安装的"
        return f"批次现在用版本 {self.of.version}，换用{came}版本 {now.version}。{self._beware}"

    @property
    def _beware(self) -> str:
        """Where the other text is not plainly a newer one."""
        if self.of.version == self.of.now.version:
            return "两份版本号相同，内容不同。"
        older = is_newer(self.of.version, self.of.now.version)
        return "注意：换用的比批次现在用的旧。" if older else ""

    @property
    def summary(self) -> str:
        """How many scores change, and how much is lost."""
        if self._told is None:
            return ""
        units = self._told.replacement.units
        moved = sum(one.before.total != one.after.total for one in units)
        told = f"{moved} 个单位的得分会变" if moved else "各单位的得分都不变"
        return f"共 {len(units)} 个单位，{told}；{self.lost or '没有要撤去的记录'}。{self.away}"

    @property
    def away(self) -> str:
        """What comes back is compared only where both sides have the same text."""
        away = () if self._told is None else self._told.away
        if not away:
            return ""
        more = f"等 {len(away)} 个单位" if len(away) > 1 else ""
        return f"“{away[0]}”{more}的考核表已经交给别的电脑，那边也要换用同一版本，才接得回来。"

    @property
    def lost(self) -> str:
        """What is lost over all units, counted; blank where nothing is."""
        if self._told is None:
            return ""
        counts = Counter(kind for one in self._told.replacement.units for kind, _ in one.lost)
        told = "、".join(
            f"{counts[kind]} {words}" for kind, (words, _) in LOST.items() if counts[kind]
        )
        return f"要撤去 {told}" if told else ""

    @property
    def question(self) -> str:
        """What is asked last."""
        return f"“{within_quotes(self.of.round.name)}”换用版本 {self.of.now.version}？"

    @property
    def warning(self) -> str:
        """What is to be known before it is answered."""
        return f"{self._beware}{self.summary}换用以后不能撤销，这个批次此前的操作也不能再撤销；原来的记录留痕里都在。"

    def replace(self) -> None:
        """Do just what was shown."""
        told = self._told
        if told is None or not self.is_ready:
            return
        workspace, author, content = self._at.workspace, self._at.author, self.of.now.content
        self.is_writing = True

        def work(_progress: object, off: IsCancelled) -> Outcome | str:
            if off():
                raise Cancelled
            try:
                return replace_scheme(workspace, author, told.replacement, content)
            except (Refused, Trouble) as failure:
                return failure.message

        self._jobs.start(f"“{self.of.round.name}”换用办法", work, self._on_written)
        self.writing.emit()

    def _on_written(self, came: Outcome | str) -> None:
        self.is_writing = False
        if isinstance(came, str):
            self.fault = came
            self._at.refused.emit(came)
            self.writing.emit()
            return
        self._at.dispatcher.tell(came)
        self._at.remarked.emit(f"“{self.of.round.name}”已换用版本 {self.of.now.version}")
        self.replaced.emit()


def _total(sheet: ScoreSheet) -> str:
    """A total that is not yet the last word says how much is open."""
    still = f"，未评 {len(sheet.pending)} 条" if sheet.pending else ""
    return f"{show(sheet.total)} 分{still}"
