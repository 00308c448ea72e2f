"""The scheme as data: where indicators start and end, and what criteria say of themselves."""

from decimal import Decimal

from desktop.domain.bounds import Bounds
from desktop.domain.scheme import Section
from tests.domain.building import criterion_of, one_indicator, scheme_of

FLAG = '{ id = "f", shape = "flag", deduct = 2 }'
AWARD = '{ id = "w", shape = "award", points = 4 }'
TAKING = '{ id = "c", shape = "choice", options = { a = ["齐", 0], b = ["缺", -5] } }'
GIVING = '{ id = "c", shape = "choice", options = { a = ["齐", 5], b = ["缺", 0] } }'
TEN = Decimal(10)
ZERO = Decimal(0)


def test_whether_an_indicator_earns_follows_from_its_criteria() -> None:  # R9
    assert not one_indicator(FLAG).indicators[0].earns
    assert one_indicator(AWARD).indicators[0].earns
    assert one_indicator(FLAG, AWARD).indicators[0].earns
    assert one_indicator(GIVING).indicators[0].earns
    assert not one_indicator(TAKING).indicators[0].earns


def test_an_indicator_is_bounded_by_its_points() -> None:
    assert one_indicator(FLAG).indicators[0].bounds == Bounds(TEN, ZERO, TEN)
    assert one_indicator(AWARD).indicators[0].bounds == Bounds(ZERO, ZERO, TEN)


def test_bounds_may_be_declared() -> None:
    declared = one_indicator(FLAG, more="start = 0\nfloor = -5\nceiling = 12").indicators[0]
    assert declared.bounds == Bounds(ZERO, Decimal(-5), Decimal(12))


def test_the_sheet_is_bounded_by_its_points() -> None:
    assert scheme_of("points = 10").bounds == Bounds(ZERO, ZERO, TEN)
    declared = scheme_of("points = 10\nstart = 5\nfloor = -5\nceiling = 12")
    assert declared.bounds == Bounds(Decimal(5), Decimal(-5), Decimal(12))


def test_a_section_is_only_a_heading_without_declarations() -> None:
    assert Section(id="s", name="组织", points=TEN).only_heading
    assert not Section(id="s", name="组织", start=TEN).only_heading
    assert not Section(id="s", name="组织", floor=ZERO).only_heading
    assert not Section(id="s", name="组织", ceiling=TEN).only_heading


EXTRAS = """
bonus = { criteria = [{ id = "m", shape = "award", points = 2 }] }
penalty = { criteria = [{ id = "p", shape = "flag", deduct = 2 }] }
[[indicators]]
id = "a"
criteria = [{ id = "f", shape = "flag", deduct = 2 }]
"""


def test_every_criterion_stands_in_the_documents_order() -> None:
    scheme = scheme_of(EXTRAS)
    assert [one.id for one in scheme.all_criteria()] == ["f", "m", "p"]
    assert list(scheme.criteria) == ["f", "m", "p"]
    assert list(scheme.indicators_by_id) == ["a"]
    assert len(scheme.extras) == 2
    assert scheme_of("points = 0").extras == ()


def test_a_criterion_earns_or_takes_at_most_its_cap() -> None:
    assert criterion_of('shape = "each", deduct = 2, cap = 5').most == 5
    assert criterion_of('shape = "each", deduct = 2').most is None
    assert criterion_of('shape = "award", points = 4').most == 4
    assert criterion_of('shape = "award", points = 4, cap = 3').most == 3


def test_a_criterion_says_its_rule_with_its_cap() -> None:
    assert criterion_of('shape = "each", deduct = 2').words == "每次扣 2 分"
    assert criterion_of('shape = "each", deduct = 2, cap = 5').words == "每次扣 2 分，最多扣 5 分"
    assert criterion_of('shape = "each", earn = 2, cap = 5').words == "每次得 2 分，最多得 5 分"


def test_a_label_keeps_its_number_apart_from_the_words() -> None:
    labels = [
        criterion_of(f'clause = "{clause}", when = "少报", shape = "flag", deduct = 1').label
        for clause in ("六（三）2", "六（四）", "序号6②")
    ]
    assert labels == ["六（三）2 少报", "六（四）少报", "序号6②少报"]


def test_a_label_without_words_is_its_number_alone() -> None:
    """“六（三）2 ” was said in messages, with a blank before the closing mark."""
    bare = criterion_of('clause = "六（三）2", shape = "flag", deduct = 1')
    assert bare.label == "六（三）2"
    assert bare.titled("抽查计划") == "六（三）2 抽查计划"


def test_a_size_counts_in_bonus_and_penalty_too() -> None:
    short = '{ id = "%s", shape = "shortfall", required_of_size = "5%%", deduct = 1 }'
    scheme = scheme_of(
        f"[bonus]\npoints = 9\ncriteria = [{short % 'b'}]\n[penalty]\ncriteria = [{short % 'p'}]"
    )
    assert scheme.needs_size
    sized = scheme.for_size(50)
    assert sized.bonus is not None
    assert sized.penalty is not None
    (in_bonus,), (in_penalty,) = sized.bonus.criteria, sized.penalty.criteria
    assert in_bonus.rule.tally(1).amount == -2
    assert in_penalty.rule.tally(1).amount == -2
