"""Slopes: points for every step that a figure lies beyond a goal or short of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from desktop.domain.amounts import MOST_PLACES, Exact, round_to, show
from desktop.domain.figures import Measure
from desktop.domain.keys import AMOUNT, Kind, figures_of, key, kinds_of, one_of
from desktop.domain.refusals import Refused
from desktop.domain.slips import Slip
from desktop.domain.tally import Tally
from desktop.domain.values import read_amount, read_mapping, read_ratio, take

StepUnit = Literal["unit", "point", "percent"]
_POINT = "个百分点"


@dataclass(frozen=True, slots=True)
class Step:
    """The size of a step: in units, in percentage points, or in percent of the goal."""

    size: Fraction
    of: StepUnit

    def words(self, unit: str, goal: str) -> str:
        """As the documents say it."""
        if self.of == "percent":
            return f"{goal}的 {_show_step(self)}"
        return f"{_show_step(self)} {unit}" if self.of == "unit" and unit else _show_step(self)


def _read_step(value: object) -> Step:
    if isinstance(value, str) and value.endswith(_POINT):
        return _whole(Step(Fraction(read_amount(value.removesuffix(_POINT).strip())), "point"))
    if isinstance(value, str) and value.endswith("%"):
        return _whole(Step(read_ratio(value), "percent"))
    return _whole(Step(Fraction(read_amount(value)), "unit"))


def _whole(step: Step) -> Step:
    if not step.size:
        raise Refused("一步的大小不能是 0")
    return step


def _show_step(step: Step) -> str:
    size = step.size * 100 if step.of == "percent" else step.size
    number = show(Decimal(size.numerator) / Decimal(size.denominator))
    return number + {"unit": "", "point": f" {_POINT}", "percent": "%"}[step.of]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """What happens on one side: points a step, at most `cap`, and what a part of a step counts."""

    step: Step = key(Kind(_read_step, _show_step))
    points: Decimal = key(AMOUNT)
    cap: Decimal | None = key(AMOUNT, None)
    part: Literal["dropped", "whole", "pro-rata"] = key(
        one_of("dropped", "whole", "pro-rata"), "dropped"
    )

    def steps(self, distance: Fraction, goal: Fraction) -> Fraction:
        """How many steps a distance from the goal is; a part of a goal of nothing is no step."""
        size = {
            "unit": self.step.size,
            "point": self.step.size / 100,
            "percent": self.step.size * goal,
        }[self.step.of]
        if size <= 0:
            return Fraction(0)
        exact = distance / size
        if self.part == "pro-rata":
            return exact
        return Fraction(int(exact) if self.part == "dropped" else -int(-exact // 1))

    def words(self, verb: str, unit: str, goal: str = "目标") -> str:
        """The step and what it counts."""
        most = "" if self.cap is None else f"、最多{verb} {show(self.cap)} 分"
        step = self.step.words(unit, goal)
        gap = " " if step[-1].isdecimal() else ""
        return f"{step}{gap}{verb} {show(self.points)} 分{most}"

    def amount(self, steps: Fraction) -> Fraction:
        """Points for so many steps."""
        exact = steps * Fraction(self.points)
        return exact if self.cap is None else min(exact, Fraction(self.cap))

    def slips(self, name: str, measure: Measure) -> Iterator[Slip]:
        """A step as its measure is written."""
        if self.step.of == "point" and not measure.in_percent:
            yield Slip("step", "这里计的是数，步长不能用百分点", (name, "step"))
        if self.step.of == "unit" and measure.in_percent:
            message = '这里计的是比率，步长要写成 "1个百分点" 或 "5%"（目标的百分比）'
            yield Slip("step", message, (name, "step"))


def read_slope(value: object) -> Slope:
    """Read the table of one side."""
    kinds = kinds_of(Slope)
    plain = read_mapping(value, frozenset(kinds))
    return Slope(**{k: take(plain, k, kinds[k].read) for k in {"step", "points", *plain}})


SLOPE = Kind(read_slope, figures_of)


class Walk(NamedTuple):
    """A figure held against a goal: what reaching it gives, and the slopes on both sides of it."""

    measure: Measure
    points: Decimal | None
    beyond: Slope | None
    short: Slope | None
    less_is_better: bool = False
    goal: str = "目标"

    @property
    def words(self) -> Iterator[str]:
        """Each part of the rule, as the documents state it."""
        if self.points is not None:
            yield f"达到得 {show(self.points)} 分"
        if self.beyond:
            yield f"每超 {self.beyond.words('加', self.measure.unit, self.goal)}"
        if self.short:
            yield f"每差 {self.short.words('扣', self.measure.unit, self.goal)}"

    @property
    def single(self) -> Decimal:
        """What reaching the goal counts, or one step."""
        slopes = [slope.points for slope in (self.beyond, self.short) if slope]
        return self.points or max(slopes, default=Decimal(0))

    @property
    def most(self) -> Decimal | None:
        """Its points and what lies beyond; None where that has no cap."""
        slope = self.beyond if self.points is not None or self.beyond else self.short
        if slope is None:
            return self.points or Decimal(0)
        return None if slope.cap is None else (self.points or Decimal(0)) + slope.cap

    def tally(self, value: Fraction, goal: Fraction, head: str) -> Tally:
        """Walk the steps on the side where the figure lies."""
        full = Fraction(self.points or 0)
        distance = goal - value if self.less_is_better else value - goal
        if distance >= 0:
            added, words = self._walk(self.beyond, distance, goal, "加")
            if full and added:
                words += f"，{plain(full)} + {plain(added)} = {plain(full + added)}"
            return Tally(full + added, f"{head}，已达到{words}")
        lost, words = self._walk(self.short, -distance, goal, "扣")
        if self.points is None:
            return Tally(-lost, f"{head}，未达到{words}", 1)
        left = max(Fraction(0), full - lost) if self.short else Fraction(0)
        if lost:
            words += f"，{plain(full)} − {plain(lost)} = {plain(left)}" if left else "，扣完为止"
        return Tally(left, f"{head}，未达到{words}", 1)

    def _walk(
        self, slope: Slope | None, distance: Fraction, goal: Fraction, verb: str
    ) -> tuple[Fraction, str]:
        if slope is None or not distance:
            return Fraction(0), ""
        side = "超出" if verb == "加" else "不足"
        steps = slope.steps(distance, goal)
        amount = slope.amount(steps)
        each = slope.words(verb, self.measure.unit, self.goal)
        words = f"，{side} {self._far(distance)}，每 {each}"
        return amount, f"{words}，计 {plain(steps)} 步，共{verb} {plain(amount)} 分"

    def _far(self, distance: Fraction) -> str:
        """A distance from the goal, in percentage points where that is what is measured."""
        if self.measure.in_percent:
            return f"{plain(distance * 100)} {_POINT}"
        return said(distance, self.measure)


def said(value: Fraction, measure: Measure) -> str:
    """A value of a measure, in words; a mean may have no end."""
    if measure.in_percent or (value * 10**MOST_PLACES).denominator == 1:
        return measure.words(value)
    return f"{plain(value)} {measure.unit}".rstrip()


def plain(value: Exact) -> str:
    """A number to two places, and whether it is exact."""
    shown = show(round_to(value, 2))
    return shown if round_to(value, 2) == value else f"约 {shown}"
