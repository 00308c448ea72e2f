"""What is given where something does not apply to a unit (R30)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from desktop.domain.amounts import show
from desktop.domain.keys import Kind
from desktop.domain.refusals import Refused
from desktop.domain.values import read_amount

FULL: Final = "full"
LEFT_OUT: Final = "left-out"
PEERS_MEAN: Final = "peers-mean"


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Full marks, stated points (0 for none), the peers' mean, or left out with the rest scaled up."""

    gives: str | Decimal

    @property
    def left_out(self) -> bool:
        """Whether the rest is scaled up."""
        return self.gives == LEFT_OUT

    @property
    def averaged(self) -> bool:
        """Whether it gives what the other units scored on average."""
        return self.gives == PEERS_MEAN

    def points(self, full: Decimal) -> Decimal:
        """The points given, where `full` is all that it could be."""
        if isinstance(self.gives, Decimal):
            return self.gives
        return full if self.gives == FULL else Decimal(0)


def _read(value: object) -> NotApplicable:
    if isinstance(value, str) and value in {FULL, LEFT_OUT, PEERS_MEAN}:
        return NotApplicable(value)
    if isinstance(value, str):
        message = (
            '这里写 "full"（给满分）、"left-out"（不计，其余按比例放大）、'
            '"peers-mean"（按其他单位的平均分，只用于指标）或者分数（0 为不给分）'
        )
        raise Refused(message)
    return NotApplicable(read_amount(value))


def _show(one: NotApplicable) -> str:
    return show(one.gives) if isinstance(one.gives, Decimal) else one.gives


NOT_APPLICABLE: Final = Kind(_read, _show)


class PeersMean(NamedTuple):
    """What the other units scored on average; without an amount nobody has scored yet."""

    amount: Fraction | None = None
    number: int = 0
    awaited: int = 0
    settled: bool = False  # worked out when the sheet was finalised, and kept with it

    @property
    def provisional(self) -> bool:
        """Whether it may still change."""
        return not self.settled and (self.amount is None or self.awaited > 0)

    def words(self, given: Decimal | None) -> str:
        """Where the points come from."""
        if given is None:
            return "等其他单位评完后按平均分计"
        if self.settled:
            return f"按其他单位的平均分 {show(given)} 分计"
        if self.awaited:
            known = f"暂按已评完的 {self.number} 个单位（还有 {self.awaited} 个没有评完）的平均分"
            return f"{known} {show(given)} 分计"
        return f"按其他 {self.number} 个单位的平均分 {show(given)} 分计"
