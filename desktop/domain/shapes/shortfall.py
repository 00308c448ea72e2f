"""`shortfall`: a number that is required; each one below it deducts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import ClassVar

from desktop.domain.amounts import ZERO, show
from desktop.domain.keys import AMOUNT, POSITIVE, RATIO, TEXT, key, show_ratio
from desktop.domain.slips import Slip
from desktop.domain.tally import PlainFact, Tally
from desktop.domain.values import read_count, take


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Deducts `deduct` for each one below `required`, or below that share of the unit's size."""

    shape: ClassVar[str] = "shortfall"
    fact_keys: ClassVar[frozenset[str]] = frozenset({"actual"})
    earns: ClassVar[bool] = False

    deduct: Decimal = key(AMOUNT)
    required: int | None = key(POSITIVE, None)
    required_of_size: Fraction | None = key(RATIO, None)
    unit: str = key(TEXT, "次")

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        required = f" {self.required} {self.unit}"
        if self.required_of_size is not None:
            required = f"规模的 {show_ratio(self.required_of_size)}"
        return f"应有{required}，每少 1 {self.unit}扣 {show(self.deduct)} 分"

    @property
    def single(self) -> Decimal:
        """What one of it counts."""
        return self.deduct

    @property
    def most(self) -> Decimal | None:
        """Nothing done at all."""
        return None if self.required is None else self.deduct * self.required

    def for_size(self, size: int) -> Shortfall:
        """The same rule for a unit of this size; 不低于 a share means that its fraction counts whole."""
        if self.required_of_size is None:
            return self
        return replace(self, required=ceil(self.required_of_size * size), required_of_size=None)

    def read(self, fact: PlainFact, /) -> int:
        """Read `{"actual": 17}`."""
        return take(fact, "actual", read_count)

    def tally(self, actual: int, /) -> Tally:
        """Deduct for each one that is short."""
        required = self.required or 0
        short = max(0, required - actual)
        account = f"应有 {required} {self.unit}，实有 {actual} {self.unit}"
        if not short:
            return Tally(ZERO, account)
        words = f"{account}，少 {short} {self.unit}，每少 1 {self.unit}扣 {show(self.deduct)} 分"
        return Tally(-self.deduct * short, words, short)

    def clean(self) -> None:
        """The actual number has to be entered."""
        return

    def unclaimed(self) -> None:
        """The actual number has to be entered."""
        return

    def slips(self) -> Iterator[Slip]:
        """Exactly one requirement."""
        if (self.required is None) == (self.required_of_size is None):
            yield Slip(
                "required",
                "请写明 required（应有几件）或 required_of_size（占规模的百分比），只写一个",
            )
        elif self.required_of_size is not None and self.required_of_size > 1:
            yield Slip("required", f"{show_ratio(self.required_of_size)} 超过了全部，请核对")
