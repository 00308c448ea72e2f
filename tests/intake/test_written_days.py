"""Written days: the usual writings of a day within a text, in the year that the report is about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.periods import Period
from desktop.intake.written_days import days_in

MARCH = Period(date(2020, 2, 21), date(2020, 3, 20))
JANUARY = Period(date(2019, 12, 21), date(2020, 1, 20))


@pytest.mark.parametrize(
    "text",
    [
        "2020年3月5日",
        "2020 年 3 月 5 日",
        "二〇二〇年三月五日",
        "3月5日",
        "３月５日",
        "三月五号",
        "今年3月5日",
        "2020-03-05",
        "2020—3—5",
        "2020/3/5",
        "2020.3.5",
        "20200305",
        "本月5日",
        "部署会（3.5）",
        "于3月5日（星期四）召开部署会",
    ],
)
def test_the_usual_writings(text: str) -> None:
    [found] = days_in(text, MARCH)
    assert found.day == date(2020, 3, 5)
    assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12月25日", date(2019, 12, 25)),
        ("1月5日", date(2020, 1, 5)),
        ("本月25日", date(2019, 12, 25)),
        ("本月5日", date(2020, 1, 5)),
        ("11月5日", date(2020, 11, 5)),
        ("2018年1月5日", date(2018, 1, 5)),
    ],
)
def test_a_day_without_its_year_takes_the_report_s(text: str, day: date) -> None:
    assert [one.day for one in days_in(text, JANUARY)] == [day]


@pytest.mark.parametrize(
    "text",
    ["", "2020年3月", "2月30日", "13月1日", "3.5%", "占3.5", "20201301", "百月五日", "12020.3.5"],
)
def test_what_is_no_day(text: str) -> None:
    assert days_in(text, MARCH) == ()


def test_a_span_of_days_and_the_hour() -> None:
    [found] = days_in("3月30日至4月2日上午9:30", MARCH)
    assert (found.day, found.last, found.hour) == (date(2020, 3, 30), date(2020, 4, 2), "上午9:30")
    [found] = days_in("12月30日到1月2日", JANUARY)
    assert (found.day, found.last) == (date(2019, 12, 30), date(2020, 1, 2))
    [found] = days_in("3月5日至4日", MARCH)
    assert (found.day, found.last) == (date(2020, 3, 5), None)


def test_several_stand_in_their_order() -> None:
    found = days_in("2020.3.9推进会，3月5日部署会", MARCH)
    assert [one.day.day for one in found] == [9, 5]


@given(st.text("0123456789年月日号至到.-/（）本今〇一二十上午时分:", max_size=60))
def test_any_text_is_read(text: str) -> None:
    found = days_in(text, MARCH)
    ends = [one.span for one in found]
    assert ends == sorted(ends)
    assert all(
        0 <= start < end <= len(text) and (text[start:end].strip("（）") or True)
        for start, end in ends
    )
