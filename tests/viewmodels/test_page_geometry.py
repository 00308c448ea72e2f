"""Where things lie on a page: there and back, for every turn, zoom and room."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.evidence_pages import Kind, PageSize, Region
from desktop.viewmodels.page_geometry import (
    STEPS,
    Fit,
    Layout,
    Room,
    Zoom,
    lay_out,
    moved,
    region_of,
    resized,
    stepped,
    turned,
    words_of,
)

A4 = PageSize(595, 842)
CORNER = Region(0.1, 0.2, 0.3, 0.6)  # left and above the middle
ROOM = Room(400, 500, bar=12)
thousandths = st.integers(0, 999).flatmap(
    lambda low: st.tuples(st.just(low), st.integers(low + 1, 1000))
)
regions = st.builds(
    lambda xs, ys: Region(xs[0] / 1000, ys[0] / 1000, xs[1] / 1000, ys[1] / 1000),
    thousandths,
    thousandths,
)


@pytest.mark.parametrize(
    ("turns", "seen"),
    [
        (0, (0.1, 0.2, 0.3, 0.6)),
        (1, (0.4, 0.1, 0.8, 0.3)),
        (2, (0.7, 0.4, 0.9, 0.8)),
        (3, (0.2, 0.7, 0.6, 0.9)),
        (4, (0.1, 0.2, 0.3, 0.6)),
        (-1, (0.2, 0.7, 0.6, 0.9)),
    ],
)
def test_a_region_is_seen_turned_clockwise(turns: int, seen: tuple[float, ...]) -> None:
    assert turned(CORNER, turns) == pytest.approx(seen)


@given(
    region=regions, turns=st.integers(0, 3), wide=st.integers(1, 3000), high=st.integers(1, 3000)
)
def test_what_is_framed_where_a_region_is_seen_is_that_region(
    region: Region, turns: int, wide: int, high: int
) -> None:
    layout = Layout(wide, high, turns, 1)
    left, top, right, bottom = layout.placed(region)
    assert 0 <= left < right <= layout.seen.width + 1e-6
    assert 0 <= top < bottom <= layout.seen.height + 1e-6
    framed = layout.region(right, bottom, left, top)  # from whichever corner
    assert words_of(framed) == words_of(region)
    assert region_of(words_of(framed)) == pytest.approx(region)


@pytest.mark.parametrize("turns", range(4))
def test_a_frame_beyond_the_page_ends_at_its_edge(turns: int) -> None:
    layout = Layout(300, 400, turns, 1)
    assert layout.region(-50, -50, 9_999, 9_999) == pytest.approx((0, 0, 1, 1))


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("0,0,1000,1000", Region(0, 0, 1, 1)),
        ("125,250,500,750", Region(0.125, 0.25, 0.5, 0.75)),
        ("", None),
        ("1,2,3", None),
        ("a,b,c,d", None),
        ("1,2,3,-4", None),
    ],
)
def test_a_pins_region_is_read(words: str, region: Region | None) -> None:
    assert region_of(words) == region


def test_a_frame_never_loses_its_width() -> None:
    assert words_of(Region(0.5, 0.5, 0.5, 0.5)) == "500,500,501,501"
    assert words_of(Region(1, 1, 1, 1)) == "999,999,1000,1000"
    assert words_of(Region(-1, 0, 2, 0.25)) == "0,0,1000,250"


@pytest.mark.parametrize(
    ("zoom", "turns", "width", "height"),
    [
        (Fit.PAGE, 0, 353, 500),
        (Fit.PAGE, 1, 283, 400),
        (Fit.WIDTH, 0, 388, 549),  # it is scrolled, and the bar takes its part
        (Fit.WIDTH, 1, 283, 400),
        (1.0, 0, 793, 1123),
        (0.5, 3, 397, 561),
    ],
)
def test_a_page_lies_in_its_room(zoom: Zoom, turns: int, width: int, height: int) -> None:
    layout = lay_out(A4, Kind.PDF, zoom, turns, ROOM)
    assert (layout.width, layout.height) == (width, height)
    assert layout.seen == ((height, width) if turns % 2 else (width, height))


def test_a_picture_at_100_percent_is_shown_dot_by_dot() -> None:
    fine = Room(400, 500, ratio=1.5)
    layout = lay_out(PageSize(300, 150), Kind.JPEG, 1.0, 0, fine)
    assert (layout.width * 1.5, layout.height * 1.5) == (300, 150)
    paper = lay_out(PageSize(72, 72), Kind.PDF, 1.0, 0, fine)
    assert (paper.width, paper.height) == (96, 96)


@given(
    width=st.floats(1, 1e6),
    height=st.floats(1, 1e6),
    zoom=st.sampled_from([*Fit, *STEPS]),
    turns=st.integers(0, 3),
    room=st.builds(
        Room,
        st.floats(1, 4000),
        st.floats(1, 3000),
        st.just(14),
        st.sampled_from([1, 1.25, 1.5, 2]),
    ),
)
def test_every_page_lies_on_whole_dots(
    width: float, height: float, zoom: Zoom, turns: int, room: Room
) -> None:
    layout = lay_out(PageSize(width, height), Kind.PDF, zoom, turns, room)
    for side in (layout.width, layout.height):
        assert side * room.ratio == pytest.approx(round(side * room.ratio))
        assert 1 / room.ratio <= side <= 1_000_001
    if isinstance(zoom, Fit):
        assert layout.seen.width <= room.width + 1


def test_steps_lead_from_any_scale_to_the_next() -> None:
    assert [stepped(one, 1) for one in (0.62, 1.0, 8.0)] == [0.75, 1.25, 8.0]
    assert [stepped(one, -1) for one in (0.62, 1.0, 0.05)] == [0.5, 0.75, 0.1]
    assert all(stepped(one, 1) == two for one, two in pairwise(STEPS))


@pytest.mark.parametrize("turns", range(4))
def test_a_frame_moves_and_grows_as_one_sees_it(turns: int) -> None:
    before = turned(CORNER, turns)
    after = turned(moved(CORNER, turns, 0.05, -0.1), turns)
    assert after == pytest.approx(
        (before.left + 0.05, before.top - 0.1, before.right + 0.05, before.bottom - 0.1)
    )
    grown = turned(resized(CORNER, turns, 0.05, 0.1), turns)
    assert grown == pytest.approx(
        (before.left, before.top, before.right + 0.05, before.bottom + 0.1)
    )


@given(
    region=regions,
    turns=st.integers(0, 3),
    across=st.floats(-2, 2),
    down=st.floats(-2, 2),
)
def test_a_frame_stays_on_the_page(region: Region, turns: int, across: float, down: float) -> None:
    for change in (moved, resized):
        left, top, right, bottom = change(region, turns, across, down)
        assert -1e-9 <= left < right <= 1 + 1e-9
        assert -1e-9 <= top < bottom <= 1 + 1e-9
    there = moved(region, turns, across, down)
    assert there.right - there.left == pytest.approx(region.right - region.left)
