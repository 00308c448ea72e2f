"""`share`: an absence that deducts in proportion, as Changchun's large meetings do (R7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from desktop.domain.amounts import ZERO, round_to, show
from desktop.domain.items import ITEM_KEYS, Item, exemption_words, item_from
from desktop.domain.keys import AMOUNT, TEXT, key
from desktop.domain.refusals import Refused
from desktop.domain.slips import Slip
from desktop.domain.tally import PlainFact, Tally
from desktop.domain.values import (
    read_count,
    read_each,
    read_mapping,
    read_positive,
    take,
)

_KEYS = ITEM_KEYS | {"absent", "expected"}


@dataclass(frozen=True, slots=True)
class Attendance:
    """One occasion: how many were absent of how many expected."""

    absent: int
    expected: int
    item: Item


def _read_attendance(value: object) -> Attendance:
    plain = read_mapping(value, _KEYS)
    absent = take(plain, "absent", read_count)
    expected = take(plain, "expected", read_positive)
    if absent > expected:
        raise Refused(f"缺席 {absent} 人多于应到 {expected} 人，请核对", "absent")
    return Attendance(absent, expected, item_from(plain))


@dataclass(frozen=True, slots=True)
class Share:
    """Deducts `deduct` × absent ÷ expected for each occasion, each rounded half up to 0.01."""

    shape: ClassVar[str] = "share"
    fact_keys: ClassVar[frozenset[str]] = frozenset({"items"})
    earns: ClassVar[bool] = False

    deduct: Decimal = key(AMOUNT)
    unit: str = key(TEXT, "次")

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        return f"每{self.unit}按缺席比例扣，全缺扣 {show(self.deduct)} 分"

    @property
    def single(self) -> Decimal:
        """What one of it counts."""
        return self.deduct

    @property
    def most(self) -> None:
        """Occasions have no end."""
        return

    def read(self, fact: PlainFact, /) -> tuple[Attendance, ...]:
        """Read the occasions."""
        return take(fact, "items", lambda value: read_each(value, _read_attendance))

    def tally(self, occasions: tuple[Attendance, ...], /) -> Tally:
        """Add up what each occasion that counts deducts."""
        counted = [one for one in occasions if not one.item.exempt]
        amounts = [round_to(self._exact(one), 2) for one in counted]
        if not occasions:
            return Tally(ZERO, "未发现")
        account = f"{len(occasions)} {self.unit}"
        account += exemption_words([one.item for one in occasions], self.unit)
        sums = [self._arithmetic(*pair) for pair in zip(counted, amounts, strict=True)]
        account = "，".join([account, "；".join(sums)]) if sums else account
        return Tally(-sum(amounts, ZERO), account, sum(one.absent > 0 for one in counted))

    def _exact(self, one: Attendance) -> Fraction:
        return Fraction(self.deduct) * one.absent / one.expected

    def _arithmetic(self, one: Attendance, amount: Decimal) -> str:
        rounded = "=" if self._exact(one) == amount else "≈"
        return f"{show(self.deduct)} × {one.absent} ÷ {one.expected} {rounded} {show(amount)}"

    def clean(self) -> PlainFact:
        """No occasion with anybody absent."""
        return {"items": []}

    def unclaimed(self) -> PlainFact:
        """None at all."""
        return {"items": []}

    def slips(self) -> Iterator[Slip]:
        """A single figure cannot contradict itself."""
        return iter(())
