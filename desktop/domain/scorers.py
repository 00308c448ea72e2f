"""Scorers: how a scheme takes the sheets of several evaluators together, who score the same unit beside one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop.domain.averages import By, Part, Taken, taken_together
from desktop.domain.keys import RATIO, key, many, one_of
from desktop.domain.merits import Merits
from desktop.domain.rounding import Rounding
from desktop.domain.slips import Slip

_WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorers:
    """The table `[scorers]`; `weights` in the order of the scorers, the first sheet before those beside it."""

    by: By = key(one_of("mean", "weights", "trimmed"))
    weights: tuple[Fraction, ...] = key(many(RATIO), ())

    def slips(self) -> Iterator[Slip]:
        """Weights are there where they count, and add up."""
        yield from weight_slips("scorers", self.by, self.weights)

    @property
    def most(self) -> int | None:
        """How many scorers have a weight; None where any number may score."""
        return len(self.weights) if self.by == "weights" else None

    def taken(self, sheets: Mapping[int, Merits | None], rounding: Rounding) -> Taken:
        """What the scorers' sheets of one unit come to, by the scorer's place from 0; None is still to come.

        Who does not score this unit is left out, and nobody else comes to weigh what that one would.
        """
        weights = dict(enumerate(self.weights)) or dict.fromkeys(sheets, _WHOLE)
        parts = [Part(one, weights[place]) for place, one in sheets.items() if place in weights]
        return taken_together(parts, self.by, rounding)


def weight_slips(table: str, by: str, weights: Sequence[Fraction]) -> Iterator[Slip]:
    """Weights and what they are for."""
    if by != "weights":
        if weights:
            yield Slip(table, '写了权重（weights），by 要写 "weights"', ("weights",))
    elif sum(weights) != 1 or not all(weights):
        yield Slip(
            table, "权重（weights）都要大于 0，合计正好 100%", ("weights",) if weights else ()
        )
