"""Every way of comparing against a plain count over the whole round, with ties and both directions."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.building import tally_of

FIGURES = st.lists(st.integers(0, 6), min_size=1, max_size=9)
EITHER = st.booleans()


def worths(rule: str, figures: list[int], *, less: bool) -> list[Fraction]:
    """What each unit of a round gets."""
    text = f'shape = "relative", measure = "count", less_is_better = {str(less).lower()}, {rule}'
    return [
        Fraction(tally_of(text, {"count": own, "among": figures[:at] + figures[at + 1 :]}).amount)
        for at, own in enumerate(figures)
    ]


def places(figures: list[int], *, less: bool) -> list[int]:
    """By going through the sorted list, the slow way."""
    order = sorted(figures, reverse=not less)
    return [order.index(own) + 1 for own in figures]


def by_place(figures: list[int], worth: Callable[[int], object], *, less: bool) -> list[object]:
    return [worth(place) for place in places(figures, less=less)]


@given(figures=FIGURES, less=EITHER)
def test_a_table_of_ranks(*, figures: list[int], less: bool) -> None:
    table = {1: 10, 2: 8, 3: 8, 4: 5}
    expected = by_place(figures, lambda place: Decimal(table.get(place, 1)), less=less)
    assert worths("ranks = [[1, 10], [3, 8], [4, 5]], below = 1", figures, less=less) == expected


@given(figures=FIGURES, less=EITHER)
def test_a_step_a_rank(*, figures: list[int], less: bool) -> None:
    expected = by_place(figures, lambda place: max(2, 5 - Fraction(place - 1, 2)), less=less)
    assert worths("points = 5, step = 0.5, least = 2", figures, less=less) == expected


@given(figures=FIGURES, less=EITHER)
def test_the_ratio_to_the_best(*, figures: list[int], less: bool) -> None:
    best = min(figures) if less else max(figures)

    def worth(own: int) -> Fraction:
        if own == best:
            return Fraction(7)
        over, under = (best, own) if less else (own, best)
        return 7 * Fraction(over, under)

    assert worths("points = 7, best = true", figures, less=less) == [*map(worth, figures)]


@given(figures=FIGURES, less=EITHER)
def test_against_the_mean(*, figures: list[int], less: bool) -> None:
    mean = Fraction(sum(figures), len(figures))

    def worth(own: int) -> Fraction:
        ahead = (mean - own) if less else (own - mean)
        if ahead >= 0:
            return 5 + min(Fraction(2), Fraction(int(ahead)))
        return max(Fraction(0), 5 - 2 * -ahead)

    rule = (
        "points = 5, mean = { beyond = { step = 1, points = 1, cap = 2 },"
        ' short = { step = 1, points = 2, part = "pro-rata" } }'
    )
    assert worths(rule, figures, less=less) == [*map(worth, figures)]


@given(figures=FIGURES, less=EITHER, percent=st.integers(1, 99))
def test_the_share_at_the_top(*, figures: list[int], less: bool, percent: int) -> None:
    room = len(figures) * percent // 100
    expected = by_place(figures, lambda place: 6 if place <= room else 1, less=less)
    rule = f'top = [["{percent}%", 6]], below = 1'
    assert worths(rule, figures, less=less) == expected


@given(figures=FIGURES, less=EITHER, percent=st.integers(1, 99))
def test_the_share_at_the_bottom(*, figures: list[int], less: bool, percent: int) -> None:
    """The last so many lose; whoever is level with a place above them keeps what it has."""
    room = len(figures) * percent // 100
    last = len(figures) - room
    expected = by_place(figures, lambda place: -4 if place > last else 0, less=less)
    assert worths(f'bottom = [["{percent}%", 4]]', figures, less=less) == expected
    assert expected.count(-4) <= room


@given(figures=FIGURES, own=st.integers(0, 8), less=EITHER)
def test_a_better_figure_never_counts_less(*, figures: list[int], own: int, less: bool) -> None:
    for rule in (
        "ranks = [[1, 10], [3, 8], [4, 5]], below = 1",
        "points = 5, step = 0.5",
        "points = 7, best = true",
        'top = [["30%", 6]], below = 1',
        'bottom = [["30%", 4]]',
    ):
        text = (
            f'shape = "relative", measure = "count", less_is_better = {str(less).lower()}, {rule}'
        )
        worse, better = (own + 1, own) if less else (own, own + 1)
        first, second = (
            tally_of(text, {"count": one, "among": figures}).amount for one in (worse, better)
        )
        assert Fraction(first) <= Fraction(second)
