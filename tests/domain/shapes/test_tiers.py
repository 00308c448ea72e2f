"""`tiers`: the first tier that is reached gives its points, else `below` (R2, R3, R10)."""

from decimal import Decimal

import pytest

from desktop.domain.keys import figures_of
from desktop.domain.tally import Tally
from tests.domain.building import Plain, refused_fact, rule_of, slips_of, tally_of

RATIO = 'shape = "tiers", measure = "ratio", tiers = [["100%", 30], ["90%", 25]], below = 0'
HALVES = 'shape = "tiers", measure = "count", unit = "个半年", tiers = [[2, 4]], below = 0'
BANDS = (
    'shape = "tiers", measure = "amount", below = -4, tiers = ['
    "{ at_least = 10, points = 0 }, { more_than = 5, less_than = 10, points = -2 }]"
)


@pytest.mark.parametrize(
    ("done", "total", "amount"),
    [
        (59, 59, 30),
        (58, 59, 25),
        (54, 60, 25),
        (53, 59, 0),  # R1: 89.83%, never rounded up to 90%
        (899_999_999, 999_999_999, 0),
        (0, 5, 0),
    ],
)
def test_the_first_tier_reached_counts(done: int, total: int, amount: int) -> None:
    assert tally_of(RATIO, {"done": done, "total": total}).amount == amount


def test_one_half_year_earns_nothing() -> None:  # R3
    words = "1 个半年，各档均未达到"
    assert tally_of(HALVES, {"count": 1}) == Tally(Decimal(0), words, 1)
    words = "2 个半年，属于“2 个半年以上”一档"
    assert tally_of(HALVES, {"count": 2}) == Tally(Decimal(4), words, 0)


@pytest.mark.parametrize(
    ("amount", "tally"),
    [
        ("10", Tally(Decimal(0), "10，属于“10以上”一档", 0)),
        ("9.9", Tally(Decimal(-2), "9.9，属于“超过 5、10以下（不含）”一档", 1)),
        ("5", Tally(Decimal(-4), "5，各档均未达到", 1)),
    ],
)
def test_tiers_may_be_bands_and_take_points(amount: str, tally: Tally) -> None:
    assert tally_of(BANDS, {"amount": amount}) == tally


def test_the_arithmetic_is_shown() -> None:
    tally = tally_of(RATIO, {"done": 54, "total": 60})
    assert tally.account == "54 ÷ 60 = 90%，属于“90%以上”一档"
    assert tally_of(RATIO, {"done": 2, "total": 2}).account == "2 ÷ 2 = 100%，属于“100%”一档"
    assert tally_of(RATIO, {"done": 53, "total": 59}).account == ("53 ÷ 59 ≈ 89.83%，各档均未达到")


def test_reaching_no_tier_of_faults_is_no_fault() -> None:
    text = 'shape = "tiers", measure = "count", tiers = [[3, -5], [1, -2]], below = 0'
    assert tally_of(text, {"count": 0}).faults == 0
    assert tally_of(text, {"count": 1}).faults == 1


def test_a_tier_of_nothing_is_a_fault_where_tiers_earn() -> None:
    text = 'shape = "tiers", measure = "count", tiers = [[3, 5], [1, 0]], below = 0'
    assert tally_of(text, {"count": 1}).faults == 1
    assert tally_of(text, {"count": 3}).faults == 0


def test_more_than_all_where_the_file_says_so() -> None:
    assert refused_fact(RATIO, {"done": 3, "total": 2}).at == "done"
    assert tally_of(f"{RATIO}, beyond_total = true", {"done": 3, "total": 2}).amount == 30


PAIR = (
    'figures = { rate = { measure = "ratio", name = "比例" }, '
    'runs = { measure = "count", name = "次数", unit = "次" } }'
)
BOTH = (
    f'shape = "tiers", {PAIR}, below = 0, tiers = ['
    '{ all = [{ figure = "rate", at_least = "3%" }, { figure = "runs", at_least = 3 }], points = 5 },'
    '{ any = [{ figure = "rate", at_least = "3%" }, { figure = "runs", at_least = 3 }], points = 2 }]'
)


def figures(done: int, runs: int) -> Plain:
    return {"figures": {"rate": {"done": done, "total": 100}, "runs": {"count": runs}}}


@pytest.mark.parametrize(
    ("done", "runs", "amount"), [(3, 3, 5), (3, 2, 2), (2, 3, 2), (2, 2, 0), (9, 9, 5)]
)
def test_several_figures_are_reached_together_or_either(done: int, runs: int, amount: int) -> None:
    assert tally_of(BOTH, figures(done, runs)).amount == amount


