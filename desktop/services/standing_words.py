"""Standing words: a unit's place in words, the same on the screen, on paper and in the records of a meeting."""

from __future__ import annotations

from typing import Final

from desktop.domain.ranking import Standing
from desktop.domain.ranking_rules import BASE, BONUS, TOTAL
from desktop.domain.scheme import Scheme

_SUMS: Final = {TOTAL: "总分", BASE: "基本分", BONUS: "加分"}
_APART: Final = {
    "pending": "未评完",
    "aside": "该项不适用",
    "absent": "未参加",
    "unread": "读不出",
}


def amount_words(scheme: Scheme) -> str:
    """What units are ranked by is called."""
    by = scheme.ranking.by
    return _SUMS.get(by) or scheme.indicators_by_id[by].name


def place_words(one: Standing) -> str:
    """The place; who shares it is told, and who has none, why."""
    if one.place is None:
        return _APART[one.apart]
    return f"{one.place}（并列）" if one.tied else str(one.place)
