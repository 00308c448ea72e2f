"""`shortfall`: each one below what is required deducts."""

from decimal import Decimal

import pytest

from desktop.domain.keys import figures_of
from desktop.domain.shapes.shortfall import Shortfall
from desktop.domain.tally import Tally
from tests.domain.building import refused_fact, rule_of, slips_of, tally_of

SHORT = 'shape = "shortfall", required = 20, deduct = 0.5'
OF_SIZE = 'shape = "shortfall", required_of_size = "3%", deduct = 1, unit = "户"'


@pytest.mark.parametrize(
    ("actual", "tally"),
    [
        (17, Tally(Decimal("-1.5"), "应有 20 次，实有 17 次，少 3 次，每少 1 次扣 0.5 分", 3)),
        (0, Tally(Decimal("-10.0"), "应有 20 次，实有 0 次，少 20 次，每少 1 次扣 0.5 分", 20)),
        (20, Tally(Decimal(0), "应有 20 次，实有 20 次", 0)),  # R23: 20 suffices
        (21, Tally(Decimal(0), "应有 20 次，实有 21 次", 0)),
    ],
)
def test_each_one_missing_deducts(actual: int, tally: Tally) -> None:
    assert tally_of(SHORT, {"actual": actual}) == tally


@pytest.mark.parametrize(("size", "required"), [(100, 3), (101, 4), (1, 1), (133, 4), (134, 5)])
def test_a_share_of_the_size_counts_its_fraction_whole(size: int, required: int) -> None:
    rule = rule_of(OF_SIZE)
    assert isinstance(rule, Shortfall)
    assert rule.for_size(size).required == required
    assert rule.for_size(size).required_of_size is None


def test_a_fixed_number_does_not_depend_on_the_size() -> None:
    rule = rule_of(SHORT)
    assert isinstance(rule, Shortfall)
    assert rule.for_size(5) is rule


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({}, "actual"),
        ({"actual": -1}, "actual"),
        ({"actual": "17"}, "actual"),
        ({"count": 3}, "count"),
    ],
    ids=repr,
)
def test_what_is_no_number_is_refused(fact: object, at: str) -> None:
    assert refused_fact(SHORT, fact).at == at


def test_what_the_rule_says_of_itself() -> None:
    rule = rule_of(SHORT)
    assert not rule.earns
    assert rule.words == "应有 20 次，每少 1 次扣 0.5 分"
    assert (rule.single, rule.most, rule.clean()) == (Decimal("0.5"), Decimal("10.0"), None)
    assert figures_of(rule) == {"deduct": "0.5", "required": 20}


def test_what_a_rule_by_size_says_of_itself() -> None:
    rule = rule_of(OF_SIZE)
    assert rule.words == "应有规模的 3%，每少 1 户扣 1 分"
    assert rule.most is None
    assert figures_of(rule) == {"deduct": "1", "required_of_size": "3%", "unit": "户"}


@pytest.mark.parametrize(
    ("figures", "slips"),
    [
        ("deduct = 1", [("required", ())]),
        ('deduct = 1, required = 3, required_of_size = "3%"', [("required", ())]),
        ('deduct = 1, required_of_size = "101%"', [("required", ())]),
        ('deduct = 1, required_of_size = "100%"', []),
        ("deduct = 1, required = 0", [("", ("required",))]),
    ],
)
def test_exactly_one_requirement(figures: str, slips: list[object]) -> None:
    assert slips_of(f'shape = "shortfall", {figures}') == slips
