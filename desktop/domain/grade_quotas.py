"""Grade quotas: which grade each ranked unit gets where only so many may have one, and what lacks to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Literal, NamedTuple

from desktop.domain.consequences import GradeBand
from desktop.domain.merits import Hold
from desktop.domain.ranking_rules import RankingRules
from desktop.domain.rounding import Rounding

Hindrance = Literal["", "quota", "consequence"]


class Candidate(NamedTuple):
    """A ranked unit: its total (None while it is open), what holds it at a grade, and what places it last."""

    unit: str
    total: Decimal | None
    held: tuple[Hold, ...] = ()
    last: tuple[str, ...] = ()


class Graded(NamedTuple):
    """The grade that a unit gets, the next one above it, and what is between.

    With points lacking, `hindrance` is "quota" where the next grade has no room left either.
    """

    grade: str | None
    next_grade: str | None = None
    lacking: Decimal | None = None
    hindrance: Hindrance = ""
    held_by: tuple[str, ...] = ()


Blocks = Sequence[Sequence[Candidate]]


@dataclass(frozen=True)
class Ladder:
    """Grades from the best down, with the rounding of the totals that climb them."""

    grades: Sequence[GradeBand]
    rounding: Rounding

    def by_total(self, total: Decimal | None) -> int | None:
        """The level that a total reaches by itself."""
        if total is None:
            return None
        exact = Fraction(total)
        return next((n for n, one in enumerate(self.grades) if one.band.holds(exact)), None)

    def held_at(self, one: Candidate) -> int:
        """The best level that its faults leave open to it."""
        names = [grade.name for grade in self.grades]
        return max((names.index(hold.grade) for hold in one.held), default=0)

    def holders(self, one: Candidate, level: int) -> Iterator[str]:
        """The clauses that keep a level from it."""
        names = [grade.name for grade in self.grades]
        return (hold.clause for hold in one.held if names.index(hold.grade) > level)

    def reached(self, one: Candidate) -> int | None:
        """The best level that its total and its faults allow."""
        own = self.by_total(one.total)
        return None if own is None else max(own, self.held_at(one))

    def lacking(self, total: Decimal, level: int) -> Decimal | None:
        """How many points reach a level from below: to the least total that is possible there."""
        end = self.grades[level].band.lower
        if end is None or end <= (Fraction(total), 0):
            return None
        return self._least(end) - total

    def _least(self, end: tuple[Fraction, int]) -> Decimal:
        """A total beyond an end that is left out is one step further; so is one that rounding cannot make."""
        edge, beyond = end
        rounded = self.rounding.total_places
        if not beyond and rounded is None:
            return Decimal(edge.numerator) / Decimal(edge.denominator)
        places = self.rounding.places if rounded is None else rounded
        scaled = edge * 10**places
        return Decimal(floor(scaled) + 1 if beyond else ceil(scaled)).scaleb(-places)


def grades_within(
    ladder: Ladder, rules: RankingRules, blocks: Blocks, taking_part: int
) -> dict[str, Graded]:
    """The grade of each unit; those in one block share a place. Who finds no room above is graded next below.

    A unit that a fault places last gets no better grade than those before it.
    """
    allotment = _Allotment(ladder, rules, taking_part)
    first = [[one for one in block if not one.last] for block in blocks]
    allotment.give(first)
    allotment.best_for_last = max(allotment.given.values(), default=0)
    last = [[one for one in block if one.last] for block in blocks]
    allotment.give(last, allotment.best_for_last)
    return {one.unit: allotment.graded(one) for block in blocks for one in block}


class _Allotment:
    """Which level each unit was given, and how much room each still has."""

    def __init__(self, ladder: Ladder, rules: RankingRules, taking_part: int) -> None:
        self._ladder = ladder
        self._ties = rules.quota_ties
        self._room = [_room(one, rules, taking_part) for one in ladder.grades]
        self.best_for_last = 0
        self.given: dict[str, int] = {}

    def give(self, blocks: Blocks, best: int = 0) -> None:
        """Level by level, the best first: whoever a level turns away comes first at the next one."""
        waiting = [list(_climbers(self._ladder, block, best)) for block in blocks]
        for level in range(len(self._ladder.grades)):
            for block in waiting:
                self._admit(level, [u for u, at in block if at <= level and u not in self.given])

    def _admit(self, level: int, fit: Sequence[str]) -> None:
        """All that share a place or none of them; nobody passes one that was turned away."""
        room = self._room[level]
        if room is None or len(fit) <= room:
            self.given |= dict.fromkeys(fit, level)
            self._room[level] = None if room is None else room - len(fit)
            return
        if self._ties == "above" and room:
            self.given |= dict.fromkeys(fit, level)
        self._room[level] = 0

    def graded(self, one: Candidate) -> Graded:
        """Its grade, and why it has no better one."""
        grades, given = self._ladder.grades, self.given.get(one.unit)
        if one.total is None or given == 0 or not grades:
            return Graded(None if given is None else grades[given].name)
        above = len(grades) - 1 if given is None else given - 1
        name = None if given is None else grades[given].name
        return Graded(name, grades[above].name, *self._between(one, one.total, above))

    def _between(
        self, one: Candidate, total: Decimal, above: int
    ) -> tuple[Decimal | None, Hindrance, tuple[str, ...]]:
        held = [*self._ladder.holders(one, above)]
        held += one.last if above < self.best_for_last else ()
        if held:
            return None, "consequence", tuple(dict.fromkeys(held))
        full: Hindrance = "quota" if self._room[above] == 0 else ""
        return self._ladder.lacking(total, above), full, ()


def _climbers(ladder: Ladder, block: Iterable[Candidate], best: int) -> Iterator[tuple[str, int]]:
    for one in block:
        reached = ladder.reached(one)
        if reached is not None:
            yield one.unit, max(reached, best)


def _room(grade: GradeBand, rules: RankingRules, taking_part: int) -> int | None:
    if grade.most is not None:
        return grade.most
    return None if grade.quota is None else rules.places(grade.quota, taking_part)
