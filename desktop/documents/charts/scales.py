"""Scales: where amounts stand along an axis, and at which of them it is marked."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, NamedTuple

from desktop.domain.amounts import ZERO

_STEPS: Final = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_USUAL: Final = 5  # parts that an axis has


class Scale(NamedTuple):
    """From one amount to another, as steps that can be named."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """What is marked, both ends among it."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * n for n in range(count + 1))

    def part(self, amount: Decimal) -> float:
        """How far along it stands: 0 at its low end, 1 at its high end."""
        return float((amount - self.low) / (self.high - self.low))


def scale_over(amounts: Iterable[Decimal], *, parts: int = _USUAL, whole: bool = False) -> Scale:
    """Over all of these; it ends where a step does. `whole` knows no half of a thing."""
    found = [*amounts]
    low, high = min(found, default=ZERO), max(found, default=ZERO)
    if low == high:
        low = low.to_integral_value(ROUND_FLOOR)
        return Scale(low, low + 1, Decimal(1))
    step = _step((high - low) / parts)
    if whole:
        step = max(step, Decimal(1))
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale(first, last, step)


def scale_from_nothing(amounts: Iterable[Decimal], *, whole: bool = False) -> Scale:
    """What has a length begins at nothing: a bar that began elsewhere would lie."""
    return scale_over([ZERO, *amounts], whole=whole)


def _step(least: Decimal) -> Decimal:
    """The next of 1, 2, 5, 10, 20 … that is not smaller."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(one * power for one in _STEPS if one * power >= least)
