"""Intervals: 以上 includes the number itself, 以下 does not (R2)."""

from fractions import Fraction

import pytest

from desktop.domain.bands import Band, adjoin, meet
from desktop.domain.figures import Measure, read_edge

COUNT = Measure("count", unit="次")


def band(**ends: object) -> Band:
    return Band(**{name: read_edge(value) for name, value in ends.items()})


@pytest.mark.parametrize(
    ("one", "held"),
    [
        (band(at_least=5), [False, True, True]),
        (band(more_than=5), [False, False, True]),
        (band(at_most=5), [True, True, False]),
        (band(less_than=5), [True, False, False]),
        (band(at_least=5, at_most=5), [False, True, False]),
        (band(at_least=4, less_than=5), [True, False, False]),
        (band(more_than=4, at_most=5), [False, True, False]),
        (band(), [True, True, True]),
    ],
)
def test_ends_include_the_number_or_not(one: Band, held: list[bool]) -> None:
    assert [one.holds(Fraction(value)) for value in (4, 5, 6)] == held


def test_a_ratio_is_compared_as_a_fraction() -> None:
    ninety = band(at_least="90%")
    assert not ninety.holds(Fraction(53, 59))
    assert not ninety.holds(Fraction(899999, 1000000))
    assert ninety.holds(Fraction(54, 60))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (band(at_least=5), "5 次以上"),
        (band(more_than=5), "超过 5 次"),
        (band(at_most=5), "不超过 5 次"),
        (band(less_than=5), "5 次以下（不含）"),
        (band(at_least=3, less_than=5), "3 次以上、5 次以下（不含）"),
        (band(), ""),
    ],
)
def test_a_band_is_said_as_the_documents_do(one: Band, words: str) -> None:
    assert one.words(COUNT) == words


def test_all_of_them_has_nothing_above_it() -> None:
    assert band(at_least="100%").words(Measure("ratio")) == "100%"
    assert band(at_least="90%").words(Measure("ratio")) == "90%以上"
    assert band(at_least=1).words(COUNT) == "1 次以上"


@pytest.mark.parametrize(
    ("one", "sound"),
    [
        (band(at_least=5), True),
        (band(less_than=5), True),
        (band(at_least=4, less_than=5), True),
        (band(at_least=5, at_most=5), True),
        (band(), False),
        (band(at_least=5, more_than=5), False),
        (band(at_most=5, less_than=5), False),
        (band(at_least=5, less_than=5), False),
        (band(more_than=5, at_most=5), False),
        (band(at_least=6, at_most=5), False),
    ],
)
def test_a_band_needs_room_between_its_ends(one: Band, sound: bool) -> None:  # noqa: FBT001  # expected
    assert one.sound() is sound


def test_a_band_covers_what_lies_in_it_whole() -> None:
    assert band(at_least=5).covers(band(more_than=5))
    assert not band(more_than=5).covers(band(at_least=5))
    assert band(at_most=5).covers(band(less_than=5))
    assert not band(less_than=5).covers(band(at_most=5))
    assert band(at_least=5).covers(band(at_least=6, less_than=9))
    assert not band(at_least=5).covers(band(less_than=9))
    assert not band(at_least=6, less_than=9).covers(band(at_least=6))


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (band(at_least=5), band(less_than=5), False),
        (band(at_least=5), band(at_most=5), True),
        (band(more_than=5), band(at_most=5), False),
        (band(more_than=5), band(less_than=5), False),
        (band(at_least=5), band(at_least=9), True),
        (band(less_than=5), band(at_most=1), True),
        (band(at_least=1, less_than=3), band(at_least=3, less_than=5), False),
        (band(at_least=1, at_most=3), band(at_least=3, less_than=5), True),
        (band(at_least=1, less_than=9), band(at_least=3, less_than=5), True),
    ],
)
def test_bands_meet_where_a_value_lies_in_both(one: Band, other: Band, shared: bool) -> None:  # noqa: FBT001  # expected
    assert meet(one, other) is shared
    assert meet(other, one) is shared


def test_bands_adjoin_where_one_ends_and_the_other_begins() -> None:
    assert adjoin(band(at_least=5), band(less_than=5))
    assert adjoin(band(more_than=5), band(at_most=5))
    assert not adjoin(band(at_least=5), band(at_most=5))
    assert not adjoin(band(at_least=6), band(less_than=5))
    assert not adjoin(band(less_than=5), band(less_than=5))
    assert not adjoin(band(at_least=5), band(at_least=5))


def test_a_band_covers_itself() -> None:
    for one in (band(at_least=5), band(less_than=5), band(more_than=1, at_most=5)):
        assert one.covers(one)
