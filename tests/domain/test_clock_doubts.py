"""Doubts about the clock: a year of rest is none; a day too early, a dead battery and another century are."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop.domain.clock_doubts import clock_doubt

LAST = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "now", [LAST, LAST + DAY, LAST + 400 * DAY, LAST + 730 * DAY, LAST - timedelta(minutes=10)]
)
def test_a_clock_that_may_be_right_is_not_spoken_of(now: datetime) -> None:
    assert clock_doubt(now, LAST) == ""


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (LAST - DAY, "是 2026-11-21 09:30，比上一次记录（2026-11-22 09:30）还早；"),
        (LAST - timedelta(minutes=11), "是 2026-11-22 09:19，比上一次记录"),
        (datetime(1970, 1, 1, tzinfo=UTC), "是 1970-01-01 00:00，多半不对；"),
        (datetime(2099, 6, 1, tzinfo=UTC), "，离上一次记录（2026-11-22 09:30）已有 72 年；"),
        (LAST + 731 * DAY, "已有 2 年；"),
    ],
)
def test_one_that_can_hardly_be_right_is_told_with_what_to_do(now: datetime, why: str) -> None:
    words = clock_doubt(now, LAST)
    assert why in words
    assert words.startswith("电脑现在的时间是")
    assert words.endswith("如果不对，请先调准日期和时间再接着记录")


def test_without_any_record_only_a_time_before_the_program_is_doubted() -> None:
    assert clock_doubt(LAST, None) == ""
    assert "多半不对" in clock_doubt(datetime(2019, 12, 31, tzinfo=UTC), None)


def test_both_times_are_those_of_the_place() -> None:
    china = timezone(timedelta(hours=8))
    words = clock_doubt((LAST - DAY).astimezone(china), LAST)
    assert "2026-11-21 17:30" in words
    assert "2026-11-22 17:30" in words
