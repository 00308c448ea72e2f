"""Ranking rules: by what a scheme ranks its units, how ties are told apart, how quotas of grades are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal

from desktop.domain.keys import ID, key, many, one_of
from desktop.domain.slips import Slip

TOTAL: Final = "total"
BASE: Final = "base"
BONUS: Final = "bonus"
SUMS: Final = (TOTAL, BASE, BONUS)
_ROUNDED: Final[Mapping[str, Callable[[Fraction], int]]] = {
    "down": floor,
    "half-up": lambda exact: floor(exact + Fraction(1, 2)),
    "up": ceil,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingRules:
    """The table `[ranking]`; what it leaves out: by totals, over the whole round, equal totals share a place.

    A shared place leaves a gap behind it (1, 1, 3), a dense one does not (1, 1, 2).
    """

    by: str = key(ID, TOTAL)
    within: Literal["round", "group", "kind"] = key(one_of("round", "group", "kind"), "round")
    ties: Literal["shared", "dense"] = key(one_of("shared", "dense"), "shared")
    tie_breakers: tuple[str, ...] = key(many(ID), ())
    quota_rounding: Literal["down", "half-up", "up"] = key(one_of(*_ROUNDED), "down")
    quota_ties: Literal["below", "above"] = key(one_of("below", "above"), "below")

    def slips(self) -> Iterator[Slip]:
        """What it is ranked by breaks no tie, and nothing breaks one twice."""
        seen = {self.by}
        for index, name in enumerate(self.tie_breakers):
            if name in seen:
                message = f"“{name}”前面已经比过，再比也分不出先后"
                yield Slip("ranking", message, ("tie_breakers", index))
            seen.add(name)

    def places(self, quota: Fraction, taking_part: int) -> int:
        """How many places a share of the units is; 不超过 20% of 12 is 2."""
        return whole_places(quota * taking_part, self.quota_rounding)


def whole_places(exact: Fraction, rounding: Literal["down", "half-up", "up"]) -> int:
    """How many whole places a part of the units is."""
    return _ROUNDED[rounding](exact)
