"""Bands: intervals with closed or open ends, as tiers and grades have them (以上含本数，以下不含, R2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from desktop.domain.figures import EDGE, Edge, Measure
from desktop.domain.keys import key

END_KEYS: Final = ("at_least", "more_than", "at_most", "less_than")


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
    def lower_end(self) -> Fraction | None:
        """Where it ends below, if it does."""
        edge = self.at_least or self.more_than
        return None if edge is None else edge.value

    @property
    def has_lower_end(self) -> bool:
        """Whether it ends below."""
        return self.lower_end is not None

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
        lower = [edge for edge in (self.at_least, self.more_than) if edge is not None]
        upper = [edge for edge in (self.at_most, self.less_than) if edge is not None]
        if len(lower) > 1 or len(upper) > 1 or not (lower or upper):
            return False
        if not (lower and upper):
            return True
        closed = self.at_least is not None and self.at_most is not None
        return lower[0].value < upper[0].value or (closed and lower[0].value == upper[0].value)


def overlap(one: Band, other: Band) -> bool:
    """Whether some value lies in both."""
    return _starts_before_end(one, other) and _starts_before_end(other, one)


def _starts_before_end(one: Band, other: Band) -> bool:
    lower = one.at_least or one.more_than
    upper = other.at_most or other.less_than
    if lower is None or upper is None:
        return True
    touching = one.at_least is not None and other.at_most is not None
    return lower.value < upper.value or (touching and lower.value == upper.value)


def first_overlap(bands: Sequence[Band]) -> tuple[int, int] | None:
    """The first two bands that share a value, if any."""
    for later, band in enumerate(bands):
        for earlier in range(later):
            if overlap(bands[earlier], band):
                return earlier, later
    return None
