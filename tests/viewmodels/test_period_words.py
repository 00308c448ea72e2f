"""What stands beside the field of a period: its days, or what to write instead."""

from __future__ import annotations

import pytest

from desktop.viewmodels.period_words import PeriodRead, period_read


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2022年", "2022年1月1日至12月31日"),
        ("2022年度（1—9月）", "2022年1月1日至9月30日"),
        ("2021年12月至2022年11月", "2021年12月1日至2022年11月30日"),
    ],
)
def test_the_days_are_told(words: str, days: str) -> None:
    assert period_read(words) == PeriodRead(days, "")


@pytest.mark.parametrize("words", ["", "  "])
def test_a_blank_is_asked_for(words: str) -> None:
    assert period_read(words) == PeriodRead("", "请写考核时段，例如“2026年”")


def test_what_says_no_days_is_told_how_to_say_them() -> None:
    told = period_read("本年度")
    assert told.days == ""
    assert "看不出起止日期" in told.words
    examples = told.words.split("“")[1:]
    assert all(period_read(one.partition("”")[0]).days for one in examples)
