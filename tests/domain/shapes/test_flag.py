"""`flag`: found, it deducts once."""

from decimal import Decimal

import pytest

from desktop.domain.keys import figures_of
from desktop.domain.tally import Tally
from tests.domain.building import refused_fact, rule_of, slips_of, tally_of

FLAG = 'shape = "flag", deduct = 2.5'


def test_found_deducts_once() -> None:
    assert tally_of(FLAG, {"found": True}) == Tally(Decimal("-2.5"), "发现", 1)


def test_not_found_deducts_nothing() -> None:
    assert tally_of(FLAG, {"found": False}) == Tally(Decimal(0), "未发现", 0)


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({}, "found"),
        ({"found": 1}, "found"),
        ({"found": "true"}, "found"),
        ({"found": None}, "found"),
        ({"count": 1}, "count"),
        (True, ""),
        (None, ""),
        ([], ""),
    ],
    ids=repr,
)
def test_anything_but_yes_or_no_is_refused(fact: object, at: str) -> None:
    assert refused_fact(FLAG, fact).at == at


def test_what_the_rule_says_of_itself() -> None:
    rule = rule_of(FLAG)
    assert not rule.earns
    assert (rule.words, rule.single, rule.most) == ("扣 2.5 分", Decimal("2.5"), Decimal("2.5"))
    assert rule.clean() == {"found": False}
    assert figures_of(rule) == {"deduct": "2.5"}
    assert slips_of(FLAG) == []


def test_without_points_it_only_has_a_consequence() -> None:
    rule = rule_of('shape = "flag", consequence = { veto = true }')
    assert (rule.words, rule.single) == ("", Decimal(0))
