"""Bounds: where an indicator, a section or the sheet starts and between what it stays (R9, R28)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desktop.domain.amounts import ZERO


@dataclass(frozen=True, slots=True)
class Bounds:
    """A start, a floor and a ceiling; None is no limit."""

    start: Decimal
    floor: Decimal | None
    ceiling: Decimal | None

    def hold(self, amount: Decimal) -> Decimal:
        """The amount, cut at the limits."""
        if self.floor is not None:
            amount = max(self.floor, amount)
        return amount if self.ceiling is None else min(self.ceiling, amount)


def allot(amounts: list[Decimal], bounds: Bounds) -> list[Decimal]:
    """Cut the amounts, in their order, so that start plus their sum stays within the bounds.

    Merits and faults are summed first and bounded once (R28): merits make room for faults and
    faults for merits, so what is cut is cut from the last line of the side that went too far.
    """
    total = sum(amounts, bounds.start)
    if bounds.hold(total) == total:
        return amounts
    merits = sum((a for a in amounts if a > 0), ZERO)
    faults = sum((a for a in amounts if a < 0), ZERO)
    up = None if bounds.ceiling is None else bounds.ceiling - bounds.start - faults
    down = None if bounds.floor is None else bounds.floor - bounds.start - merits
    allotted = []
    for amount in amounts:
        if amount > 0 and up is not None:
            taken = min(amount, max(ZERO, up))
            up -= taken
        elif amount < 0 and down is not None:
            taken = max(amount, min(ZERO, down))
            down -= taken
        else:
            taken = amount
        allotted.append(taken)
    return allotted
