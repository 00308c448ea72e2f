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
    merits = faults = ZERO
    for amount in amounts:
        if amount > ZERO:
            merits += amount
        else:
            faults += amount
    total = bounds.start + merits + faults
    held = bounds.hold(total)
    if held == total:
        return amounts
    too_low = total < held
    left = (faults if too_low else merits) + held - total
    allotted = []
    for amount in amounts:
        taken = amount
        if (amount < ZERO) is too_low:
            taken = max(amount, left) if too_low else min(amount, left)
            left -= taken
        allotted.append(taken)
    return allotted
