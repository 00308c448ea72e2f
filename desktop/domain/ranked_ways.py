"""Ranked ways: points by a unit's place, from a table, by steps, or for the share of units at either end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from desktop.domain.amounts import ZERO, show, show_percent
from desktop.domain.comparison import Comparison
from desktop.domain.ranking_rules import whole_places
from desktop.domain.slips import Slip
from desktop.domain.tally import Tally
from desktop.domain.ways import Ranks, Shares, order, placed, provisional


@dataclass(frozen=True, slots=True)
class RankTable:
    """Points by place: the first row whose place is not passed."""

    ranks: Ranks
    below: Decimal
    less_is_better: bool

    @property
    def _points(self) -> list[Decimal]:
        return [*(points for _, points in self.ranks), self.below]

    @property
    def earns(self) -> bool:
        """Earning, where no place takes anything away."""
        return min(self._points) >= 0

    @property
    def single(self) -> Decimal:
        """The largest that a place gives or takes."""
        return self.most

    @property
    def most(self) -> Decimal:
        """The largest that a place gives or takes."""
        return max(abs(points) for points in self._points)

    def _rows(self) -> list[str]:
        begins = [1, *(place + 1 for place, _ in self.ranks)]
        return [
            f"第 {first} 名" if first == last else f"第 {first}—{last} 名"
            for first, (last, _) in zip(begins, self.ranks, strict=False)
        ]

    @property
    def words(self) -> str:
        """The table in words."""
        rows = zip([*self._rows(), "其余"], self._points, strict=True)
        told = "；".join(f"{row} {show(points)} 分" for row, points in rows)
        return f"{order(less_is_better=self.less_is_better)}排位：{told}"

    def tally(self, comparison: Comparison, /) -> Tally:
        """Find the row."""
        place, head = placed(comparison, less_is_better=self.less_is_better)
        row = next((n for n, (last, _) in enumerate(self.ranks) if place <= last), None)
        points = self.below if row is None else self.ranks[row][1]
        account = f"{head}，不在各档名次内" if row is None else f"{head}，属于“{self._rows()[row]}”"
        faults = int(points < 0 or (self.earns and not points))
        return Tally(points, account, faults, provisional(comparison))

    def slips(self) -> Iterator[Slip]:
        """Places go down the table, and points do not go up."""
        for index in range(1, len(self.ranks)):
            (before, more), (place, points) = self.ranks[index - 1], self.ranks[index]
            if place <= before:
                yield Slip("relative", "名次要从前到后排列，这一档永远轮不到", (index,))
            elif points > more:
                yield Slip("relative", "名次靠后，得分却比前面的多，请核对", (index,), grave=False)


@dataclass(frozen=True, slots=True)
class StepWay:
    """The first place has all points; each place lower loses a step."""

    points: Decimal
    step: Decimal
    least: Decimal
    less_is_better: bool

    earns = True

    @property
    def single(self) -> Decimal:
        """The first place's."""
        return self.points

    @property
    def most(self) -> Decimal:
        """The first place's."""
        return self.points

    @property
    def words(self) -> str:
        """The first place, the step and where it ends."""
        ordered = order(less_is_better=self.less_is_better)
        least = f"，最少得 {show(self.least)} 分" if self.least else ""
        first = f"{ordered}排位，第 1 名得 {show(self.points)} 分"
        return f"{first}，每低 1 名少得 {show(self.step)} 分{least}"

    def tally(self, comparison: Comparison, /) -> Tally:
        """Count the places down from the first."""
        place, head = placed(comparison, less_is_better=self.less_is_better)
        lower = place - 1
        exact = self.points - lower * self.step
        points = max(self.least, exact)
        account = head
        if lower:
            account += f"，{show(self.points)} − {lower} × {show(self.step)} = {show(exact)}"
            if points != exact:
                account += f"，最少 {show(points)} 分"
        return Tally(points, account, int(not points), provisional(comparison))

    def slips(self) -> Iterator[Slip]:
        """A step that lies within the points."""
        if not self.step:
            yield Slip("relative", "一步的大小不能是 0")
        if self.least > self.points:
            yield Slip("relative", "最少的（least）比第 1 名的（points）还多")


class _Found(NamedTuple):
    """The share that a place lies in, and how many places that is."""

    share: Fraction
    points: Decimal
    places: int


@dataclass(frozen=True, slots=True)
class ShareWay:
    """Points for the first so many percent of the units, or what the last so many lose."""

    shares: Shares
    below: Decimal
    rounding: Literal["down", "half-up", "up"]
    less_is_better: bool
    at_top: bool

    @property
    def _points(self) -> list[Decimal]:
        return [*(points for _, points in self.shares), self.below]

    @property
    def earns(self) -> bool:
        """The share at the top earns where nothing takes away; the one at the bottom deducts."""
        return self.at_top and min(self._points) >= 0

    @property
    def single(self) -> Decimal:
        """The largest that a share gives or takes."""
        return self.most

    @property
    def most(self) -> Decimal:
        """The largest that a share gives or takes."""
        return max(abs(points) for points in self._points)

    @property
    def words(self) -> str:
        """The shares in words."""
        end, verb = ("前", "得") if self.at_top else ("后", "扣")
        told = [f"{end} {show_percent(share)} {verb} {show(p)} 分" for share, p in self.shares]
        rest = [f"其余 {show(self.below)} 分"] if self.at_top else []
        return f"{order(less_is_better=self.less_is_better)}排位：{'；'.join([*told, *rest])}"

    def tally(self, comparison: Comparison, /) -> Tally:
        """Find the first share that the place lies in."""
        place, head = placed(comparison, less_is_better=self.less_is_better)
        number = comparison.number
        end = "前" if self.at_top else "后"
        found = self._found(place, number)
        if found is None:
            widest = max(share for share, _ in self.shares)
            outside = f"{end} {show_percent(widest)}（{self._places(widest, number)} 个）"
            account, points = f"{head}，不在{outside}之内", self.below
        else:
            account = f"{head}，属于{end} {show_percent(found.share)}（{found.places} 个）"
            points = found.points if self.at_top else -found.points
        faults = int(points < 0 or (self.earns and not points))
        return Tally(points + ZERO, account, faults, provisional(comparison))

    def _found(self, place: int, number: int) -> _Found | None:
        for share, points in self.shares:
            places = self._places(share, number)
            if place <= places if self.at_top else place > number - places:
                return _Found(share, points, places)
        return None

    def _places(self, share: Fraction, number: int) -> int:
        return whole_places(share * number, self.rounding)

    def slips(self) -> Iterator[Slip]:
        """Shares of a whole, the narrower first."""
        for index, (share, points) in enumerate(self.shares):
            if not 0 < share <= 1:
                yield Slip("relative", "比例要大于 0%、不超过 100%", (index,))
            if index and share <= self.shares[index - 1][0]:
                yield Slip("relative", "比例要从小到大排列，这一档永远轮不到", (index,))
            if not self.at_top and points < 0:
                yield Slip("relative", "后几名扣几分写正数", (index,))
