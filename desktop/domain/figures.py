"""Figures: what is measured (a count, an amount, a ratio, a percentage) and the bounds it is held to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from desktop.domain.amounts import equals_percent, show, show_percent
from desktop.domain.keys import TEXT, Kind, key, one_of, show_ratio
from desktop.domain.refusals import Refused, quoted
from desktop.domain.slips import Slip
from desktop.domain.values import read_amount, read_count, read_ratio, take

MeasureName = Literal["count", "amount", "ratio", "percent"]
FACT_KEYS: Final[Mapping[MeasureName, frozenset[str]]] = {
    "count": frozenset({"count"}),
    "amount": frozenset({"amount"}),
    "ratio": frozenset({"done", "total"}),
    "percent": frozenset({"percent"}),
}
_SIGNED_PERCENT: Final = re.compile(r"-?[0-9.]+%", re.ASCII)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value, exact, and the words that show it."""

    value: Fraction
    words: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured and in which unit; a table `{ name, measure, unit }` where there are two."""

    measure: MeasureName = key(one_of(*FACT_KEYS))
    name: str = key(TEXT, "")
    unit: str = key(TEXT, "")

    @property
    def in_percent(self) -> bool:
        """Whether its bounds are written with a percent sign."""
        return self.measure in {"ratio", "percent"}

    def read(self, fact: Mapping[str, object], *, beyond_total: bool = False) -> Figure:
        """Read the figure from its fact."""
        figure = self._read(fact, beyond_total=beyond_total)
        return Figure(figure.value, f"{self.name} {figure.words}") if self.name else figure

    def _read(self, fact: Mapping[str, object], *, beyond_total: bool) -> Figure:
        match self.measure:
            case "count":
                count = take(fact, "count", read_count)
                return Figure(Fraction(count), self.words(Fraction(count)))
            case "amount":
                amount = Fraction(take(fact, "amount", read_amount))
                return Figure(amount, self.words(amount))
            case "percent":
                percent = take(fact, "percent", _read_percent)
                return Figure(percent, show_percent(percent))
        return _read_done(fact, beyond_total=beyond_total)

    def words(self, value: Fraction) -> str:
        """A value of this measure, as it is said."""
        if self.in_percent:
            return show_percent(value)
        text = show(Decimal(value.numerator) / Decimal(value.denominator))
        return f"{text} {self.unit}" if self.unit else text


def _read_percent(value: object) -> Fraction:
    if isinstance(value, str) and _SIGNED_PERCENT.fullmatch(value):
        return read_ratio(value.removeprefix("-")) * (-1 if value.startswith("-") else 1)
    return read_ratio(value)


def _read_done(fact: Mapping[str, object], *, beyond_total: bool) -> Figure:
    done = take(fact, "done", read_count)
    total = take(fact, "total", read_count)
    if total == 0:
        raise Refused("总数为 0，没有完成率可算；请改用自由裁量并写明理由", "total")
    if done > total and not beyond_total:
        raise Refused(f"完成数 {done} 大于总数 {total}，请核对", "done")
    ratio = Fraction(done, total)
    return Figure(ratio, f"{done} ÷ {total} {equals_percent(ratio)}")


@dataclass(frozen=True, slots=True)
class Edge:
    """A bound as the file writes it: 20, 92.5 or "90%"."""

    value: Fraction
    percent: bool


def read_edge(value: object) -> Edge:
    """Read a bound; whether it needs a percent sign depends on the measure and is checked there."""
    if isinstance(value, str):
        return Edge(read_ratio(value), percent=True)
    return Edge(Fraction(read_amount(value)), percent=False)


def show_edge(edge: Edge) -> object:
    """Write a bound as its file has it."""
    if edge.percent:
        return show_ratio(edge.value)
    if edge.value.denominator == 1:
        return int(edge.value)
    return show(Decimal(edge.value.numerator) / Decimal(edge.value.denominator))


EDGE: Final = Kind(read_edge, show_edge)


def edge_slip(edge: Edge, measure: Measure) -> Iterator[Slip]:
    """A bound must be written as its measure is; for a step both ways are right."""
    if edge.percent and not measure.in_percent:
        yield Slip("edge", f"这里计的是数，不要带百分号：{quoted(show_edge(edge))}")
    elif measure.in_percent and not edge.percent:
        yield Slip("edge", f'比率要写成带百分号的文字，例如 "90%"，现在是{quoted(show_edge(edge))}')
