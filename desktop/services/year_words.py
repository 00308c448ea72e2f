"""Year words: what is said of a unit's quarters or months, the same on the screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.domain.amounts import show
from desktop.domain.ranking import Standing
from desktop.domain.together import PartOfYear
from desktop.services.year_rankings import YearSight

_STATES: Final = {
    "pending": "未评完",
    "missing": "无批次",
    "absent": "未参加",
    "unlisted": "未列入",
    "unread": "读不出",
}
_ASIDE: Final = "不适用"
_AWAY: Final = frozenset({"absent", "unlisted"})
_AWAITED: Final = frozenset({"pending", "missing", "unread"})


def part_words(one: PartOfYear, by: str) -> str:
    """What it brings to what units are ranked by, or why it brings nothing."""
    if one.merits is None:
        return _STATES[one.state]
    amount = one.merits.amounts.get(by)
    return _ASIDE if amount is None else show(amount)


def year_remarks(year: YearSight, one: Standing) -> Iterator[str]:
    """Which parts were left out, and which are waited for."""
    parts = list(zip(year.parts, year.units[one.unit].parts, strict=True))
    away = [part.name for part, own in parts if own.state in _AWAY]
    awaited = [part.name for part, own in parts if own.state in _AWAITED]
    if one.apart == "absent":
        yield "全年未参加"
    elif away:
        yield f"{'、'.join(away)}不计入"
    if awaited:
        yield f"还缺{'、'.join(awaited)}"
