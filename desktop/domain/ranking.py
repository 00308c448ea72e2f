"""Ranking: a round's units in order, with places, ties and grades within their quotas; a pure function of sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final, Literal, NamedTuple

from desktop.domain.amounts import ZERO
from desktop.domain.consequences import GradeBand
from desktop.domain.grade_quotas import Candidate, Graded, Hindrance, Ladder, grades_within
from desktop.domain.merits import Merits
from desktop.domain.ranking_rules import TOTAL, RankingRules
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.sheet_merits import merits_of

Apart = Literal["", "pending", "aside", "unread", "absent"]
_ORDER: Final[Sequence[Apart]] = ("", "pending", "aside", "unread", "absent")


class Entrant(NamedTuple):
    """A unit that comes to be ranked; `merits` stand for its sheet's where several are taken together.

    `provisional` says that these will still change, though there is something to rank it by.
    """

    unit: str
    group: str
    scheme: Scheme
    sheet: ScoreSheet | None  # None where it cannot be read
    merits: Merits | None = None
    absent: bool = False
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands in its group; one that stands apart has no place, and `apart` says why."""

    unit: str
    group: str
    apart: Apart
    amount: Decimal | None = None
    place: int | None = None
    tied: bool = False
    grade: str | None = None
    next_grade: str | None = None
    lacking: Decimal | None = (
        None  # points to the next grade; None where points alone do not lead there
    )
    hindrance: Hindrance = ""
    held_by: tuple[str, ...] = ()  # the clauses that keep the next grade from it
    placed_last: tuple[str, ...] = ()  # the clauses that place it behind all others


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every unit, group by group, the best first; provisional until everybody who takes part is scored."""

    standings: tuple[Standing, ...]
    provisional: bool

    def of(self, unit: str) -> Standing:
        """One unit's."""
        return next(one for one in self.standings if one.unit == unit)


class _Ranked(NamedTuple):
    """An entrant with what it is ordered by, the best first: smaller is better."""

    entrant: Entrant
    merits: Merits
    amount: Decimal
    order: tuple[Decimal | bool, ...]


def rank(rules: RankingRules, entrants: Iterable[Entrant]) -> Ranking:
    """Rank every group by itself; groups stand in the order in which they first come."""
    groups: dict[str, list[Entrant]] = {}
    provisional = False
    for one in entrants:
        groups.setdefault(one.group, []).append(one)
        provisional |= not one.absent and _still_changes(rules, one)
    found = (standing for group in groups.values() for standing in _standings(rules, group))
    return Ranking(tuple(found), provisional)


def _still_changes(rules: RankingRules, one: Entrant) -> bool:
    """Whether its place, or a grade, depends on what is not known yet."""
    merits = _merits(one)
    if merits is None or merits.provisional or one.provisional:
        return True
    names = {rules.by, *rules.tie_breakers, *((TOTAL,) if one.scheme.grades else ())}
    return not merits.open.isdisjoint(names)


def _merits(one: Entrant) -> Merits | None:
    if one.merits is not None or one.sheet is None:
        return one.merits
    return merits_of(one.scheme, one.sheet)


def _standings(rules: RankingRules, group: Sequence[Entrant]) -> list[Standing]:
    ranked: list[_Ranked] = []
    others: list[Standing] = []
    for one in group:
        merits = _merits(one)
        apart = _apart(rules, one, merits)
        if apart or merits is None:
            others.append(Standing(one.unit, one.group, apart))
        else:
            ranked.append(_ranked(rules, one, merits))
    ranked.sort(key=lambda one: one.order)
    others.sort(key=lambda one: _ORDER.index(one.apart))
    return [*_placed(rules, ranked, _graded(rules, ranked, group)), *others]


def _apart(rules: RankingRules, one: Entrant, merits: Merits | None) -> Apart:
    if one.absent:
        return "absent"
    if merits is None:
        return "unread"
    if rules.by in merits.open:
        return "pending"
    return "" if rules.by in merits.amounts else "aside"


def _ranked(rules: RankingRules, one: Entrant, merits: Merits) -> _Ranked:
    """Whoever a finding places last stands behind all others, whatever the total; what does not apply wins no tie."""
    amount = merits.amounts[rules.by]
    order: list[Decimal | bool] = [bool(merits.last), -amount]
    for name in rules.tie_breakers:
        own = merits.amounts.get(name)
        order += [own is None, -(own or ZERO)]
    return _Ranked(one, merits, amount, tuple(order))


def _blocks(ranked: Iterable[_Ranked]) -> Iterator[list[_Ranked]]:
    """Those that share a place together."""
    return (list(block) for _, block in groupby(ranked, key=lambda one: one.order))


def _graded(
    rules: RankingRules, ranked: Sequence[_Ranked], group: Sequence[Entrant]
) -> dict[str, Graded]:
    """Quotas are counted of all that take part in the group; kinds that are graded otherwise are counted apart."""
    found: dict[str, Graded] = {}
    ladders: dict[Sequence[GradeBand], Ladder] = {
        one.scheme.grades: Ladder(one.scheme.grades, one.scheme.rounding) for one in group
    }
    for grades, ladder in ladders.items():
        climbing = [one for one in ranked if one.entrant.scheme.grades == grades]
        taking_part = sum(not one.absent and one.scheme.grades == grades for one in group)
        blocks = [[_candidate(one) for one in block] for block in _blocks(climbing)]
        found |= grades_within(ladder, rules, blocks, taking_part)
    return found


def _candidate(one: _Ranked) -> Candidate:
    """What is scored only in part has no grade yet."""
    merits = one.merits
    total = None if TOTAL in merits.open else merits.amounts[TOTAL]
    return Candidate(one.entrant.unit, total, merits.held, merits.last)


def _placed(
    rules: RankingRules, ranked: Sequence[_Ranked], grades: dict[str, Graded]
) -> Iterator[Standing]:
    before = 0
    for number, block in enumerate(_blocks(ranked)):
        place = 1 + (number if rules.ties == "dense" else before)
        for one in block:
            graded = grades[one.entrant.unit]
            yield Standing(
                unit=one.entrant.unit,
                group=one.entrant.group,
                apart="",
                amount=one.amount,
                place=place,
                tied=len(block) > 1,
                grade=graded.grade,
                next_grade=graded.next_grade,
                lacking=graded.lacking,
                hindrance=graded.hindrance,
                held_by=graded.held_by,
                placed_last=one.merits.last,
            )
        before += len(block)
