"""Letter days and numbers: as GB/T 9704 writes them, and what follows the last that was given."""

from datetime import date

import pytest

from desktop.domain.letter_days import day_in_digits, day_in_numerals
from desktop.domain.letter_numbers import next_number, number_after, same_number


@pytest.mark.parametrize(
    ("day", "digits", "numerals"),
    [
        (date(2026, 11, 22), "2026年11月22日", "二〇二六年十一月二十二日"),
        (date(2020, 1, 1), "2020年1月1日", "二〇二〇年一月一日"),
        (date(2022, 10, 10), "2022年10月10日", "二〇二二年十月十日"),
        (date(2022, 12, 30), "2022年12月30日", "二〇二二年十二月三十日"),
    ],
)
def test_days_in_digits_and_numerals(day: date, digits: str, numerals: str) -> None:
    assert day_in_digits(day) == digits
    assert day_in_numerals(day) == numerals


@pytest.mark.parametrize(
    ("number", "by", "after"),
    [
        ("云双随机办〔2026〕12号", 1, "云双随机办〔2026〕13号"),
        ("〔2026〕9号", 2, "〔2026〕11号"),
        ("办字7", 1, "办字8"),
        ("无号", 1, "无号"),
    ],
)
def test_numbers_go_on(number: str, by: int, after: str) -> None:
    assert number_after(number, by) == after


def test_the_next_number_follows_the_highest_of_the_year() -> None:
    assert next_number([], 2026) == "〔2026〕1号"
    assert next_number(["", "无号"], 2026) == "〔2026〕1号"
    given = ["云双随机办〔2026〕2号", "云双随机办〔2026〕11号", "云双随机办〔2026〕9号"]
    assert next_number(given, 2026) == "云双随机办〔2026〕12号"


def test_a_number_is_the_same_whatever_its_width() -> None:
    assert same_number("〔2026〕１号", "〔2026〕 1号")
    assert all(
        same_number("〔2026〕1号", one) for one in ("[2026]1号", "（2026）1号", "【2026】 1号")
    )  # as typed
    assert not same_number("〔2026〕1号", "〔2026〕2号")
    assert not same_number("〔202〕61号", "〔2026〕1号")
    assert not same_number("", " ")
