"""`rate`: points in proportion to what was done of the whole."""

from decimal import Decimal
from fractions import Fraction

import pytest

from desktop.domain.keys import figures_of
from desktop.domain.tally import Tally
from tests.domain.building import refused_fact, rule_of, slips_of, tally_of

RATE = 'shape = "rate", points = 10'
BEYOND = f"{RATE}, beyond_total = true"


def test_it_earns_its_share_exactly() -> None:
    tally = tally_of(RATE, {"done": 2, "total": 3})
    assert tally == Tally(Fraction(20, 3), "2 ÷ 3 ≈ 66.66%，× 10 分", 0)
    assert tally_of(RATE, {"done": 3, "total": 3}).amount == Fraction(10)


def test_none_done_is_a_fault() -> None:
    assert tally_of(RATE, {"done": 0, "total": 3}) == Tally(Fraction(0), "0 ÷ 3 = 0%，× 10 分", 1)


def test_more_than_all_may_be_done_where_the_file_says_so() -> None:
    assert tally_of(BEYOND, {"done": 6, "total": 4}).amount == Fraction(15)
    assert refused_fact(RATE, {"done": 6, "total": 4}).at == "done"


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({}, "done"),
        ({"done": 1}, "total"),
        ({"total": 1}, "done"),
        ({"done": 0, "total": 0}, "total"),  # R10
        ({"done": Decimal("0.5"), "total": 1}, "done"),
        ({"done": 1, "total": "2"}, "total"),
    ],
    ids=repr,
)
def test_what_is_no_ratio_is_refused(fact: object, at: str) -> None:
    assert refused_fact(RATE, fact).at == at


def test_what_the_rule_says_of_itself() -> None:
    rule = rule_of(RATE)
    assert rule.earns
    assert (rule.words, rule.single, rule.most) == ("完成率 × 10 分", Decimal(10), Decimal(10))
    assert rule.clean() is None
    assert figures_of(rule) == {"points": "10"}
    assert rule_of(BEYOND).most is None
    assert slips_of(RATE) == []


PERCENT = 'shape = "rate", points = 10, measure = "percent"'


def test_a_percentage_that_somebody_else_worked_out() -> None:
    assert tally_of(PERCENT, {"percent": "92.5%"}).amount == Fraction("9.25")
    for percent in ("-1%", "100.1%"):
        assert refused_fact(PERCENT, {"percent": percent}).at == "percent"
    assert tally_of(f"{PERCENT}, beyond_total = true", {"percent": "110%"}).amount == 11
