"""`award`: earned whole, or as far as the evaluator judges."""

from decimal import Decimal

import pytest

from desktop.domain.keys import figures_of
from desktop.domain.tally import Tally
from tests.domain.building import Plain, refused_fact, rule_of, slips_of, tally_of

AWARD = 'shape = "award", points = 10'


@pytest.mark.parametrize(
    ("fact", "tally"),
    [
        ({"met": True}, Tally(Decimal(10), "符合", 0)),
        ({"met": False}, Tally(Decimal(0), "不符合", 1)),
        (
            {"points": "6.5", "reason": "基本符合"},
            Tally(Decimal("6.5"), "满分 10 分，酌情评定", 0),
        ),
        ({"points": 10, "reason": "好"}, Tally(Decimal(10), "满分 10 分，酌情评定", 0)),
        ({"points": 0, "reason": "差"}, Tally(Decimal(0), "满分 10 分，酌情评定", 1)),
    ],
    ids=repr,
)
def test_it_earns_what_is_met(fact: Plain, tally: Tally) -> None:
    assert tally_of(AWARD, fact) == tally


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({}, "met"),
        ({"met": "yes"}, "met"),
        ({"met": True, "points": 1, "reason": "x"}, ""),
        ({"points": 6}, "reason"),
        ({"points": 6, "reason": "\n"}, "reason"),
        ({"points": "10.1", "reason": "x"}, "points"),
        ({"points": -1, "reason": "x"}, "points"),
        ({"exempt": True, "reason": "x"}, "exempt"),
        ({"met": True, "count": 1}, "count"),
    ],
    ids=repr,
)
def test_a_judged_part_needs_grounds_and_bounds(fact: object, at: str) -> None:
    assert refused_fact(AWARD, fact).at == at


def test_what_the_rule_says_of_itself() -> None:
    rule = rule_of(AWARD)
    assert rule.earns
    assert (rule.words, rule.single, rule.most) == ("得 10 分", Decimal(10), Decimal(10))
    assert rule.clean() == {"met": True}
    assert figures_of(rule) == {"points": "10"}
    assert slips_of(AWARD) == []
