"""Together: the sheets of a year's months or quarters taken together, as a scheme declares it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from desktop.domain.averages import Part, Taken, taken_together
from desktop.domain.keys import Kind, key, one_of, show_ratio
from desktop.domain.merits import Merits
from desktop.domain.periods import Period
from desktop.domain.refusals import Refused
from desktop.domain.rounding import Rounding
from desktop.domain.scorers import weight_slips
from desktop.domain.slips import Slip
from desktop.domain.values import read_ratio, take

State = Literal["scored", "pending", "missing", "absent", "unlisted", "unread"]
_WHOLE: Final = Fraction(1)


def _read_weights(value: object) -> Mapping[str, Fraction]:
    if not isinstance(value, dict) or not value:
        raise Refused('weights 要写成 { "1" = "20%", "2" = "30%" }，左边是第几个季度或几月')
    return {name: take(value, name, read_ratio) for name in value}


_WEIGHTS: Final = Kind(
    _read_weights, lambda weights: {name: show_ratio(one) for name, one in weights.items()}
)


class PartOfYear(NamedTuple):
    """One unit's sheet in one quarter or month; `state` says why it has no merits that count."""

    state: State
    merits: Merits | None = None


MISSING: Final = PartOfYear("missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The table `[together]`; a part without a weight does not count."""

    each: Literal["month", "quarter"] = key(one_of("month", "quarter"))
    by: Literal["mean", "weights"] = key(one_of("mean", "weights"))
    weights: Mapping[str, Fraction] | None = key(_WEIGHTS, None)

    @property
    def numbers(self) -> range:
        """The parts of a year."""
        return range(1, 5 if self.each == "quarter" else 13)

    @property
    def counted(self) -> tuple[int, ...]:
        """Those that count."""
        if self.weights is None:
            return tuple(self.numbers)
        return tuple(number for number in self.numbers if str(number) in self.weights)

    def slips(self) -> Iterator[Slip]:
        """Weights are there where they count, add up, and are of parts that a year has."""
        weights = self.weights or {}
        yield from weight_slips("together", self.by, [*weights.values()])
        known = [str(number) for number in self.numbers]
        for name in weights:
            if name not in known:
                message = f"没有第“{name}”个，请写 1 到 {known[-1]}"
                yield Slip("together", message, ("weights", name))

    def weight(self, number: int) -> Fraction:
        """What a part weighs."""
        return _WHOLE if self.weights is None else self.weights[str(number)]

    def number_of(self, period: Period) -> int | None:
        """Which part of its year a period is; None where it is none."""
        year = Period(date(period.first.year, 1, 1), date(period.first.year, 12, 31))
        parts = year.quarters() if self.each == "quarter" else year.months()
        return parts.index(period) + 1 if period in parts else None

    def name_of(self, number: int) -> str:
        """What a part is called."""
        return f"第{number}季度" if self.each == "quarter" else f"{number}月"

    def taken(self, parts: Mapping[int, PartOfYear], rounding: Rounding) -> Taken:
        """What a unit's year comes to; where it took no part it is left out, what is still to come is waited for."""
        present = {number: parts.get(number, MISSING) for number in self.counted}
        waited = [
            Part(one.merits if one.state == "scored" else None, self.weight(number))
            for number, one in present.items()
            if one.state not in {"absent", "unlisted"}
        ]
        return taken_together(waited, self.by, rounding)
