"""Retention: which backups stay. Counted in days that have backups, not in days that passed: clocks go wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final, NamedTuple

_NEWEST: Final = 8
_DAYS: Final = 14
_WEEKS: Final = 8
_MONTHS: Final = 24
_MONTHS_BEFORE_UPGRADE: Final = 12


class Moment(NamedTuple):
    """When a backup was made, by the clock on the wall and by the audit trail."""

    made: datetime
    events: int
    before_upgrade: bool = False


def _month(made: datetime) -> tuple[int, int]:
    return made.year, made.month


_PERIODS: Final[tuple[tuple[int, Callable[[datetime], object]], ...]] = (
    (_DAYS, lambda made: made.date()),
    (_WEEKS, lambda made: made.isocalendar()[:2]),
    (_MONTHS, _month),
)


def kept(moments: Collection[Moment], now: datetime) -> set[Moment]:
    """The newest, the last of each day, week and month, and for a year those from before an upgrade.

    What comes from the future was made, or is judged, by a wrong clock: it stays, and counts for nothing.
    """
    keep = {one for one in moments if one.made > now}
    past = sorted(set(moments) - keep)
    usual = [one for one in past if not one.before_upgrade]
    keep.update(usual[-_NEWEST:])
    keep.update(sorted(usual, key=lambda one: one.events)[-1:])
    for most, period in _PERIODS:
        last_of = {period(one.made): one for one in usual}
        keep.update([*last_of.values()][-most:])
    months = {_month(one.made) for one in usual}
    for one in past:
        later = [month for month in months if month > _month(one.made)]
        if one.before_upgrade and len(later) <= _MONTHS_BEFORE_UPGRADE:
            keep.add(one)
    return keep
