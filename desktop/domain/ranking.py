"""Ranking: a round's units in order, with places, ties and grades within their quotas; a pure function of sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final, Literal, NamedTuple

from desktop.domain.grade_quotas import Candidate, grades_within
from desktop.domain.ranking_rules import BASE, BONUS, TOTAL, RankingRules
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet

Apart = Literal["", "pending", "aside", "absent", "unread"]
_ORDER: Final[Sequence[Apart]] = ("", "pending", "aside", "absent", "unread")


class Entrant(NamedTuple):
    """A unit that comes to be ranked; `amount` stands for its total where several sheets are taken together."""

    unit: str
    group: str
    scheme: Scheme
    sheet: ScoreSheet | None  # None where it cannot be read
    amount: Decimal | None = None
    absent: bool = False


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
    hindrance: Literal["", "quota", "consequence"] = ""


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
    amount: Decimal
    order: tuple[Decimal, ...]


def rank(rules: RankingRules, entrants: Iterable[Entrant]) -> Ranking:
    """Rank every group by itself; groups stand in the order in which they first come."""
    groups: dict[str, list[Entrant]] = {}
    for one in entrants:
        groups.setdefault(one.group, []).append(one)
    found = [_standings(rules, group) for group in groups.values()]
    standings = tuple(standing for group in found for standing in group)
    return Ranking(standings, any(one.apart == "pending" for one in standings))


def _standings(rules: RankingRules, group: Sequence[Entrant]) -> list[Standing]:
    apart = {one.unit: _apart(rules, one) for one in group}
    ranked = sorted(
        (_ranked(rules, one) for one in group if not apart[one.unit]), key=lambda one: one.order
    )
    taking_part = sum(reason in {"", "pending"} for reason in apart.values())
    others = [Standing(one.unit, one.group, apart[one.unit]) for one in group if apart[one.unit]]
    others.sort(key=lambda one: _ORDER.index(one.apart))
    return [*_placed(rules, ranked, taking_part), *others]


def _apart(rules: RankingRules, one: Entrant) -> Apart:
    if one.absent:
        return "absent"
    if one.sheet is None:
        return "unread"
    if one.amount is not None:
        return ""
    if rules.by == TOTAL:
        return "pending" if one.sheet.pending else ""
    criteria = one.scheme.indicators_by_id[rules.by].criteria
    if any(criterion.id in one.sheet.pending for criterion in criteria):
        return "pending"
    return "aside" if _indicator(one.sheet, rules.by) is None else ""


def _ranked(rules: RankingRules, one: Entrant) -> _Ranked:
    """Whoever a finding places last stands behind all others, whatever the total."""
    if one.sheet is None:
        raise ValueError(one.unit)
    amount = one.amount if one.amount is not None else _amount(one.sheet, rules.by)
    breakers = [_amount(one.sheet, name) for name in rules.tie_breakers]
    last = Decimal(bool(one.sheet.placed_last))
    return _Ranked(one, amount, (last, -amount, *(-each for each in breakers)))


def _amount(sheet: ScoreSheet, by: str) -> Decimal:
    """What is not assessed breaks no tie in a unit's favour."""
    if by in {TOTAL, BASE, BONUS}:
        return {TOTAL: sheet.total, BASE: sheet.base, BONUS: sheet.bonus}[by]
    return _indicator(sheet, by) or Decimal(0)


def _indicator(sheet: ScoreSheet, name: str) -> Decimal | None:
    return next((one.score for one in sheet.indicators if one.id == name), None)


def _placed(rules: RankingRules, ranked: Sequence[_Ranked], taking_part: int) -> Iterator[Standing]:
    if not ranked:
        return
    blocks = [list(block) for _, block in groupby(ranked, key=lambda one: one.order)]
    grades = grades_within(
        ranked[0].entrant.scheme.grades,
        rules,
        [[_candidate(one) for one in block] for block in blocks],
        taking_part,
    )
    before = 0
    for number, block in enumerate(blocks):
        place = 1 + (number if rules.ties == "dense" else before)
        for one in block:
            graded = grades[one.entrant.unit]
            yield Standing(
                one.entrant.unit,
                one.entrant.group,
                "",
                one.amount,
                place,
                len(block) > 1,
                graded.grade,
                graded.next_grade,
                graded.lacking,
                graded.hindrance,
            )
        before += len(block)


def _candidate(one: _Ranked) -> Candidate:
    sheet = one.entrant.sheet
    held_at = () if sheet is None else sheet.grade_at_most
    total = one.entrant.amount
    return Candidate(
        one.entrant.unit, total if total is not None else _total(sheet), tuple(held_at)
    )


def _total(sheet: ScoreSheet | None) -> Decimal:
    return Decimal(0) if sheet is None else sheet.total
