"""What is given where something does not apply to a unit (R30)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop.domain.amounts import show
from desktop.domain.keys import Kind
from desktop.domain.refusals import Refused
from desktop.domain.values import read_amount

FULL: Final = "full"
LEFT_OUT: Final = "left-out"


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Full marks, stated points (0 for none), or left out with the rest scaled up."""

    gives: str | Decimal

    @property
    def left_out(self) -> bool:
        """Whether the rest is scaled up."""
        return self.gives == LEFT_OUT

    def points(self, full: Decimal) -> Decimal:
        """The points given, where `full` is all that it could be."""
        if isinstance(self.gives, Decimal):
            return self.gives
        return full if self.gives == FULL else Decimal(0)


def _read(value: object) -> NotApplicable:
    if isinstance(value, str) and value in {FULL, LEFT_OUT}:
        return NotApplicable(value)
    if isinstance(value, str):
        message = (
            '这里写 "full"（给满分）、"left-out"（不计，其余按比例放大）或者分数（0 为不给分）'
        )
        raise Refused(message)
    return NotApplicable(read_amount(value))


def _show(one: NotApplicable) -> str:
    return show(one.gives) if isinstance(one.gives, Decimal) else one.gives


NOT_APPLICABLE: Final = Kind(_read, _show)
