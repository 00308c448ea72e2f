"""Doubts about the clock: what a computer's time of day is held against, in one sentence. It refuses nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

_SLACK: Final = timedelta(minutes=10)  # clocks are set by hand
_EARLIEST: Final = 2020  # before this program there was nothing to record
_LONG: Final = timedelta(days=2 * 365)  # an office that rests for a year is none of our business


def clock_doubt(now: datetime, last: datetime | None) -> str:
    """Why the clock can hardly be right, by what was recorded last; blank where it may well be."""
    then = "" if last is None else f"上一次记录（{last.astimezone(now.tzinfo):%Y-%m-%d %H:%M}）"
    if now.year < _EARLIEST:
        doubt = "，多半不对"
    elif last is None:
        return ""
    elif now < last - _SLACK:
        doubt = f"，比{then}还早"
    elif now > last + _LONG:
        doubt = f"，离{then}已有 {(now - last).days // 365} 年"
    else:
        return ""
    return f"电脑现在的时间是 {now:%Y-%m-%d %H:%M}{doubt}；如果不对，请先调准日期和时间再接着记录"
