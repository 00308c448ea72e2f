"""Ways of comparing units: a table of ranks, a step a rank, the ratio to the best, the mean, a share at an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from desktop.domain.amounts import show
from desktop.domain.comparison import Comparison
from desktop.domain.keys import Kind, figures_of, key, kinds_of, show_ratio
from desktop.domain.refusals import Refused
from desktop.domain.slips import Slip
from desktop.domain.slopes import SLOPE, Slope
from desktop.domain.tally import PARTLY, Provisional, Tally
from desktop.domain.values import (
    read_each,
    read_list,
    read_mapping,
    read_positive,
    read_ratio,
    read_signed_amount,
    take,
)

Ranks = tuple[tuple[int, Decimal], ...]
Shares = tuple[tuple[Fraction, Decimal], ...]


def _pairs_of(read_first: Callable[[object], object], example: str) -> Callable[[object], object]:
    def pair(value: object) -> tuple[object, Decimal]:
        both = read_list(value)
        if len(both) != 2:  # noqa: PLR2004  # a pair
            raise Refused(f"每一档要写成两样，例如 {example}")
        return read_first(both[0]), read_signed_amount(both[1])

    def read(value: object) -> tuple[tuple[object, Decimal], ...]:
        pairs = read_each(value, pair)
        if not pairs:
            raise Refused("没有任何一档")
        return pairs

    return read


RANKS = Kind(
    _pairs_of(read_positive, "[3, 8]（前 3 名得 8 分）"),
    lambda ranks: [[place, show(points)] for place, points in ranks],
)
SHARES = Kind(
    _pairs_of(read_ratio, '["20%", 10]（前 20% 得 10 分）'),
    lambda shares: [[show_ratio(share), show(points)] for share, points in shares],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanSides:
    """What lies above the mean and below it."""

    beyond: Slope | None = key(SLOPE, None)
    short: Slope | None = key(SLOPE, None)


def _read_sides(value: object) -> MeanSides:
    kinds = kinds_of(MeanSides)
    plain = read_mapping(value, frozenset(kinds))
    return MeanSides(**{name: take(plain, name, kinds[name].read) for name in plain})


MEAN_SIDES = Kind(_read_sides, figures_of)


class Way(Protocol):
    """What each way of comparing provides."""

    @property
    def earns(self) -> bool:
        """Whether it starts at nothing."""
        ...

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        ...

    @property
    def single(self) -> Decimal:
        """What one finding counts."""
        ...

    @property
    def most(self) -> Decimal | None:
        """The most that it gives or takes."""
        ...

    def tally(self, comparison: Comparison, /) -> Tally:
        """What a unit's standing amounts to."""
        ...

    def slips(self) -> Iterator[Slip]:
        """What is wrong with its figures, seen from its key."""
        ...


def among_words(comparison: Comparison) -> str:
    """With how many a unit is compared, and whether more are to come."""
    if comparison.awaited:
        some = f"暂按已填报的 {comparison.number} 个单位计"
        return f"{some}（还有 {comparison.awaited} 个没有填报）"
    return f"{comparison.number} 个单位"


def placed(comparison: Comparison, *, less_is_better: bool) -> tuple[int, str]:
    place = comparison.place(less_is_better=less_is_better)
    inside = "，" if comparison.awaited else "中"
    return place, f"{comparison.own.words}，{among_words(comparison)}{inside}排第 {place} 位"


def provisional(comparison: Comparison) -> Provisional:
    return PARTLY if comparison.awaited else ""


def order(*, less_is_better: bool) -> str:
    return "从低到高" if less_is_better else "从高到低"
