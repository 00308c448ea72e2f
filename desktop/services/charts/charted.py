"""What is charted: a round's sheets, told apart by whether they are scored to the end, and who is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Final

from desktop.domain.deductions import Deductions, deductions_of
from desktop.domain.ranking import Ranking, Standing
from desktop.domain.ranking_rules import TOTAL
from desktop.domain.records import AssessmentKey, Round
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import IndicatorScore
from desktop.domain.sheet_parts import parts_of
from desktop.services.round_rankings import rank_round
from desktop.services.round_sights import RoundSight, SheetSight, UnreadSheet

_CENT: Final = Decimal("0.01")
_NAMED: Final = 6  # units in a sentence
_WHOLE: Final = 100
_WITHIN: Final = str.maketrans("“”", "‘’")


Known = dict[
    AssessmentKey, tuple[SheetSight, Deductions]
]  # what a sheet lost, as long as it stands


@dataclass(frozen=True)
class Charted:
    """A round as charts see it."""

    round: Round
    scheme: Scheme  # with nothing left out for any kind of unit
    sheets: tuple[SheetSight | UnreadSheet, ...]
    ranking: Ranking
    known: Known = field(default_factory=dict, compare=False)

    @cached_property
    def taking_part(self) -> tuple[SheetSight, ...]:
        """The sheets of who takes part, as far as they can be read."""
        read = (one for one in self.sheets if isinstance(one, SheetSight))
        return tuple(one for one in read if not one.assessment.absent)

    @cached_property
    def settled(self) -> tuple[SheetSight, ...]:
        """Those that are scored to the end, by everybody who scores them."""
        return tuple(one for one in self.taking_part if not self._is_open(one))

    @cached_property
    def unsettled(self) -> tuple[SheetSight, ...]:
        """Those of which something is still open."""
        return tuple(one for one in self.taking_part if self._is_open(one))

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        return {one.unit: one for one in self.ranking.standings}

    def _is_open(self, one: SheetSight) -> bool:
        standing = self._standings.get(one.assessment.unit)
        return bool(one.sheet.pending) or (standing is not None and standing.apart == "pending")

    def total_of(self, one: SheetSight) -> Decimal:
        """A unit's total; where several score it, what they come to together."""
        standing = self._standings.get(one.assessment.unit)
        if self.scheme.ranking.by == TOTAL and standing is not None:
            return one.sheet.total if standing.amount is None else standing.amount
        return one.sheet.total

    def lost_by(self, one: SheetSight) -> Deductions:
        """What one unit lost by what was judged; counted again only where the sheet is another."""
        held = self.known.get(one.assessment.key)
        if held is None or held[0] is not one:
            held = (one, lost_by(one))
            self.known[one.assessment.key] = held
        return held[1]

    @property
    def left_out(self) -> Iterator[str]:
        """Who is in no chart, and why."""
        absent = [one.assessment.name for one in self.sheets if one.assessment.absent]
        if absent:
            yield f"没有参加考核、没有列入：{listed(absent)}。"
        unread = [
            one.assessment.name
            for one in self.sheets
            if isinstance(one, UnreadSheet) and not one.assessment.absent
        ]
        if unread:
            yield f"考核记录读不出、没有列入：{listed(unread)}。"

    def not_counted(self) -> Iterator[str]:
        """The same, and who is not scored to the end."""
        if self.unsettled:
            yield f"还没有评完、没有计入：{listed(one.assessment.name for one in self.unsettled)}。"
        yield from self.left_out


def charted(sight: RoundSight) -> Charted:
    """A round that was read whole."""
    return Charted(sight.round, sight.scheme, sight.sheets, rank_round(sight))


def lost_by(sight: SheetSight) -> Deductions:
    """What one unit lost by what was judged."""
    facts = sight.plain["facts"]
    aside = frozenset(name for name, fact in facts.items() if fact.get("applies") is False)
    return deductions_of(sight.sheet, parts_of(sight.scheme), aside)


def listed(names: Iterable[str]) -> str:
    """Units by name, as many as a sentence bears."""
    found = [*names]
    if len(found) <= _NAMED:
        return "、".join(found)
    return f"{'、'.join(found[:_NAMED])}等 {len(found)} 个单位"


def quoted(name: str) -> str:
    """A name in quotation marks; those within it become single ones."""
    return f"“{name.translate(_WITHIN)}”"


def about(amount: Fraction | Decimal) -> Decimal:
    """A mean or a share as it is told: to the hundredth."""
    exact = Fraction(amount)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_CENT, ROUND_HALF_UP)


def mean_of(amounts: Sequence[Fraction]) -> Fraction:
    """There is at least one."""
    return sum(amounts, Fraction(0)) / len(amounts)


def quantile_of(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """What this share of them is below, from the least to the most; between two where it is none of them."""
    place = share * (len(ordered) - 1)
    at = int(place)
    beyond = ordered[min(at + 1, len(ordered) - 1)]
    return ordered[at] + (beyond - ordered[at]) * (place - at)


@lru_cache(maxsize=4_096)
def rate_of(amount: Decimal, points: Decimal) -> Fraction:
    """In per cent of what can be had."""
    return Fraction(amount) / Fraction(points) * _WHOLE


def scored_to_the_end(sight: SheetSight) -> Iterator[IndicatorScore]:
    """The indicators of a sheet of which nothing is open, which apply, and which carry points."""
    for one in sight.sheet.indicators:
        if one.score is None or one.not_applicable is not None or one.left_out or not one.points:
            continue
        criteria = sight.scheme.indicators_by_id[one.id].criteria
        if not any(each.id in sight.sheet.pending for each in criteria):
            yield one
