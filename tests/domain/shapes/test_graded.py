"""`graded`: items of classes, each class with points, a factor or a judged range."""

from decimal import Decimal

import pytest

from desktop.domain.keys import figures_of
from desktop.domain.tally import Tally
from tests.domain.building import Plain, refused_fact, rule_of, slips_of, tally_of

CLASSES = """classes = {
    plain = { name = "一般" },
    twice = { name = "再次", factor = 2 },
    grave = { name = "严重", points = 5 },
    judged = { name = "酌情", least = 1, most = 3 },
}"""
CLASSES = " ".join(CLASSES.split()).replace(", }", " }")
GRADED = f'shape = "graded", deduct = 1.5, unit = "件", {CLASSES}'
EARN = f'shape = "graded", earn = 1.5, {CLASSES}'
HIGHEST = f"{GRADED}, highest_only = true"
JUDGED = {"class": "judged", "points": "2.5", "reason": "情节较轻"}


def of_class(*names: str) -> Plain:
    return {"items": [{"class": name} for name in names]}


@pytest.mark.parametrize(
    ("fact", "amount", "account"),
    [
        (of_class(), "0", "未发现"),
        (of_class("plain"), "-1.5", "1 件，一般 1 件 × 1.5 分"),
        (of_class("twice"), "-3.0", "1 件，再次 1 件 × 3 分"),
        (of_class("grave"), "-5", "1 件，严重 1 件 × 5 分"),
        ({"items": [JUDGED]}, "-2.5", "1 件，酌情 2.5 分（情节较轻）"),
        (of_class("plain", "grave", "plain"), "-8.0", "3 件，一般 2 件 × 1.5 分，严重 1 件 × 5 分"),
    ],
)
def test_items_are_added_up_by_class(fact: Plain, amount: str, account: str) -> None:
    assert tally_of(GRADED, fact) == Tally(Decimal(amount), account, len(fact["items"]))


def test_the_highest_only() -> None:
    words = "3 件，一般 2 件 × 1.5 分，严重 1 件 × 5 分，只计最高一类"
    assert tally_of(HIGHEST, of_class("plain", "grave", "plain")) == Tally(Decimal(-5), words, 3)
    assert tally_of(HIGHEST, of_class("plain")).account == "1 件，一般 1 件 × 1.5 分"


def test_exempt_items_are_not_counted() -> None:
    exempt = {"class": "grave", "exempt": True, "reason": "不可抗力"}
    words = "2 件，其中 1 件免责（不可抗力），一般 1 件 × 1.5 分"
    assert tally_of(GRADED, {"items": [exempt, {"class": "plain"}]}) == Tally(
        Decimal("-1.5"), words, 1
    )
    alone = Tally(Decimal(0), "1 件，其中 1 件免责（不可抗力）", 0)
    assert tally_of(GRADED, {"items": [exempt]}) == alone
    assert tally_of(HIGHEST, {"items": [exempt]}) == alone


def test_classes_may_earn() -> None:
    words = "2 次，一般 1 次 × 1.5 分，严重 1 次 × 5 分"
    assert tally_of(EARN, of_class("plain", "grave")) == Tally(Decimal("6.5"), words, 0)
    assert tally_of(EARN, of_class()) == Tally(Decimal(0), "无", 0)


def test_what_is_earned_cannot_be_exempt() -> None:
    exempt = {"class": "plain", "exempt": True, "reason": "不可抗力"}
    assert refused_fact(EARN, {"items": [exempt]}).at == "items.0.exempt"


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        ({}, "items"),
        ({"count": 1}, "count"),
        ({"items": [{}]}, "items.0.class"),
        ({"items": [{"class": "gave"}]}, "items.0.class"),
        ({"items": [{"class": 1}]}, "items.0.class"),
        ({"items": [{"class": "plain", "points": 1}]}, "items.0.points"),
        ({"items": [{"class": "judged"}]}, "items.0.points"),
        ({"items": [{"class": "judged", "points": 2}]}, "items.0.reason"),
        ({"items": [JUDGED | {"points": "0.9"}]}, "items.0.points"),
        ({"items": [JUDGED | {"points": "3.1"}]}, "items.0.points"),
        ({"items": [JUDGED | {"points": "x"}]}, "items.0.points"),
        ({"items": [JUDGED | {"reason": ""}]}, "items.0.reason"),
        ({"items": [{"class": "plain", "exempt": True}]}, "items.0.reason"),
    ],
    ids=repr,
)
def test_what_no_class_provides_is_refused(fact: object, at: str) -> None:
    assert refused_fact(GRADED, fact).at == at


def test_what_the_rule_says_of_itself() -> None:
    rule = rule_of(GRADED)
    assert not rule.earns
    assert rule.words == "一般扣 1.5 分；再次扣 3 分；严重扣 5 分；酌情扣 1 至 3 分"
    assert (rule.single, rule.most) == (Decimal(5), None)
    assert rule.clean() == {"items": []}
    assert rule_of(HIGHEST).most == Decimal(5)
    assert rule_of(EARN).clean() is None
    assert rule_of(EARN).words.startswith("一般得 1.5 分；")


def test_a_judged_class_may_be_the_gravest() -> None:
    text = 'shape = "graded", deduct = 1, classes = { a = { name = "甲", most = 9 } }'
    rule = rule_of(text)
    assert (rule.single, rule.words) == (Decimal(9), "甲扣 0 至 9 分")
    assert tally_of(text, {"items": [{"class": "a", "points": 0, "reason": "轻"}]}).amount == 0


def test_its_figures_are_written_as_the_file_has_them() -> None:
    assert figures_of(rule_of(GRADED)) == {
        "classes": {
            "plain": {"name": "一般"},
            "twice": {"name": "再次", "factor": "2"},
            "grave": {"name": "严重", "points": "5"},
            "judged": {"name": "酌情", "least": "1", "most": "3"},
        },
        "deduct": "1.5",
        "unit": "件",
    }


@pytest.mark.parametrize(
    ("figures", "slips"),
    [
        ('classes = { a = { name = "甲" } }', [("direction", ())]),
        ("deduct = 1, classes = 3", [("", ("classes",))]),
        ("deduct = 1, classes = { A = 3 }", [("", ("classes", "A"))]),
        ("deduct = 1, classes = { a = 3 }", [("", ("classes", "a"))]),
        ("deduct = 1, classes = { a = { points = 1 } }", [("", ("classes", "a", "name"))]),
        (
            'deduct = 1, classes = { a = { name = "甲", points = 1, factor = 2 } }',
            [("class", ("classes", "a"))],
        ),
        (
            'deduct = 1, classes = { a = { name = "甲", least = 3, most = 2 } }',
            [("class", ("classes", "a"))],
        ),
        (
            'deduct = 1, classes = { a = { name = "甲", least = 3 } }',
            [("class", ("classes", "a"))],
        ),
        ('deduct = 1, classes = { a = { name = "甲", least = 2, most = 2 } }', []),
    ],
)
def test_a_class_has_one_way_to_its_points(figures: str, slips: list[object]) -> None:
    assert slips_of(f'shape = "graded", {figures}') == slips


def test_a_rule_without_classes_has_nothing_to_record() -> None:
    assert slips_of('shape = "graded", deduct = 1, classes = {}') == [("class", ("classes",))]


def test_of_two_only_the_highest_counts_and_it_says_so() -> None:
    tally = tally_of(HIGHEST, of_class("plain", "grave"))
    assert tally.amount == -5
    assert tally.account.endswith("，只计最高一类")
