"""Cell days: a text cell read into a day, or into a moment of it, in every form in which offices write one."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from desktop.domain.refusals import Refused, quoted
from desktop.intake.cell_texts import read_said
from desktop.intake.cell_words import day_in_words
from desktop.intake.chinese_numbers import NUMERAL, number_of

_LONGEST: Final = 60
_YEARS: Final = range(1900, 2100)
_SERIALS: Final = range(32_874, 73_051)  # 1990 to 2099; other numbers of five digits are no days
_SERIAL: Final = re.compile(r"([0-9]{5})(?:\.[0-9]{1,15})?")
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SPACED: Final = re.compile(r" ?([年月日号时点分秒:/.\-]) ?")
_DAYS: Final = (
    re.compile(f"({NUMERAL}{{4}})年({NUMERAL}{{1,3}})月({NUMERAL}{{1,3}})(?:[日号]|(?!{NUMERAL}))"),
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?![0-9])"),
    re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})(?![0-9])"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])"),
)
_WITHOUT_YEAR: Final = re.compile(f"({NUMERAL}{{1,3}})月({NUMERAL}{{1,3}})[日号]")
_WEEKDAY: Final = re.compile(r" ?\(?(?:星期|周)[一二三四五六日天]\)?")
_TIME: Final = re.compile(
    f"(?P<part>[上下中]午|早上|晚上|凌晨)? ?(?P<hour>{NUMERAL}{{1,3}})"
    rf"(?::(?P<minute>[0-9]{{1,2}})(?::(?P<second>[0-9]{{1,2}})(?:\.[0-9]{{1,9}})?)?"
    f"|[时点](?:整|(?P<half>半)|(?P<minutes>{NUMERAL}{{1,3}})(?:分(?:(?P<seconds>{NUMERAL}{{1,3}})秒)?)?)?)"
    r"(?: ?(?P<latin>[AP]M))?(?:\+08:?00)?",
    re.IGNORECASE,
)
# The hours that each part of a day has; an hour that stands for none of them may be one twelve later.
_PARTS: Final = {
    "凌晨": range(6),
    "早上": range(4, 12),
    "上午": range(12),
    "中午": range(11, 15),
    "下午": range(12, 20),
    "晚上": range(17, 24),
    "AM": range(12),
    "PM": range(12, 24),
}
_NOON: Final = 12

# What is nearly a day, and what it lacks.
_NEARLY: Final = (
    (
        re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{1,4}(?![0-9]).*"),
        "看不出哪个是年、哪个是月、哪个是日，请写成 2022-08-03 的样子",
    ),
    (re.compile(f"{NUMERAL}{{2}}年.*"), "的年份要写四位，例如 2022年8月3日"),
    (
        re.compile(f"{NUMERAL}{{4}}年{NUMERAL}{{1,3}}月?"),
        "没有写是哪一天，请写成 2022年8月3日 的样子",
    ),
    (re.compile(r"[0-9]{4}[-/.][0-9]{1,2}"), "没有写是哪一天，请写成 2022-08-03 的样子"),
)


class _Written(NamedTuple):
    """A day, and what is written after it."""

    day: date
    rest: str


def read_day(text: str, year: int | None = None) -> date:
    """A day, whatever time of it is written too; 8月3日 is one only where a year is given for it."""
    day, rest = _written(text, year)
    if rest:
        _time(rest, text)
    return day


def read_moment(text: str, year: int | None = None) -> datetime:
    """A day with a time of it; 24:00 is the beginning of the next."""
    day, rest = _written(text, year)
    if not rest:
        raise Refused(f"{quoted(text)}没有写几点几分，请写成 2022-08-03 09:30 的样子")
    return datetime.combine(day, time()) + _time(rest, text)


def _written(text: str, year: int | None) -> _Written:
    said = " ".join(read_said(text).split())
    if len(said) > _LONGEST:
        raise _no_day(text)
    said = _SPACED.sub(r"\1", said.translate(_DASHES))
    serial = _SERIAL.fullmatch(said)
    if serial and int(serial[1]) in _SERIALS:
        said = day_in_words(said, since_1904=False)
    for form in _DAYS:
        if found := form.match(said):
            day = _day(found.groups(), text)
            return _Written(day, _after(said[found.end() :]))
    if found := _WITHOUT_YEAR.match(said):
        if year is None:
            raise Refused(f"{quoted(text)}没有写年份，请写成 2022年8月3日 的样子")
        day = _day((str(year), *found.groups()), text)
        return _Written(day, _after(said[found.end() :]))
    for form, lack in _NEARLY:
        if form.fullmatch(said):
            raise Refused(f"{quoted(text)}{lack}")
    raise _no_day(text)


def _no_day(text: str) -> Refused:
    return Refused(f"{quoted(text)}不是日期，请写成 2022-08-03 的样子")


def _day(parts: tuple[str | None, ...], text: str) -> date:
    year, month, day = (number_of(part or "") for part in parts)
    if year is None or month is None or day is None:
        raise _no_day(text)
    if year not in _YEARS:
        raise Refused(f"{quoted(text)}的年份不对，请核对")
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(f"没有{quoted(text)}这一天，请核对") from None


def _after(rest: str) -> str:
    """What comes after a day, without the day of the week."""
    if weekday := _WEEKDAY.match(rest):
        rest = rest[weekday.end() :]
    return rest.removeprefix("T").strip()


def _time(rest: str, text: str) -> timedelta:
    """How long after midnight."""
    found = _TIME.fullmatch(rest)
    if not found:
        raise _no_day(text)
    hour = _hour(found, text)
    minute = number_of(found["minute"] or found["minutes"] or "0")
    second = number_of(found["second"] or found["seconds"] or "0")
    if hour is None or minute is None or second is None:
        raise _no_day(text)
    if found["half"]:
        minute = 30
    ends_day = (hour, minute, second) == (24, 0, 0)
    if not ends_day and not (hour in range(24) and minute in range(60) and second in range(60)):
        raise Refused(f"没有{quoted(text)}这个时间，请核对")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _hour(found: re.Match[str], text: str) -> int | None:
    """The hour of 24."""
    hour = number_of(found["hour"])
    part = found["part"] or (found["latin"] or "").upper()
    if hour is None or not part:
        return hour
    if found["latin"] and hour == _NOON:
        hour = 0
    later = [one for one in (hour, hour + _NOON) if one in _PARTS[part]]
    if not later:
        raise Refused(f"{quoted(text)}看不出是几点，请按 24 小时写，例如 2022-08-03 14:30")
    return later[0]
