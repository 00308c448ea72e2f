"""The office calendar: one year's days as terms are counted by them, and what the office itself says of some."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import OfficeDay
from desktop.domain.refusals import Refused
from desktop.domain.working_days import WorkCalendar
from desktop.services.office_days import (
    keep_office_days,
    office_calendar,
    office_days_of,
    published_years,
    remove_office_days,
)
from desktop.services.statutory_days import statutory_calendar
from desktop.viewmodels.workplace import Workplace

Sort = Literal["plain", "weekend", "holiday", "made-up", "own-rest", "own-work", "unknown"]
_OURS: Final = frozenset({"office_day", "setting"})
_WEEKDAYS: Final = "一二三四五六日"


class DayLook(NamedTuple):
    """What a day is, and why."""

    sort: Sort
    words: str


class OfficeCalendar(QObject):
    """The year that is open; it is read again when a day of the office was touched."""

    changed = Signal()

    def __init__(self, workplace: Workplace, today: date) -> None:
        super().__init__()
        self._at, self.today = workplace, today
        self.year = today.year
        self._days: dict[date, OfficeDay] = {}
        self._calendar = WorkCalendar(frozenset())
        self._entered = frozenset[int]()
        workplace.dispatcher.changed.connect(self._on_changed)
        self._read()

    # -- what is shown

    @property
    def years(self) -> tuple[int, ...]:
        """Every year that is known or may be entered, the newest first."""
        own = {day.year for day in self._days}
        return tuple(
            sorted(
                self._calendar.years | own | {self.today.year, self.today.year + 1}, reverse=True
            )
        )

    def show_year(self, year: int) -> None:
        """Open another year."""
        self.year = year
        self.changed.emit()

    @property
    def own_days(self) -> int:
        """How many days of the year the office says something of."""
        return sum(day.year == self.year for day in self._days)

    @property
    def is_published(self) -> bool:
        """Whether the year's arrangement is the state's own."""
        return statutory_calendar().knows(self.year)

    @property
    def is_entered(self) -> bool:
        """Whether the office says that it entered all of the year."""
        return self.year in self._entered

    def own(self, day: date) -> OfficeDay | None:
        """What the office says of a day."""
        return self._days.get(day)

    def look(self, day: date) -> DayLook:
        """What a day is, also in a year that is not published."""
        own = self._days.get(day)
        if own is not None:
            words = f"本单位规定{'上班' if own.working else '休息'}"
            sort: Sort = "own-work" if own.working else "own-rest"
            return DayLook(sort, f"{words}：{own.name}" if own.name else words)
        return _plain_look(self._calendar, day)

    def told(self, day: date) -> str:
        """A day with what it is, in words."""
        return f"{day_in_words(day)}：{self.look(day).words}"

    def statutory_words(self, day: date) -> str:
        """What holds where the office says nothing."""
        return _plain_look(statutory_calendar(), day).words

    def deadline(self, after: str, count: int) -> str:
        """The last day of a term, with what it skips (R16)."""
        try:
            return self._calendar.nth_working_day(date.fromisoformat(after), count).words
        except Refused as refused:
            return refused.message

    # -- what is done

    def keep(self, days: Iterator[date], name: str, *, working: bool) -> bool:
        """Say of some days that they are worked, or free."""
        at = self._at
        said = [OfficeDay(day.isoformat(), working, name.strip()) for day in days]
        return at.attempt(lambda: keep_office_days(at.workspace, at.author, said))

    def leave(self, days: Iterator[date]) -> bool:
        """Leave some days to the state's arrangement again."""
        at = self._at
        gone = [day.isoformat() for day in days if day in self._days]
        if not gone:
            return True
        return at.attempt(lambda: remove_office_days(at.workspace, at.author, gone))

    def declare(self, *, entered: bool) -> bool:
        """Say that all of the year is entered, or that it is not."""
        at = self._at
        years = self._entered | {self.year} if entered else self._entered - {self.year}
        return at.attempt(lambda: keep_office_days(at.workspace, at.author, [], years))

    # -- reading

    def _read(self) -> None:
        workspace = self._at.workspace
        self._days = {date.fromisoformat(one.day): one for one in office_days_of(workspace)}
        self._calendar = office_calendar(workspace)
        self._entered = published_years(workspace)
        self.changed.emit()

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table in _OURS for table, _ in touched):
            self._read()


def day_in_words(day: date) -> str:
    """2026年9月12日 周六."""
    return f"{day.year}年{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from one to another, both within."""
    return (first + timedelta(days=at) for at in range((last - first).days + 1))


def _plain_look(calendar: WorkCalendar, day: date) -> DayLook:
    kind = calendar.kind_of(day)
    if kind is None:
        return DayLook("unknown", "这一年的放假安排未公布")
    if day in calendar.made_up:
        return DayLook("made-up", kind.why)
    if day in calendar.holidays:
        return DayLook("holiday", f"{kind.why}放假")
    return DayLook("plain", kind.why) if kind.working else DayLook("weekend", "周末休息")
