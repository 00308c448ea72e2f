"""Bounds and allotment: summed first, bounded once, cut in criterion order (R9, R28)."""

from decimal import Decimal

import pytest

from desktop.domain.bounds import Bounds, allot

TEN_DOWN = Bounds(Decimal(10), Decimal(0), Decimal(10))
TEN_UP = Bounds(Decimal(0), Decimal(0), Decimal(10))
FIVE = Bounds(Decimal(5), Decimal(0), Decimal(10))
FREE = Bounds(Decimal(0), None, None)


@pytest.mark.parametrize(
    ("bounds", "amount", "held"),
    [
        (FIVE, -1, 0),
        (FIVE, 0, 0),
        (FIVE, 7, 7),
        (FIVE, 10, 10),
        (FIVE, 11, 10),
        (FREE, -1000, -1000),
        (FREE, 1000, 1000),
        (Bounds(Decimal(0), Decimal(-5), None), -6, -5),
        (Bounds(Decimal(0), None, Decimal(5)), 6, 5),
    ],
)
def test_an_amount_is_held_between_the_limits(bounds: Bounds, amount: int, held: int) -> None:
    assert bounds.hold(Decimal(amount)) == held


@pytest.mark.parametrize(
    ("bounds", "amounts", "allotted"),
    [
        (TEN_DOWN, [], []),
        (TEN_DOWN, [-4, -6], [-4, -6]),
        (TEN_DOWN, [-6, -6, -3], [-6, -4, 0]),
        (TEN_DOWN, [-12], [-10]),
        (TEN_UP, [6, 6, 3], [6, 4, 0]),
        (TEN_UP, [10, 0, 1], [10, 0, 0]),
        (FREE, [-99, 99, -99], [-99, 99, -99]),
    ],
)
def test_lines_are_cut_by_what_is_left(
    bounds: Bounds, amounts: list[int], allotted: list[int]
) -> None:
    assert allot([Decimal(amount) for amount in amounts], bounds) == allotted


@pytest.mark.parametrize(
    ("amounts", "allotted"),
    [
        ([-9, 6], [-9, 6]),  # 5 - 9 + 6 = 2: the merit makes room for the fault
        ([6, -9], [6, -9]),
        ([8, -1], [6, -1]),  # 12 is held to 10: the merit is cut, the fault stands
        ([8, 8, -4], [8, 1, -4]),
        ([-12, 4], [-9, 4]),  # -3 is held to 0
        ([4, -4, -8], [4, -4, -5]),
        ([-20, 20], [-20, 20]),
    ],
)
def test_merits_and_faults_are_summed_first(amounts: list[int], allotted: list[int]) -> None:
    assert allot([Decimal(amount) for amount in amounts], FIVE) == allotted


def test_one_limit_may_be_missing() -> None:
    only_floor = Bounds(Decimal(5), Decimal(0), None)
    only_ceiling = Bounds(Decimal(5), None, Decimal(10))
    assert allot([Decimal(100), Decimal(-200)], only_floor) == [100, -105]
    assert allot([Decimal(100), Decimal(-20)], only_ceiling) == [25, -20]
