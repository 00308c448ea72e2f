"""Averages: several sheets of one unit taken together, by a plain mean, by weights, or without highest and lowest."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from desktop.domain.merits import Merits
from desktop.domain.ranking_rules import TOTAL, RankingRules
from desktop.domain.rounding import Rounding

By = Literal["mean", "weights", "trimmed"]
FEWEST_TRIMMED: Final = 3


class Weighed(NamedTuple):
    """An amount and what it weighs."""

    amount: Fraction
    weight: Fraction


def average(values: Sequence[Weighed], by: By) -> Fraction:
    """Exact. Weights need not add up to one: what is missing weighs nothing. Of two nothing can be trimmed."""
    if by == "weights":
        whole = sum((one.weight for one in values), Fraction(0))
        return sum((one.amount * one.weight for one in values), Fraction(0)) / whole
    amounts = sorted(one.amount for one in values)
    if by == "trimmed" and len(amounts) >= FEWEST_TRIMMED:
        amounts = amounts[1:-1]
    return sum(amounts, Fraction(0)) / len(amounts)


class Part(NamedTuple):
    """One sheet of a unit, with what it weighs; without merits it is still to come."""

    merits: Merits | None
    weight: Fraction = Fraction(1)

    @property
    def done(self) -> bool:
        """Whether its total stands."""
        return self.merits is not None and TOTAL not in self.merits.open


class Taken(NamedTuple):
    """What several parts come to; provisional while any of them is not scored to its end."""

    merits: Merits | None
    provisional: bool


def taken_together(parts: Sequence[Part], by: By, rounding: Rounding) -> Taken:
    """Each amount by itself; a fault's consequence in any part is one for all of it.

    Nothing is taken from a part that is still open: it would count what is not judged as zero.
    """
    done = [one for one in parts if one.done]
    counted = [(one.merits, one.weight) for one in done if one.merits is not None]
    provisional = len(done) < len(parts) or any(merits.provisional for merits, _ in counted)
    if not counted:
        return Taken(None, provisional)
    names = dict.fromkeys(name for merits, _ in counted for name in merits.amounts)
    amounts: dict[str, Decimal] = {}
    for name in names:
        values = [
            Weighed(Fraction(merits.amounts[name]), weight)
            for merits, weight in counted
            if name in merits.amounts
        ]
        rounds = rounding.average if name == TOTAL else rounding.line
        amounts[name] = rounds(average(values, by))
    held = dict.fromkeys(hold for merits, _ in counted for hold in merits.held)
    last = dict.fromkeys(clause for merits, _ in counted for clause in merits.last)
    return Taken(Merits(amounts, frozenset(), tuple(held), tuple(last)), provisional)


def still_open(rules: RankingRules) -> Merits:
    """Of a unit of which no part is scored to its end."""
    return Merits({}, frozenset({TOTAL, rules.by, *rules.tie_breakers}))
