"""Numbers and days of a workbook read as on the screen."""

import pytest

from desktop.intake.cell_words import (
    day_in_words,
    number_in_words,
    share_in_words,
    shows_days,
    shows_per_cent,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12", "12"),
        ("12.0", "12"),
        ("12.50", "12.5"),
        ("0.30000000000000004", "0.3"),
        ("1E2", "100"),
        ("-0", "0"),
        ("1e-7", "0.0000001"),
        ("13800138000", "13800138000"),
        ("1E300", "1E300"),
        ("9" * 41, "9" * 41),
        ("NaN", "NaN"),
        ("文字", "文字"),
    ],
)
def test_numbers(text: str, words: str) -> None:
    assert number_in_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("46347", "2026-11-21"),
        ("46347.354166666664", "2026-11-21 08:30:00"),
        ("46346.9999999999", "2026-11-21"),
        ("0.5", "12:00:00"),
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("61", "1900-03-01"),
        ("2958465", "9999-12-31"),
        ("2958466", "2958466"),
        ("-1", "-1"),
        ("文字", "文字"),
    ],
)
def test_days(text: str, words: str) -> None:
    assert day_in_words(text, since_1904=False) == words


def test_days_of_a_macintosh() -> None:
    assert day_in_words("44885", since_1904=True) == "2026-11-21"


@pytest.mark.parametrize(
    ("number", "code", "days"),
    [
        (0, "", False),
        (14, "", True),
        (31, "", True),
        (49, "", False),
        (164, 'yyyy"年"m"月"d"日"', True),
        (165, "[$-804]aaaa;@", False),
        (166, "[h]:mm", True),
        (167, '0.00"d"', False),
        (168, "[Red]0;yy", False),
        (169, r"0\d_y*m", False),
    ],
)
def test_which_formats_show_days(number: int, code: str, days: bool) -> None:  # noqa: FBT001  # a case
    assert shows_days(number, code) is days


@pytest.mark.parametrize(
    ("text", "words"),
    [("0.05", "5%"), ("1", "100%"), ("0.005", "0.5%"), ("7.0000000000000007E-2", "7%"), ("x", "x")],
)
def test_shares(text: str, words: str) -> None:
    assert share_in_words(text) == words


@pytest.mark.parametrize(
    ("number", "code", "shows"),
    [(9, "", True), (10, "", True), (2, "", False), (164, "0.0%", True), (164, '0"%"', False)],
)
def test_formats_of_shares(number: int, code: str, shows: bool) -> None:  # noqa: FBT001  # a table of cases
    assert shows_per_cent(number, code) is shows
