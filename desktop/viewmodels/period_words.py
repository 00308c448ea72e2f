"""Period words: the days that a round's period was read as, told beside the field in which it is written."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.periods import days_in_words, read_period


class PeriodRead(NamedTuple):
    """The days in words, blank where none were read, and then what to do about it."""

    days: str
    words: str


def period_read(words: str) -> PeriodRead:
    """Of a period that cannot be read the ledgers say nothing: whoever writes it should know at once."""
    if not words.strip():
        return PeriodRead("", "请写考核时段，例如“2026年”")
    period = read_period(words)
    if period is None:
        return PeriodRead(
            "", "考核时段看不出起止日期，请写成例如“2026年”“2026年上半年”“2026年1—9月”"
        )
    return PeriodRead(days_in_words(period.first, period.last), "")
