"""`share`: an absence deducts in proportion, each occasion rounded half up to 0.01 (R7)."""

from decimal import Decimal

import pytest

from desktop.domain.keys import figures_of
from desktop.domain.tally import Tally
from tests.domain.building import Plain, refused_fact, rule_of, slips_of, tally_of

SHARE = 'shape = "share", deduct = 0.1'
GRAVE = 'shape = "share", deduct = 1, unit = "场"'


def absent(*pairs: tuple[int, int]) -> Plain:
    return {"items": [{"absent": a, "expected": e} for a, e in pairs]}


@pytest.mark.parametrize(
    ("fact", "amount", "account", "faults"),
    [
        (absent(), "0", "未发现", 0),
        (absent((3, 60)), "-0.01", "1 次，0.1 × 3 ÷ 60 ≈ 0.01", 1),  # 0.005, half up
        (absent((2, 60)), "0", "1 次，0.1 × 2 ÷ 60 ≈ 0", 1),
        (absent((30, 60)), "-0.05", "1 次，0.1 × 30 ÷ 60 = 0.05", 1),
        (absent((60, 60)), "-0.1", "1 次，0.1 × 60 ÷ 60 = 0.1", 1),
        (absent((0, 60)), "0", "1 次，0.1 × 0 ÷ 60 = 0", 0),
        (
            absent((3, 60), (3, 60)),
            "-0.02",  # each meeting is rounded by itself
            "2 次，0.1 × 3 ÷ 60 ≈ 0.01；0.1 × 3 ÷ 60 ≈ 0.01",
            2,
        ),
    ],
)
def test_each_occasion_deducts_its_share(
    fact: Plain, amount: str, account: str, faults: int
) -> None:
    assert tally_of(SHARE, fact) == Tally(Decimal(amount), account, faults)


def test_a_third_is_rounded_once() -> None:
    assert tally_of(GRAVE, absent((1, 3))).amount == Decimal("-0.33")
    assert tally_of(GRAVE, absent((2, 3))).amount == Decimal("-0.67")


def test_an_exempt_occasion_is_not_counted() -> None:
    exempt = {"absent": 9, "expected": 10, "exempt": True, "reason": "暴雨"}
    tally = tally_of(GRAVE, {"items": [exempt, {"absent": 1, "expected": 2}]})
    assert tally == Tally(Decimal("-0.50"), "2 场，其中 1 场免责（暴雨），1 × 1 ÷ 2 = 0.5", 1)
    alone = tally_of(GRAVE, {"items": [exempt]})
    assert alone == Tally(Decimal(0), "1 场，其中 1 场免责（暴雨）", 0)


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({}, "items"),
        ({"count": 1}, "count"),
        ({"items": [{"absent": 1}]}, "items.0.expected"),
        ({"items": [{"expected": 1}]}, "items.0.absent"),
        (absent((1, 0)), "items.0.expected"),
        (absent((0, 0)), "items.0.expected"),
        (absent((1, 2), (3, 2)), "items.1.absent"),
        (absent((-1, 2)), "items.0.absent"),
        ({"items": [{"absent": 1, "expected": 2, "points": 1}]}, "items.0.points"),
        ({"items": [{"absent": 1, "expected": 2, "exempt": True}]}, "items.0.reason"),
    ],
    ids=repr,
)
def test_impossible_attendance_is_refused(fact: object, at: str) -> None:
    assert refused_fact(SHARE, fact).at == at


def test_what_the_rule_says_of_itself() -> None:
    rule = rule_of(SHARE)
    assert not rule.earns
    assert rule.words == "每次按缺席比例扣，全缺扣 0.1 分"
    assert (rule.single, rule.most) == (Decimal("0.1"), None)
    assert rule.clean() == {"items": []}
    assert figures_of(rule) == {"deduct": "0.1"}
    assert slips_of(SHARE) == []
