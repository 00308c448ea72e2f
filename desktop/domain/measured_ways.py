"""Measured ways: points by how far a unit's figure is from the best one, or from the mean of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from desktop.domain.amounts import show
from desktop.domain.comparison import Comparison
from desktop.domain.figures import Measure
from desktop.domain.slips import Slip
from desktop.domain.slopes import Walk, said
from desktop.domain.tally import Tally
from desktop.domain.ways import MeanSides, among_words, provisional


@dataclass(frozen=True, slots=True)
class RatioToBest:
    """Points × own ÷ best, or best ÷ own where less is better."""

    points: Decimal
    least: Decimal
    measure: Measure
    less_is_better: bool

    earns = True

    @property
    def single(self) -> Decimal:
        """The best one's."""
        return self.points

    @property
    def most(self) -> Decimal:
        """The best one's."""
        return self.points

    @property
    def words(self) -> str:
        """The ratio and its points."""
        ratio = "最低的 ÷ 本单位" if self.less_is_better else "本单位 ÷ 最高的"
        least = f"，最少得 {show(self.least)} 分" if self.least else ""
        return f"与最好的单位相比，{ratio} × {show(self.points)} 分{least}"

    def tally(self, comparison: Comparison, /) -> Tally:
        """Divide, exactly; whoever is the best has all points, also where the best is nothing."""
        own = comparison.own.value
        best = comparison.best(less_is_better=self.less_is_better)
        top = said(best, self.measure)
        head = f"{comparison.own.words}，{among_words(comparison)}{'，' if comparison.awaited else '中'}"
        head += f"最{'低' if self.less_is_better else '高'} {top}"
        if own == best:
            return self._gives(Fraction(self.points), f"{head}，就是本单位", comparison)
        first, second = (best, own) if self.less_is_better else (own, best)
        if first <= 0 or second <= 0:
            return self._gives(Fraction(0), f"{head}，按比例得 0 分", comparison)
        sides = (top, said(own, self.measure))
        told = " ÷ ".join(sides if self.less_is_better else sides[::-1])
        account = f"{head}，{told} × {show(self.points)} 分"
        return self._gives(first / second * Fraction(self.points), account, comparison)

    def _gives(self, exact: Fraction, account: str, comparison: Comparison) -> Tally:
        points = max(exact, Fraction(self.least))
        least = f"，最少 {show(self.least)} 分" if points != exact else ""
        return Tally(points, account + least, int(not points), provisional(comparison))

    def slips(self) -> Iterator[Slip]:
        """What is the least lies within the points."""
        if self.least > self.points:
            yield Slip("relative", "最少的（least）比最好的（points）还多")


@dataclass(frozen=True, slots=True)
class MeanWay:
    """The mean is the goal: reaching it gives points (or keeps them), with slopes on both sides."""

    points: Decimal | None
    sides: MeanSides
    measure: Measure
    less_is_better: bool

    @property
    def _walk(self) -> Walk:
        beyond, short = self.sides.beyond, self.sides.short
        return Walk(self.measure, self.points, beyond, short, self.less_is_better, "平均数")

    @property
    def earns(self) -> bool:
        """With points of its own it starts at nothing."""
        return self.points is not None

    @property
    def single(self) -> Decimal:
        """What reaching the mean counts, or one step."""
        return self._walk.single

    @property
    def most(self) -> Decimal | None:
        """Its points and what lies beyond; None where that has no cap."""
        return self._walk.most

    @property
    def words(self) -> str:
        """The mean and what lies on its sides."""
        better = "（低的为好）" if self.less_is_better else ""
        return "，".join([f"与各单位平均数相比{better}", *self._walk.words])

    def tally(self, comparison: Comparison, /) -> Tally:
        """Walk from the mean."""
        mean = comparison.mean
        worth = f"（得 {show(self.points)} 分）" if self.points is not None else ""
        compared = among_words(comparison) + ("，" if comparison.awaited else "")
        head = f"{compared}平均 {said(mean, self.measure)}{worth}，实际 {comparison.own.words}"
        tally = self._walk.tally(comparison.own.value, mean, head)
        return tally._replace(provisional=provisional(comparison))

    def slips(self) -> Iterator[Slip]:
        """Something follows, and steps are written as the measure is."""
        if self.points is None and self.sides.beyond is None and self.sides.short is None:
            yield Slip("relative", "高于或低于平均数都没有后果，请写明 points、beyond 或 short")
        for name, slope in (("beyond", self.sides.beyond), ("short", self.sides.short)):
            if slope:
                yield from slope.slips(name, self.measure)
