"""`each`: so much for each piece, those exempt left out."""

from decimal import Decimal

import pytest

from desktop.domain.keys import figures_of
from desktop.domain.tally import Tally
from tests.domain.building import Plain, refused_fact, rule_of, slips_of, tally_of

EACH = 'shape = "each", deduct = 0.2, unit = "起"'
EARN = 'shape = "each", earn = 0.5'
EXEMPT = {"exempt": True, "reason": "系统故障"}


@pytest.mark.parametrize(
    ("fact", "tally"),
    [
        ({"count": 0}, Tally(Decimal(0), "未发现", 0)),
        ({"count": 3}, Tally(Decimal("-0.6"), "3 起，每起扣 0.2 分", 3)),
        ({"items": []}, Tally(Decimal(0), "未发现", 0)),
        ({"items": [{}, {"note": "甲"}]}, Tally(Decimal("-0.4"), "2 起，每起扣 0.2 分", 2)),
    ],
    ids=repr,
)
def test_each_piece_deducts(fact: Plain, tally: Tally) -> None:
    assert tally_of(EACH, fact) == tally


def test_an_exempt_piece_stays_recorded_and_is_not_counted() -> None:
    other = {"exempt": True, "reason": "停电"}
    tally = tally_of(EACH, {"items": [{}, EXEMPT, EXEMPT, other]})
    words = "4 起，其中 3 起免责（系统故障；停电），计 1 起，每起扣 0.2 分"
    assert tally == Tally(Decimal("-0.2"), words, 1)


def test_all_exempt_deduct_nothing() -> None:
    words = "1 起，其中 1 起免责（系统故障），计 0 起，每起扣 0.2 分"
    assert tally_of(EACH, {"items": [EXEMPT]}) == Tally(Decimal(0), words, 0)


def test_each_piece_may_earn() -> None:
    assert tally_of(EARN, {"count": 4}) == Tally(Decimal("2.0"), "4 次，每次得 0.5 分", 0)
    assert tally_of(EARN, {"count": 0}) == Tally(Decimal(0), "无", 0)


def test_what_is_earned_cannot_be_exempt() -> None:
    assert refused_fact(EARN, {"items": [{}, EXEMPT]}).at == "items.1.exempt"
    assert tally_of(EARN, {"items": [{}, {"exempt": False}]}).amount == 1


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({}, ""),
        ({"count": 1, "items": []}, ""),
        ({"count": -1}, "count"),
        ({"count": Decimal("1.5")}, "count"),
        ({"count": "1"}, "count"),
        ({"count": True}, "count"),
        ({"items": {}}, "items"),
        ({"items": [{}, {"nte": "x"}]}, "items.1.nte"),
        ({"items": [{"date": "2022-02-30"}]}, "items.0.date"),
        ({"items": [{"exempt": True}]}, "items.0.reason"),
        ({"items": [{"exempt": True, "reason": " "}]}, "items.0.reason"),
        ({"items": [{"note": ""}]}, "items.0.note"),
        ({"items": [3]}, "items.0"),
    ],
    ids=repr,
)
def test_what_is_no_count_is_refused(fact: object, at: str) -> None:
    assert refused_fact(EACH, fact).at == at


def test_what_the_rule_says_of_itself() -> None:
    rule = rule_of(EACH)
    assert not rule.earns
    assert (rule.words, rule.single, rule.most) == ("每起扣 0.2 分", Decimal("0.2"), None)
    assert rule.clean() == {"count": 0}
    assert figures_of(rule) == {"deduct": "0.2", "unit": "起"}


def test_what_the_earning_rule_says_of_itself() -> None:
    rule = rule_of(EARN)
    assert rule.earns
    assert (rule.words, rule.single, rule.most) == ("每次得 0.5 分", Decimal("0.5"), None)
    assert rule.clean() is None
    assert figures_of(rule) == {"earn": "0.5"}


@pytest.mark.parametrize("figures", ["", "deduct = 1, earn = 1"])
def test_it_counts_one_way(figures: str) -> None:
    assert slips_of(f'shape = "each"{", " if figures else ""}{figures}') == [("direction", ())]
    assert slips_of(EACH) == slips_of(EARN) == []


def test_what_has_only_a_consequence_says_no_points() -> None:
    text = 'shape = "each", deduct = 0, unit = "起"'
    assert rule_of(text).words == ""
    assert tally_of(text, {"count": 2}).account == "2 起"
