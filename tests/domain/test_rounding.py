"""Rounding as a scheme declares it, and without a declaration (R29)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.rounding import PLACES, Rounding
from tests.domain.building import amounts_of, indicator_of, scheme_of, sheet_of

THIRDS = """
[[indicators]]
id = "a"
criteria = [{ id = "c", shape = "rate", points = 10 }]
[rounding]
"""


def test_without_a_declaration_a_line_is_rounded_half_up_and_the_total_not_at_all() -> None:
    assert Rounding().line(Fraction("0.005")) == Decimal("0.01")
    assert Rounding().line(Fraction("-0.005")) == Decimal("-0.01")
    assert Rounding().total(Decimal("0.005")) == Decimal("0.005")


@pytest.mark.parametrize(
    ("declared", "score"),
    [
        ("", "6.67"),
        ("places = 1", "6.7"),
        ("places = 0", "7"),
        ("places = 4", "6.6667"),
        ('mode = "down"', "6.66"),
        ('places = 1\nmode = "up"', "6.7"),
    ],
)
def test_each_line_is_rounded_as_declared(declared: str, score: str) -> None:
    sheet = sheet_of(scheme_of(THIRDS + declared), {"c": {"done": 2, "total": 3}})
    assert amounts_of(sheet) == {"c": (score, score)}
    assert indicator_of(sheet).score == Decimal(score)
    assert sheet.adjustments == ()


def test_the_total_is_rounded_where_declared_and_says_so() -> None:
    scheme = scheme_of(THIRDS + "total_places = 0")
    sheet = sheet_of(scheme, {"c": {"done": 2, "total": 3}})
    assert (sheet.base, sheet.total) == (Decimal("6.67"), Decimal(7))
    (adjustment,) = sheet.adjustments
    assert (adjustment.kind, adjustment.at, adjustment.amount) == (
        "rounding",
        "",
        Decimal("0.33"),
    )
    assert adjustment.reason == "总分 6.67 分，按规定的小数位计 7 分"


def test_a_total_that_is_round_already_is_not_mentioned() -> None:
    scheme = scheme_of(THIRDS + "total_places = 0")
    assert sheet_of(scheme, {"c": {"done": 3, "total": 3}}).adjustments == ()


@pytest.mark.parametrize("places", [-1, 5, True, "2", Decimal(2), None])
def test_places_are_0_to_4(places: object) -> None:
    with pytest.raises(Refused, match="小数位数要写 0 到 4"):
        PLACES.read(places)
