"""Exact points and ratios: how they are rounded and how they are written down (R1, R29)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal

Exact = Decimal | Fraction
RoundingMode = Literal["half-up", "half-even", "up", "down"]

ZERO: Final = Decimal(0)
MOST_PLACES: Final = 4
_HALF: Final = Fraction(1, 2)
_QUANTUM: Final = tuple(Decimal(1).scaleb(-places) for places in range(MOST_PLACES + 1))
_DECIMAL_MODE: Final[Mapping[RoundingMode, str]] = {
    "half-up": ROUND_HALF_UP,
    "half-even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
}


@lru_cache(maxsize=4096)
def show(amount: Decimal) -> str:
    """Write an amount as the contract wants it: no exponent, no trailing zeros, no minus zero."""
    text = format(amount, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def show_percent(ratio: Fraction) -> str:
    """Write a ratio as a percentage; one that does not end is cut, never rounded over a bound."""
    hundredths = ratio * 10_000
    whole = show(Decimal(int(hundredths)).scaleb(-2))
    return f"{whole}%" if hundredths.denominator == 1 else f"约 {whole}%"


def round_to(amount: Exact, places: int, mode: RoundingMode = "half-up") -> Decimal:
    """Round by magnitude, so that a deduction and an addition of one size stay of one size."""
    if isinstance(amount, Decimal):
        return amount.quantize(_QUANTUM[places], _DECIMAL_MODE[mode])
    exact = amount * 10**places
    whole, rest = divmod(abs(exact), 1)
    magnitude = whole + _carries(rest, whole, mode)
    return Decimal(magnitude if exact >= 0 else -magnitude).scaleb(-places)


def _carries(rest: Fraction, whole: int, mode: RoundingMode) -> bool:
    match mode:
        case "half-up":
            return rest >= _HALF
        case "half-even":
            return rest > _HALF or (rest == _HALF and whole % 2 == 1)
        case "up":
            return rest > 0
        case "down":
            return False
