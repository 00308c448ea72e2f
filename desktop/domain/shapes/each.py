"""`each`: things that are counted, each with the same points; deducted, or earned for each piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from desktop.domain.amounts import ZERO, show
from desktop.domain.items import Occurrences, exemption_words, read_occurrences, refuse_exempt
from desktop.domain.keys import AMOUNT, TEXT, key
from desktop.domain.slips import Slip
from desktop.domain.tally import PlainFact, Tally


def direction_slips(deduct: Decimal | None, earn: Decimal | None) -> Iterator[Slip]:
    """A rule that counts must say which way, and only one."""
    if (deduct is None) == (earn is None):
        yield Slip("direction", "请写明 deduct（每件扣几分）或 earn（每件得几分），只写一个")


@dataclass(frozen=True, slots=True)
class Each:
    """Deducts `deduct` (or earns `earn`) for each item that is not exempt."""

    shape: ClassVar[str] = "each"
    fact_keys: ClassVar[frozenset[str]] = frozenset({"count", "items"})

    deduct: Decimal | None = key(AMOUNT, None)
    earn: Decimal | None = key(AMOUNT, None)
    unit: str = key(TEXT, "次")

    @property
    def earns(self) -> bool:
        """Earning, where the file says `earn`."""
        return self.earn is not None

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        if self.deduct == ZERO:
            return ""
        if self.earn is not None:
            return f"每{self.unit}得 {show(self.earn)} 分"
        return f"每{self.unit}扣 {show(self.deduct or ZERO)} 分"

    @property
    def single(self) -> Decimal:
        """What one of it counts."""
        return self.deduct or self.earn or Decimal(0)

    @property
    def most(self) -> None:
        """A count has no end of its own."""
        return

    def read(self, fact: PlainFact, /) -> Occurrences:
        """Read a count or a list of items."""
        occurrences = read_occurrences(fact)
        if self.earns:
            refuse_exempt(occurrences.items)
        return occurrences

    def tally(self, fact: Occurrences, /) -> Tally:
        """Multiply what counts by the points of one."""
        counted, unit = fact.recorded, self.unit
        if not counted:
            return Tally(ZERO, "无" if self.earns else "未发现")
        account = f"{counted} {unit}"
        if fact.exempt:
            counted -= fact.exempt
            account += f"{exemption_words(fact.items, unit)}，计 {counted} {unit}"
        if self.earn is not None:
            return Tally(self.earn * counted, f"{account}，{self.words}")
        deduct = self.deduct or ZERO
        rate = f"，{self.words}" if deduct else ""
        return Tally(-deduct * counted, account + rate, counted)

    def clean(self) -> PlainFact | None:
        """None found; what is earned for pieces cannot be said without counting them."""
        return None if self.earns else {"count": 0}

    def unclaimed(self) -> PlainFact:
        """None at all."""
        return {"count": 0}

    def slips(self) -> Iterator[Slip]:
        """It must deduct or earn."""
        return direction_slips(self.deduct, self.earn)
