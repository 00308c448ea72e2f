"""Periods: what is read and what is not, names that read back, halves, quarters and months within."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.periods import Period, days_in_words, read_period

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
MONTHS = st.tuples(st.integers(1900, 2099), st.integers(1, 12))
# What periods are written with, put together at random.
SIGNS = "2022 2023 年 年度 1 6 12 31 月 日 至 - — . / 第 三 十二 二〇二二 季度 上半年 自 起 止 度 x"
WORDS = st.lists(st.sampled_from(SIGNS.split()), max_size=9).map("".join)


def whole_months(first: tuple[int, int], last: tuple[int, int]) -> Period:
    return Period(date(*first, 1), date(*last, monthrange(*last)[1]))


def span(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


YEAR = span("2022-01-01", "2022-12-31")
FIRST_HALF = span("2022-01-01", "2022-06-30")
THIRD_QUARTER = span("2022-07-01", "2022-09-30")
THREE_QUARTERS = span("2022-01-01", "2022-09-30")
MARCH = span("2022-03-01", "2022-03-31")
TWO_YEARS = span("2022-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2020年", span("2020-01-01", "2020-12-31")),
        *((words, YEAR) for words in ("2022年度", "2022", "２０２２年", " 2022 年 ", "2022年全年")),
        *((words, YEAR) for words in ("二〇二二年", "二○二二年度", "二零二二", "2022年度全年")),
        *((words, YEAR) for words in ("2022.01-2022.12", "2022.1—12", "2022/1/1至2022/12/31")),
        *((words, YEAR) for words in ("2022-01-01至2022-12-31", "2022.1.1-12.31")),
        *((words, YEAR) for words in ("自2022年1月1日起至2022年12月31日止", "2022年1—12月份")),
        *((words, FIRST_HALF) for words in ("2022年上半年", "2022年度上半年", "2022上半年")),
        *((words, FIRST_HALF) for words in ("2022年1—6月", "２０２２年１～６月", "2022年1月至6月")),
        *((words, FIRST_HALF) for words in ("2022年一至二季度", "2022年1——6月", "2022年一到六月")),
        ("2022年下半年", span("2022-07-01", "2022-12-31")),
        *((words, THIRD_QUARTER) for words in ("2022年第三季度", "2022年三季度", "2022第3季度")),
        *((words, THIRD_QUARTER) for words in ("2022年度第3季度", "2022年7-9月", "2022年第三季")),
        *((words, THREE_QUARTERS) for words in ("2022年第一至第三季度", "2022年1月-三季度")),
        *((words, THREE_QUARTERS) for words in ("2022年前三季度", "2022年度前3个季度")),
        *((words, THREE_QUARTERS) for words in ("2022年前九个月", "2022年（1—9月）")),
        *((words, YEAR) for words in ("2022年度（1—12月）", "2022年度(2022年1月1日至12月31日)")),
        ("2022年上半年（一至二季度）", FIRST_HALF),
        *((words, MARCH) for words in ("2022年3月", "2022年03月份", "二〇二二年三月", "2022.3")),
        *(
            (words, MARCH)
            for words in ("2022-03", "2022/3", "2022年3月1日至31日", "2022年3月1-31号")
        ),
        ("2022年十二月", span("2022-12-01", "2022-12-31")),
        ("2022年1月至2023年3月", span("2022-01-01", "2023-03-31")),
        *((words, TWO_YEARS) for words in ("2022年至2023年", "2022-2023", "2022—2023年")),
        ("2022年度至2023年度", TWO_YEARS),
        ("2022年2月3日至2022年2月3日", span("2022-02-03", "2022-02-03")),
        ("从2022年2月3日到12日", span("2022-02-03", "2022-02-12")),
    ],
)
def test_what_offices_write_is_read(words: str, period: Period) -> None:
    assert read_period(words) == period


@pytest.mark.parametrize(
    "words",
    [
        *("", "今年", "本年度", "22年", "年", "上半年", "3月", "1—6月", "至", "—", "2022年度考核"),
        *("2022年13月", "2022年0月", "2022年第五季度", "2022年六季度", "1822年", "2122年", "20220"),
        *("2022年6—1月", "2022年12月至1月", "2023-2022", "2022年至2022年6月", "2022年2月1日至30日"),
        *("2022年3月5日", "2022-03-05", "2022.3.5", "2022-1-6", "2022年1", "2022年一一月"),
        *("2022年前五季度", "2022年前13个月", "2022年（2021年）", "2022年上半年（1—9月）"),
        *("（2022年）", "2022年（）", "2022年（试行）", "今年（1—9月）", "2022年（1月）（2月）"),
        *("2022—2023年度", "2022-2023学年", "2022.1.1-6", "2022年1月、2月", "2022年以来"),
        *("2022年" * 40, "٢٠٢٢年", "2022年1月至2022年2月至2022年3月"),
    ],
)
def test_what_is_not_said_is_not_guessed(words: str) -> None:
    assert read_period(words) is None


@given(st.text(max_size=80) | WORDS)
def test_what_is_read_reads_back(words: str) -> None:
    period = read_period(words)
    if period is not None and period.first != period.last:
        assert period.first < period.last
        assert read_period(period.name) == period


@given(MONTHS, MONTHS)
def test_a_name_of_months_reads_back(one: tuple[int, int], other: tuple[int, int]) -> None:
    period = whole_months(*sorted((one, other)))
    assert read_period(period.name) == period


@given(DAYS, DAYS)
def test_a_name_of_days_reads_back(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other))
    expected = None if one == other else period
    assert read_period(period.name) == expected


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (YEAR, "2022年"),
        (FIRST_HALF, "2022年上半年"),
        (span("2022-07-01", "2022-12-31"), "2022年下半年"),
        (THIRD_QUARTER, "2022年第3季度"),
        (MARCH, "2022年3月"),
        (span("2022-02-01", "2022-04-30"), "2022年2月至4月"),
        (THREE_QUARTERS, "2022年1月至9月"),
        (TWO_YEARS, "2022年至2023年"),
        (span("2022-01-01", "2023-11-30"), "2022年1月至2023年11月"),
        (span("2022-03-01", "2022-03-30"), "2022年3月1日至30日"),
        (span("2022-03-02", "2022-04-30"), "2022年3月2日至4月30日"),
        (span("2022-03-02", "2023-04-30"), "2022年3月2日至2023年4月30日"),
        (span("2022-03-02", "2022-03-02"), "2022年3月2日"),
    ],
)
def test_a_period_is_called_as_offices_call_it(period: Period, name: str) -> None:
    assert period.name == name


def test_a_year_is_left_out_where_it_is_expected() -> None:
    first, last = date(2022, 12, 31), date(2023, 1, 2)
    assert days_in_words(first, first, 2022) == "12月31日"
    assert days_in_words(first, last, 2022) == "12月31日至2023年1月2日"
    assert days_in_words(first, last, 2023) == "2022年12月31日至2023年1月2日"


def test_a_year_has_its_parts() -> None:
    assert [one.name for one in YEAR.half_years()] == ["2022年上半年", "2022年下半年"]
    assert [one.name for one in YEAR.quarters()] == [f"2022年第{n}季度" for n in range(1, 5)]
    assert [one.name for one in YEAR.months()] == [f"2022年{n}月" for n in range(1, 13)]


def test_only_what_lies_wholly_within_is_a_part() -> None:
    period = span("2022-01-02", "2023-03-30")
    assert [one.name for one in period.half_years()] == ["2022年下半年"]
    assert [one.name for one in period.quarters()] == [f"2022年第{n}季度" for n in (2, 3, 4)]
    assert [one.name for one in period.months()][0::12] == ["2022年2月", "2023年2月"]
    assert MARCH.half_years() == MARCH.quarters() == ()
    assert MARCH.months() == (MARCH,)


@given(MONTHS, st.integers(0, 40))
def test_months_cover_what_is_made_of_months(first: tuple[int, int], more: int) -> None:
    years, month = divmod(first[1] - 1 + more, 12)
    period = whole_months(first, (first[0] + years, month + 1))
    months = period.months()
    assert len(months) == more + 1
    assert (months[0].first, months[-1].last) == (period.first, period.last)


@given(DAYS, DAYS)
def test_parts_follow_one_another_within(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other))
    for parts in (period.half_years(), period.quarters(), period.months()):
        assert all(period.first <= part.first and part.last <= period.last for part in parts)
        gaps = {then.first - part.last for part, then in pairwise(parts)}
        assert gaps <= {timedelta(days=1)}
        assert all(read_period(part.name) == part for part in parts)
