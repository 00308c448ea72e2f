"""`relative`: a figure that counts by how it stands among those of the other units in the round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from desktop.domain.comparison import AMONG, Comparison, read_among, read_entry
from desktop.domain.figures import FACT_KEYS, Measure, MeasureName
from desktop.domain.keys import AMOUNT, FLAG, SIGNED_AMOUNT, TEXT, key, one_of
from desktop.domain.measured_ways import MeanWay, RatioToBest
from desktop.domain.ranked_ways import RankTable, ShareWay, StepWay
from desktop.domain.slips import Slip
from desktop.domain.tally import WAITS, PlainFact, Tally
from desktop.domain.values import take_or
from desktop.domain.ways import MEAN_SIDES, RANKS, SHARES, MeanSides, Ranks, Shares, Way

_WAYS = ("ranks", "step", "best", "mean", "top", "bottom")
_OWN_POINTS = frozenset({"step", "best"})  # they need points; the mean may have them
_WITH_LEAST = frozenset({"step", "best"})
_WITH_BELOW = frozenset({"ranks", "top"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """One way of comparing: `ranks`, `step`, `best`, `mean`, `top` or `bottom`; others stand in the fact's `among`."""

    shape: ClassVar[str] = "relative"

    measure: MeasureName = key(one_of(*FACT_KEYS))
    unit: str = key(TEXT, "")
    less_is_better: bool = key(FLAG, default=False)
    beyond_total: bool = key(FLAG, default=False)
    points: Decimal | None = key(AMOUNT, None)
    ranks: Ranks | None = key(RANKS, None)
    step: Decimal | None = key(AMOUNT, None)
    best: bool = key(FLAG, default=False)
    mean: MeanSides | None = key(MEAN_SIDES, None)
    top: Shares | None = key(SHARES, None)
    bottom: Shares | None = key(SHARES, None)
    least: Decimal | None = key(AMOUNT, None)
    below: Decimal | None = key(SIGNED_AMOUNT, None)
    places: Literal["down", "half-up", "up"] = key(one_of("down", "half-up", "up"), "down")

    @property
    def fact_keys(self) -> frozenset[str]:
        """The figure's own keys, and the others'."""
        return FACT_KEYS[self.measure] | {AMONG}

    @property
    def earns(self) -> bool:
        """What only takes away starts full."""
        return self._way.earns

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        return self._way.words

    @property
    def single(self) -> Decimal:
        """What one finding counts, or one step."""
        return self._way.single

    @property
    def most(self) -> Decimal | None:
        """The most that it gives or takes."""
        return self._way.most

    @property
    def figure(self) -> Measure:
        """What is measured."""
        return Measure(self.measure, unit=self.unit)

    @property
    def _way(self) -> Way:
        points, least = self.points or Decimal(0), self.least or Decimal(0)
        if self.ranks is not None:
            return RankTable(self.ranks, self.below or Decimal(0), self.less_is_better)
        if self.step is not None:
            return StepWay(points, self.step, least, self.less_is_better)
        if self.best:
            return RatioToBest(points, least, self.figure, self.less_is_better)
        if self.mean is not None:
            return MeanWay(self.points, self.mean, self.figure, self.less_is_better)
        shares = self.top if self.top is not None else self.bottom or ()
        below = self.below or Decimal(0)
        return ShareWay(
            shares, below, self.places, self.less_is_better, at_top=self.top is not None
        )

    def read(self, fact: PlainFact, /) -> Comparison:
        """Read the figure, and the others' where they are given."""
        beyond = self.beyond_total
        among = take_or(
            fact, AMONG, lambda value: read_among(value, self.figure, beyond_total=beyond), None
        )
        return Comparison(self.figure.read(fact, beyond_total=beyond), among)

    def value_of(self, entry: object) -> Fraction:
        """Another unit's figure, as `among` lists it."""
        return read_entry(entry, self.figure, beyond_total=self.beyond_total)

    def tally(self, comparison: Comparison, /) -> Tally:
        """Compare, and say with how many; without anybody to compare with nothing is counted."""
        own = comparison.own.words
        if comparison.waits:
            awaited = comparison.awaited
            whom = f"其余 {awaited} 个单位填报" if awaited else "各单位都填报"
            return Tally(Decimal(0), f"{own}，等{whom}后计分", 0, WAITS)
        return self._way.tally(comparison)

    def clean(self) -> None:
        """The figure has to be entered."""
        return

    def unclaimed(self) -> None:
        """The figure has to be entered."""
        return

    def slips(self) -> Iterator[Slip]:
        """Exactly one way, with what belongs to it."""
        told = ((name, getattr(self, name)) for name in _WAYS)
        chosen = [name for name, figures in told if figures is not None and figures is not False]
        if len(chosen) != 1:
            names = "、".join(_WAYS)
            yield Slip("relative", f"怎样与其他单位相比，请在 {names} 中写一种，只写一种")
            return
        [way] = chosen
        if way in _OWN_POINTS and self.points is None:
            yield Slip("relative", "请写明 points（最好的单位得几分）", (way,))
        if way in _WITH_BELOW and self.below is None:
            yield Slip("else", "没有写 below（排在其后的得几分）", (way,))
        for name, fitting in (
            ("points", _OWN_POINTS | {"mean"}),
            ("least", _WITH_LEAST),
            ("below", _WITH_BELOW),
        ):
            if way not in fitting and getattr(self, name) is not None:
                yield Slip("relative", f"写了 {way} 就用不着 {name}，请删去", (name,))
        for slip in self._way.slips():
            yield slip.under(way)
