"""Totals: from indicator scores through sections, weights, scaling and bounds to the base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.amounts import ZERO, show, show_percent
from desktop.domain.rounding import Rounding
from desktop.domain.scheme import Scheme, Section
from desktop.domain.score_sheet import Adjustment, IndicatorScore, SectionScore


@dataclass(frozen=True, slots=True)
class Base:
    """The base, how many of the points it speaks for, and what was adjusted on the way."""

    amount: Decimal
    assessed_points: Decimal
    sections: tuple[SectionScore, ...]
    adjustments: tuple[Adjustment, ...]


class _Part(NamedTuple):
    """A running sum with the points it speaks for and the steps that led to it."""

    amount: Decimal
    assessed: Decimal
    steps: tuple[Adjustment, ...] = ()

    def then(self, kind: str, at: str, amount: Decimal, words: str) -> _Part:
        """The next amount; a step is kept where it changed anything."""
        if amount == self.amount:
            return self
        step = Adjustment(kind, at, amount - self.amount, words)
        return _Part(amount, self.assessed, (*self.steps, step))


def base_of(scheme: Scheme, scores: Sequence[IndicatorScore], voided: Mapping[str, str]) -> Base:
    """Sum the indicators by section; `voided` names the sections that score nothing, and why."""
    by_section = _by_section(scheme, scores)
    start = scheme.bounds.start
    parts = [
        _Part(ZERO, ZERO).then("start", "", start, f"起点 {show(start)} 分"),
        _plain(by_section[None]),
    ]
    sections = []
    for section in scheme.sections:
        inside = by_section[section.id]
        own = _section(section, inside, voided.get(section.id), scheme.rounding)
        part = _weighted(section, own, scheme.rounding)
        sections.append(SectionScore(section.id, section.points or ZERO, own.amount, part.amount))
        parts.append(part)
    steps = tuple(step for part in parts for step in part.steps)
    together = _Part(_sum(p.amount for p in parts), _sum(p.assessed for p in parts), steps)
    left_out = _left_out(by_section[None]) + _sum(
        _left_out_above(section, by_section[section.id]) for section in scheme.sections
    )
    base = _scaled(together, "", left_out, scheme.points, scheme.rounding)
    held = scheme.bounds.hold(base.amount)
    base = base.then("bounds", "", held, f"各项合计 {show(base.amount)} 分，以 {show(held)} 分为限")
    return Base(base.amount, base.assessed, tuple(sections), base.steps)


def _by_section(
    scheme: Scheme, scores: Sequence[IndicatorScore]
) -> Mapping[str | None, list[IndicatorScore]]:
    groups: dict[str | None, list[IndicatorScore]] = {None: []}
    groups |= {section.id: [] for section in scheme.sections}
    for score, indicator in zip(scores, scheme.indicators, strict=True):
        groups[indicator.section].append(score)
    return groups


def _plain(scores: Iterable[IndicatorScore]) -> _Part:
    amount = assessed = ZERO
    for one in scores:
        if one.score is not None:
            amount += one.score
            assessed += one.points
    return _Part(amount, assessed)


def _section(
    section: Section, inside: Sequence[IndicatorScore], voided: str | None, rounding: Rounding
) -> _Part:
    """A section on its own points: its start, its scaling where weighted, its bounds, and 不得分."""
    part = _plain(inside)
    if section.only_heading and voided is None:
        return part
    bounds = section.bounds
    part = part.then(
        "start", section.id, part.amount + bounds.start, f"起点 {show(bounds.start)} 分"
    )
    if section.weight is not None:
        part = _scaled(part, section.id, _left_out(inside), section.points or ZERO, rounding)
    held = bounds.hold(part.amount)
    part = part.then(
        "bounds",
        section.id,
        held,
        f"{section.name}合计 {show(part.amount)} 分，以 {show(held)} 分为限",
    )
    if voided is None:
        return part
    return part.then("void", section.id, min(ZERO, part.amount), f"{voided}：{section.name}不得分")


def _weighted(section: Section, part: _Part, rounding: Rounding) -> _Part:
    """A section's contribution to the base."""
    if section.weight is None:
        return part
    amount = rounding.line(Fraction(part.amount) * section.weight)
    percent = show_percent(section.weight)
    words = f"{section.name}：{show(part.amount)} × {percent} = {show(amount)} 分"
    assessed = rounding.line(Fraction(part.assessed) * section.weight)
    weighted = part.then("weight", section.id, amount, words)
    return _Part(weighted.amount, assessed, weighted.steps)


def _left_out(scores: Iterable[IndicatorScore]) -> Decimal:
    return _sum(score.points for score in scores if score.left_out)


def _left_out_above(section: Section, inside: Sequence[IndicatorScore]) -> Decimal:
    """What a section leaves to the sheet to scale: a weighted one scales itself, unless all is out."""
    left_out = _left_out(inside)
    if section.weight is None:
        return left_out
    whole = section.points or ZERO
    weight = Decimal(section.weight.numerator) / Decimal(section.weight.denominator)
    return whole * weight if left_out == whole else ZERO


def _scaled(part: _Part, at: str, left_out: Decimal, points: Decimal, rounding: Rounding) -> _Part:
    """What does not apply and is left out scales the rest up to the full points (R30)."""
    if not left_out or left_out >= points:
        return part
    share = Fraction(points) / Fraction(points - left_out)
    amount = rounding.line(Fraction(part.amount) * share)
    words = f"不适用 {show(left_out)} 分，其余按 {show(points)} ÷ {show(points - left_out)} 折算"
    scaled = part.then("scaled", at, amount, words)
    return _Part(scaled.amount, rounding.line(Fraction(part.assessed) * share), scaled.steps)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
