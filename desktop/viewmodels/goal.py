"""The goal: where in the open sheet files are put down."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.records import AssessmentKey


@dataclass(frozen=True, slots=True)
class Goal:
    """A sheet and its part that is open; where it is more exact, a criterion, a requirement, a piece or one cell."""

    key: AssessmentKey
    part: str = ""
    criterion: str | None = None
    item: str | None = None
    requirement: int | None = None
    piece: str | None = None
    plan_item: int | None = None

    @property
    def exact(self) -> bool:
        """Whether the place was chosen, so that a file's name need not tell it."""
        return self.criterion is not None or self.requirement is not None
