"""Merits: what a unit is ranked and graded by: its sums, its indicators, and what its faults hold it at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from desktop.domain.ranking_rules import BASE, BONUS, TOTAL
from desktop.domain.scheme import Criterion, Scheme
from desktop.domain.score_sheet import ScoreSheet


class Hold(NamedTuple):
    """A grade that a fault holds a unit at, and the clause that does it."""

    grade: str
    clause: str


@dataclass(frozen=True, slots=True)
class Merits:
    """By name, as rules of ranking name them; a name that is missing among the amounts does not apply to the unit."""

    amounts: Mapping[str, Decimal]
    open: frozenset[str] = frozenset()  # of these something is not judged yet
    held: tuple[Hold, ...] = ()
    last: tuple[str, ...] = ()  # the clauses that place it behind all others


def merits_of(scheme: Scheme, sheet: ScoreSheet) -> Merits:
    """One sheet's."""
    sums = {TOTAL: sheet.total, BASE: sheet.base, BONUS: sheet.bonus}
    scores = {one.id: one.score for one in sheet.indicators if one.score is not None}
    held = tuple(map(Hold, sheet.grade_at_most, sheet.held_by))
    still_open = frozenset(_open_names(scheme, sheet)) if sheet.pending else frozenset[str]()
    return Merits(sums | scores, still_open, held, sheet.placed_last)


def _open_names(scheme: Scheme, sheet: ScoreSheet) -> Iterator[str]:
    pending = frozenset(sheet.pending)
    yield TOTAL
    for indicator in scheme.indicators:
        if _any_of(pending, indicator.criteria):
            yield from (indicator.id, BASE)
    if scheme.bonus and _any_of(pending, scheme.bonus.criteria):
        yield BONUS


def _any_of(pending: frozenset[str], criteria: Iterable[Criterion]) -> bool:
    return any(one.id in pending for one in criteria)
