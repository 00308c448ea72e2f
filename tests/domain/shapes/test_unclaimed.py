"""What a rule records where nothing is claimed of it, as for a bonus that a unit did not earn."""

from decimal import Decimal

import pytest

from tests.domain.building import Plain, rule_of, tally_of

CLASSES = 'classes = { minor = { name = "较轻", points = 1 } }'
CHOICE = 'shape = "choice", options = { all = ["完成", 10], none = ["无", 0] }'


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ('shape = "flag", deduct = 2.5', {"found": False}),
        ('shape = "award", points = 10', {"met": False}),
        ('shape = "each", earn = 0.5', {"count": 0}),
        ('shape = "share", deduct = 0.1', {"items": []}),
        (f'shape = "graded", earn = 1.5, {CLASSES}', {"items": []}),
        (CHOICE, {"choice": "none"}),
    ],
)
def test_it_gives_and_takes_nothing(text: str, fact: Plain) -> None:
    assert rule_of(text).unclaimed() == fact
    assert tally_of(text, fact).amount == Decimal(0)


@pytest.mark.parametrize(
    "text",
    [
        'shape = "rate", points = 10',
        'shape = "shortfall", required = 20, deduct = 0.5',
        'shape = "target", measure = "amount", target = 10, short = { step = 3, points = 1 }',
        'shape = "tiers", measure = "count", unit = "个", tiers = [[2, 4]], below = 0',
        'shape = "choice", options = { good = ["好", 3], bad = ["差", -2] }',
    ],
)
def test_where_figures_tell_it_nothing_is_said(text: str) -> None:
    assert rule_of(text).unclaimed() is None
