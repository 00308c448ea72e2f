"""`target`: a figure to reach; each step beyond it adds, each step short of it deducts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from desktop.domain.amounts import show
from desktop.domain.figures import EDGE, FACT_KEYS, Edge, Figure, Measure, MeasureName, edge_slip
from desktop.domain.keys import AMOUNT, FLAG, TEXT, key, one_of
from desktop.domain.slips import Slip
from desktop.domain.slopes import SLOPE, Slope, Walk
from desktop.domain.tally import PlainFact, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Reaching `target` gives `points` (or keeps them, without); beyond adds, short deducts."""

    shape: ClassVar[str] = "target"

    measure: MeasureName = key(one_of(*FACT_KEYS))
    target: Edge = key(EDGE)
    unit: str = key(TEXT, "")
    points: Decimal | None = key(AMOUNT, None)
    beyond: Slope | None = key(SLOPE, None)
    short: Slope | None = key(SLOPE, None)
    beyond_total: bool = key(FLAG, default=False)
    less_is_better: bool = key(FLAG, default=False)

    @property
    def fact_keys(self) -> frozenset[str]:
        """The figure's own keys."""
        return FACT_KEYS[self.measure]

    @property
    def earns(self) -> bool:
        """With points of its own it starts at nothing."""
        return self.points is not None

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        return "，".join([f"目标 {self._measure.words(self.target.value)}", *self._walk.words])

    @property
    def single(self) -> Decimal:
        """What reaching it counts, or one step."""
        return self._walk.single

    @property
    def most(self) -> Decimal | None:
        """Its points and what lies beyond; None where that has no cap."""
        return self._walk.most

    @property
    def _measure(self) -> Measure:
        return Measure(self.measure, unit=self.unit)

    @property
    def _walk(self) -> Walk:
        return Walk(self._measure, self.points, self.beyond, self.short, self.less_is_better)

    def read(self, fact: PlainFact, /) -> Figure:
        """Read the figure."""
        return self._measure.read(fact, beyond_total=self.beyond_total)

    def tally(self, figure: Figure, /) -> Tally:
        """Walk the steps on the side where the figure lies."""
        worth = f"（得 {show(self.points)} 分）" if self.points is not None else ""
        head = f"目标 {self._measure.words(self.target.value)}{worth}，实际 {figure.words}"
        return self._walk.tally(figure.value, self.target.value, head)

    def clean(self) -> None:
        """The figure has to be entered."""
        return

    def unclaimed(self) -> None:
        """The figure has to be entered."""
        return

    def slips(self) -> Iterator[Slip]:
        """The target as its measure is written, and something that follows from it."""
        for slip in edge_slip(self.target, self._measure):
            yield slip.under("target")
        if self.points is None and self.beyond is None and self.short is None:
            yield Slip("target", "达到或未达到都没有后果，请写明 points、beyond 或 short")
        for name, slope in (("beyond", self.beyond), ("short", self.short)):
            if slope is None:
                continue
            yield from slope.slips(name, self._measure)
            if slope.step.of == "percent" and not self.target.value:
                yield Slip("step", "目标是 0，步长不能用目标的百分比", (name, "step"))
