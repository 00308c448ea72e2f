"""Statutory days: the State Council's notices for 2018 to 2026, written down again and held against the library."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from desktop.domain.working_days import DayKind
from desktop.services.statutory_days import statutory_calendar

ONE = timedelta(days=1)
SATURDAY = 5


class Block(NamedTuple):
    """Days off on end by a notice, and the days that are worked for them."""

    year: int  # of the notice
    why: str
    first: date
    last: date
    made_up: tuple[date, ...]


# As the notices put it, with the weekends that they count in; days as month-day of the year.
NOTICES = {
    # The New Year's Day of 2018 began in 2017.
    2018: "元旦 0101-0101 | 春节 0215-0221 0211 0224 | 清明节 0405-0407 0408 | 劳动节 0429-0501 0428"
    " | 端午节 0618-0618 | 中秋节 0924-0924 | 国庆节 1001-1007 0929 0930",
    # Changed in March 2019: four days of May.
    2019: "元旦 -1230-0101 -1229 | 春节 0204-0210 0202 0203 | 清明节 0405-0407 | 劳动节 0501-0504 0428 0505"
    " | 端午节 0607-0609 | 中秋节 0913-0915 | 国庆节 1001-1007 0929 1012",
    # The Spring Festival was prolonged to 2 February; 1 February had been a day to make up.
    2020: "元旦 0101-0101 | 春节 0124-0202 0119 | 清明节 0404-0406 | 劳动节 0501-0505 0426 0509"
    " | 端午节 0625-0627 0628 | 国庆节 1001-1008 0927 1010",
    2021: "元旦 0101-0103 | 春节 0211-0217 0207 0220 | 清明节 0403-0405 | 劳动节 0501-0505 0425 0508"
    " | 端午节 0612-0614 | 中秋节 0919-0921 0918 | 国庆节 1001-1007 0926 1009",
    2022: "元旦 0101-0103 | 春节 0131-0206 0129 0130 | 清明节 0403-0405 0402 | 劳动节 0430-0504 0424 0507"
    " | 端午节 0603-0605 | 中秋节 0910-0912 | 国庆节 1001-1007 1008 1009",
    2023: "元旦 -1231-0102 | 春节 0121-0127 0128 0129 | 清明节 0405-0405 | 劳动节 0429-0503 0423 0506"
    " | 端午节 0622-0624 0625 | 中秋节、国庆节 0929-1006 1007 1008",
    2024: "元旦 -1230-0101 | 春节 0210-0217 0204 0218 | 清明节 0404-0406 0407 | 劳动节 0501-0505 0428 0511"
    " | 端午节 0610-0610 | 中秋节 0915-0917 0914 | 国庆节 1001-1007 0929 1012",
    2025: "元旦 0101-0101 | 春节 0128-0204 0126 0208 | 清明节 0404-0406 | 劳动节 0501-0505 0427"
    " | 端午节 0531-0602 | 国庆节、中秋节 1001-1008 0928 1011",
    2026: "元旦 0101-0103 0104 | 春节 0215-0223 0214 0228 | 清明节 0404-0406 | 劳动节 0501-0505 0509"
    " | 端午节 0619-0621 | 中秋节 0925-0927 | 国庆节 1001-1007 0920 1010",
}


def day_of(year: int, plain: str) -> date:
    """A day of the notice's year, or with - before it of the year before."""
    digits = plain.removeprefix("-")
    return date(year - (digits != plain), int(digits[:2]), int(digits[2:]))


def blocks() -> Iterator[Block]:
    for year, notice in NOTICES.items():
        for one in notice.split("|"):
            why, days, *made_up = one.split()
            first, last = days.rsplit("-", 1)
            worked = tuple(day_of(year, day) for day in made_up)
            yield Block(year, why, day_of(year, first), day_of(year, last), worked)


def days(first: date, last: date) -> list[date]:
    return [first + ONE * n for n in range((last - first).days + 1)]


BLOCKS = [*blocks()]
OFF = {day: block.why for block in BLOCKS for day in days(block.first, block.last)}
MADE_UP = {day: block.why for block in BLOCKS for day in block.made_up}


def is_worked(day: date) -> bool:
    """By the notices alone."""
    return day in MADE_UP or (day.weekday() < SATURDAY and day not in OFF)


def kind(day: date) -> DayKind:
    found = statutory_calendar().kind_of(day)
    assert found
    return found


