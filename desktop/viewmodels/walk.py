"""The walk: through a round's units and through the parts of a sheet, in either direction first."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import Assessment, AssessmentKey
from desktop.domain.sheet_parts import SheetPart
from desktop.services.rounds import round_members
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.workplace import Workplace


class Walk(QObject):
    """Which part of which unit's sheet is open. Going to another unit keeps the part."""

    moved = Signal()  # another part, or the same of another unit
    finished = Signal()  # nothing is open any more in the whole round

    def __init__(self, workplace: Workplace, assessment: OpenAssessment) -> None:
        super().__init__()
        self._workplace = workplace
        self._assessment = assessment
        self._part = ""
        self.members: tuple[Assessment, ...] = ()
        workplace.dispatcher.changed.connect(self._on_changed)
        assessment.rebuilt.connect(self.moved)

    @property
    def part(self) -> SheetPart | None:
        """The part that is open."""
        parts = self._assessment.parts if self._assessment.key else ()
        return next((one for one in parts if one.id == self._part), next(iter(parts), None))

    @property
    def place(self) -> int:
        """The place of the open part among all."""
        part = self.part
        return self._assessment.parts.index(part) if part is not None else 0

    @property
    def unit_place(self) -> int:
        """The place of the open unit in its round."""
        keys = [one.key for one in self.members]
        key = self._assessment.key
        return keys.index(key) if key in keys else 0

    def enter(self, key: AssessmentKey, part: str = "") -> None:
        """Go to a unit's sheet, and to a part of it; without one the part stays."""
        self._part = part or self._part
        self._assessment.open(key)
        self._read_members()
        self.moved.emit()

    def go_to(self, part: str) -> None:
        """Go to another part of this sheet."""
        if part != self._part or self.part is None:
            self._assessment.leave()
            self._part = part
            self.moved.emit()

    def step(self, by: int) -> bool:
        """The next part or the one before; False at the end."""
        place = self.place + by
        if not 0 <= place < len(self._assessment.parts):
            return False
        self.go_to(self._assessment.parts[place].id)
        return True

    def step_unit(self, by: int) -> bool:
        """The next unit or the one before, at the same part; False at the end."""
        place = self.unit_place + by
        if not 0 <= place < len(self.members):
            return False
        self.enter(self.members[place].key)
        return True

    def next_open(self) -> None:
        """The next part with something pending, in this sheet and then in the units that follow."""
        part = self._open_part(self.place)
        if part is not None:
            self.go_to(part)
            return
        here = self._assessment.key
        units = [*self.members[self.unit_place + 1 :], *self.members[: self.unit_place]]
        for one in units:
            if one.locked or one.absent:
                continue
            self._assessment.open(one.key)
            part = self._open_part(-1)
            if part is not None:
                self._part = part
                self.moved.emit()
                return
        if here is not None:
            self._assessment.open(here)
        self.moved.emit()
        self.finished.emit()

    def _open_part(self, after: int) -> str | None:
        """The first part with something pending behind a place, then from the top."""
        pending = frozenset(self._assessment.sheet.pending)
        parts = self._assessment.parts
        for one in (*parts[after + 1 :], *parts[: after + 1]):
            if any(criterion.id in pending for criterion in one.criteria):
                return one.id
        return None

    def _read_members(self) -> None:
        key = self._assessment.key
        self.members = () if key is None else round_members(self._workplace.workspace, key.round)

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table == "assessment" for table, _ in touched):
            self._read_members()
