"""Consequences of a fault beyond its own points: 不得分, 一票否决, and the grades that a sheet can reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from desktop.domain.bands import Band, adjoin
from desktop.domain.figures import EDGE, Edge, Measure, edge_slip
from desktop.domain.keys import FLAG, POSITIVE, RATIO, TEXT, key, one_of
from desktop.domain.slips import Slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What follows once a criterion counts `times` faults; `last` ranks the unit last. An exempted fault has none."""

    void: Literal["indicator", "section"] | None = key(one_of("indicator", "section"), None)
    veto: bool = key(FLAG, default=False)
    last: bool = key(FLAG, default=False)
    grade_at_most: str | None = key(TEXT, None)
    times: int = key(POSITIVE, 1)

    def slips(self) -> Iterator[Slip]:
        """It must do something."""
        if self.void is None and not (self.veto or self.last) and self.grade_at_most is None:
            yield Slip(
                "consequence",
                "没有写后果：void（不得分）、veto（一票否决）、last（排在末位）或 grade_at_most（等次不高于）",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBand:
    """A grade (优秀、合格 …), the totals that reach it, and how many may have it (`most`, or a share, `quota`)."""

    name: str = key(TEXT)
    at_least: Edge | None = key(EDGE, None)
    more_than: Edge | None = key(EDGE, None)
    at_most: Edge | None = key(EDGE, None)
    less_than: Edge | None = key(EDGE, None)
    quota: Fraction | None = key(RATIO, None)
    most: int | None = key(POSITIVE, None)

    @property
    def band(self) -> Band:
        """Its interval."""
        return Band(
            at_least=self.at_least,
            more_than=self.more_than,
            at_most=self.at_most,
            less_than=self.less_than,
        )

    def slips(self) -> Iterator[Slip]:
        """Its ends are plain points and make sense."""
        if not self.band.sound():
            yield Slip("grades", "上下限不成立：各至多写一个，且下限要小于上限")
        for edge in self.band.edges:
            yield from edge_slip(edge, Measure("amount"))
        if self.quota is not None and self.most is not None:
            yield Slip("grades", "名额写比例（quota）或者个数（most），只能写一个")


def grade_slips(grades: Sequence[GradeBand]) -> Iterator[Slip]:
    """Every total has one grade, and they stand from the best down."""
    names = [grade.name for grade in grades]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield Slip("grades", f"等次“{name}”写了两次", ("grades", index))
    for index in range(1, len(grades)):
        if not _adjoin(grades[index - 1].band, grades[index].band):
            message = "等次要从高到低排列，每一等的上限正好接着上一等的下限"
            yield Slip("grades", message, ("grades", index))
    if grades and (grades[-1].quota is not None or grades[-1].most is not None):
        message = "最低的等次不能限名额，排不进去的单位就没有等次"
        yield Slip("grades", message, ("grades", len(grades) - 1))
    if grades and grades[-1].band.lower is not None:
        message = "最低的等次有下限，更低的总分就没有等次"
        yield Slip("else", message, ("grades", len(grades) - 1), grave=False)


def _adjoin(higher: Band, lower: Band) -> bool:
    """Whether a band ends where the higher one begins, or contains it and gives way to it."""
    if higher.lower is None:
        return False
    if lower.upper is None:
        return lower.covers(higher) and not higher.covers(lower)
    return adjoin(higher, lower)


def grade_of(total: Decimal, grades: Sequence[GradeBand], at_most: Sequence[str]) -> str | None:
    """The grade of a total, no better than any of `at_most`; grades stand from the best down."""
    names = [grade.name for grade in grades]
    reached = [g.name for g in grades if g.band.holds(Fraction(total))]
    if not reached:
        return None
    return names[max(names.index(name) for name in (reached[0], *at_most))]
