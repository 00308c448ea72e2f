"""Bands: intervals with closed or open ends, as tiers and grades have them (以上含本数，以下不含, R2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from desktop.domain.figures import EDGE, Edge, Measure
from desktop.domain.keys import key

END_KEYS: Final = ("at_least", "more_than", "at_most", "less_than")

# A value, and whether the end lies just above it, on it or just below it.
End = tuple[Fraction, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From a lower end to an upper one; a missing end is open without limit."""

    at_least: Edge | None = key(EDGE, None)
    more_than: Edge | None = key(EDGE, None)
    at_most: Edge | None = key(EDGE, None)
    less_than: Edge | None = key(EDGE, None)

    @property
    def edges(self) -> Iterator[Edge]:
        """The ends that are given."""
        ends = (self.at_least, self.more_than, self.at_most, self.less_than)
        return (edge for edge in ends if edge is not None)

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in the band."""
        if self.at_least is not None and value < self.at_least.value:
            return False
        if self.more_than is not None and value <= self.more_than.value:
            return False
        if self.at_most is not None and value > self.at_most.value:
            return False
        return self.less_than is None or value < self.less_than.value

    @property
    def lower(self) -> End | None:
        """Where it begins; just above a value if that is left out."""
        if self.at_least is not None:
            return self.at_least.value, 0
        return None if self.more_than is None else (self.more_than.value, 1)

    @property
    def upper(self) -> End | None:
        """Where it ends; just below a value if that is left out."""
        if self.at_most is not None:
            return self.at_most.value, 0
        return None if self.less_than is None else (self.less_than.value, -1)

    def covers(self, other: Band) -> bool:
        """Whether every value of the other lies in this one too."""
        lower, upper = other.lower, other.upper
        begins = self.lower is None or (lower is not None and lower >= self.lower)
        ends = self.upper is None or (upper is not None and upper <= self.upper)
        return begins and ends

    def words(self, measure: Measure) -> str:
        """The band as the documents say it."""
        parts = []
        if self.at_least is not None:
            # 100% means all of them (R2); there is nothing above it.
            above = "" if measure.in_percent and self.at_least.value == 1 else "以上"
            parts.append(f"{measure.words(self.at_least.value)}{above}")
        if self.more_than is not None:
            parts.append(f"超过 {measure.words(self.more_than.value)}")
        if self.at_most is not None:
            parts.append(f"不超过 {measure.words(self.at_most.value)}")
        if self.less_than is not None:
            parts.append(f"{measure.words(self.less_than.value)}以下（不含）")
        return "、".join(parts)

    def sound(self) -> bool:
        """Whether it has an end, at most one each way, and room between them."""
        twice = (self.at_least and self.more_than) or (self.at_most and self.less_than)
        return not twice and any(self.edges) and meet(self, self)


def adjoin(higher: Band, lower: Band) -> bool:
    """Whether one band ends exactly where the other begins."""
    begins, ends = higher.lower, lower.upper
    if begins is None or ends is None:
        return False
    return begins[0] == ends[0] and begins[1] - ends[1] == 1


def meet(one: Band, other: Band) -> bool:
    """Whether some value lies in both."""
    pairs = ((one.lower, other.upper), (other.lower, one.upper))
    return all(lower is None or upper is None or lower <= upper for lower, upper in pairs)
