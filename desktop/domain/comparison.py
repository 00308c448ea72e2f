"""Comparison: a unit's figure among those of the other units that it is held against."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from desktop.domain.figures import FACT_KEYS, Figure, Measure
from desktop.domain.refusals import Refused
from desktop.domain.values import read_list, read_mapping

AMONG: Final = "among"


@dataclass(frozen=True, slots=True)
class Among:
    """What other units recorded, the least first, and of how many nothing is recorded yet."""

    values: tuple[Fraction, ...]
    total: Fraction
    awaited: int = 0

    @classmethod
    def of(cls, values: Iterable[Fraction], awaited: int = 0) -> Among:
        """In order, and added up."""
        ordered = tuple(sorted(values))
        return cls(ordered, sum(ordered, Fraction(0)), awaited)

    def without(self, value: Fraction | None) -> Among:
        """The others, for a unit whose own value this is; None where it awaits its own."""
        if value is None:
            return Among(self.values, self.total, self.awaited - 1)
        at = bisect_left(self.values, value)
        rest = self.values[:at] + self.values[at + 1 :]
        return Among(rest, self.total - value, self.awaited)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A unit's own figure beside the others'; `among` is None where nobody said whom it is held against."""

    own: Figure
    among: Among | None

    @property
    def waits(self) -> bool:
        """Whether there is nobody yet to be compared with, though there will be."""
        return self.among is None or (not self.among.values and self.among.awaited > 0)

    @property
    def others(self) -> Among:
        """Whom it is compared with; only asked where it need not wait."""
        return self.among or Among.of(())

    @property
    def awaited(self) -> int:
        """How many units are still to come."""
        return self.others.awaited

    @property
    def number(self) -> int:
        """How many units are compared, this one included."""
        return len(self.others.values) + 1

    def place(self, *, less_is_better: bool) -> int:
        """One more than there are better ones, so that equal units share the better place."""
        values, own = self.others.values, self.own.value
        if less_is_better:
            return bisect_left(values, own) + 1
        return len(values) - bisect_right(values, own) + 1

    def best(self, *, less_is_better: bool) -> Fraction:
        """The best of all."""
        values = [*self.others.values]
        insort(values, self.own.value)
        return values[0] if less_is_better else values[-1]

    @property
    def mean(self) -> Fraction:
        """The mean of all, this unit's own included."""
        return (self.others.total + self.own.value) / self.number


def read_among(value: object, measure: Measure, *, beyond_total: bool) -> Among:
    """Read a list with one entry for each other unit: its figure as its fact has it, or null where it has none yet."""
    if isinstance(value, Among):  # as the services hand it in for a whole round
        return value
    values = []
    awaited = 0
    for index, entry in enumerate(read_list(value)):
        if entry is None:
            awaited += 1
            continue
        try:
            values.append(read_entry(entry, measure, beyond_total=beyond_total))
        except Refused as refused:
            raise refused.under(index) from None
    return Among.of(values, awaited)


def read_entry(entry: object, measure: Measure, *, beyond_total: bool) -> Fraction:
    """One unit's figure: 3, "92.5", "90%", or { done, total }."""
    keys = FACT_KEYS[measure.measure]
    if len(keys) > 1:
        return measure.read(read_mapping(entry, keys), beyond_total=beyond_total).value
    [name] = keys
    try:
        return measure.read({name: entry}).value
    except Refused as refused:
        raise Refused(refused.message) from None


def entry_of(fact: Mapping[str, object], measure: Measure) -> object | None:
    """What a fact adds to the lists of others; None where it has no figure."""
    keys = FACT_KEYS[measure.measure]
    if not keys <= fact.keys():
        return None
    own = {name: fact[name] for name in sorted(keys)}
    return own if len(own) > 1 else next(iter(own.values()))
