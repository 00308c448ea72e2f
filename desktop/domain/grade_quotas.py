"""Grade quotas: which grade each ranked unit gets where only so many may have one, and what lacks to the next."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from desktop.domain.consequences import GradeBand
from desktop.domain.ranking_rules import RankingRules


class Candidate(NamedTuple):
    """A ranked unit: its total, and the grades that its faults hold it at."""

    unit: str
    total: Decimal
    held_at: tuple[str, ...] = ()


class Graded(NamedTuple):
    """The grade that a unit gets, the next one above it, and what is between."""

    grade: str | None
    next_grade: str | None = None
    lacking: Decimal | None = None
    hindrance: Literal["", "quota", "consequence"] = ""


Blocks = Sequence[Sequence[Candidate]]


def grades_within(
    grades: Sequence[GradeBand], rules: RankingRules, blocks: Blocks, taking_part: int
) -> dict[str, Graded]:
    """The grade of each unit; those in one block share a place. Who finds no room above is graded next below."""
    given: dict[str, int | None] = {}
    waiting = [[(one, _reached(grades, one)) for one in block] for block in blocks]
    for level, grade in enumerate(grades):
        room = _room(grade, rules, taking_part)
        for block in waiting:
            fit = [
                c.unit for c, at in block if at is not None and at <= level and c.unit not in given
            ]
            if room is not None and len(fit) > room:
                if rules.quota_ties == "above" and room > 0:
                    given |= dict.fromkeys(fit, level)
                room = 0
                continue
            given |= dict.fromkeys(fit, level)
            room = None if room is None else room - len(fit)
    return {
        one.unit: _graded(grades, one, at, given.get(one.unit))
        for block in waiting
        for one, at in block
    }


def _room(grade: GradeBand, rules: RankingRules, taking_part: int) -> int | None:
    if grade.most is not None:
        return grade.most
    return None if grade.quota is None else rules.places(grade.quota, taking_part)


def _reached(grades: Sequence[GradeBand], one: Candidate) -> int | None:
    """The best grade that its total and its faults allow."""
    own = _by_total(grades, one.total)
    if own is None:
        return None
    names = [grade.name for grade in grades]
    return max(own, *(names.index(name) for name in one.held_at)) if one.held_at else own


def _by_total(grades: Sequence[GradeBand], total: Decimal) -> int | None:
    return next((n for n, one in enumerate(grades) if one.band.holds(Fraction(total))), None)


def _graded(
    grades: Sequence[GradeBand], one: Candidate, reached: int | None, given: int | None
) -> Graded:
    if given is None or given == 0:
        return Graded(None if given is None else grades[given].name)
    above = grades[given - 1]
    if reached is not None and reached < given:
        return Graded(grades[given].name, above.name, None, "quota")
    by_total = _by_total(grades, one.total)
    if by_total is not None and by_total < given:
        return Graded(grades[given].name, above.name, None, "consequence")
    lower = above.band.lower
    lacking = None if lower is None else _points(lower[0]) - one.total
    return Graded(grades[given].name, above.name, lacking)


def _points(edge: Fraction) -> Decimal:
    return Decimal(edge.numerator) / Decimal(edge.denominator)
