"""Evaluators: whether one scores an indicator markedly lower or higher than the others do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from desktop.domain.amounts import ZERO, round_to, show, show_percent
from desktop.domain.records import AssessmentKey
from desktop.domain.scheme import Indicator
from desktop.services.consistency.remarks import Looked, Matter, Remark, Spot

_FEWEST: Final = 3  # units on either side
_MARKED: Final = Fraction(15, 100)  # of the indicator's points


class _Scored(NamedTuple):
    """One unit's settled score."""

    evaluator: str
    key: AssessmentKey
    score: Decimal


class _Side(NamedTuple):
    """One evaluator's units beside all others'."""

    evaluator: str
    own: list[_Scored]
    others: list[_Scored]

    @property
    def gap(self) -> Fraction:
        """Below zero where this one scores lower."""
        return _mean(self.own) - _mean(self.others)


def evaluators_apart(of: Looked) -> Iterator[Remark]:
    """Indicator by indicator: the mean of an evaluator's units beside the mean of all others'."""
    found = _scored(of)
    for indicator in of.scheme.indicators:
        scored = found.get(indicator.id, [])
        sides = [
            _Side(
                name,
                [one for one in scored if one.evaluator == name],
                [one for one in scored if one.evaluator != name],
            )
            for name in dict.fromkeys(one.evaluator for one in scored)
        ]
        marked = [one for one in sides if _is_marked(one, indicator.points)]
        # Between two, the one is as much lower as the other is higher: it is told once.
        if len(sides) == 2:  # noqa: PLR2004  # two people
            marked = [one for one in marked if one.gap < 0]
        yield from (_remark(one, indicator, of.beside.people or {}) for one in marked)


def _scored(of: Looked) -> Mapping[str, list[_Scored]]:
    """By indicator, only what is complete and was counted or judged for this unit."""
    parts = of.parts
    found: dict[str, list[_Scored]] = {}
    for sight in of.sheets:
        evaluator = sight.assessment.evaluator
        waiting = {parts[name] for name in sight.sheet.pending}
        for one in sight.sheet.indicators if evaluator else ():
            if one.score is not None and one.not_applicable is None and one.id not in waiting:
                scored = _Scored(evaluator or "", sight.assessment.key, one.score)
                found.setdefault(one.id, []).append(scored)
    return found


def _is_marked(one: _Side, points: Decimal) -> bool:
    if min(len(one.own), len(one.others)) < _FEWEST or not points:
        return False
    return abs(one.gap) >= _MARKED * Fraction(points)


def _mean(scored: list[_Scored]) -> Fraction:
    return Fraction(sum((one.score for one in scored), ZERO)) / len(scored)


def _remark(one: _Side, indicator: Indicator, people: Mapping[str, str]) -> Remark:
    name = people.get(one.evaluator, one.evaluator)
    share = abs(one.gap) / Fraction(indicator.points)
    lower = one.gap < 0
    # The unit that goes furthest in this direction is looked at first.
    own = sorted(one.own, key=lambda each: each.score if lower else -each.score)
    return Remark(
        Matter.EVALUATOR,
        f"{indicator.no} {indicator.name}".strip(),
        f"{name}评的 {len(one.own)} 个单位",
        f"{name}评的 {len(one.own)} 个单位平均 {_words(_mean(one.own))} 分，其他人评的 {len(one.others)} 个单位"
        f"平均 {_words(_mean(one.others))} 分，{'低' if lower else '高'} {_words(abs(one.gap))} 分"
        f"（满分的 {show_percent(round_share(share))}），可以对照着看看宽严是否一致",
        tuple(Spot(each.key, indicator.id) for each in own),
        share,
    )


def round_share(share: Fraction) -> Fraction:
    """To whole percents."""
    return Fraction(round_to(share * 100, 0)) / 100


def _words(amount: Fraction) -> str:
    return show(round_to(amount, 2))
