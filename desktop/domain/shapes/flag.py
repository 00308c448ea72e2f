"""`flag`: something that is found or not; found, it deducts once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from desktop.domain.amounts import ZERO, show
from desktop.domain.keys import AMOUNT, key
from desktop.domain.slips import Slip
from desktop.domain.tally import PlainFact, Tally
from desktop.domain.values import read_flag, take


@dataclass(frozen=True, slots=True)
class Flag:
    """Deducts `deduct` once. Without it only a consequence follows (不得分、一票否决)."""

    shape: ClassVar[str] = "flag"
    fact_keys: ClassVar[frozenset[str]] = frozenset({"found"})
    earns: ClassVar[bool] = False

    deduct: Decimal = key(AMOUNT, ZERO)

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        return f"扣 {show(self.deduct)} 分" if self.deduct else ""

    @property
    def single(self) -> Decimal:
        """What one of it counts."""
        return self.deduct

    @property
    def most(self) -> Decimal:
        """What it deducts when found."""
        return self.deduct

    def read(self, fact: PlainFact, /) -> bool:
        """Read `{"found": true}`."""
        return take(fact, "found", read_flag)

    def tally(self, found: bool, /) -> Tally:  # noqa: FBT001  # the fact is a yes or no
        """Deduct once, or nothing."""
        return Tally(-self.deduct, "发现", 1) if found else Tally(ZERO, "未发现")

    def clean(self) -> PlainFact:
        """Not found."""
        return {"found": False}

    def unclaimed(self) -> PlainFact:
        """Not found."""
        return {"found": False}

    def slips(self) -> Iterator[Slip]:
        """A single figure cannot contradict itself."""
        return iter(())
