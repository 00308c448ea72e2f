"""Days and moments in every form in which offices write them; and what each sort of mistake is told."""

from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.refusals import Refused
from desktop.intake.cell_days import read_day, read_moment
from tests.intake.test_chinese_numbers import DIGITS, in_words

DAY = date(2022, 8, 3)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
SERIAL_DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2022, 8, 3, hour, minute, second)  # noqa: DTZ001  # a cell has no time zone


@pytest.mark.parametrize(
    "text",
    [
        "2022-08-03",
        "2022-8-3",
        "2022/8/3",
        "2022.8.3",
        "2022. 08. 03",
        "2022年8月3日",
        "2022 年 8 月 3 日",
        "2022年8月3",
        "2022年08月03号",
        "２０２２年８月３日",
        "2022－8－3",
        "2022—8—3",
        "20220803",
        "44776",
        "44776.0",
        "44776.375",
        "2022-08-03 00:00:00",
        "2022-08-03T09:30:00.000+08:00",
        "2022年8月3日9时30分",
        "2022年8月3日24时",
        "2022年8月3日（星期三）",
        "2022-08-03 周三 9:00",
        "二〇二二年八月三日",
        "二○二二年八月三日",
        "二零二二年八月三日",
    ],
)
def test_days(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text", ["8月3日", "八月三日", "8 月 3 日", "08月03日 9:00", "2022年8月3日"]
)
def test_a_day_without_a_year_is_of_the_year_that_is_given(text: str) -> None:
    assert read_day(text, 2022) == DAY


SAMPLE = "不是日期，请写成 2022-08-03 的样子"
UNCLEAR = "看不出哪个是年、哪个是月、哪个是日，请写成 2022-08-03 的样子"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "这里是空的，请填写"),
        ("#N/A", "“#N/A”是没有结果的公式，请在 Excel 里改成它的结果"),
        ("8月3日", "“8月3日”没有写年份，请写成 2022年8月3日 的样子"),
        ("2022-02-30", "没有“2022-02-30”这一天，请核对"),
        ("20221301", "没有“20221301”这一天，请核对"),
        ("二〇二二年二月三十日", "没有“二〇二二年二月三十日”这一天，请核对"),
        ("2202-08-03", "“2202-08-03”的年份不对，请核对"),
        ("0022-08-03", "“0022-08-03”的年份不对，请核对"),
        ("3/8/2022", f"“3/8/2022”{UNCLEAR}"),
        ("22.8.3", f"“22.8.3”{UNCLEAR}"),
        ("03-08-22 9:00", f"“03-08-22 9:00”{UNCLEAR}"),
        ("22年8月3日", "“22年8月3日”的年份要写四位，例如 2022年8月3日"),
        ("2022年8月", "“2022年8月”没有写是哪一天，请写成 2022年8月3日 的样子"),
        ("2022.8", "“2022.8”没有写是哪一天，请写成 2022-08-03 的样子"),
        ("2022-8/3", f"“2022-8/3”{SAMPLE}"),
        ("2022-08-0309:00", f"“2022-08-0309:00”{SAMPLE}"),
        ("2022年十十月3日", f"“2022年十十月3日”{SAMPLE}"),
        ("2022-08-03至08-05", f"“2022-08-03至08-05”{SAMPLE}"),
        ("2022-08-03\n08-05", f"“2022-08-03?08-05”{SAMPLE}"),
        ("2022-08-03 25:00", "没有“2022-08-03 25:00”这个时间，请核对"),
        ("2022", f"“2022”{SAMPLE}"),
        ("12000", f"“12000”{SAMPLE}"),
        ("99999", f"“99999”{SAMPLE}"),
        ("12:00:00", f"“12:00:00”{SAMPLE}"),
        ("2022-08-1³", f"“2022-08-1³”{SAMPLE}"),
        ("待定", f"“待定”{SAMPLE}"),
        ("9" * 70, f"“{'9' * 20}…”{SAMPLE}"),
    ],
)
def test_what_is_no_day_is_told_why(text: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        read_day(text)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2022-08-03 09:00", at(9)),
        ("2022-08-03 9:05:07", at(9, 5, 7)),
        ("2022-08-03T09:30:00.123+08:00", at(9, 30)),
        ("2022/8/3 2:30:00 PM", at(14, 30)),
        ("2022/8/3 12:05 AM", at(0, 5)),
        ("2022/8/3 12:05 pm", at(12, 5)),
        ("44776.375", at(9)),
        ("2022年8月3日9时30分", at(9, 30)),
        ("2022年8月3日 9 时 30 分 15 秒", at(9, 30, 15)),
        ("2022年8月3日上午9点", at(9)),
        ("2022年8月3日下午3点半", at(15, 30)),
        ("2022年8月3日下午15：30", at(15, 30)),
        ("2022年8月3日 下午 3:30", at(15, 30)),
        ("2022年8月3日中午12时整", at(12)),
        ("2022年8月3日中午1点", at(13)),
        ("2022年8月3日晚上8点05", at(20, 5)),
        ("2022年8月3日凌晨3点", at(3)),
        ("2022年8月3日（星期三）上午九点三十分", at(9, 30)),
        ("二〇二二年八月三日十五时", at(15)),
        ("2022-08-03 24:00", at(0) + timedelta(days=1)),
        ("2022年8月3日24时", at(0) + timedelta(days=1)),
        ("20220803 09:00", at(9)),
    ],
)
def test_moments(written: str, moment: datetime) -> None:
    assert read_moment(written) == moment