def test_several_figures_are_all_said() -> None:
    tally = tally_of(BOTH, figures(3, 3))
    words = "比例 3 ÷ 100 = 3%，次数 3 次，属于“比例 3%以上且次数 3 次以上”一档"
    assert tally.account == words
    assert "比例 3%以上或次数 3 次以上" in tally_of(BOTH, figures(3, 0)).account


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({}, "figures"),
        ({"figures": 3}, "figures"),
        ({"figures": {}}, "figures.rate"),
        ({"count": 3}, "count"),
        ({"figures": {"rate": {"done": 1, "total": 2}}}, "figures.runs"),
        (
            {"figures": {"rate": {"done": 1, "total": 0}, "runs": {"count": 1}}},
            "figures.rate.total",
        ),
        ({"figures": {"rate": {"done": 1}, "runs": {"count": 1}}}, "figures.rate.total"),
        (
            {"figures": {"rate": {"done": 1, "total": 2}, "runs": {"count": 1, "of": 2}}},
            "figures.runs.of",
        ),
        ({"figures": {"rat": {}}}, "figures.rat"),
    ],
    ids=repr,
)
def test_several_figures_are_all_needed(fact: object, at: str) -> None:
    assert refused_fact(BOTH, fact).at == at


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({"done": 0, "total": 0}, "total"),  # R10: no plan is no completion rate
        ({"done": 3, "total": 2}, "done"),
        ({"done": 1}, "total"),
        ({"count": 1}, "count"),
        ({"done": True, "total": 2}, "done"),
    ],
    ids=repr,
)
def test_what_is_no_ratio_is_refused(fact: object, at: str) -> None:
    assert refused_fact(RATIO, fact).at == at


def test_what_the_rule_says_of_itself() -> None:
    rule = rule_of(RATIO)
    assert rule.earns
    assert rule.words == "100% 30 分；90%以上 25 分；其余 0 分"
    assert (rule.single, rule.most, rule.clean()) == (Decimal(30), Decimal(30), None)
    assert not rule_of(BANDS).earns
    assert rule_of(BANDS).most == Decimal(4)


def test_its_figures_are_written_as_the_file_has_them() -> None:
    assert figures_of(rule_of(RATIO)) == {
        "measure": "ratio",
        "tiers": [["100%", "30"], ["90%", "25"]],
        "below": "0",
    }
    assert figures_of(rule_of(BANDS))["tiers"] == [
        [10, "0"],
        {"more_than": 5, "less_than": 10, "points": "-2"},
    ]
    shown = figures_of(rule_of(BOTH))
    assert shown["figures"] == {
        "rate": {"measure": "ratio", "name": "比例"},
        "runs": {"measure": "count", "name": "次数", "unit": "次"},
    }
    rate, runs = {"figure": "rate", "at_least": "3%"}, {"figure": "runs", "at_least": 3}
    assert shown["tiers"] == [
        {"all": [rate, runs], "points": "5"},
        {"any": [rate, runs], "points": "2"},
    ]


def test_where_nothing_is_declared_below_the_file_is_told_so() -> None:
    assert slips_of('shape = "tiers", measure = "count", tiers = [[1, 3]]') == [
        ("else", ("tiers",))
    ]


@pytest.mark.parametrize("measure", ["", f'measure = "count", {PAIR}, '])
def test_one_figure_or_several(measure: str) -> None:
    slips = slips_of(f'shape = "tiers", {measure}tiers = [[1, 3]], below = 0')
    assert slips == [("measure", ())]


def test_a_bound_is_written_as_its_measure() -> None:
    tiers = 'shape = "tiers", measure = "ratio", tiers = [[3, 1]], below = 0'
    assert slips_of(tiers) == [("edge", ("tiers", 0))]


@pytest.mark.parametrize(
    ("tiers", "slips"),
    [
        ("", [("tiers", ("tiers",))]),
        ('["3%", 1]', [("edge", ("tiers", 0))]),
        ("{ points = 1 }", [("tiers", ("tiers", 0))]),
        ("[1, 3], [2, 5]", [("tiers", ("tiers", 1))]),
        ("[2, 3], [2, 1]", [("tiers", ("tiers", 1))]),
        ("{ at_most = 5, points = 3 }, { at_most = 2, points = 5 }", [("tiers", ("tiers", 1))]),
        ("{ at_most = 2, points = 5 }, { at_most = 5, points = 3 }", []),
        ("[5, 5], { at_least = 2, at_most = 5, points = 3 }", [("tiers", ("tiers", 1))]),
        ("[5, 5], { at_least = 2, less_than = 5, points = 3 }", []),
    ],
)
def test_tiers_stand_in_order_and_apart(tiers: str, slips: list[object]) -> None:
    text = f'shape = "tiers", measure = "count", below = 0, tiers = [{tiers}]'
    assert slips_of(text) == slips


