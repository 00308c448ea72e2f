"""The score sheet: what the scorer returns, every line, reason and total."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from desktop.domain.findings import Discretion


class Line(NamedTuple):
    """One recorded criterion: what it amounts to, what of it counts, and the sentence that says why."""

    criterion: str
    nominal: Decimal
    effective: Decimal
    reason: str


class IndicatorScore(NamedTuple):
    """One indicator's lines and score; the score is None while nothing is recorded (R12)."""

    id: str
    no: str
    points: Decimal
    score: Decimal | None
    lines: tuple[Line, ...]
    computed: Decimal | None = None
    discretion: Discretion | None = None
    not_applicable: str | None = None
    left_out: bool = False
    averaged: str = ""  # what the peers' mean is, where that is given for what does not apply

    @property
    def aside(self) -> str:
        """Why it does not apply, and what is given instead where the document says the peers' mean."""
        return "；".join(filter(None, (self.not_applicable, self.averaged)))


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What changes a sum above the indicators: a bound, a weight, a scaling, a void section, a veto."""

    kind: str
    at: str
    amount: Decimal
    reason: str


class SectionScore(NamedTuple):
    """A section's indicators together, after its own bounds and before its weight."""

    id: str
    points: Decimal
    score: Decimal
    counted: Decimal


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The whole result. total = base + bonus + penalty + what a bound, a rounding or a veto adjusts."""

    scheme: str
    points: Decimal
    assessed_points: Decimal
    base: Decimal
    bonus: Decimal
    penalty: Decimal
    total: Decimal
    pending: tuple[str, ...]
    indicators: tuple[IndicatorScore, ...]
    bonus_lines: tuple[Line, ...]
    penalty_lines: tuple[Line, ...]
    sections: tuple[SectionScore, ...]
    adjustments: tuple[Adjustment, ...]
    grade: str | None
    grade_at_most: tuple[str, ...] = ()  # what faults hold it at, in the order of the sheet
    placed_last: tuple[str, ...] = ()  # the clauses that rank it behind all others
    held_by: tuple[str, ...] = ()  # the clauses of `grade_at_most`, one for each
    provisional: tuple[str, ...] = ()  # criteria and indicators that wait for other units' figures

    @property
    def unsettled(self) -> frozenset[str]:
        """What keeps the sheet from being final: criteria without a finding, and what waits for other units."""
        return frozenset((*self.pending, *self.provisional))

    @property
    def begun(self) -> bool:
        """Whether there is a total at all: with everything open it is none, not zero."""
        return bool(self.assessed_points) or not self.pending
