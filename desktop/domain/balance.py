"""The balance: how a sheet's full points become its total, closed to the last place."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from desktop.domain.amounts import ZERO
from desktop.domain.deductions import Deductions
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.sheet_parts import SheetPart


class Balance(NamedTuple):
    """points - lost + bonus + adjusted - still_open = total."""

    points: Decimal
    lost: Decimal
    bonus: Decimal
    adjusted: Decimal  # what does not apply, is scaled, weighted, bounded or rounded
    still_open: Decimal  # what can still be earned
    total: Decimal


def balance_of(sheet: ScoreSheet, parts: tuple[SheetPart, ...], losses: Deductions) -> Balance:
    """What is open, or waits for other units, is neither lost nor scored (R12)."""
    unsettled = sheet.unsettled
    unfinished = {
        one.id
        for one in parts
        if one.id in unsettled or any(each.id in unsettled for each in one.criteria)
    }
    still_open = sum(
        (
            one.points - (one.score or ZERO) - losses.lost_in(one.id)
            for one in sheet.indicators
            if one.id in unfinished
        ),
        ZERO,
    )
    adjusted = sheet.total - (sheet.points - losses.lost + sheet.bonus - still_open)
    return Balance(sheet.points, losses.lost, sheet.bonus, adjusted, still_open, sheet.total)
