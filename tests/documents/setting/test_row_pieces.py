"""Rows on pages: nothing is lost, nothing overflows, and a row is torn only where much would stay blank."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.setting.row_pieces import RowMeasure, row_pieces

MEASURE = RowMeasure(pitch=14, along=2, least=20)
FRESH = MEASURE.height(10)
counts = st.lists(st.integers(1, 35), max_size=20)
rooms = st.floats(0, FRESH)


@given(counts, rooms)
def test_every_line_stands_once_and_in_order(rows: list[int], room: float) -> None:
    pieces = [*row_pieces(rows, MEASURE, room, FRESH)]
    told = [(p.row, line) for p in pieces for line in range(p.first, p.first + p.lines)]
    assert told == [(row, line) for row, count in enumerate(rows) for line in range(count)]
    assert [one.page for one in pieces] == sorted(one.page for one in pieces)


@given(counts, rooms)
def test_no_page_is_too_full_and_rows_follow_one_another(rows: list[int], room: float) -> None:
    for page, here in groupby(row_pieces(rows, MEASURE, room, FRESH), lambda one: one.page):
        below = 0.0
        for one in here:
            assert abs(one.below - below) < 0.01
            below += one.height
        assert below <= (FRESH if page else room) + 0.01


@given(counts, rooms)
def test_what_a_page_has_room_for_is_torn_only_where_much_would_stay_blank(
    rows: list[int], room: float
) -> None:
    pieces = [*row_pieces(rows, MEASURE, room, FRESH)]
    for one in pieces:
        if rows[one.row] <= 10 and one.lines < rows[one.row] and one.first == 0:
            left = (FRESH if one.page else room) - one.below
            assert left >= 0.3 * FRESH
            assert min(one.lines, rows[one.row] - one.lines) >= 2


@given(counts, rooms, st.floats(20, FRESH / 2))
def test_what_comes_behind_has_room_below_the_last_row(
    rows: list[int], room: float, behind: float
) -> None:
    pieces = [*row_pieces([*rows, 1], MEASURE, room, FRESH, behind)]
    told = [(p.row, line) for p in pieces for line in range(p.first, p.first + p.lines)]
    assert told == [(row, line) for row, count in enumerate([*rows, 1]) for line in range(count)]
    last = pieces[-1]
    assert last.below + last.height + behind <= (FRESH if last.page else room) + 0.02
    if rows:
        assert any(one.row == len(rows) - 1 for one in pieces if one.page == last.page)


def test_a_torn_row_leaves_no_line_alone() -> None:
    pieces = [*row_pieces([3, 11], MEASURE, FRESH, FRESH)]
    assert [(one.page, one.lines) for one in pieces] == [(0, 3), (0, 6), (1, 5)]
    assert [one.lines for one in row_pieces([11], MEASURE, FRESH, FRESH)] == [9, 2]


def test_a_page_without_room_still_gets_a_line() -> None:
    assert [one.lines for one in row_pieces([2], MEASURE, 0, 5)] == [1, 1]
