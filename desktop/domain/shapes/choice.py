"""`choice`: cases that exclude one another, each with its own points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from desktop.domain.amounts import ZERO, show
from desktop.domain.keys import Kind, key
from desktop.domain.refusals import Refused, within_quotes
from desktop.domain.slips import Slip
from desktop.domain.tally import PlainFact, Tally
from desktop.domain.values import pick, read_id, read_list, read_signed_amount, read_text, take


@dataclass(frozen=True, slots=True)
class Option:
    """One case, in the document's words, and what it gives (below zero: takes)."""

    name: str
    points: Decimal


def _read_options(value: object) -> Mapping[str, Option]:
    if not isinstance(value, dict):
        raise Refused('选项要写成 { 代号 = ["说明", 分数], … }')
    options = {}
    for name, entry in value.items():
        try:
            options[read_id(name)] = _read_option(entry)
        except Refused as refused:
            raise refused.under(name) from None
    return options


def _read_option(value: object) -> Option:
    pair = read_list(value)
    if len(pair) != 2:  # noqa: PLR2004  # a pair
        raise Refused('一个选项要写成 ["说明", 分数]')
    return Option(read_text(pair[0]), read_signed_amount(pair[1]))


OPTIONS = Kind(
    _read_options,
    lambda options: {name: [o.name, show(o.points)] for name, o in options.items()},
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Gives the points of the chosen option; with any negative option it deducts (R9)."""

    shape: ClassVar[str] = "choice"
    fact_keys: ClassVar[frozenset[str]] = frozenset({"choice"})

    options: Mapping[str, Option] = key(OPTIONS)

    @property
    def earns(self) -> bool:
        """Earning, where no option takes anything away."""
        return all(option.points >= 0 for option in self.options.values())

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        return "；".join(o.name + self._gives(o.points) for o in self.options.values())

    def _gives(self, points: Decimal) -> str:
        if not points:
            return "不得分" if self.earns else "不扣分"
        return f"{'得' if points > 0 else '扣'} {show(abs(points))} 分"

    @property
    def single(self) -> Decimal:
        """What one of it counts."""
        return self.most

    @property
    def most(self) -> Decimal:
        """The largest that an option gives or takes."""
        return max((abs(option.points) for option in self.options.values()), default=ZERO)

    def read(self, fact: PlainFact, /) -> Option:
        """Read `{"choice": "once"}`."""
        return take(fact, "choice", lambda value: pick(value, self.options, "个选项"))

    def tally(self, option: Option, /) -> Tally:
        """The chosen option's points."""
        fault = option.points < 0 or (self.earns and option.points == 0)
        return Tally(option.points, f"认定为“{within_quotes(option.name)}”", int(fault))

    def clean(self) -> PlainFact:
        """The option that gives most."""
        return {"choice": max(self.options, key=lambda name: self.options[name].points)}

    def unclaimed(self) -> PlainFact | None:
        """The option that gives nothing, if there is one."""
        names = (name for name, option in self.options.items() if not option.points)
        name = next(names, None)
        return None if name is None else {"choice": name}

    def slips(self) -> Iterator[Slip]:
        """A choice needs something to choose between, and a way to lose nothing."""
        points = [option.points for option in self.options.values()]
        if len(points) < 2:  # noqa: PLR2004  # a single option is none
            yield Slip("else", "至少要有两个选项", ("options",))
        elif not self.earns and max(points) < 0:
            yield Slip("else", "每个选项都扣分，缺少一个不扣分的选项", ("options",), grave=False)
        elif self.earns and min(points) > 0:
            yield Slip("else", "每个选项都得分，缺少一个不得分的选项", ("options",), grave=False)
