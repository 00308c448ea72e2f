"""Rounding and writing of exact amounts (R1, R29)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from desktop.domain.amounts import RoundingMode, round_to, show, show_percent


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("7.5", "7.5"),
        ("7.50", "7.5"),
        ("10", "10"),
        ("10.00", "10"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("1E-4", "0.0001"),
        ("0", "0"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("-2.50", "-2.5"),
        ("999999999.9999", "999999999.9999"),
    ],
)
def test_amounts_are_shown_plainly(amount: str, text: str) -> None:
    assert show(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Fraction(9, 10), "90%"),
        (Fraction(1), "100%"),
        (Fraction(0), "0%"),
        (Fraction(1, 8), "12.5%"),
        (Fraction(1, 3), "约 33.33%"),
        (Fraction(53, 59), "约 89.83%"),
        (
            Fraction(26999999, 30000000),
            "约 89.99%",
        ),  # never rounded up to a bound it does not reach
        (Fraction(-1, 20), "-5%"),
        (Fraction(3, 2), "150%"),
        (Fraction(1, 1000000), "0.0001%"),
        (Fraction(1, 3000000), "约 0%"),
    ],
)
def test_percentages_are_cut_never_rounded(ratio: Fraction, text: str) -> None:
    assert show_percent(ratio) == text


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half-up", ["0.12", "0.13", "0.14", "0.13", "-0.13", "-0.12"]),
        ("half-even", ["0.12", "0.12", "0.14", "0.13", "-0.12", "-0.12"]),
        ("up", ["0.13", "0.13", "0.14", "0.13", "-0.13", "-0.13"]),
        ("down", ["0.12", "0.12", "0.13", "0.12", "-0.12", "-0.12"]),
    ],
)
def test_each_mode_rounds_by_magnitude(mode: RoundingMode, expected: list[str]) -> None:
    amounts = ["0.124", "0.125", "0.135", "0.126", "-0.125", "-0.124"]
    assert [str(round_to(Decimal(one), 2, mode)) for one in amounts] == expected
    assert [str(round_to(Fraction(one), 2, mode)) for one in amounts] == expected


def test_a_third_is_rounded_as_a_fraction() -> None:
    assert str(round_to(Fraction(1, 3), 2)) == "0.33"
    assert str(round_to(Fraction(2, 3), 4)) == "0.6667"
    assert str(round_to(Fraction(-2, 3), 0)) == "-1"
    assert str(round_to(Fraction(5, 2), 0, "half-even")) == "2"
    assert str(round_to(Fraction(7, 2), 0, "half-even")) == "4"


def test_what_ends_in_time_is_left_alone() -> None:
    for mode in ("up", "down"):
        assert round_to(Fraction(1, 4), 2, mode) == Decimal("0.25")
        assert round_to(Decimal("0.25"), 2, mode) == Decimal("0.25")
