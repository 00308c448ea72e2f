"""Written days: the days that stand in running text, as a report of known days means them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from desktop.domain.periods import Period
from desktop.intake.answer_pieces import plain_signs
from desktop.intake.chinese_numbers import NUMERAL, number_of

_YEARS: Final = range(1990, 2200)
_UNTIL: Final = (
    rf"(?: ?(?:至|到|-) ?(?:(?P<month1>{NUMERAL}{{1,3}})月)?(?P<day1>{NUMERAL}{{1,3}})[日号])?"
)
_HOUR: Final = (
    r"(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?"
    r"(?P<hour> ?(?:上午|下午|晚上?)?(?:[0-9]{1,2}(?::[0-9]{2}|[时点](?:半|整|[0-9]{1,2}分)?))|上午|下午|晚上)?"
)
_DAY: Final = re.compile(
    rf"(?:(?:(?P<year>{NUMERAL}{{4}}) ?年|今年|本年) ?)?"
    rf"(?P<month>{NUMERAL}{{1,3}}) ?月 ?(?P<day>{NUMERAL}{{1,3}}) ?[日号]{_UNTIL}{_HOUR}"
)
_IN_DIGITS: Final = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<sign>[-./])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})(?![0-9])"
)
_IN_ONE: Final = re.compile(
    r"(?<![0-9])(?P<year>20[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?![0-9])"
)
_THIS_MONTH: Final = re.compile(rf"本月(?P<day>{NUMERAL}{{1,3}})[日号]")
_BRACKETED: Final = re.compile(r"(?<=\()(?P<month>[0-9]{1,2})\.(?P<day>[0-9]{1,2})(?=\))")


class WrittenDay(NamedTuple):
    """A day, where it stands in the text, its last day where it is a span, and what is said of its hour."""

    day: date
    start: int
    end: int
    last: date | None = None
    hour: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


def days_in(text: str, span: Period) -> tuple[WrittenDay, ...]:
    """The days that stand in a text, from its beginning; one that no calendar has is none."""
    plain = plain_signs(text)
    found: list[WrittenDay] = []
    for form in (_DAY, _IN_DIGITS, _IN_ONE, _THIS_MONTH, _BRACKETED):
        for match in form.finditer(plain):
            one = _written(match, span)
            if one and all(one.end <= other.start or other.end <= one.start for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _written(match: re.Match[str], span: Period) -> WrittenDay | None:
    parts = match.groupdict()
    day = number_of(parts["day"] or "")
    if match.re is _THIS_MONTH:
        day_of = _first(_days(span, (span.last.month, span.first.month), day), span)
    else:
        month = number_of(parts["month"] or "")
        day_of = _first(_dated(number_of(parts.get("year") or ""), month, day, span), span)
    if day_of is None:
        return None
    last = _last(day_of, parts)
    return WrittenDay(day_of, match.start(), match.end(), last, (parts.get("hour") or "").strip())


def _dated(year: int | None, month: int | None, day: int | None, span: Period) -> Iterator[date]:
    years = (span.last.year, span.first.year) if year is None else (year,)
    for one in dict.fromkeys(years):
        if (found := _date(one, month, day)) is not None:
            yield found


def _days(span: Period, months: tuple[int, ...], day: int | None) -> Iterator[date]:
    for month in months:
        yield from _dated(None, month, day, span)


def _first(days: Iterator[date], span: Period) -> date | None:
    """The one within the report's days, or else the one of its year (3月5日 takes the report's year)."""
    found = [*days]
    within = (one for one in found if span.first <= one <= span.last)
    return next(within, found[0] if found else None)


def _last(first: date, parts: dict[str, str | None]) -> date | None:
    day = number_of(parts.get("day1") or "")
    month = number_of(parts.get("month1") or "") or first.month
    last = _date(first.year + (month < first.month), month, day)
    return last if last and last > first else None


def _date(year: int, month: int | None, day: int | None) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        return None
