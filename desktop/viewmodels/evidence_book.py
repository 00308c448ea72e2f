"""The evidence book: which round is open under 佐证, how each unit's evidence stands, and which unit is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import AssessmentKey, Evidence, EvidenceLink, Round
from desktop.domain.sheet_parts import parts_of
from desktop.services.evidence_shelf import links_named, shelved
from desktop.services.linking import unlink_all
from desktop.services.round_evidence import (
    RoundEvidence,
    UnitEvidence,
    first_asking,
    see_round_evidence,
    see_unit_evidence,
)
from desktop.services.rounds import results_first, rounds_of
from desktop.viewmodels.checklist_view import ChecklistView
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.page_view import PageView
from desktop.viewmodels.taking_in import TakingIn
from desktop.viewmodels.workplace import Workplace

Touched = frozenset[tuple[str, tuple[object, ...]]]
_BY_UNIT: Final = frozenset({"waiver", "finding", "not_applicable", "assessment"})
_OF_ALL: Final = frozenset({"item", "round", "handover", "scheme_text"})


class EvidenceBook(QObject):
    """Every part of 佐证 shows what this one holds; asleep, it reads nothing."""

    opened = Signal()  # another round, or all of it anew
    changed = Signal()  # how units stand
    moved = Signal()  # another unit
    files_changed = Signal()  # files, or what they are linked to
    sheet_wanted = Signal(object, str, str)  # AssessmentKey, part, criterion
    paper_wanted = Signal(object)  # Wanted

    def __init__(self, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__()
        self.workplace, self.jobs = workplace, jobs
        self.assessment = OpenAssessment(workplace)
        self.checklist = ChecklistView(workplace, self.assessment)
        self.taking = TakingIn(workplace, jobs)
        self.view = PageView(workplace, jobs)
        self.view.frame.is_offered = False  # only criteria have frames
        self.sight: RoundEvidence | None = None
        self.only_lacking = False
        self._awake, self._stale = False, True
        self._held: AssessmentKey | None = None  # the unit's, also while its sheet is closed
        workplace.dispatcher.changed.connect(self._on_changed)

    def close(self) -> None:
        """End what decodes pages."""
        self.view.close()

    # -- the rounds

    @property
    def rounds(self) -> tuple[Round, ...]:
        """Those that can be opened, the newest first; what is put away stands last."""
        return results_first(rounds_of(self.workplace.workspace))

    @property
    def round(self) -> Round | None:
        """The one that is open."""
        return self.sight.round if self.sight else None

    def open(self, round_id: str = "") -> None:
        """Open a round; without a name the one that was open, or the newest that asks for evidence."""
        with self.workplace.deed():
            workspace = self.workplace.workspace
            known = [one.id for one in self.rounds]
            held = self.sight.round.id if self.sight else ""
            chosen = next((one for one in (round_id, held) if one in known), "")
            chosen = chosen or first_asking(workspace, known)
            self.sight = see_round_evidence(workspace, chosen) if chosen else None
            self._stale = False
            self._keep_unit()
            self.opened.emit()

    # -- the units

    @property
    def asks(self) -> bool:
        """Whether the round's scheme says what evidence it wants."""
        return self.sight is not None and bool(self.sight.scheme.requirements)

    @property
    def units(self) -> tuple[UnitEvidence, ...]:
        """Those that are shown."""
        units = self.sight.units if self.sight else ()
        if not self.only_lacking:
            return units
        return tuple(one for one in units if one.lacking or one.trouble)

    @property
    def lacking_units(self) -> int:
        """How many units lack something."""
        return sum(bool(one.lacking) for one in self.sight.units) if self.sight else 0

    @property
    def key(self) -> AssessmentKey | None:
        """The sheet of the unit that is looked at."""
        return self.assessment.key

    @property
    def unit(self) -> UnitEvidence | None:
        """How it stands."""
        units = self.sight.units if self.sight else ()
        return next((one for one in units if one.assessment.key == self.key), None)

    def show_only_lacking(self, *, only: bool) -> None:
        """Leave out units from which nothing lacks."""
        self.only_lacking = only
        self.changed.emit()

    def show_unit(self, key: AssessmentKey) -> None:
        """Look at a unit."""
        if key == self.key:
            return
        if key != self._held:
            self.view.show(None)
        self._held = key
        self.assessment.open(key)
        self.moved.emit()

    def step_unit(self, by: int) -> None:
        """The next of those that are shown, or the one before."""
        keys = [one.assessment.key for one in self.units]
        if self.key in keys:
            self.show_unit(keys[max(0, min(len(keys) - 1, keys.index(self.key) + by))])

    def _keep_unit(self) -> None:
        """The same unit in another round too, else the first one."""
        keys = [one.assessment.key for one in self.sight.units] if self.sight else []
        held = self._held
        same = [one for one in keys if held is not None and one.unit == held.unit]
        chosen = next(iter(same or keys), None)
        if chosen is None and held is not None:
            self.assessment.close()
            self.view.show(None)
            self._held = None
        elif chosen is not None:
            self.show_unit(chosen)

    # -- what is done

    @property
    def goal(self) -> Goal | None:
        """Where files go that are put down on the unit and on nothing more exact."""
        if self.key is None or self.assessment.locked:
            return None
        return Goal(self.key)

    def show_link(self, link: EvidenceLink) -> None:
        """Open the file of a link, where it points."""
        found = next(iter(shelved(self.workplace.workspace, [link.evidence])), None)
        if found is not None:
            self.view.show(found.evidence, link.page or 1, link.region)

    def show_file(self, evidence: Evidence) -> None:
        """Open a file that is linked to nothing."""
        self.view.show(evidence)

    def unlink(self, links: tuple[EvidenceLink, ...]) -> None:
        """Take links away; the files stay."""
        with self.workplace.deed() as tell:
            ids = [one.id for one in links]
            for outcome in unlink_all(self.workplace.workspace, self.workplace.author, ids):
                tell(outcome)
            self.workplace.remarked.emit(f"已取消 {len(ids)} 个佐证关联，文件还在；Ctrl+Z 撤销")

    def go_to_sheet(
        self, indicator: str = "", criterion: str = "", key: AssessmentKey | None = None
    ) -> None:
        """To the unit's sheet in 考核, or another's: to an indicator, or to a very criterion."""
        key = key or self.key
        if key is None or self.sight is None:
            return
        parts = parts_of(self.sight.scheme)
        found = (one for one in parts if any(c.id == criterion for c in one.criteria))
        asked = (one for one in parts if (one.extra or one.id) == indicator)
        part = next(found, None) or next(asked, None)
        self.sheet_wanted.emit(key, part.id if part else "", criterion)

    # -- as time goes by

    def wake(self) -> None:
        """In sight: read what is stale."""
        self._awake = True
        if self._stale or self.sight is None:
            self.open()
        elif self._held is not None:
            self.show_unit(self._held)

    def sleep(self) -> None:
        """Out of sight: whoever works elsewhere need not wait for this sheet to be read again."""
        self._awake = False
        self.assessment.close()

    def _on_changed(self, touched: Touched) -> None:
        if not self._awake or self.sight is None:
            self._stale = True
            return
        tables = {table for table, _ in touched}
        if tables & {"evidence", "evidence_link", "letter"}:
            self.files_changed.emit()
        stale = self._stale_units(touched)
        if stale is None:
            self.open()
        elif stale:
            self._read_again(stale)

    def _stale_units(self, touched: Touched) -> set[str] | None:
        """Whose evidence stands otherwise now; None: anybody's."""
        round_id = self.sight.round.id if self.sight else ""
        if any(table in _OF_ALL for table, _ in touched):
            return None
        own = [key for table, key in touched if table in _BY_UNIT and key[0] == round_id]
        ids = [str(key[0]) for table, key in touched if table == "evidence_link"]
        links = links_named(self.workplace.workspace, ids)
        if len(links) < len(ids):
            return None  # a link that is gone does not say whose it was
        known = {one.assessment.unit for one in self.sight.units} if self.sight else set[str]()
        units = {str(key[1]) for key in own} | {str(one.unit) for one in links}
        joined = units - known and any(table == "assessment" for table, _ in touched)
        return None if joined else units & known

    def _read_again(self, units: set[str]) -> None:
        if self.sight is None:
            return
        workspace = self.workplace.workspace
        with self.workplace.deed():
            seen = tuple(
                see_unit_evidence(workspace, one.assessment.key)
                if one.assessment.unit in units
                else one
                for one in self.sight.units
            )
            self.sight = replace(self.sight, units=seen)
            self.changed.emit()
