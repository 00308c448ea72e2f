"""`award`: points that are earned by meeting a requirement, whole or as the evaluator judges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from desktop.domain.amounts import ZERO, show
from desktop.domain.keys import AMOUNT, key
from desktop.domain.refusals import Refused
from desktop.domain.slips import Slip
from desktop.domain.tally import PlainFact, Tally
from desktop.domain.values import read_amount, read_flag, take


@dataclass(frozen=True, slots=True)
class Judgement:
    """Met or not, or the points that the evaluator judged, whose grounds the finding carries."""

    met: bool
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """Earns `points` when met, or what the evaluator judged between 0 and `points`."""

    shape: ClassVar[str] = "award"
    fact_keys: ClassVar[frozenset[str]] = frozenset({"met", "points"})
    earns: ClassVar[bool] = True

    points: Decimal = key(AMOUNT)

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        return f"得 {show(self.points)} 分"

    @property
    def single(self) -> Decimal:
        """What one of it counts."""
        return self.points

    @property
    def most(self) -> Decimal:
        """All its points."""
        return self.points

    def read(self, fact: PlainFact, /) -> Judgement:
        """Read `{"met": true}` or `{"points": "6", "reason": "…"}`."""
        if "points" not in fact:
            return Judgement(take(fact, "met", read_flag))
        if "met" in fact:
            raise Refused("met 和 points 只能写一个：符合与否，或者酌情给几分")
        if "reason" not in fact:
            raise Refused("酌情给分要写明理由（reason）", "reason")
        points = take(fact, "points", read_amount)
        if points > self.points:
            raise Refused(
                f"酌情给分不能超过 {show(self.points)} 分，现在是 {show(points)} 分", "points"
            )
        return Judgement(points == self.points, points)

    def tally(self, fact: Judgement, /) -> Tally:
        """All, nothing, or the judged part."""
        if fact.points is not None:
            return Tally(
                fact.points, f"满分 {show(self.points)} 分，酌情评定", int(not fact.points)
            )
        if fact.met:
            return Tally(self.points, "符合")
        return Tally(ZERO, "不符合", 1)

    def clean(self) -> PlainFact:
        """Met."""
        return {"met": True}

    def unclaimed(self) -> PlainFact:
        """Not met."""
        return {"met": False}

    def slips(self) -> Iterator[Slip]:
        """A single figure cannot contradict itself."""
        return iter(())
