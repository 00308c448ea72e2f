"""Checklist tallies: what the rows of a checklist come to, for one requirement or a piece of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from desktop.domain.checklist import ChecklistRow


class Standing(Enum):
    """How a requirement or a piece stands; each has its own sign. The value is how the screen names it."""

    COMPLETE = "齐"
    LACKING = "缺"
    WAIVED = "免交"
    UNASKED = "不要求"


class ChecklistTally(NamedTuple):
    """What some rows of the checklist come to."""

    standing: Standing
    wanted: int
    present: int
    lacking: int
    waived: tuple[str, ...]  # the grounds
    excused: int = 0  # of what is wanted, what is waived and not there

    @property
    def due(self) -> int:
        """How many have to be there: what is there of them, and what lacks."""
        return self.wanted - self.excused

    @property
    def words(self) -> str:
        """The standing with its number."""
        if self.standing is Standing.LACKING:
            return f"缺 {self.lacking}"
        return str(self.standing.value)


def tally_of(rows: Sequence[ChecklistRow]) -> ChecklistTally:
    """How these rows stand together."""
    required = [row for row in rows if row.required]
    waived = tuple(dict.fromkeys(row.waived for row in rows if row.waived))
    return ChecklistTally(
        standing=_standing(rows),
        wanted=sum(row.wanted for row in required),
        present=sum(row.present for row in rows),
        lacking=sum(row.wanted - row.present for row in required if row.missing),
        waived=waived,
        excused=sum(max(0, row.wanted - row.present) for row in required if row.waived),
    )


def _standing(rows: Sequence[ChecklistRow]) -> Standing:
    if any(row.missing for row in rows):
        return Standing.LACKING
    required = [row for row in rows if row.required]
    asked = required or [row for row in rows if row.wanted and row.covered]
    if not asked:
        return Standing.UNASKED
    there = any(row.present >= row.wanted for row in asked)
    return Standing.COMPLETE if there else Standing.WAIVED
