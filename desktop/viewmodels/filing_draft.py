"""A filing in the making: files that are on the disk, and what each is linked to, until they are kept or let go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import Assessment, EvidenceLink
from desktop.services.evidence import Added, keep_files, let_go, look_at
from desktop.services.linking import link_all
from desktop.viewmodels.filing_proposals import FilingProposals
from desktop.viewmodels.filing_rows import FilingRow, Option, TakenBatch
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.unit_slots import Proposal
from desktop.viewmodels.workplace import Workplace


class FilingDraft(QObject):
    """What the dialog shows and changes; nothing has a row in the database before `accept`."""

    changed = Signal()
    kept = Signal(object)  # the paths from which files were taken in
    ended = Signal()

    def __init__(self, workplace: Workplace, batch: TakenBatch, goal: Goal) -> None:
        super().__init__()
        self._workplace, self._batch, self.goal = workplace, batch, goal
        self._open = True
        self._proposals = FilingProposals(workplace.workspace, goal)
        added = look_at(workplace.workspace, batch.taken)
        self.rows = self._proposals.rows_for(added, batch.folders)
        self.kept_before = batch.kept_before
        others = any(one.unit != goal.key.unit for one in self.rows)
        self.several_units = others or self.kept_before

    # -- what is shown

    @property
    def members(self) -> tuple[Assessment, ...]:
        """The units of the round."""
        return self._proposals.members

    def options(self, place: int) -> tuple[Option, ...]:
        """What a file can be linked to."""
        return self._proposals.slots(self.rows[place].unit).options

    @property
    def linking(self) -> int:
        """How many will be linked."""
        return sum(one.links for one in self.rows)

    @property
    def taking(self) -> int:
        """How many will be taken in."""
        return sum(one.take for one in self.rows)

    @property
    def simple(self) -> bool:
        """Whether it is one file, put down at its very place, and nothing is to be looked at first."""
        one = self.rows[0]
        plain = len(self.rows) == 1 and not self.skipped
        return plain and self.goal.exact and one.links and not one.doubtful

    @property
    def summary(self) -> str:
        """How many of each kind."""
        known = sum(one.known_as is not None for one in self.rows)
        counts = (
            ("新", len(self.rows) - known),
            ("已有", 0 if self.kept_before else known),
            ("请核对", sum(one.doubtful for one in self.rows)),
            ("还不能关联", sum(bool(one.fault) and one.take for one in self.rows)),
        )
        told = [f"{words} {number} 份" for words, number in counts if number]
        return "，".join([f"共 {len(self.rows)} 份", *told])

    @property
    def skipped(self) -> str:
        """What was passed over when folders were walked and packages unpacked."""
        return self._batch.skipped

    @property
    def rules(self) -> str:
        """How the scheme asks evidence to be handed in."""
        rules = self._proposals.slots(self.goal.key.unit).scheme.evidence
        return rules.filing.words if rules and rules.filing else ""

    # -- what is done to rows

    def choose(self, places: Sequence[int], option: Option) -> None:
        """Link these to something else; where it is counted, each gets its own plan item."""
        fit = [at for at in places if option in self.options(at)]
        if fit:
            rows = [self.rows[at] for at in fit]
            numbers = self._proposals.numbered(rows, option)
            for at, row, item in zip(fit, rows, numbers, strict=True):
                self.rows[at] = self._proposals.decided(row, Proposal(option, item, "手工选择"))
        self.changed.emit()

    def number(self, place: int, plan_item: int | None) -> None:
        """Say which plan item or penalty a file is for."""
        row = self.rows[place]
        proposal = Proposal(row.option, plan_item, row.because, row.doubt)
        self.rows[place] = self._proposals.decided(row, proposal)
        self.changed.emit()

    def assign(self, places: Iterable[int], unit: str) -> None:
        """Say which unit files are for."""
        for at in places:
            self.rows[at] = self._proposals.assigned(self.rows[at], unit)
        self.changed.emit()

    def take(self, places: Iterable[int], *, take: bool) -> None:
        """Say whether files are taken in at all."""
        for at in places:
            self.rows[at] = replace(self.rows[at], take=take)
        self.changed.emit()

    # -- how it ends

    def accept(self, *, linking: bool) -> None:
        """Keep the files that are wanted, and link them as they are shown."""
        if not self._open:
            return
        self._open = False
        workspace, author = self._workplace.workspace, self._workplace.author
        places = [at for at, one in enumerate(self.rows) if one.take]
        links = [self._link(one) for one in self.rows if one.links] if linking else []
        with self._workplace.deed() as tell:
            kept = keep_files(workspace, author, self._batch.taken, places)
            if kept.outcome is not None:
                tell(kept.outcome)
            self.kept.emit(tuple(self._batch.sources[at] for at in places if self._batch.sources))
            words = [] if self.kept_before else [_kept_words(kept.files)]
            if links:
                linked = link_all(workspace, author, links)
                for outcome in linked.outcomes:
                    tell(outcome)
                words += [f"已关联 {len(linked.links)} 件", *linked.warnings]
            self._workplace.remarked.emit("；".join(words))
        self.ended.emit()

    def cancel(self) -> None:
        """Let go of all of it."""
        if self._open:
            self._open = False
            let_go(self._workplace.workspace, self._batch.taken)
            self.ended.emit()

    def _link(self, row: FilingRow) -> EvidenceLink:
        choice = row.option.choice
        if choice is None:
            raise LookupError(row.name)
        return EvidenceLink(
            "",
            row.evidence,
            self.goal.key.round,
            row.unit,
            choice.requirement,
            choice.piece,
            row.plan_item,
            choice.criterion,
            choice.item,
        )


def _kept_words(files: Sequence[Added]) -> str:
    """How many are new, and how many were there."""
    new = sum(one.known_as is None for one in files)
    if new == len(files):
        return f"收入 {new} 份材料"
    return f"收入 {new} 份新材料，{len(files) - new} 份工作区里已有"
