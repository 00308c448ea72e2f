"""Averages of several sheets against sums by hand: mean, weights, trimmed, and what is not there yet."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.averages import By, Part, Weighed, average, still_open, taken_together
from desktop.domain.merits import Hold, Merits
from desktop.domain.periods import Period, read_period
from desktop.domain.ranking_rules import RankingRules
from desktop.domain.rounding import Rounding
from desktop.domain.scorers import Scorers
from desktop.domain.together import PartOfYear, Together
from tests.domain.building import scheme_of

AMOUNTS = st.integers(-500, 12_000).map(lambda n: Decimal(n) / 100)
WEIGHTS = st.integers(1, 100).map(lambda n: Fraction(n, 100))
ROUNDINGS = st.sampled_from([Rounding(), Rounding(total_places=1), Rounding(places=1)])


def half_up(amount: Fraction, places: int) -> Decimal:
    scaled = abs(amount) * 10**places
    found = Decimal(floor(scaled + Fraction(1, 2))).scaleb(-places)
    return found if amount >= 0 else -found


def of_total(amount: Decimal) -> Merits:
    return Merits({"total": amount})


@given(st.lists(st.tuples(AMOUNTS, WEIGHTS), min_size=1, max_size=6))
def test_weights_are_kept_in_proportion(drawn: list[tuple[Decimal, Fraction]]) -> None:
    values = [Weighed(Fraction(amount), weight) for amount, weight in drawn]
    many = [
        Fraction(a) for a, w in drawn for _ in range(int(w * 100))
    ]  # each as often as it weighs
    assert average(values, "weights") == sum(many) / len(many)
    assert average(values, "mean") == sum(Fraction(a) for a, _ in drawn) / len(drawn)


@given(st.lists(AMOUNTS, min_size=1, max_size=7))
def test_one_highest_and_one_lowest_are_left_out_where_there_are_three(
    drawn: list[Decimal],
) -> None:
    left = list(drawn)
    if len(left) > 2:
        left.remove(max(left))
        left.remove(min(left))
    values = [Weighed(Fraction(one), Fraction(1)) for one in drawn]
    assert average(values, "trimmed") == Fraction(sum(left)) / len(left)


@given(
    st.lists(st.one_of(st.none(), AMOUNTS), min_size=1, max_size=5),
    st.sampled_from(["mean", "trimmed", "weights"]),
    ROUNDINGS,
    st.data(),
)
def test_scorers_that_are_done_count_and_the_others_make_it_provisional(
    drawn: Sequence[Decimal | None], by: By, rounding: Rounding, data: st.DataObject
) -> None:
    weights = data.draw(st.lists(WEIGHTS, min_size=len(drawn), max_size=len(drawn)))
    rules = Scorers(by=by, weights=tuple(weights) if by == "weights" else ())
    scoring = data.draw(st.sets(st.sampled_from(range(len(drawn))), min_size=1))
    sheets = {n: None if (one := drawn[n]) is None else of_total(one) for n in sorted(scoring)}
    found = rules.taken(sheets, rounding)
    there = [(Fraction(one), weights[n]) for n in scoring if (one := drawn[n]) is not None]
    assert found.provisional == any(drawn[n] is None for n in scoring)
    if not there:
        assert found.merits is None
        return
    amounts = sorted(one for one, _ in there)
    if by == "weights":
        exact = Fraction(sum(a * w for a, w in there)) / Fraction(sum(w for _, w in there))
    else:
        kept = amounts[1:-1] if by == "trimmed" and len(amounts) > 2 else amounts
        exact = Fraction(sum(kept)) / len(kept)
    places = rounding.places if rounding.total_places is None else rounding.total_places
    assert found.merits is not None
    assert found.merits.amounts["total"] == half_up(exact, places)


@given(
    drawn=st.dictionaries(
        st.integers(1, 4), st.one_of(st.sampled_from(["pending", "absent"]), AMOUNTS)
    ),
    weighed=st.booleans(),
)
def test_a_year_is_of_its_quarters(*, drawn: Mapping[int, str | Decimal], weighed: bool) -> None:
    shares = {"1": Fraction(1, 5), "2": Fraction(3, 10), "4": Fraction(1, 2)}
    rules = Together(
        each="quarter", by="weights" if weighed else "mean", weights=shares if weighed else None
    )
    parts = {
        number: PartOfYear("scored", of_total(one))
        if isinstance(one, Decimal)
        else PartOfYear("absent" if one == "absent" else "pending")
        for number, one in drawn.items()
    }
    found = rules.taken(parts, Rounding())
    counted = [1, 2, 4] if weighed else [1, 2, 3, 4]
    values = {n: Fraction(one) for n in counted if isinstance(one := drawn.get(n), Decimal)}
    weights = {n: shares[str(n)] if weighed else Fraction(1) for n in values}
    waits = any(drawn.get(n, "pending") == "pending" for n in counted)
    assert found.provisional == waits
    if not values:
        assert found.merits is None
        return
    exact = Fraction(sum(values[n] * weights[n] for n in values)) / Fraction(sum(weights.values()))
    assert found.merits == Merits({"total": half_up(exact, 2)})


def test_what_holds_a_unit_back_in_one_part_holds_it_back_in_all() -> None:
    hold = Hold("合格", "序号5①")
    one = Merits({"total": Decimal(90), "a": Decimal(5)}, held=(hold,), last=("末",))
    other = Merits({"total": Decimal(80)}, held=(hold,))
    found = taken_together([Part(one), Part(other)], "mean", Rounding()).merits
    assert found == Merits({"total": Decimal(85), "a": Decimal(5)}, held=(hold,), last=("末",))


def test_an_open_part_counts_for_nothing_not_for_zero() -> None:
    half = Merits({"total": Decimal(3)}, frozenset({"total"}))
    found = taken_together([Part(half), Part(of_total(Decimal(80)))], "mean", Rounding())
    assert found.merits == of_total(Decimal(80))
    assert found.provisional
    assert still_open(RankingRules(by="a", tie_breakers=("b",))).open == {"total", "a", "b"}


@pytest.mark.parametrize(
    ("each", "period", "number"),
    [
        ("quarter", "2022年第二季度", 2),
        ("quarter", "2022年7月至9月", 3),
        ("quarter", "2022年", None),
        ("quarter", "2022年5月", None),
        ("month", "2022年5月", 5),
        ("month", "2022年12月", 12),
        ("month", "2022年第四季度", None),
        ("month", "2022年11月至2023年1月", None),
    ],
)
def test_which_part_of_a_year_a_period_is(each: str, period: str, number: int | None) -> None:
    rules = scheme_of(f'together = {{ each = "{each}", by = "mean" }}').together
    found: Period | None = read_period(period)
    assert rules is not None
    assert found is not None
    assert rules.number_of(found) == number


def test_parts_are_called_as_the_office_calls_them() -> None:
    quarters, months = (Together(each=each, by="mean") for each in ("quarter", "month"))
    assert (quarters.name_of(2), months.name_of(11)) == ("第2季度", "11月")
    assert (quarters.counted, len(months.counted)) == ((1, 2, 3, 4), 12)
    assert (Scorers(by="mean").most, Scorers(by="weights", weights=(Fraction(1),)).most) == (
        None,
        1,
    )


def test_figures_that_others_may_still_move_make_it_provisional() -> None:
    moving = Merits({"total": Decimal(90)}, provisional=True)
    found = taken_together([Part(moving), Part(of_total(Decimal(80)))], "mean", Rounding())
    assert found == (of_total(Decimal(85)), True)
