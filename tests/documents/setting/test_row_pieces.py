"""Rows on pages: nothing is lost, nothing overflows, and a row is torn only where much would stay blank."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.setting.row_pieces import RowMeasure, RowPiece, row_pieces

MEASURE = RowMeasure(pitch=14, along=2, least=20)
FRESH = MEASURE.height(10)
counts = st.lists(st.integers(1, 35), max_size=20)
rooms = st.floats(0, FRESH)
cells = st.lists(st.lists(st.integers(1, 35), min_size=1, max_size=4), max_size=12)


def laid(rows: list[int], room: float, behind: float = 0.0) -> list[RowPiece]:
    """Rows of one cell."""
    return [*row_pieces([[one] for one in rows], MEASURE, room, FRESH, behind)]


@given(counts, rooms)
def test_every_line_stands_once_and_in_order(rows: list[int], room: float) -> None:
    pieces = laid(rows, room)
    told = [(p.row, line) for p in pieces for line in range(p.first, p.first + p.lines)]
    assert told == [(row, line) for row, count in enumerate(rows) for line in range(count)]
    assert [one.page for one in pieces] == sorted(one.page for one in pieces)


@given(counts, rooms)
def test_no_page_is_too_full_and_rows_follow_one_another(rows: list[int], room: float) -> None:
    for page, here in groupby(laid(rows, room), lambda one: one.page):
        below = 0.0
        for one in here:
            assert abs(one.below - below) < 0.01
            below += one.height
        assert below <= (FRESH if page else room) + 0.01


@given(counts, rooms)
def test_what_a_page_has_room_for_is_torn_only_where_much_would_stay_blank(
    rows: list[int], room: float
) -> None:
    pieces = laid(rows, room)
    for one in pieces:
        if rows[one.row] <= 10 and one.lines < rows[one.row] and one.first == 0:
            left = (FRESH if one.page else room) - one.below
            assert left >= 0.3 * FRESH
            assert min(one.lines, rows[one.row] - one.lines) >= 2


@given(counts, rooms, st.floats(20, FRESH / 2))
def test_what_comes_behind_has_room_below_the_last_row(
    rows: list[int], room: float, behind: float
) -> None:
    pieces = laid([*rows, 1], room, behind)
    told = [(p.row, line) for p in pieces for line in range(p.first, p.first + p.lines)]
    assert told == [(row, line) for row, count in enumerate([*rows, 1]) for line in range(count)]
    last = pieces[-1]
    assert last.below + last.height + behind <= (FRESH if last.page else room) + 0.02
    if rows:
        assert any(one.row == len(rows) - 1 for one in pieces if one.page == last.page)


def test_a_torn_row_leaves_no_line_alone() -> None:
    assert [(one.page, one.lines) for one in laid([3, 11], FRESH)] == [(0, 3), (0, 6), (1, 5)]
    assert [one.lines for one in laid([11], FRESH)] == [8, 3]
    assert [one.lines for one in laid([2, 21], MEASURE.height(2))] == [2, 10, 8, 3]


@given(cells, rooms, st.floats(0, FRESH / 2))
def test_nor_does_any_cell_of_it_where_a_few_lines_fewer_prevent_that(
    rows: list[list[int]], room: float, behind: float
) -> None:
    for one in row_pieces(rows, MEASURE, room, FRESH, behind):
        left = [count - one.first for count in rows[one.row]]
        if 1 + one.lines in left:
            fewer = range(max(2, one.lines - 2), one.lines)
            assert all(1 + lines in left for lines in fewer)
        if one.lines < max(left):
            assert max(left) - one.lines >= 2
            assert one.lines >= 2


def test_a_row_is_not_torn_for_what_comes_behind_where_it_has_room_on_the_next_page() -> None:
    behind = MEASURE.height(3)
    for lines in (1, 2, 3, 4):
        rows = [10 - lines - 1, lines, 1]
        assert [(p.page, p.lines) for p in laid(rows, FRESH, behind)] == [
            (0, 9 - lines),
            (1, lines),
            (1, 1),
        ]


def test_a_high_row_is_torn_for_it_rather_than_that_a_page_stays_blank() -> None:
    told = [(p.page, p.lines) for p in laid([1, 7, 1], FRESH, MEASURE.height(1))]
    assert told == [(0, 1), (0, 4), (1, 3), (1, 1)]


def test_a_heading_is_not_left_alone_for_it() -> None:
    told = [(p.page, p.lines) for p in laid([4, 1], FRESH, MEASURE.height(5))]
    assert told == [(0, 2), (1, 2), (1, 1)]


def test_a_page_without_room_still_gets_a_line() -> None:
    assert [one.lines for one in row_pieces([[2]], MEASURE, 0, 5)] == [1, 1]
