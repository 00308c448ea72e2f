"""Periods: the days that a round is about, read from an office's words; their halves, quarters and months."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from unicodedata import normalize

from desktop.domain.file_names import chinese_number

_LONGEST: Final = 60  # words of a period; more is a tale
_DIGITS: Final = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
}
_YEAR_IN_CHINESE: Final = re.compile(f"[{''.join(_DIGITS)}]{{4}}")
_NUMBER_IN_CHINESE: Final = re.compile("[一二三四五六七八九十]{1,3}")
_AROUND: Final = re.compile("^[自从]|起(?=[至到])|止$")
_BETWEEN: Final = re.compile("至|到|[-‐–—―−~〜]+")
_STEMS: Final = re.compile("[年月./]")
_ENDINGS: Final = re.compile("(?:月份?|季度?|[日号])$")
_EXPLAINED: Final = re.compile(r"(.+)\(([^()]+)\)")

_YEAR: Final = "((?:19|20)[0-9]{2})"
_TWO: Final = "([0-9]{1,2})"
_HALF_NAMES: Final = "上下"
_QUARTER: Final = 3
_HALF: Final = 6


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both within."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """As an office calls it: 2022年, 2022年上半年, 2022年第3季度, 2022年3月; else from when until when."""
        first, last = self.first, self.last
        if first.day != 1 or last != _month_end(last.year, last.month):
            return days_in_words(first, last)
        if first.year == last.year:
            return f"{first.year}年{_part_name(first.month, last.month)}"
        if (first.month, last.month) == (1, 12):
            return f"{first.year}年至{last.year}年"
        return f"{first.year}年{first.month}月至{last.year}年{last.month}月"

    def half_years(self) -> tuple[Period, ...]:
        """The half years that lie wholly within."""
        return self._parts(_HALF)

    def quarters(self) -> tuple[Period, ...]:
        """The quarters that lie wholly within."""
        return self._parts(_QUARTER)

    def months(self) -> tuple[Period, ...]:
        """The months that lie wholly within."""
        return self._parts(1)

    def _parts(self, size: int) -> tuple[Period, ...]:
        parts = (
            _months(year, month, month + size - 1)
            for year in range(self.first.year, self.last.year + 1)
            for month in range(1, 13, size)
        )
        return tuple(one for one in parts if self.first <= one.first and one.last <= self.last)


def days_in_words(first: date, last: date, expected: int | None = None) -> str:
    """One day or several on end, as 10月1日至7日; a year is named unless it is the one expected."""
    words = _day_in_words(first, expected)
    if first == last:
        return words
    if (first.year, first.month) == (last.year, last.month):
        return f"{words}至{last.day}日"
    return f"{words}至{_day_in_words(last, first.year)}"


def read_period(words: str) -> Period | None:
    """What an office wrote as a round's period; None where it says nothing, or more than one thing."""
    plain = _in_plain_digits(words)
    if len(plain) > _LONGEST:
        return None
    explained = _EXPLAINED.fullmatch(plain)
    return _explained(*explained.groups()) if explained else _read(plain)


def _explained(plain: str, more: str) -> Period | None:
    """As in 2022年度（1—9月）: what stands in brackets says more closely which part of it is meant."""
    whole = _read(plain)
    inner = (_read(more) or _read(f"{whole.first.year}年{more}")) if whole else None
    within = whole and inner and whole.first <= inner.first and inner.last <= whole.last
    return inner if within else None


def _read(plain: str) -> Period | None:
    whole = _point(plain)
    readings = set(_ranges(plain))
    if whole and whole.first != whole.last:  # a round is about more than one day
        readings.add(whole)
    return readings.pop() if len(readings) == 1 else None


def _in_plain_digits(words: str) -> str:
    plain = "".join(normalize("NFKC", words).split())
    plain = _YEAR_IN_CHINESE.sub(lambda found: "".join(_DIGITS[sign] for sign in found[0]), plain)
    return _AROUND.sub("", _NUMBER_IN_CHINESE.sub(_number, plain))


