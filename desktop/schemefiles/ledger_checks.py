"""Checks of what a scheme asks the ledgers: a measure that is there, fits the shape, and has what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.domain.ledgers.given import Given
from desktop.domain.ledgers.measured import Rate, Rows, Standing
from desktop.domain.ledgers.measures import MEASURES, STANDINGS, measure_slips
from desktop.domain.refusals import unknown
from desktop.domain.scheme import Criterion, Scheme
from desktop.domain.shapes.choice import Choice
from desktop.domain.shapes.rate import Rate as RateShape
from desktop.domain.shapes.tiers import Tiers
from desktop.domain.slips import Place, Slip

_BY_ROWS: Final = frozenset({"flag", "each", "shortfall", "share", "award"})


def ledger_slips(scheme: Scheme) -> Iterator[Slip]:
    """Everything about the measures of one reading of a scheme."""
    for indicator in scheme.indicators:
        for one in indicator.criteria:
            yield from _criterion(one, ("indicators", indicator.id, "criteria", one.id))
    for name, extra in scheme.named_extras:
        for one in extra.criteria:
            yield from _criterion(one, (name, "criteria", one.id))
    for target in scheme.targets:
        place: Place = ("targets", target.id)
        yield from _alone(target.from_, target.given, place)
        measure = MEASURES.get(target.from_ or "")
        if measure is not None and measure.answers is not Rate:
            yield Slip("measure", "目标要用算比率的口径", (*place, "from"))


def _criterion(one: Criterion, place: Place) -> Iterator[Slip]:
    yield from _alone(one.from_, one.given, place)
    measure = MEASURES.get(one.from_ or "")
    if measure is None:
        if one.read_as is not None and one.from_ is None:
            yield Slip("measure", "只有写了 from 才用得上 read_as", (*place, "read_as"))
        return
    if measure.answers is not _wanted(one):
        yield Slip(
            "measure", f"“{one.from_}”的结果不适合 {one.rule.shape} 这种形式", (*place, "from")
        )
    elif isinstance(one.rule, Choice):
        yield from _reading(one, one.rule, place)
    elif one.read_as is not None:
        yield Slip("measure", "read_as 只用于 choice", (*place, "read_as"))


def _alone(name: str | None, given: Given, place: Place) -> Iterator[Slip]:
    if name is not None:
        yield from (slip.under(*place) for slip in measure_slips(name, given))
    elif given != Given():
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
    return Rows if rule.shape in _BY_ROWS else None


def _reading(one: Criterion, rule: Choice, place: Place) -> Iterator[Slip]:
    words = STANDINGS[one.from_ or ""]
    told = one.read_as or {}
    for word in words:
        if word not in told:
            yield Slip("measure", f"read_as 还要写 {word} 是哪个选项", (*place, "read_as"))
    for word, option in told.items():
        if word not in words:
            yield Slip("measure", unknown(word, words, "种情形"), (*place, "read_as", word))
        elif option not in rule.options:
            yield Slip(
                "measure", unknown(option, rule.options, "个选项"), (*place, "read_as", word)
            )
