"""The scorer against a second one, written from the rulings alone."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.domain import reference
from tests.domain.building import Plain, indicator_of, sheet_of
from tests.domain.schemes import built
from tests.domain.strategies import AMOUNTS, facts, rules

SHAPES = ("flag", "each", "shortfall", "share", "award", "tiers", "choice")


@st.composite
def cases(draw: st.DrawFn) -> tuple[Decimal, list[Plain], Plain]:
    """Points, criteria with and without caps, and facts for some of them."""
    criteria: list[Plain] = [
        {"id": f"c{n}", "clause": "一"} | draw(rules(*SHAPES))
        for n in range(draw(st.integers(1, 5)))
    ]
    for criterion in criteria:
        if draw(st.booleans()):
            criterion["cap"] = draw(AMOUNTS)
    found = {one["id"]: draw(facts(one)) for one in criteria if draw(st.integers(0, 4))}
    return draw(AMOUNTS), criteria, found


@given(cases())
def test_both_scorers_agree(case: tuple[Decimal, list[Plain], Plain]) -> None:
    points, criteria, found = case
    indicator = {"id": "a", "no": "1", "name": "甲", "points": points, "criteria": criteria}
    head: Plain = {"format": 1, "id": "x", "version": "1", "title": "办法", "subjects": "各科室"}
    source = {"source": {"document": "文件"}, "points": points}
    one = indicator_of(sheet_of(built(head | source | {"indicators": [indicator]}), found))
    expected = reference.score_indicator(points, criteria, found)
    lines = [(Fraction(line.nominal), Fraction(line.effective)) for line in one.lines]
    assert lines == expected.lines
    if found:
        assert one.score is not None
        assert Fraction(one.score) == expected.score
    else:
        assert one.score is None


def test_the_reference_itself_is_right() -> None:
    each = {"id": "c", "shape": "each", "deduct": 2, "cap": 5}
    flag = {"id": "d", "shape": "flag", "deduct": 7}
    scored = reference.score_indicator(10, [each, flag], {"c": {"count": 3}, "d": {"found": True}})
    assert scored.score == 0
    assert [*map(list, scored.lines)] == [[-6, -5], [-7, -5]]
