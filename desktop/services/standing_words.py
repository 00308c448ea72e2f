"""Standing words: a unit's place in words, the same on the screen, on paper and in the records of a meeting."""

from __future__ import annotations

from typing import Final

from desktop.domain.ranking import Standing

_APART: Final = {
    "pending": "未评完",
    "aside": "该项不适用",
    "absent": "未参加",
    "unread": "读不出",
}


def place_words(one: Standing) -> str:
    """The place; who shares it is told, and who has none, why."""
    if one.place is None:
        return _APART[one.apart]
    return f"{one.place}（并列）" if one.tied else str(one.place)
