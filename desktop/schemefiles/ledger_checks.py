"""Checks of what a scheme asks the ledgers: a measure that is there, fits the shape, and has what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.domain.ledgers.given import Given
from desktop.domain.ledgers.measured import Absences, Rate, Rows, Standing
from desktop.domain.ledgers.measures import MEASURES, Measure, measure_slips, told
from desktop.domain.plan import PlanTarget
from desktop.domain.refusals import unknown
from desktop.domain.scheme import Criterion, Scheme
from desktop.domain.shapes.choice import Choice
from desktop.domain.shapes.rate import Rate as RateShape
from desktop.domain.shapes.share import Share
from desktop.domain.shapes.tiers import Tiers
from desktop.domain.slips import Place, Slip

_BY_ROWS: Final = frozenset({"flag", "each", "shortfall", "award"})
# An award asks how many there must be at least, whatever is counted.
_LEAST: Final = frozenset({"least"})


def ledger_slips(scheme: Scheme) -> Iterator[Slip]:
    """Everything about the measures of one reading of a scheme."""
    for indicator in scheme.indicators:
        for one in indicator.criteria:
            yield from _criterion(one, ("indicators", indicator.id, "criteria", one.id))
    for name, extra in scheme.named_extras:
        for one in extra.criteria:
            yield from _criterion(one, (name, "criteria", one.id))
    for target in scheme.targets:
        yield from _target(target, ("targets", target.id))


def _target(one: PlanTarget, place: Place) -> Iterator[Slip]:
    if one.from_ is None:
        yield from _without_measure(one.given, place)
        return
    yield from (slip.under(*place) for slip in measure_slips(one.from_, one.given))
    measure = MEASURES.get(one.from_)
    if measure is not None and measure.answers is not Rate:
        yield Slip("measure", "目标要用算比率的口径", (*place, "from"))


def _criterion(one: Criterion, place: Place) -> Iterator[Slip]:
    if one.from_ is None:
        yield from _without_measure(one.given, place)
        if one.read_as is not None:
            yield Slip("measure", "只有写了 from 才用得上 read_as", (*place, "read_as"))
        return
    besides = _LEAST if one.rule.shape == "award" else frozenset[str]()
    yield from (slip.under(*place) for slip in measure_slips(one.from_, one.given, besides))
    measure = MEASURES.get(one.from_)
    if measure is None:
        return
    if measure.answers is not _wanted(one):
        message = f"“{one.from_}”的结果不适合 {one.rule.shape} 这种形式"
        yield Slip("measure", message, (*place, "from"))
    elif isinstance(one.rule, Choice):
        yield from _reading(one, one.rule, measure, place)
    elif one.read_as is not None:
        yield Slip("measure", "read_as 只用于 choice", (*place, "read_as"))


def _without_measure(given: Given, place: Place) -> Iterator[Slip]:
    if told(given):
        yield Slip("measure", "只有写了 from 才用得上 given", (*place, "given"))


def _wanted(one: Criterion) -> object:
    """What sort of answer makes a fact of this shape."""
    rule = one.rule
    if isinstance(rule, Tiers):
        return {"ratio": Rate, "count": Rows}.get(rule.measure or "")
    if isinstance(rule, RateShape):
        return Rate if rule.measure == "ratio" else None
    if isinstance(rule, Choice):
        return Standing
    if isinstance(rule, Share):
        return Absences
    return Rows if rule.shape in _BY_ROWS else None


def _reading(one: Criterion, rule: Choice, measure: Measure, place: Place) -> Iterator[Slip]:
    words = one.read_as or {}
    for case in measure.cases:
        if case not in words:
            yield Slip("measure", f"read_as 还要写 {case} 是哪个选项", (*place, "read_as"))
    for case, option in words.items():
        inner: Place = (*place, "read_as", case)
        if case not in measure.cases:
            yield Slip("measure", unknown(case, measure.cases, "种情形"), inner)
        elif option not in rule.options:
            yield Slip("measure", unknown(option, rule.options, "个选项"), inner)
