"""Working days: which days are worked, and why not; terms counted in them (R16) and in months (R25)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from desktop.domain.periods import days_in_words
from desktop.domain.refusals import Refused
from desktop.domain.values import read_positive

_SATURDAY: Final = 5
_WEEKEND: Final = ("周六", "周日")
_PLAIN: Final = "工作日"

Passed = tuple[date, str]  # a day, and why it counts or does not


class DayKind(NamedTuple):
    """Whether a day is worked, and why."""

    working: bool
    why: str


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The years whose arrangement is published, with what departs from the plain week.

    A year is known as a whole or not at all: single days say nothing of those beside them.
    """

    years: frozenset[int]
    holidays: Mapping[date, str] = field(default_factory=dict)  # the holiday's name
    made_up: Mapping[date, str] = field(default_factory=dict)  # for which holiday it is worked
    office_days: Mapping[date, DayKind] = field(default_factory=dict)  # `why` in the office's words

    def knows(self, year: int) -> bool:
        """Whether the year's arrangement is published."""
        return year in self.years

    def kind_of(self, day: date) -> DayKind | None:
        """Whether a day is worked, and why; None in a year that is not published."""
        if not self.knows(day.year):
            return None
        if day in self.office_days:
            working, why = self.office_days[day]
            return DayKind(working, f"本单位规定：{why}" if why else "本单位规定")
        if day in self.made_up:
            return DayKind(working=True, why=f"{self.made_up[day]}调休上班")
        if day in self.holidays:
            return DayKind(working=False, why=self.holidays[day])
        weekday = day.weekday()
        if weekday >= _SATURDAY:
            return DayKind(working=False, why=_WEEKEND[weekday - _SATURDAY])
        return DayKind(working=True, why=_PLAIN)

    def with_office_days(
        self, days: Mapping[date, DayKind], years: frozenset[int] = frozenset()
    ) -> WorkCalendar:
        """The same with an office's own days, which go before all others.

        A year becomes known only if the office says that it entered all of its arrangement (`years`).
        """
        return replace(self, years=self.years | years, office_days={**self.office_days, **days})

    def nth_working_day(self, after: date, count: int) -> Deadline:
        """The last day of a term of so many working days; the day itself does not count (R16)."""
        rest, skipped, worked = read_positive(count), list[Passed](), list[Passed]()
        missing = date.max.year + 1
        for day in _days_after(after):
            kind = self.kind_of(day)
            if kind is None:
                missing = day.year
                break
            rest -= kind.working
            if kind.why != _PLAIN:
                (worked if kind.working else skipped).append((day, kind.why))
            if not rest:
                return Deadline(count, day, (*skipped,), (*worked,))
        too_early = missing < min(self.years, default=missing)
        return Deadline(count, None, (*skipped,), (*worked,), missing, too_early=too_early)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term in working days, and what was passed on the way there."""

    count: int
    last: date | None
    skipped: tuple[Passed, ...] = ()  # what is not worked
    worked: tuple[Passed, ...] = ()  # what counts although it is no plain working day
    unknown: int | None = None  # the first year without data; there is no last day then
    too_early: bool = False  # that year lies before all that is known
    bounded: bool = False  # the last day is a bound, before the count was full

    def no_later_than(self, day: date) -> Deadline:
        """Never beyond the end of the year (Changchun, R16); `day` is its last.

        Every day before an unknown year is known: a bound that lies there decides without that year.
        """
        within = self.last <= day if self.last else (self.unknown or 0) <= day.year
        if within:
            return self
        skipped, worked = _until(day, self.skipped), _until(day, self.worked)
        return Deadline(self.count, day, skipped, worked, bounded=True)

    @property
    def words(self) -> str:
        """The last day with what was skipped, or why there is none."""
        if self.last is None:
            return _no_data(self.unknown, too_early=self.too_early)
        parts = [_told("跳过", self.skipped, self.last), _told("计入", self.worked, self.last)]
        aside = "；".join(part for part in parts if part)
        return f"{self._end(self.last)}{f'（{aside}）' if aside else ''}"

    def _end(self, last: date) -> str:
        words = days_in_words(last, last)
        if self.bounded:
            return f"最后一日是 {words}：到这一天还不满 {self.count} 个工作日，但不得超出本年度"
        return f"最后一日是 {words}，即第 {self.count} 个工作日"


def months_before(day: date, months: int = 1) -> date:
    """The same day so many calendar months earlier (R25), or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        raise Refused(f"这个日期太早，算不出 {months} 个月以前是哪一天，请核对")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days_after(day: date) -> Iterator[date]:
    return map(date.fromordinal, range(day.toordinal() + 1, date.max.toordinal() + 1))


def _until(day: date, passed: Iterable[Passed]) -> tuple[Passed, ...]:
    return tuple(one for one in passed if one[0] <= day)


def _no_data(year: int | None, *, too_early: bool) -> str:
    if too_early:
        return f"没有{year}年的节假日，无法计算；请核对日期，确要计算的，请在“设置”里录入"
    return f"{year}年的节假日还没有公布，无法计算；公布后请在“设置”里录入"


def _told(what: str, passed: tuple[Passed, ...], last: date) -> str:
    """How many days were passed and why: holidays one by one, what is left of weekends as one number."""
    if not passed:
        return ""
    named = [one for one in passed if one[1] not in _WEEKEND]
    reasons = [f"{days_in_words(run[0], run[-1], last.year)}{why}" for why, run in _runs(named)]
    weekends = len(passed) - len(named)
    if weekends:
        reasons.append(f"周六、周日 {weekends} 天" if reasons else "周六、周日")
    return f"{what} {len(passed)} 天：{'，'.join(reasons)}"


def _runs(passed: Iterable[Passed]) -> Iterator[tuple[str, list[date]]]:
    """Days on end that were passed for the same reason."""
    numbered = enumerate(passed)
    for (_, why), run in groupby(numbered, key=lambda at: (at[1][0].toordinal() - at[0], at[1][1])):
        yield why, [day for _, (day, _) in run]
