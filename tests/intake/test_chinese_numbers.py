"""Numbers in words, as they stand in days and shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.intake.chinese_numbers import number_of

DIGITS = "〇一二三四五六七八九"


def in_words(number: int) -> str:
    """As it is read aloud."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


@given(st.integers(0, 99))
def test_numbers_are_read_as_they_are_spoken(number: int) -> None:
    assert number_of(in_words(number)) == number


@given(st.integers(0, 999_999_999))
def test_digits_are_read_one_by_one(number: int) -> None:
    assert number_of("".join(DIGITS[int(one)] for one in str(number))) == number
    assert number_of(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("百", 100), ("一百", 100), ("零三", 3), ("二○二二", 2022), ("两", 2), ("一十二", 12)],
)
def test_other_ways_to_write_them(text: str, number: int) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize("text", ["", "十十", "二百", "三千", "廿", "0十", "1e3", "-1", "٣", "²"])
def test_what_is_none(text: str) -> None:
    assert number_of(text) is None


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    number_of(text)
