"""`target`: a figure to reach, steps beyond it and steps short of it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from desktop.domain.keys import figures_of
from desktop.domain.tally import Tally
from tests.domain.building import Plain, refused_fact, rule_of, slips_of, tally_of

EARNS = (
    'shape = "target", measure = "count", target = 10, unit = "件", points = 5, '
    "beyond = { step = 2, points = 0.5, cap = 1 }, short = { step = 1, points = 1 }"
)
KEEPS = 'shape = "target", measure = "amount", target = 10, short = { step = 3, points = 1'
RATIO = 'shape = "target", measure = "ratio", target = "90%", short = { points = 0.1, step = '
PERCENT = 'shape = "target", measure = "percent", target = "5%", beyond = { points = 1, step = '


@pytest.mark.parametrize(
    ("count", "amount", "account", "faults"),
    [
        (10, "5", "，实际 10 件，已达到", 0),
        (
            11,
            "5",
            "，实际 11 件，已达到，超出 1 件，每 2 件加 0.5 分、最多加 1 分，计 0 步，共加 0 分",
            0,
        ),
        (
            13,
            "5.5",
            "，实际 13 件，已达到，超出 3 件，每 2 件加 0.5 分、最多加 1 分，计 1 步，共加 0.5 分，5 + 0.5 = 5.5",
            0,
        ),
        (
            99,
            "6",
            "，实际 99 件，已达到，超出 89 件，每 2 件加 0.5 分、最多加 1 分，计 44 步，共加 1 分，5 + 1 = 6",
            0,
        ),
        (
            8,
            "3",
            "，实际 8 件，未达到，不足 2 件，每 1 件扣 1 分，计 2 步，共扣 2 分，5 − 2 = 3",
            1,
        ),
        (
            0,
            "0",
            "，实际 0 件，未达到，不足 10 件，每 1 件扣 1 分，计 10 步，共扣 10 分，扣完为止",
            1,
        ),
    ],
)
def test_steps_add_beyond_and_deduct_short(
    count: int, amount: str, account: str, faults: int
) -> None:
    words = f"目标 10 件（得 5 分）{account}"
    assert tally_of(EARNS, {"count": count}) == Tally(Fraction(amount), words, faults)


def test_without_points_of_its_own_it_only_deducts() -> None:
    short = tally_of(KEEPS + " }", {"amount": "3.5"})
    words = "目标 10，实际 3.5，未达到，不足 6.5，每 3 扣 1 分，计 2 步，共扣 2 分"
    assert short == Tally(Fraction(-2), words, 1)
    assert tally_of(KEEPS + " }", {"amount": 12}) == Tally(
        Fraction(0), "目标 10，实际 12，已达到", 0
    )


@pytest.mark.parametrize(
    ("part", "lost"),
    [
        ('part = "dropped"', Fraction(2)),
        ('part = "whole"', Fraction(3)),
        ('part = "pro-rata"', Fraction(13, 6)),
        ('part = "pro-rata", cap = 1.5', Fraction(3, 2)),
    ],
)
def test_a_part_of_a_step_counts_as_declared(part: str, lost: Fraction) -> None:
    assert tally_of(f"{KEEPS}, {part} }}", {"amount": "3.5"}).amount == -lost


def test_a_part_that_does_not_end_is_shown_cut() -> None:
    account = tally_of(f'{KEEPS}, part = "pro-rata" }}', {"amount": "3.5"}).account
    assert account.endswith("计 约 2.17 步，共扣 约 2.17 分")


def test_a_whole_step_is_not_counted_twice() -> None:
    assert tally_of(f'{KEEPS}, part = "whole" }}', {"amount": 4}).amount == -2


@pytest.mark.parametrize(
    ("text", "fact", "amount"),
    [
        (f'{RATIO}"1 个百分点" }}', {"done": 80, "total": 100}, "-1"),  # 10 points × 0.1
        (f'{RATIO}"1个百分点" }}', {"done": 80, "total": 100}, "-1"),
        (f'{RATIO}"10%" }}', {"done": 81, "total": 100}, "-0.1"),  # 10% of 90% is 9 points
        (f'{PERCENT}"1 个百分点" }}', {"percent": "8%"}, "3"),
        (f'{PERCENT}"1 个百分点" }}', {"percent": "-8%"}, "0"),
    ],
)
def test_a_step_is_in_units_points_or_percent(text: str, fact: Plain, amount: str) -> None:
    assert tally_of(text, fact).amount == Fraction(amount)


def test_the_step_is_said_as_the_document_does() -> None:
    assert (
        "不足 40 个百分点，每 1 个百分点扣 0.1 分"
        in tally_of(f'{RATIO}"1 个百分点" }}', {"done": 1, "total": 2}).account
    )
    assert "每 目标的 10%扣 0.1 分" in tally_of(f'{RATIO}"10%" }}', {"done": 1, "total": 2}).account


def test_reached_or_nothing() -> None:
    text = 'shape = "target", measure = "count", target = 2, points = 4'
    assert tally_of(text, {"count": 2}).amount == 4
    assert tally_of(text, {"count": 1}) == Tally(
        Fraction(0), "目标 2（得 4 分），实际 1，未达到", 1
    )


def test_more_than_all_where_the_file_says_so() -> None:
    text = 'shape = "target", measure = "ratio", target = "100%", points = 4'
    assert refused_fact(text, {"done": 3, "total": 2}).at == "done"
    assert tally_of(f"{text}, beyond_total = true", {"done": 3, "total": 2}).amount == 4


def test_what_the_rule_says_of_itself() -> None:
    rule = rule_of(EARNS)
    assert rule.earns
    assert (
        rule.words == "目标 10 件，达到得 5 分，每超 2 件加 0.5 分、最多加 1 分，每差 1 件扣 1 分"
    )
    assert (rule.single, rule.most, rule.clean()) == (Decimal(5), Decimal(6), None)
    assert figures_of(rule) == {
        "measure": "count",
        "target": 10,
        "unit": "件",
        "points": "5",
        "beyond": {"step": "2", "points": "0.5", "cap": "1"},
        "short": {"step": "1", "points": "1"},
    }


def test_what_other_rules_say_of_themselves() -> None:
    keeps = rule_of(KEEPS + " }")
    assert keeps.words == "目标 10，每差 3 扣 1 分"
    assert not keeps.earns
    assert (keeps.single, keeps.most) == (Decimal(1), None)
    plain = rule_of('shape = "target", measure = "amount", target = 2.5, points = 4')
    assert plain.words == "目标 2.5，达到得 4 分"
    assert (plain.single, plain.most) == (Decimal(4), Decimal(4))
    assert figures_of(plain)["target"] == "2.5"
    capped = rule_of(f"{KEEPS}, cap = 3 }}")
    assert capped.most == Decimal(3)
    assert figures_of(rule_of(f'{RATIO}"1 个百分点" }}'))["short"] == {
        "step": "1 个百分点",
        "points": "0.1",
    }
    assert figures_of(rule_of(f'{RATIO}"10%" }}'))["target"] == "90%"


@pytest.mark.parametrize(
    ("figures", "slips"),
    [
        ('measure = "count", target = 3', [("target", ())]),
        ('measure = "count", target = "3%", points = 1', [("edge", ("target",))]),
        ('measure = "ratio", target = 3, points = 1', [("edge", ("target",))]),
        (
            'measure = "count", target = 3, short = { step = "1 个百分点", points = 1 }',
            [("step", ("short", "step"))],
        ),
        (
            'measure = "count", target = 0, beyond = { step = "5%", points = 1 }',
            [("step", ("beyond", "step"))],
        ),
        (
            'measure = "count", target = 3, beyond = { step = 0, points = 1 }',
            [("", ("beyond", "step"))],
        ),
        ('measure = "count", target = 3, beyond = { step = 1 }', [("", ("beyond", "points"))]),
        (
            'measure = "count", target = 3, beyond = { step = 1, points = 1, part = "x" }',
            [("", ("beyond", "part"))],
        ),
        ('measure = "weight", target = 3, points = 1', [("", ("measure",))]),
        (
            'measure = "ratio", target = "90%", short = { step = 0.01, points = 1 }',
            [("step", ("short", "step"))],
        ),
    ],
)
def test_something_follows_and_is_written_as_its_measure(figures: str, slips: list[object]) -> None:
    assert slips_of(f'shape = "target", {figures}') == slips


def test_less_may_be_better() -> None:
    text = (
        'shape = "target", measure = "percent", target = "2%", points = 10, less_is_better = true, '
        'beyond = { step = "1 个百分点", points = 1 }, short = { step = "1 个百分点", points = 2 }'
    )
    assert tally_of(text, {"percent": "2%"}).amount == 10
    assert tally_of(text, {"percent": "1%"}).amount == 11
    worse = tally_of(text, {"percent": "4.5%"})
    assert worse.amount == 6
    assert worse.faults == 1
    assert worse.account.endswith(
        "不足 2.5 个百分点，每 1 个百分点扣 2 分，计 2 步，共扣 4 分，10 − 4 = 6"
    )


def test_a_percentage_point_is_a_hundredth() -> None:
    step = 'shape = "target", measure = "percent", target = "5%", beyond = { points = 1, step = '
    assert tally_of(f'{step}"1 个百分点", part = "pro-rata" }}', {"percent": "8%"}).amount == 3


def test_small_steps_and_long_sums_are_said_exactly_or_as_cut() -> None:
    half = 'shape = "target", measure = "count", unit = "件", target = 10, short = { points = %s, step = 0.5 }'
    assert tally_of(half % "1", {"count": 9}).account.endswith(
        "每 0.5 件扣 1 分，计 2 步，共扣 2 分"
    )
    assert tally_of(half % "0.0625", {"count": 9}).account.endswith("共扣 约 0.13 分")
    point = (
        'shape = "target", measure = "percent", unit = "分", target = "10%", '
        'short = { points = 1, step = "1个百分点" }'
    )
    assert "每 1 个百分点扣 1 分" in tally_of(point, {"percent": "9%"}).account
