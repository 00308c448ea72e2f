"""The checklist of the open sheet: what evidence each requirement wants, and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.domain.checklist import ChecklistRow
from desktop.domain.checklist_tallies import Standing
from desktop.domain.counters import Counter, counters_of
from desktop.domain.records import AssessmentKey, EvidenceLink, WaiverRecord
from desktop.domain.sheet_parts import SheetPart
from desktop.services.assessment_sight import AssessmentSight
from desktop.services.evidence_shelf import file_names, waivers_reaching
from desktop.services.linking import unlink_all
from desktop.services.membership import count_pieces
from desktop.services.waivers import waive, withdraw_waiver
from desktop.viewmodels.checklist_rows import (
    ChecklistFilter,
    PieceRow,
    RequirementRow,
    requirement_rows,
)
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.walk import Walk
from desktop.viewmodels.workplace import Workplace


class ChecklistView(QObject):
    """Reads again what is recorded; what is being typed changes no checklist.

    Without a walk no part of the sheet is the open one.
    """

    changed = Signal()

    def __init__(
        self, workplace: Workplace, assessment: OpenAssessment, walk: Walk | None = None
    ) -> None:
        super().__init__()
        self._workplace, self._assessment, self._walk = workplace, assessment, walk
        self._sight: AssessmentSight | None = None
        self._names: dict[str, str] = {}
        self._filter = ChecklistFilter.ALL
        self._part = ""
        self.rows: tuple[RequirementRow, ...] = ()
        assessment.opened.connect(self._on_changed)
        assessment.changed.connect(self._on_changed)
        self._on_changed()
        if walk is not None:
            walk.moved.connect(self._on_moved)
            self._on_moved()

    # -- what is shown

    @property
    def key(self) -> AssessmentKey | None:
        """The open sheet."""
        return self._assessment.key

    @property
    def locked(self) -> bool:
        """Whether nothing can be changed."""
        return self._assessment.key is None or self._assessment.locked

    @property
    def filter(self) -> ChecklistFilter:
        """Which requirements are shown."""
        return self._filter

    @property
    def shown(self) -> tuple[RequirementRow, ...]:
        """The requirements that the filter lets through."""
        return tuple(one for one in self.rows if self._lets_through(one, self._filter))

    def count(self, chosen: ChecklistFilter) -> int:
        """How many requirements a filter would show."""
        return sum(self._lets_through(one, chosen) for one in self.rows)

    @property
    def counters(self) -> tuple[Counter, ...]:
        """The numbers of plan items and penalties that it goes by."""
        if self._sight is None:
            return ()
        return counters_of(self._sight.findings, self._sight.assessment.counts)

    @property
    def summary(self) -> str:
        """How the whole of it stands."""
        standings = [one.tally.standing for one in self.rows]
        lacking = sum(one.tally.lacking for one in self.rows)
        told = [f"缺 {lacking} 件"] if lacking else []
        told += [
            f"{one.value} {standings.count(one)} 项"
            for one in (Standing.COMPLETE, Standing.WAIVED)
            if one in standings
        ]
        return "，".join(told)

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """What the scheme says of the evidence of whole sections."""
        sections = self._sight.scheme.sections if self._sight else ()
        return tuple((f"{one.no}{one.name}", one.evidence) for one in sections if one.evidence)

    def file_name(self, evidence: str) -> str:
        """What a linked file is called."""
        if evidence not in self._names:
            with self._workplace.deed():
                self._names |= file_names(self._workplace.workspace, [evidence])
        return self._names.get(evidence, evidence)

    def goal(self, row: RequirementRow | PieceRow | None, plan_item: int | None = None) -> Goal:
        """Where a file goes that is put down on a row; on none, its name says."""
        key = self._assessment.sight.assessment.key
        part = self._open_part
        name = part.id if part else ""
        match row:
            case RequirementRow():
                piece = row.sole.piece if row.sole else None
                return Goal(key, name, requirement=row.no, piece=piece, plan_item=plan_item)
            case PieceRow():
                return Goal(
                    key, name, requirement=row.requirement, piece=row.piece, plan_item=plan_item
                )
        return Goal(key, name)

    # -- what is done

    def show_only(self, chosen: ChecklistFilter) -> None:
        """Choose which requirements are shown."""
        self._filter = chosen
        self.changed.emit()

    def waive(self, requirement: int, piece: str, plan_item: int, grounds: str) -> None:
        """Say that a piece need not be there: "" is the whole requirement, item 0 every one."""
        with self._workplace.deed() as tell:
            key = self._assessment.sight.assessment.key
            waiver = WaiverRecord(*key, requirement, piece, plan_item, grounds)
            tell(waive(self._workplace.workspace, self._workplace.author, waiver))

    def waivers(self, rows: Sequence[ChecklistRow]) -> tuple[WaiverRecord, ...]:
        """The waivers to which these rows owe it that nobody asks for them."""
        key = self._assessment.sight.assessment.key
        waived = [one for one in rows if one.waived]
        return waivers_reaching(self._workplace.workspace, key, waived)

    def withdraw(self, waivers: Sequence[WaiverRecord]) -> None:
        """Ask for pieces again."""
        with self._workplace.deed() as tell:
            for one in waivers:
                tell(withdraw_waiver(self._workplace.workspace, self._workplace.author, one))

    def unlink(self, links: Sequence[EvidenceLink]) -> None:
        """Take links away; the files stay."""
        with self._workplace.deed() as tell:
            ids = [one.id for one in links]
            for outcome in unlink_all(self._workplace.workspace, self._workplace.author, ids):
                tell(outcome)
            self._workplace.remarked.emit(f"已取消 {len(ids)} 个佐证关联，文件还在；Ctrl+Z 撤销")

    def set_counts(self, changed: Mapping[str, int]) -> None:
        """Say how many plan items or penalties there are."""
        if not changed:
            return
        with self._workplace.deed() as tell:
            of = self._assessment.sight.assessment
            counts = {**of.counts, **changed}
            tell(count_pieces(self._workplace.workspace, self._workplace.author, of.key, counts))

    # -- inside

    @property
    def _open_part(self) -> SheetPart | None:
        """Where somebody walks through the sheet, what of it is in sight."""
        return None if self._walk is None else self._walk.part

    def _lets_through(self, one: RequirementRow, chosen: ChecklistFilter) -> bool:
        if chosen is ChecklistFilter.LACKING:
            return one.tally.standing is Standing.LACKING
        part = self._open_part
        here = part is not None and one.indicator == (part.extra or part.id)
        return chosen is ChecklistFilter.ALL or here

    def _on_changed(self) -> None:
        sight = self._assessment.sight if self._assessment.key else None
        if sight is not self._sight:
            self._sight = sight
            self.rows = requirement_rows(sight) if sight else ()
            self.changed.emit()

    def _on_moved(self) -> None:
        part = self._open_part
        name = part.id if part else ""
        if name != self._part:
            self._part = name
            self.changed.emit()
