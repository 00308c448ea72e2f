"""Rounding as a scheme declares it (default R29: a line half up to 0.01, sums exact)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop.domain.amounts import MOST_PLACES, Exact, RoundingMode, round_to
from desktop.domain.keys import Kind, key, one_of
from desktop.domain.refusals import Refused, quoted


def _read_places(value: object) -> int:
    if type(value) is int and 0 <= value <= MOST_PLACES:
        return value
    raise Refused(f"小数位数要写 0 到 {MOST_PLACES}，现在是{quoted(value)}")


PLACES = Kind(_read_places)
_WORDS: Final[Mapping[RoundingMode, str]] = {
    "half-up": "四舍五入",
    "half-even": "四舍六入五成双",
    "up": "尾数进位",
    "down": "尾数舍去",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """How each line is rounded, and the total where the document rounds it too."""

    places: int = key(PLACES, 2)
    mode: RoundingMode = key(one_of("half-up", "half-even", "up", "down"), "half-up")
    total_places: int | None = key(PLACES, None)

    @property
    def words(self) -> str:
        """How it rounds, as a line's sentence says it."""
        return _WORDS[self.mode]

    def line(self, amount: Exact) -> Decimal:
        """Round what one line amounts to."""
        return round_to(amount, self.places, self.mode)

    def total(self, amount: Decimal) -> Decimal:
        """Round the total, where that is declared."""
        return (
            amount if self.total_places is None else round_to(amount, self.total_places, self.mode)
        )

    def average(self, amount: Exact) -> Decimal:
        """Round an average of totals: as a total, or where none is declared as a line, for it may have no end."""
        places = self.places if self.total_places is None else self.total_places
        return round_to(amount, places, self.mode)