def _number(found: re.Match[str]) -> str:
    value = chinese_number(found[0])
    return found[0] if value is None else str(value)


def _ranges(plain: str) -> Iterator[Period]:
    """Each reading as two points; either may leave out what the other says, as in 2022年1—6月."""
    for sign in _BETWEEN.finditer(plain):
        left, right = plain[: sign.start()], plain[sign.end() :]
        if left.isdecimal() and right.endswith("年度"):
            continue  # 2022—2023年度 may also be one year, from autumn to summer
        ending = _ENDINGS.search(right)
        first = _point(left) or _point(left + (ending[0] if ending else ""))
        stems = ["", *(left[: stem.end()] for stem in _STEMS.finditer(left))]
        for last in (_point(stem + right) for stem in stems):
            if first and last and (first == last or first.last < last.first):
                yield Period(first.first, last.last)


def _point(text: str) -> Period | None:
    """A year, a half, a quarter, a month or a day."""
    for form, read in _FORMS:
        found = form.fullmatch(text)
        if found:
            try:
                return read(*found.groups())
            except ValueError:
                return None  # no calendar has that month or day
    return None


def _year(year: str) -> Period:
    return _months(int(year), 1, 12)


def _half(year: str, half: str) -> Period:
    return _part(int(year), _HALF_NAMES.index(half), _HALF)


def _quarter(year: str, quarter: str) -> Period:
    return _part(int(year), int(quarter) - 1, _QUARTER)


def _first_quarters(year: str, count: str) -> Period:
    return _months(int(year), 1, int(count) * _QUARTER)


def _first_months(year: str, count: str) -> Period:
    return _months(int(year), 1, int(count))


def _month(year: str, month: str) -> Period:
    return _months(int(year), int(month), int(month))


def _day(year: str, month: str, day: str) -> Period:
    one = date(int(year), int(month), int(day))
    return Period(one, one)


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[..., Period]], ...]] = (
    (re.compile(f"{_YEAR}(?:年度?)?(?:全年)?"), _year),
    (re.compile(f"{_YEAR}(?:年度?)?([{_HALF_NAMES}])半年"), _half),
    (re.compile(f"{_YEAR}(?:年度?第?|第)([1-4])季度?"), _quarter),
    (re.compile(f"{_YEAR}(?:年度?)?前([1-4])个?季度"), _first_quarters),
    (re.compile(f"{_YEAR}(?:年度?)?前{_TWO}个?月"), _first_months),
    (re.compile(f"{_YEAR}年{_TWO}月份?"), _month),
    (re.compile(f"{_YEAR}[-./]{_TWO}"), _month),
    (re.compile(f"{_YEAR}年{_TWO}月{_TWO}[日号]"), _day),
    (re.compile(f"{_YEAR}-{_TWO}-{_TWO}"), _day),
    (re.compile(f"{_YEAR}[./]{_TWO}[./]{_TWO}"), _day),
)


def _part(year: int, index: int, size: int) -> Period:
    return _months(year, index * size + 1, (index + 1) * size)


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), _month_end(year, last))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _part_name(first: int, last: int) -> str:
    """What the months from one to another of a year are called behind it."""
    if first == last:
        return f"{first}月"
    size = last - first + 1
    if last % size == 0 and size in _PART_NAMES:
        return _PART_NAMES[size](last // size)
    return f"{first}月至{last}月"


_PART_NAMES: Final[dict[int, Callable[[int], str]]] = {
    12: lambda _: "",
    _HALF: lambda count: f"{_HALF_NAMES[count - 1]}半年",
    _QUARTER: lambda count: f"第{count}季度",
}


def _day_in_words(day: date, expected: int | None) -> str:
    return f"{'' if day.year == expected else f'{day.year}年'}{day.month}月{day.day}日"
