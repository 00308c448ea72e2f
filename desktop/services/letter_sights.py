"""Letter sights: a round as its letters tell of it, its sheets, its ranking and what each unit lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop.domain.deductions import Deductions, deductions_of
from desktop.domain.ranking import Ranking
from desktop.domain.records import Round
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import SheetPart, parts_of
from desktop.services.round_rankings import rank_round, scorer_remarks, totals_of
from desktop.services.round_sights import RoundSight, SheetSight, see_round_in
from desktop.store.views import View

_NAMED: Final = 3  # enough to know where


@dataclass(frozen=True, slots=True)
class LetterSight:
    """Read in one reading, so that every letter of an order says the same."""

    of: RoundSight
    ranking: Ranking
    totals: Mapping[str, Decimal]  # by unit, where nothing is open; of several scorers together
    remarks: Mapping[str, str]  # what such a total was made of

    @property
    def round(self) -> Round:
        """The round."""
        return self.of.round

    @property
    def scheme(self) -> Scheme:
        """Its scheme, with nothing left out for any kind of unit."""
        return self.of.scheme

    @property
    def parts(self) -> tuple[SheetPart, ...]:
        """Indicators, bonus and penalty."""
        return parts_of(self.of.scheme)

    @property
    def sheets(self) -> tuple[SheetSight, ...]:
        """Those of units that take part and can be read."""
        return tuple(
            one
            for one in self.of.sheets
            if isinstance(one, SheetSight) and not one.assessment.absent
        )

    def name_of(self, unit: str) -> str:
        """What a unit is called in this round."""
        found = (one.assessment for one in self.of.sheets if one.assessment.unit == unit)
        return next(found).name

    @property
    def caution(self) -> str:
        """What has to be known before anything is sent: whose scores may still change."""
        taking_part = (one.assessment for one in self.of.sheets if not one.assessment.absent)
        left = [one.name for one in taking_part if not one.finalised]
        if not left:
            return ""
        named = "、".join(left[:_NAMED]) + ("等" if len(left) > _NAMED else "")
        return f"还有 {len(left)} 个单位没有定稿（{named}），得分、名次和等次可能还会变"

    def losses_of(self, one: SheetSight) -> Deductions:
        """What a unit lost by what was judged."""
        facts = one.plain["facts"]
        aside = frozenset(name for name, fact in facts.items() if fact.get("applies") is False)
        return deductions_of(one.sheet, parts_of(one.scheme), aside)


def letter_sight(view: View, round_id: str) -> LetterSight:
    """Read a round."""
    of = see_round_in(view, round_id)
    return LetterSight(of, rank_round(of), totals_of(of), scorer_remarks(of))
