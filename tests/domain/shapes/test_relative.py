"""`relative`: a figure that counts by how it stands among those of other units."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from desktop.domain.comparison import Among, Comparison, entry_of
from desktop.domain.figures import Figure, Measure
from desktop.domain.keys import figures_of
from tests.domain.building import (
    Plain,
    every_line,
    one_indicator,
    refused_fact,
    rule_of,
    said,
    scheme_of,
    sheet_of,
    slips_of,
    tally_of,
)

COUNTED = 'shape = "relative", measure = "count", unit = "户", '
RANKS = COUNTED + "ranks = [[1, 10], [3, 8]], below = 2"
STEPS = COUNTED + "points = 10, step = 0.5, least = 9"
BEST = COUNTED + "points = 10, best = true"
MEAN = COUNTED + (
    'points = 5, mean = { beyond = { step = "10%", points = 1, cap = 2 },'
    " short = { step = 10, points = 1 } }"
)
TOP = COUNTED + 'top = [["20%", 10], ["50%", 6]], below = 1'
BOTTOM = COUNTED + 'bottom = [["34%", 3], ["70%", 1]]'
LESS = ", less_is_better = true"


def line_of(rule: str, fact: Plain, **more: Any) -> tuple[str, str, tuple[str, ...]]:  # noqa: ANN401  # plain data
    sheet = sheet_of(one_indicator(f'{{ id = "c", when = "位次", {rule} }}'), {"c": fact}, **more)
    line = every_line(sheet)["c"]
    return said(line.nominal), line.reason.removeprefix("c位次："), sheet.provisional


@pytest.mark.parametrize(
    ("rule", "own", "among", "amount", "words"),
    [
        (RANKS, 99, [81, 40], "10", "99 户，3 个单位中排第 1 位，属于“第 1 名”，得 10 分"),
        (
            RANKS,
            64,
            [81, 64, 40],
            "8",
            "64 户，4 个单位中排第 2 位，属于“第 2—3 名”，得 8 分",
        ),
        (RANKS, 4, [81, 64, 40], "2", "4 户，4 个单位中排第 4 位，不在各档名次内，得 2 分"),
        (RANKS + LESS, 4, [81, 64, 40], "10", "4 户，4 个单位中排第 1 位，属于“第 1 名”，得 10 分"),
        (STEPS, 9, [], "10", "9 户，1 个单位中排第 1 位，得 10 分"),
        (STEPS, 8, [9, 3], "9.5", "8 户，3 个单位中排第 2 位，10 − 1 × 0.5 = 9.5，得 9.5 分"),
        (
            STEPS,
            1,
            [9, 3, 4, 5],
            "9",
            "1 户，5 个单位中排第 5 位，10 − 4 × 0.5 = 8，最少 9 分，得 9 分",
        ),
        (BEST, 20, [80, 3], "2.5", "20 户，3 个单位中最高 80 户，20 户 ÷ 80 户 × 10 分，得 2.5 分"),
        (BEST, 80, [80, 3], "10", "80 户，3 个单位中最高 80 户，就是本单位，得 10 分"),
        (BEST, 0, [0], "10", "0 户，2 个单位中最高 0 户，就是本单位，得 10 分"),
        (BEST, 0, [1], "0", "0 户，2 个单位中最高 1 户，按比例得 0 分，不得分"),
        (BEST + LESS, 8, [2], "2.5", "8 户，2 个单位中最低 2 户，2 户 ÷ 8 户 × 10 分，得 2.5 分"),
        (BEST + LESS, 8, [0], "0", "8 户，2 个单位中最低 0 户，按比例得 0 分，不得分"),
        (
            BEST + ", least = 3",
            8,
            [80],
            "3",
            "8 户，2 个单位中最高 80 户，8 户 ÷ 80 户 × 10 分，最少 3 分，得 3 分",
        ),
        (
            MEAN,
            4,
            [31, 64],
            "3",
            (
                "3 个单位平均 33 户（得 5 分），实际 4 户，未达到，不足 29 户，"
                "每 10 户扣 1 分，计 2 步，共扣 2 分，5 − 2 = 3，得 3 分"
            ),
        ),
        (
            MEAN,
            12,
            [9, 9],
            "7",
            (
                "3 个单位平均 10 户（得 5 分），实际 12 户，已达到，超出 2 户，"
                "每 平均数的 10%加 1 分、最多加 2 分，计 2 步，共加 2 分，5 + 2 = 7，得 7 分"
            ),
        ),
        (
            MEAN + LESS,
            12,
            [9, 9],
            "5",
            (
                "3 个单位平均 10 户（得 5 分），实际 12 户，未达到，不足 2 户，"
                "每 10 户扣 1 分，计 0 步，共扣 0 分，得 5 分"
            ),
        ),
        (
            COUNTED + "mean = { short = { step = 1, points = 1 } }",
            4,
            [5, 5],
            "0",
            (
                "3 个单位平均 约 4.67 户，实际 4 户，未达到，不足 约 0.67 户，"
                "每 1 户扣 1 分，计 0 步，共扣 0 分，不扣分"
            ),
        ),
        (TOP, 9, [1, 2, 3, 4], "10", "9 户，5 个单位中排第 1 位，属于前 20%（1 个），得 10 分"),
        (TOP, 9, [1, 2, 3], "6", "9 户，4 个单位中排第 1 位，属于前 50%（2 个），得 6 分"),
        (TOP, 2, [1, 9, 3], "1", "2 户，4 个单位中排第 3 位，不在前 50%（2 个）之内，得 1 分"),
        (BOTTOM, 1, [5, 9], "-3", "1 户，3 个单位中排第 3 位，属于后 34%（1 个），扣 3 分"),
        (BOTTOM, 5, [1, 9], "-1", "5 户，3 个单位中排第 2 位，属于后 70%（2 个），扣 1 分"),
        (BOTTOM, 9, [1, 5], "0", "9 户，3 个单位中排第 1 位，不在后 70%（2 个）之内，不扣分"),
        (BOTTOM, 1, [1, 9], "-1", "1 户，3 个单位中排第 2 位，属于后 70%（2 个），扣 1 分"),
    ],
)
def test_a_line_says_how_the_unit_stands(
    rule: str, own: int, among: list[int], amount: str, words: str
) -> None:
    assert line_of(rule, {"count": own, "among": among}) == (amount, words, ())


def test_while_others_are_to_come_it_counts_among_those_known() -> None:
    amount, words, provisional = line_of(RANKS, {"count": 64, "among": [81, None, 40]})
    assert (amount, provisional) == ("8", ("c",))
    assert words.startswith("64 户，暂按已填报的 3 个单位计（还有 1 个没有填报），排第 2 位，")
    for rule in (BEST, MEAN, TOP, STEPS, BOTTOM):
        assert line_of(rule, {"count": 64, "among": [None, 3]})[2] == ("c",)


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ({}, "等各单位都填报后计分"),
        ({"among": [None, None]}, "等其余 2 个单位填报后计分"),
    ],
)
@pytest.mark.parametrize("rule", [RANKS, BOTTOM])
def test_with_nobody_known_nothing_is_counted(rule: str, others: Plain, words: str) -> None:
    assert line_of(rule, {"count": 9, **others}) == ("0", f"9 户，{words}", ("c",))
    told = line_of(rule, {"count": 9, "note": "看过原件", **others})
    assert told[1] == f"9 户，{words}。说明：看过原件"


def test_what_is_judged_or_exempt_waits_for_nobody() -> None:
    judged = {"discretion": {"a": {"score": "7", "reason": "酌情"}}}
    assert line_of(RANKS, {"count": 9}, **judged)[2] == ()
    exempt = {"count": 9, "exempt": True, "reason": "机构改革"}
    assert line_of(BOTTOM, exempt) == (
        "0",
        "9 户，等各单位都填报后计分，免责（机构改革），不扣分",
        (),
    )


def test_a_provisional_sheet_has_no_grade() -> None:
    scheme = scheme_of(
        '[[grades]]\nname = "好"\nat_least = 1\n[[grades]]\nname = "差"\nless_than = 1\n'
        f'[[indicators]]\nid = "a"\ncriteria = [{{ id = "c", {RANKS} }}]'
    )
    assert sheet_of(scheme, {"c": {"count": 1, "among": [2]}}).grade == "好"
    assert sheet_of(scheme, {"c": {"count": 1, "among": [2, None]}}).grade is None


@pytest.mark.parametrize(
    ("measure", "fact", "among", "place"),
    [
        ("amount", {"amount": "92.5"}, ["92.4", 93], 2),
        ("percent", {"percent": "-3%"}, ["-4%", "1%"], 2),
        ("ratio", {"done": 9, "total": 10}, [{"done": 1, "total": 1}, {"done": 1, "total": 2}], 2),
    ],
)
def test_others_are_written_as_their_facts(
    measure: str, fact: Plain, among: list[object], place: int
) -> None:
    rule = f'shape = "relative", measure = "{measure}", points = 9, step = 1'
    assert tally_of(rule, {**fact, "among": among}).amount == 10 - place


@pytest.mark.parametrize(
    ("measure", "among", "at"),
    [
        ("count", [1, "x"], "among.1"),
        ("count", 3, "among"),
        ("ratio", [{"done": 2, "total": 1}], "among.0.done"),
        ("ratio", [3], "among.0"),
        ("percent", [3], "among.0"),
    ],
)
def test_a_wrong_entry_is_named(measure: str, among: object, at: str) -> None:
    own: Plain = {"count": {"count": 1}, "ratio": {"done": 1, "total": 2}}.get(
        measure, {"percent": "1%"}
    )
    rule = (
        f'shape = "relative", measure = "{measure}", beyond_total = false, best = true, points = 1'
    )
    assert refused_fact(rule, {**own, "among": among}).at == at


def test_more_than_all_where_the_file_says_so() -> None:
    rule = 'shape = "relative", measure = "ratio", best = true, points = 6, beyond_total = true'
    told = tally_of(rule, {"done": 3, "total": 2, "among": [{"done": 3, "total": 1}]})
    assert told.amount == 3


def test_a_part_of_no_mean_is_no_step() -> None:
    rule = (
        'shape = "relative", measure = "percent", '
        'mean = { beyond = { step = "10%", points = 1 }, short = { step = "10%", points = 1 } }'
    )
    assert tally_of(rule, {"percent": "5%", "among": ["-5%"]}).amount == 0
    assert tally_of(rule, {"percent": "-5%", "among": ["5%"]}).amount == 0
    assert tally_of(rule, {"percent": "-5%", "among": ["-6%"]}).amount == 0


def test_an_entry_is_what_a_fact_measures() -> None:
    assert entry_of({"count": 3, "note": "x"}, Measure("count")) == 3
    assert entry_of({"total": 4, "done": 3}, Measure("ratio")) == {"done": 3, "total": 4}
    assert entry_of({"exempt": True}, Measure("count")) is None


def test_the_others_of_a_unit_are_all_but_its_own() -> None:
    among = Among.of(map(Fraction, (5, 1, 5)), awaited=2)
    assert among.without(Fraction(5)) == Among.of(map(Fraction, (1, 5)), awaited=2)
    assert among.without(None) == Among.of(map(Fraction, (1, 5, 5)), awaited=1)
    assert Comparison(Figure(Fraction(3), "3"), among).place(less_is_better=False) == 3
    read = tally_of(RANKS, {"count": 3, "among": among})
    assert read == tally_of(RANKS, {"count": 3, "among": [5, None, 1, 5, None]})


@pytest.mark.parametrize(
    ("rule", "words", "earns", "single", "most"),
    [
        (RANKS, "从高到低排位：第 1 名 10 分；第 2—3 名 8 分；其余 2 分", "True", "10", "10"),
        (
            COUNTED + "ranks = [[2, 0], [3, -4]], below = 0" + LESS,
            "从低到高排位：第 1—2 名 0 分；第 3 名 -4 分；其余 0 分",
            "False",
            "4",
            "4",
        ),
        (
            STEPS,
            "从高到低排位，第 1 名得 10 分，每低 1 名少得 0.5 分，最少得 9 分",
            "True",
            "10",
            "10",
        ),
        (
            COUNTED + "points = 3, step = 1",
            "从高到低排位，第 1 名得 3 分，每低 1 名少得 1 分",
            "True",
            "3",
            "3",
        ),
        (BEST, "与最好的单位相比，本单位 ÷ 最高的 × 10 分", "True", "10", "10"),
        (
            BEST + LESS + ", least = 1",
            "与最好的单位相比，最低的 ÷ 本单位 × 10 分，最少得 1 分",
            "True",
            "10",
            "10",
        ),
        (
            MEAN,
            "与各单位平均数相比，达到得 5 分，每超 平均数的 10%加 1 分、最多加 2 分，每差 10 户扣 1 分",
            "True",
            "5",
            "7",
        ),
        (
            COUNTED + "mean = { short = { step = 1, points = 2 } }" + LESS,
            "与各单位平均数相比（低的为好），每差 1 户扣 2 分",
            "False",
            "2",
            "",
        ),
        (TOP, "从高到低排位：前 20% 得 10 分；前 50% 得 6 分；其余 1 分", "True", "10", "10"),
        (BOTTOM, "从高到低排位：后 34% 扣 3 分；后 70% 扣 1 分", "False", "3", "3"),
        (
            COUNTED + 'top = [["20%", 0]], below = -2',
            "从高到低排位：前 20% 得 0 分；其余 -2 分",
            "False",
            "2",
            "2",
        ),
    ],
)
def test_what_the_rule_says_of_itself(
    rule: str, words: str, earns: str, single: str, most: str
) -> None:
    of = rule_of(rule)
    assert (of.words, str(of.earns), said(of.single), said(of.most)) == (words, earns, single, most)
    assert (of.clean(), of.unclaimed()) == (None, None)


def test_a_place_that_deducts_is_a_fault() -> None:
    rule = COUNTED + "ranks = [[2, 0], [3, -4]], below = 0"
    assert [tally_of(rule, {"count": 1, "among": [2] * n}).faults for n in range(4)] == [0, 0, 1, 0]
    assert tally_of(COUNTED + "points = 1, step = 1", {"count": 1, "among": [2]}).faults == 1
    assert tally_of(BEST, {"count": 0, "among": [2]}).faults == 1
    assert tally_of(BOTTOM, {"count": 0, "among": [2, 3]}).faults == 1
    assert (
        tally_of(COUNTED + 'top = [["50%", 1]], below = 0', {"count": 0, "among": [2]}).faults == 1
    )


def test_a_file_is_written_as_it_was_read() -> None:
    assert figures_of(rule_of(RANKS + ', places = "up"')) == {
        "measure": "count",
        "unit": "户",
        "ranks": [[1, "10"], [3, "8"]],
        "below": "2",
        "places": "up",
    }
    assert figures_of(rule_of(TOP))["top"] == [["20%", "10"], ["50%", "6"]]
    shown = figures_of(rule_of(MEAN))["mean"]
    assert shown == {
        "beyond": {"step": "10%", "points": "1", "cap": "2"},
        "short": {"step": "10", "points": "1"},
    }


@pytest.mark.parametrize(
    ("figures", "slips"),
    [
        ("points = 3", [("relative", ())]),
        ("best = true, step = 1, points = 3", [("relative", ())]),
        ("best = true", [("relative", ("best",))]),
        ("ranks = [[1, 3]]", [("else", ("ranks",))]),
        ("ranks = [[1, 3]], below = 0, points = 3", [("relative", ("points",))]),
        ("best = true, points = 3, below = 0", [("relative", ("below",))]),
        ('bottom = [["10%", 3]], least = 1', [("relative", ("least",))]),
        ("ranks = [[3, 3], [3, 2]], below = 0", [("relative", ("ranks", 1))]),
        ("ranks = [[1, 3], [3, 4]], below = 0", [("relative", ("ranks", 1))]),
        ("ranks = [], below = 0", [("", ("ranks",))]),
        ("ranks = [[1]], below = 0", [("", ("ranks", 0))]),
        ("ranks = [[0, 1]], below = 0", [("", ("ranks", 0))]),
        ("points = 3, step = 0", [("relative", ("step",))]),
        ("points = 3, step = 1, least = 4", [("relative", ("step",))]),
        ("points = 3, best = true, least = 4", [("relative", ("best",))]),
        ("mean = {}", [("relative", ("mean",))]),
        ("mean = { beyond = 3 }", [("", ("mean", "beyond"))]),
        (
            'points = 3, mean = { beyond = { step = "1 个百分点", points = 1 } }',
            [("step", ("mean", "beyond", "step"))],
        ),
        ('top = [["120%", 3]], below = 0', [("relative", ("top", 0))]),
        ('top = [["20%", 3], ["20%", 2]], below = 0', [("relative", ("top", 1))]),
        ('bottom = [["20%", -3]]', [("relative", ("bottom", 0))]),
    ],
)
def test_there_is_one_way_and_it_makes_sense(figures: str, slips: list[object]) -> None:
    assert slips_of(f'shape = "relative", measure = "count", {figures}') == slips


def test_a_share_may_be_rounded_up() -> None:
    among = {"count": 9, "among": [1, 2]}
    assert tally_of(TOP, among).amount == Decimal(6)
    assert tally_of(TOP + ', places = "up"', among).amount == Decimal(10)
    assert tally_of(TOP + ', places = "half-up"', among).amount == Decimal(10)
