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
_ABOUT: Final = "约 "
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
    """Write a ratio as a percentage; one that is long is cut, never rounded over a bound."""
    percent = ratio * 100
    exact = percent * 10**MOST_PLACES
    if exact.denominator == 1:
        return f"{show(Decimal(exact.numerator).scaleb(-MOST_PLACES))}%"
    return f"{_ABOUT}{show(Decimal(int(percent * 100)).scaleb(-2))}%"


def equals_percent(ratio: Fraction) -> str:
    """`= 90%`, or `≈ 89.83%` where it is cut."""
    words = show_percent(ratio)
    return f"≈ {words.removeprefix(_ABOUT)}" if words.startswith(_ABOUT) else f"= {words}"


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
    return False
