"""Statutory days: China's working days as the State Council arranges them, read from chinesecalendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import Final

from desktop.domain.working_days import WorkCalendar

_NAMES: Final = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


@cache
def statutory_calendar() -> WorkCalendar:
    """Every year whose arrangement the library bears.

    The next year's notice may still move the end of December (2018: the 29th, the 31st); an office enters that.
    """
    from chinese_calendar.constants import holidays, workdays

    return WorkCalendar(
        # A new year's day alone may stand there from the year before; with October a year is whole.
        frozenset(day.year for day, name in holidays.items() if name == "National Day"),
        dict(_named_by_runs(holidays)),
        {day: _NAMES[name] for day, name in workdays.items()},
    )


def _named_by_runs(holidays: Mapping[date, str]) -> Iterator[tuple[date, str]]:
    """Holidays on end are one arrangement and bear all its names, as 中秋节、国庆节."""
    days = sorted(holidays)
    starts = groupby(range(len(days)), key=lambda at: days[at] - timedelta(days=at))
    for _, places in starts:
        run = [days[at] for at in places]
        name = "、".join(dict.fromkeys(_NAMES[holidays[day]] for day in run))
        yield from ((day, name) for day in run)