@pytest.mark.parametrize("year", NOTICES)
def test_a_notice_gives_away_the_days_that_the_law_does(year: int) -> None:
    """What is written down here adds up: eleven working days a year, since 2025 thirteen."""
    notice = [block for block in BLOCKS if block.year == year]
    off = [day for one in notice for day in days(one.first, one.last) if day.weekday() < SATURDAY]
    made_up = [day for one in notice for day in one.made_up]
    prolonged = 2 if year == 2020 else 0  # 31 January, and 1 February was not made up
    assert all(day.weekday() >= SATURDAY for day in made_up)
    assert len(off) - len(made_up) == (11 if year < 2025 else 13) + prolonged


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.year}{block.why}")
def test_each_block_begins_and_ends_on_its_days(block: Block) -> None:
    inside = [kind(day) for day in days(block.first, block.last)]
    assert not any(one.working for one in inside)
    assert kind(block.first - ONE).working == is_worked(block.first - ONE)
    assert kind(block.last + ONE).working == is_worked(block.last + ONE)
    for day in block.made_up:
        assert kind(day).working
        assert kind(day).why.endswith("调休上班")
    middle = days(block.first, block.last)[len(inside) // 2]
    assert kind(middle).why == block.why


def test_every_day_of_nine_years_is_as_the_notices_say() -> None:
    every = days(date(2018, 1, 1), date(2026, 12, 31))
    assert [day for day in every if kind(day).working != is_worked(day)] == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 12, 29), DayKind(working=True, why="元旦调休上班")),
        (date(2018, 12, 31), DayKind(working=False, why="元旦")),
        (date(2020, 2, 2), DayKind(working=False, why="春节")),
        (date(2020, 2, 3), DayKind(working=True, why="工作日")),
        (date(2022, 10, 8), DayKind(working=True, why="国庆节调休上班")),
        (date(2023, 9, 29), DayKind(working=False, why="中秋节、国庆节")),
        (date(2025, 10, 6), DayKind(working=False, why="国庆节、中秋节")),
        (date(2025, 1, 27), DayKind(working=True, why="工作日")),
        (date(2015, 9, 4), DayKind(working=False, why="抗战胜利70周年纪念日")),
        (date(2026, 2, 28), DayKind(working=True, why="春节调休上班")),
        (date(2026, 11, 22), DayKind(working=False, why="周日")),
    ],
)
def test_a_day_says_why_in_chinese(day: date, expected: DayKind) -> None:
    assert kind(day) == expected


def test_years_beyond_the_notices_are_unknown() -> None:
    calendar = statutory_calendar()
    assert calendar.years == frozenset(range(2004, 2027))
    assert calendar.kind_of(date(2003, 12, 31)) is calendar.kind_of(date(2027, 1, 1)) is None
    assert calendar.nth_working_day(date(2026, 12, 1), 22).last == date(2026, 12, 31)
    assert calendar.nth_working_day(date(2026, 12, 1), 23).unknown == 2027
    assert calendar.nth_working_day(date(2003, 12, 31), 1).last == date(2004, 1, 2)
    assert calendar.nth_working_day(date(2003, 12, 30), 1).too_early


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.year}{block.why}")
def test_twenty_working_days_over_each_block(block: Block) -> None:
    """Counted by hand from the notices, from ten days before each block."""
    after = block.first - ONE * 10
    if after.year < 2018:
        after = date(2017, 12, 31)
    worked = [day for day in days(after + ONE, after + ONE * 60) if is_worked(day)]
    found = statutory_calendar().nth_working_day(after, 20)
    if len(worked) < 20 or worked[19].year > 2026:
        assert found.last is None
    else:
        assert found.last == worked[19]
        assert block.why in found.words


def test_a_term_that_crosses_the_year_goes_by_both_notices() -> None:
    found = statutory_calendar().nth_working_day(date(2018, 12, 20), 20)
    assert found.words == (
        "最后一日是 2019年1月18日，即第 20 个工作日（跳过 9 天：2018年12月30日至2019年1月1日元旦，周六、周日 6 天；"
        "计入 1 天：2018年12月29日元旦调休上班）"
    )
    cut = found.no_later_than(date(2018, 12, 31))
    assert (cut.last, cut.skipped[-1]) == (date(2018, 12, 31), (date(2018, 12, 31), "元旦"))


def test_an_office_enters_the_year_that_is_missing() -> None:
    new_year = {date(2027, 1, 1): DayKind(working=False, why="元旦")}
    calendar = statutory_calendar().with_office_days(new_year, frozenset({2027}))
    assert calendar.nth_working_day(date(2026, 12, 31), 1).last == date(2027, 1, 4)
    assert statutory_calendar().knows(2027) is False


def test_the_library_is_loaded_when_it_is_first_wanted() -> None:
    told = (
        "import sys, desktop.services.statutory_days as s; print('chinese_calendar' in sys.modules)"
    )
    asked = "; s.statutory_calendar(); print('chinese_calendar' in sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", told + asked], capture_output=True, check=True, encoding="utf-8"
    )
    assert ended.stdout.split() == ["False", "True"]
    assert statutory_calendar() is statutory_calendar()