def test_a_wider_tier_earns_less_or_deducts_less() -> None:
    text = 'shape = "tiers", measure = "count", below = 0, tiers = '
    assert slips_of(text + "[[3, 5], [1, 5]]") == [("tiers", ("tiers", 1))]
    assert slips_of(text + "[[3, -5], [1, -2]]") == []


def test_a_rate_beyond_all_is_doubted() -> None:
    text = 'shape = "tiers", measure = "ratio", below = 0, tiers = [["120%", 5]]'
    assert slips_of(text) == [("edge", ("tiers", 0))]
    assert slips_of(f"{text}, beyond_total = true") == []


@pytest.mark.parametrize("ends", [("more_than", "at_least"), ("less_than", "at_most")])
def test_a_closed_end_after_the_same_open_one_is_reached_at_the_number_itself(
    ends: tuple[str, str],
) -> None:
    tiers = ", ".join(f"{{ {end} = 5, points = {3 - n} }}" for n, end in enumerate(ends))
    assert slips_of(f'shape = "tiers", measure = "count", below = 0, tiers = [{tiers}]') == []


@pytest.mark.parametrize(
    ("tier", "place"),
    [
        ("3", ("tiers", 0)),
        ("[1]", ("tiers", 0)),
        ("[1, 2, 3]", ("tiers", 0)),
        ('["x", 2]', ("tiers", 0)),
        ('[1, "x"]', ("tiers", 0)),
        ("{ at_least = 3 }", ("tiers", 0, "points")),
        ("{ at_leest = 3, points = 1 }", ("tiers", 0, "at_leest")),
        ("{ all = [], points = 1 }", ("tiers", 0)),
        ('{ all = [{ figure = "a", at_least = 1 }], at_least = 3, points = 1 }', ("tiers", 0)),
        ("{ any = [{ at_least = 1 }], points = 1 }", ("tiers", 0, "any", 0, "figure")),
        ("{ any = 3, points = 1 }", ("tiers", 0, "any")),
    ],
)
def test_a_tier_that_cannot_be_read_is_named(tier: str, place: tuple[object, ...]) -> None:
    text = f'shape = "tiers", measure = "count", below = 0, tiers = [{tier}]'
    assert slips_of(text) == [("", place)]


@pytest.mark.parametrize(
    ("figures", "slips"),
    [
        ("3", [("", ("figures",))]),
        ('{ a = { measure = "count", name = "甲" } }', [("", ("figures",))]),
        ('{ a = { measure = "count", name = "甲" }, b = 3 }', [("", ("figures", "b"))]),
        (
            '{ a = { measure = "count", name = "甲" }, b = { measure = "count" } }',
            [("", ("figures", "b", "name"))],
        ),
        (
            '{ a = { measure = "count", name = "甲" }, b = { measure = "x", name = "乙" } }',
            [("", ("figures", "b", "measure"))],
        ),
        (
            '{ c = { measure = "count", name = "甲" }, b = { measure = "count", name = "乙" } }',
            [("tiers", ("tiers", 0))],
        ),
    ],
)
def test_each_figure_has_a_name_and_a_measure(figures: str, slips: list[object]) -> None:
    tier = '{ all = [{ figure = "a", at_least = 1 }], points = 1 }'
    text = f'shape = "tiers", figures = {figures}, below = 0, tiers = [{tier}]'
    assert slips_of(text) == slips


@pytest.mark.parametrize(
    ("tiers", "slips"),
    [
        ("[90, 5], { at_least = 50, less_than = 80, points = 3 }", [("else", ("tiers", 1))]),
        ("[90, 5], { at_least = 50, less_than = 90, points = 3 }", []),
        (
            "[90, 5], { more_than = 50, less_than = 90, points = 3 }, { at_most = 50, points = 1 }",
            [],
        ),
    ],
)
def test_a_gap_between_tiers_is_doubted(tiers: str, slips: list[object]) -> None:
    text = f'shape = "tiers", measure = "count", below = 0, tiers = [{tiers}]'
    assert slips_of(text) == slips


def test_tiers_that_earn_and_deduct_are_doubted() -> None:
    text = 'shape = "tiers", measure = "count", below = -1, tiers = [[3, 5]]'
    assert slips_of(text) == [("tiers", ("tiers",))]
