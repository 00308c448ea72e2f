"""Which backups stay as the years go by, also where the clock goes wrong."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.retention import Moment, kept

pytestmark = pytest.mark.uncounted

NOON = datetime(2026, 11, 21, 12)  # noqa: DTZ001  # by the clock on the wall
DAY = timedelta(days=1)
moments = st.sets(
    st.builds(
        Moment,
        st.datetimes(datetime(1980, 1, 1), datetime(2107, 1, 1)),  # noqa: DTZ001  # as above
        st.integers(1, 9_999),
        st.booleans(),
    )
)


def workdays(first: datetime, days: int) -> Iterator[Moment]:
    """Three backups a day."""
    for turn in range(days):
        for hour in range(3):
            made = first + turn * DAY + timedelta(hours=hour)
            yield Moment(made, 3 * turn + hour + 1)


def lived_through(coming: list[Moment]) -> set[Moment]:
    """Each is made in its turn, and then the folder is thinned."""
    there: set[Moment] = set()
    for one in coming:
        there = kept({*there, one}, one.made)
    return there


THREE_YEARS = [*workdays(NOON - 1_095 * DAY, 1_096)]


@cache
def left_of_three_years() -> frozenset[Moment]:
    """What is still there at their end."""
    return frozenset(lived_through(THREE_YEARS))


def test_three_years_leave_the_last_of_each_day_week_and_month() -> None:
    left = sorted(left_of_three_years())
    assert left[-8:] == THREE_YEARS[-8:]
    days = [one for one in left if one.made.hour == 14]
    last = [one.made.date() for one in days]
    assert last[-14:] == [(NOON - n * DAY).date() for n in reversed(range(14))]
    sundays = [day for day in last if day.isoweekday() == 7]
    assert {(NOON - n * DAY).date() for n in range(6, 55, 7)} <= set(sundays)
    assert len({(day.year, day.month) for day in last}) == 24
    assert 40 <= len(left) <= 8 + 14 + 8 + 24


def test_few_backups_all_stay() -> None:
    few = {Moment(NOON - n * 90 * DAY, 9 - n) for n in range(8)}
    assert kept(few, NOON) == few


def test_a_long_pause_costs_nothing() -> None:
    left = left_of_three_years()
    after = Moment(NOON + 900 * DAY, 9_999)
    assert len(left - kept({*left, after}, after.made)) <= 4  # it stands for a day, week and month


def test_backups_from_the_future_stay_and_push_nothing_out() -> None:
    left = left_of_three_years()
    future = {Moment(NOON + n * 400 * DAY, 4_000 + n) for n in range(1, 60)}
    assert kept(left | future, NOON) == left | future


def test_a_clock_that_fell_back_pushes_nothing_out() -> None:
    left = left_of_three_years()
    past = datetime(1980, 1, 1)  # noqa: DTZ001  # as above
    wrong = {Moment(past + timedelta(minutes=n), 4_000 + n) for n in range(9)}
    found = kept(left | wrong, past + DAY)
    assert left <= found
    assert max(wrong) in found
    assert Moment(past, 9_999) in kept(
        {*left, Moment(past, 9_999)}, NOON
    )  # the newest by its events


def test_copies_from_before_an_upgrade_stay_for_a_year() -> None:
    before = Moment(NOON - 1_090 * DAY, 1, before_upgrade=True)
    first_year = [one for one in THREE_YEARS if one.made < before.made + 330 * DAY]
    assert before in lived_through([before, *first_year])
    assert before not in lived_through([before, *THREE_YEARS])


def test_they_stay_where_nothing_came_after_them() -> None:
    before = {Moment(NOON - n * 400 * DAY, n, before_upgrade=True) for n in range(5)}
    assert kept(before, NOON) == before


@given(moments, st.datetimes(datetime(1980, 1, 1), datetime(2107, 1, 1)))  # noqa: DTZ001  # as above
def test_the_newest_stays_by_whatever_clock(found: set[Moment], now: datetime) -> None:
    left = kept(found, now)
    assert left <= found
    assert kept(left, now) == left or any(one.before_upgrade for one in found)
    usual = [one for one in found if not one.before_upgrade]
    if usual:
        assert max(usual) in left
    assert {one for one in found if one.made > now} <= left
