"""Days on which an office works, as its ledgers name them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from desktop.services.statutory_days import statutory_calendar


def worked(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not _is_worked(day):
        day -= timedelta(days=1)
    return day


def before(day: date, days: int) -> date:
    """A working day, at least so many days earlier."""
    return worked(day - timedelta(days=days))


def after(day: date, days: int) -> date:
    """A working day, at most so many days later, yet never before the day and in the same year."""
    later = min(day + timedelta(days=days), date(day.year, 12, 31))
    return max(worked(later), day)


def in_month(year: int, month: int, day: int) -> date:
    """A working day about that one."""
    return worked(date(year, month, min(day, monthrange(year, month)[1])))


def _is_worked(day: date) -> bool:
    kind = statutory_calendar().kind_of(day)
    return kind is None or kind.working
