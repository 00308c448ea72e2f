"""`choice`: one case out of several that exclude one another."""

from decimal import Decimal

import pytest

from desktop.domain.keys import figures_of
from desktop.domain.tally import Tally
from tests.domain.building import refused_fact, rule_of, slips_of, tally_of

EARNS = 'shape = "choice", options = { all = ["完成", 10], once = ["一次", 5], none = ["无", 0] }'
TAKES = (
    'shape = "choice", options = { both = ["齐全", 0], one = ["缺一", -5], two = ["全缺", -10] }'
)
MIXED = 'shape = "choice", options = { good = ["好", 3], bad = ["差", -2] }'


@pytest.mark.parametrize(
    ("text", "choice", "tally"),
    [
        (EARNS, "all", Tally(Decimal(10), "认定为“完成”", 0)),
        (EARNS, "once", Tally(Decimal(5), "认定为“一次”", 0)),
        (EARNS, "none", Tally(Decimal(0), "认定为“无”", 1)),
        (TAKES, "both", Tally(Decimal(0), "认定为“齐全”", 0)),
        (TAKES, "two", Tally(Decimal(-10), "认定为“全缺”", 1)),
        (MIXED, "good", Tally(Decimal(3), "认定为“好”", 0)),
        (MIXED, "bad", Tally(Decimal(-2), "认定为“差”", 1)),
    ],
)
def test_it_gives_what_the_option_says(text: str, choice: str, tally: Tally) -> None:
    assert tally_of(text, {"choice": choice}) == tally


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({}, "choice"),
        ({"choice": "twice"}, "choice"),
        ({"choice": ["once"]}, "choice"),
        ({"choice": None}, "choice"),
        ({"choice": 1}, "choice"),
        ({"option": "once"}, "option"),
    ],
    ids=repr,
)
def test_what_is_no_option_is_refused(fact: object, at: str) -> None:
    assert refused_fact(EARNS, fact).at == at


def test_a_negative_option_makes_it_deduct() -> None:
    assert rule_of(EARNS).earns
    assert not rule_of(TAKES).earns
    assert not rule_of(MIXED).earns


def test_what_the_rule_says_of_itself() -> None:
    rule = rule_of(TAKES)
    assert rule.words == "齐全不扣分；缺一扣 5 分；全缺扣 10 分"
    assert rule_of(EARNS).words == "完成得 10 分；一次得 5 分；无不得分"
    assert rule_of(MIXED).words == "好得 3 分；差扣 2 分"
    assert (rule.single, rule.most) == (Decimal(10), Decimal(10))
    assert rule.clean() == {"choice": "both"}
    assert rule_of(EARNS).clean() == {"choice": "all"}
    assert figures_of(rule_of(MIXED)) == {"options": {"good": ["好", "3"], "bad": ["差", "-2"]}}


@pytest.mark.parametrize(
    ("options", "slips"),
    [
        ("{}", [("else", ("options",))]),
        ('{ a = ["甲", 1] }', [("else", ("options",))]),
        ('{ a = ["甲", -1], b = ["乙", -2] }', [("else", ("options",))]),
        ('{ a = ["甲", 1], b = ["乙", 2] }', [("else", ("options",))]),
        ('{ a = ["甲", 1], b = ["乙", 0] }', []),
        ('[["甲", 1]]', [("", ("options",))]),
        ('{ a = ["甲"], b = ["乙", 0] }', [("", ("options", "a"))]),
        ('{ a = "甲", b = ["乙", 0] }', [("", ("options", "a"))]),
        ('{ a = ["", 1], b = ["乙", 0] }', [("", ("options", "a"))]),
        ('{ a = ["甲", "x"], b = ["乙", 0] }', [("", ("options", "a"))]),
        ('{ A = ["甲", 1], b = ["乙", 0] }', [("", ("options", "A"))]),
        ('{ "²" = ["甲", 1], b = ["乙", 0] }', [("", ("options", "²"))]),
    ],
)
def test_there_is_something_to_choose_between(options: str, slips: list[object]) -> None:
    assert slips_of(f'shape = "choice", options = {options}') == slips


def test_quotes_within_quotes_are_single() -> None:
    text = 'shape = "choice", options = { a = ["“两库”均未建立", -5], b = ["已建立", 0] }'
    assert tally_of(text, {"choice": "a"}).account == "认定为“‘两库’均未建立”"