def test_a_moment_without_a_year_is_of_the_year_that_is_given() -> None:
    assert read_moment("8月3日9时", 2022) == at(9)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2022-08-03", "“2022-08-03”没有写几点几分，请写成 2022-08-03 09:30 的样子"),
        ("44776", "“44776”没有写几点几分，请写成 2022-08-03 09:30 的样子"),
        ("2022-08-03 24:01", "没有“2022-08-03 24:01”这个时间，请核对"),
        ("2022-08-03 9:60", "没有“2022-08-03 9:60”这个时间，请核对"),
        (
            "2022-08-03 上午12点",
            "“2022-08-03 上午12点”看不出是几点，请按 24 小时写，例如 2022-08-03 14:30",
        ),
        ("2022-08-03 上午十十点", f"“2022-08-03 上午十十点”{SAMPLE}"),
        ("2022-08-03 9点十十分", f"“2022-08-03 9点十十分”{SAMPLE}"),
        ("2022-08-03T01:00:00Z", f"“2022-08-03T01:00:00Z”{SAMPLE}"),
        ("9:00", f"“9:00”{SAMPLE}"),
    ],
)
def test_what_is_no_moment_is_told_why(text: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        read_moment(text)
    assert caught.value.message == message


@given(DAYS)
def test_a_day_comes_back_from_every_form(day: date) -> None:
    year = "".join(DIGITS[int(one)] for one in str(day.year))
    for text in (
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day} 00:00:00",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{year}年{in_words(day.month)}月{in_words(day.day)}日",
    ):
        assert read_day(text) == day


@given(SERIAL_DAYS)
def test_a_day_comes_back_from_its_number(day: date) -> None:
    assert read_day(str((day - date(1899, 12, 30)).days)) == day


@given(st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001  # as above
def test_a_moment_comes_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert read_moment(moment.isoformat(" ")) == moment
    spoken = f"{moment.year}年{moment.month}月{moment.day}日{in_words(moment.hour)}时"
    spoken += f"{in_words(moment.minute)}分{in_words(moment.second)}秒"
    assert read_moment(spoken) == moment


PIECES = st.sampled_from(
    [*"0123456789年月日号时点分半秒:/.-— 〇二十TZ＝#", "上午", "下午", "PM", "2022", "周三"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    for read in (read_day, read_moment):
        with suppress(Refused):
            assert read(text, 2024).year in range(1900, 2101)
