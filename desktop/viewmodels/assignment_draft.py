"""Assignments in the making: who evaluates and who reviews each unit of a round, changed for several at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import Assessment, Person
from desktop.services.membership import Assigned, assign_units
from desktop.services.office import people_of
from desktop.services.rounds import round_members
from desktop.viewmodels.workplace import Workplace

NOBODY: Final = "没有指定"


class AssignmentDraft(QObject):
    """What the dialog holds until it is kept: one event for all of it."""

    changed = Signal()

    def __init__(self, workplace: Workplace, round_id: str) -> None:
        super().__init__()
        self._workplace, self._round = workplace, round_id
        people = people_of(workplace.workspace)
        self._names = {one.id: one.name for one in people}
        self.evaluators = [one for one in people if one.active and one.evaluates]
        self.reviewers = [one for one in people if one.active and one.reviews]
        self.members = round_members(workplace.workspace, round_id)
        self._people = {one.unit: Assigned(one.evaluator, one.reviewer) for one in self.members}

    def assigned(self, of: Assessment) -> Assigned:
        """Who is named for a unit."""
        return self._people[of.unit]

    def called(self, person: str | None) -> str:
        """A person's name, or that nobody is named."""
        return self._names.get(person or "", NOBODY)

    def assign(
        self, rows: Iterable[int], *, evaluator: Person | None, reviewer: Person | None
    ) -> None:
        """Name them for these rows, None leaves who is named; what is finalised keeps its names."""
        for at in rows:
            one = self.members[at]
            held = self._people[one.unit]
            if not one.finalised:
                self._people[one.unit] = Assigned(
                    evaluator.id if evaluator else held.evaluator,
                    reviewer.id if reviewer else held.reviewer,
                )
        self.changed.emit()

    def clear_reviewer(self, rows: Iterable[int]) -> None:
        """Anybody who reviews may review these."""
        for at in rows:
            one = self.members[at]
            if not one.finalised:
                self._people[one.unit] = self._people[one.unit]._replace(reviewer=None)
        self.changed.emit()

    def keep(self) -> bool:
        """Keep what was changed; False where it is refused."""
        at = self._workplace
        new = {
            one.unit: self._people[one.unit]
            for one in self.members
            if self._people[one.unit] != (one.evaluator, one.reviewer)
        }
        if not new:
            return True
        return at.attempt(lambda: assign_units(at.workspace, at.author, self._round, new))
