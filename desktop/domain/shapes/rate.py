"""`rate`: points in proportion to what was done of the whole, capped or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from desktop.domain.amounts import show
from desktop.domain.figures import FACT_KEYS, Figure, Measure
from desktop.domain.keys import AMOUNT, FLAG, TEXT, key, one_of
from desktop.domain.refusals import Refused
from desktop.domain.slips import Slip
from desktop.domain.tally import PlainFact, Tally


@dataclass(frozen=True, slots=True)
class Rate:
    """Earns rate × `points`. `beyond_total` lets more than all be done; a `cap` bounds what that earns."""

    shape: ClassVar[str] = "rate"
    earns: ClassVar[bool] = True

    points: Decimal = key(AMOUNT)
    measure: Literal["ratio", "percent"] = key(one_of("ratio", "percent"), "ratio")
    beyond_total: bool = key(FLAG, default=False)
    unit: str = key(TEXT, "")

    @property
    def fact_keys(self) -> frozenset[str]:
        """The figure's own keys."""
        return FACT_KEYS[self.measure]

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        return f"完成率 × {show(self.points)} 分"

    @property
    def single(self) -> Decimal:
        """What one of it counts."""
        return self.points

    @property
    def most(self) -> Decimal | None:
        """All its points, unless more than all can be done."""
        return None if self.beyond_total else self.points

    def read(self, fact: PlainFact, /) -> Figure:
        """Read `{"done": 9, "total": 10}`, or the percentage that somebody else worked out."""
        figure = Measure(self.measure).read(fact, beyond_total=self.beyond_total)
        if figure.value < 0 or (figure.value > 1 and not self.beyond_total):
            raise Refused("这里的比率要在 0% 到 100% 之间，请核对", "percent")
        return figure

    def tally(self, figure: Figure, /) -> Tally:
        """Rate times points, exact."""
        amount = figure.value * Fraction(self.points)
        return Tally(amount, f"{figure.words}，× {show(self.points)} 分", int(not figure.value))

    def clean(self) -> None:
        """The figures have to be entered."""
        return

    def unclaimed(self) -> None:
        """The figures have to be entered."""
        return

    def slips(self) -> Iterator[Slip]:
        """A single figure cannot contradict itself."""
        return iter(())
