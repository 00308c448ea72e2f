"""`target`: a figure to reach; each step beyond it adds, each step short of it deducts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from desktop.domain.amounts import Exact, round_to, show
from desktop.domain.figures import EDGE, FACT_KEYS, Edge, Figure, Measure, MeasureName, edge_slip
from desktop.domain.keys import AMOUNT, FLAG, TEXT, Kind, figures_of, key, kinds_of, one_of
from desktop.domain.refusals import Refused
from desktop.domain.slips import Slip
from desktop.domain.tally import PlainFact, Tally
from desktop.domain.values import read_amount, read_mapping, read_ratio, take

StepUnit = Literal["unit", "point", "percent"]
_POINT = "个百分点"


@dataclass(frozen=True, slots=True)
class Step:
    """The size of a step: in units, in percentage points, or in percent of the target."""

    size: Fraction
    of: StepUnit

    def words(self, unit: str) -> str:
        """As the documents say it."""
        if self.of == "percent":
            return f"目标的 {_show_step(self)}"
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

    def steps(self, distance: Fraction, target: Fraction) -> Fraction:
        """How many steps a distance from the target is."""
        size = {
            "unit": self.step.size,
            "point": self.step.size / 100,
            "percent": self.step.size * target,
        }[self.step.of]
        exact = distance / size
        if self.part == "pro-rata":
            return exact
        return Fraction(int(exact) if self.part == "dropped" else -int(-exact // 1))

    def words(self, verb: str, unit: str) -> str:
        """The step and what it counts."""
        most = "" if self.cap is None else f"、最多{verb} {show(self.cap)} 分"
        step = self.step.words(unit)
        gap = " " if step[-1].isdecimal() else ""
        return f"{step}{gap}{verb} {show(self.points)} 分{most}"

    def amount(self, steps: Fraction) -> Fraction:
        """Points for so many steps."""
        exact = steps * Fraction(self.points)
        return exact if self.cap is None else min(exact, Fraction(self.cap))


def _read_slope(value: object) -> Slope:
    kinds = kinds_of(Slope)
    plain = read_mapping(value, frozenset(kinds))
    return Slope(**{k: take(plain, k, kinds[k].read) for k in {"step", "points", *plain}})


SLOPE = Kind(_read_slope, figures_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Reaching `target` gives `points` (or keeps them, without); beyond adds, short deducts."""

    shape: ClassVar[str] = "target"

    measure: MeasureName = key(one_of(*FACT_KEYS))
    target: Edge = key(EDGE)
    unit: str = key(TEXT, "")
    points: Decimal | None = key(AMOUNT, None)
    beyond: Slope | None = key(SLOPE, None)
    short: Slope | None = key(SLOPE, None)
    beyond_total: bool = key(FLAG, default=False)
    less_is_better: bool = key(FLAG, default=False)

    @property
    def fact_keys(self) -> frozenset[str]:
        """The figure's own keys."""
        return FACT_KEYS[self.measure]

    @property
    def earns(self) -> bool:
        """With points of its own it starts at nothing."""
        return self.points is not None

    @property
    def words(self) -> str:
        """The rule as the documents state it."""
        parts = [f"目标 {self._measure.words(self.target.value)}"]
        if self.points is not None:
            parts.append(f"达到得 {show(self.points)} 分")
        if self.beyond:
            parts.append(f"每超 {self.beyond.words('加', self.unit)}")
        if self.short:
            parts.append(f"每差 {self.short.words('扣', self.unit)}")
        return "，".join(parts)

    @property
    def single(self) -> Decimal:
        """What reaching it counts, or one step."""
        slopes = [slope.points for slope in (self.beyond, self.short) if slope]
        return self.points or max(slopes, default=Decimal(0))

    @property
    def most(self) -> Decimal | None:
        """Its points and what lies beyond; None where that has no cap."""
        slope = self.beyond if self.earns or self.beyond else self.short
        if slope is None:
            return self.points or Decimal(0)
        return None if slope.cap is None else (self.points or Decimal(0)) + slope.cap

    @property
    def _measure(self) -> Measure:
        return Measure(self.measure, unit=self.unit)

    def read(self, fact: PlainFact, /) -> Figure:
        """Read the figure."""
        return self._measure.read(fact, beyond_total=self.beyond_total)

    def tally(self, figure: Figure, /) -> Tally:
        """Walk the steps on the side where the figure lies."""
        full = Fraction(self.points or 0)
        worth = f"（得 {show(self.points)} 分）" if self.points is not None else ""
        head = f"目标 {self._measure.words(self.target.value)}{worth}，实际 {figure.words}"
        distance = figure.value - self.target.value
        if self.less_is_better:
            distance = -distance
        if distance >= 0:
            added, words = self._walk(self.beyond, distance, "超出", "加")
            if full and added:
                words += f"，{_plain(full)} + {_plain(added)} = {_plain(full + added)}"
            return Tally(full + added, f"{head}，已达到{words}")
        lost, words = self._walk(self.short, -distance, "不足", "扣")
        if self.points is None:
            return Tally(-lost, f"{head}，未达到{words}", 1)
        left = max(Fraction(0), full - lost) if self.short else Fraction(0)
        if lost:
            words += f"，{_plain(full)} − {_plain(lost)} = {_plain(left)}" if left else "，扣完为止"
        return Tally(left, f"{head}，未达到{words}", 1)

    def _walk(
        self, slope: Slope | None, distance: Fraction, side: str, verb: str
    ) -> tuple[Fraction, str]:
        if slope is None or not distance:
            return Fraction(0), ""
        steps = slope.steps(distance, self.target.value)
        amount = slope.amount(steps)
        words = f"，{side} {self._far(distance)}，每 {slope.words(verb, self.unit)}"
        return amount, f"{words}，计 {_plain(steps)} 步，共{verb} {_plain(amount)} 分"

    def _far(self, distance: Fraction) -> str:
        """A distance from the target, in percentage points where that is what is measured."""
        if self._measure.in_percent:
            return f"{_plain(distance * 100)} {_POINT}"
        return self._measure.words(distance)

    def clean(self) -> None:
        """The figure has to be entered."""
        return

    def unclaimed(self) -> None:
        """The figure has to be entered."""
        return

    def slips(self) -> Iterator[Slip]:
        """The target as its measure is written, and something that follows from it."""
        for slip in edge_slip(self.target, self._measure):
            yield slip.under("target")
        if self.points is None and self.beyond is None and self.short is None:
            yield Slip("target", "达到或未达到都没有后果，请写明 points、beyond 或 short")
        for name, slope in (("beyond", self.beyond), ("short", self.short)):
            if slope and slope.step.of == "point" and not self._measure.in_percent:
                yield Slip("step", "这里计的是数，步长不能用百分点", (name, "step"))
            if slope and slope.step.of == "unit" and self._measure.in_percent:
                message = '这里计的是比率，步长要写成 "1个百分点" 或 "5%"（目标的百分比）'
                yield Slip("step", message, (name, "step"))
            if slope and slope.step.of == "percent" and not self.target.value:
                yield Slip("step", "目标是 0，步长不能用目标的百分比", (name, "step"))


def _plain(value: Exact) -> str:
    shown = show(round_to(value, 2))
    return shown if round_to(value, 2) == value else f"约 {shown}"
