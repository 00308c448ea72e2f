"""Charts are laid out so that every word can be read, whatever the figures are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.documents.charts.chart import Chart, Figures, drawings, poster
from desktop.documents.charts.drawing import Box, Dot, Drawing, Hatch, Stroke
from desktop.documents.charts.losses import Loss, LossFigures
from desktop.documents.charts.ranking_bars import Bound, RankBar, RankGroup, RankingFigures
from desktop.documents.charts.spread import SpreadFigures, StripFigures
from desktop.documents.charts.stacking import Depth
from desktop.documents.charts.years import Change, YearFigures
from tests.documents.charts.figures import (
    SENTENCE,
    charts,
    edges,
    labels,
    losses,
    named,
    ranking,
    spread,
    strips,
    years,
)

CLOSE = 0.05
WIDTHS = (459.0, 620.0, 900.0)
AMOUNTS = some.decimals(-999_999, 999_999, places=2)
POSITIVE = some.decimals(0, 99_999, places=2)
WORDS = some.text(max_size=40)


def is_readable(drawing: Drawing) -> None:
    """Nothing leaves the drawing, and no words lie on others."""
    told = [(one.text, edges(one)) for one in labels(drawing)]
    for text, (left, top, right, bottom) in told:
        assert left >= -CLOSE, text
        assert top >= -CLOSE, text
        assert right <= drawing.width + CLOSE, text
        assert bottom <= drawing.height + CLOSE, text
    rows = sorted(told, key=lambda one: one[1][1])
    for at, (text, (left, top, right, bottom)) in enumerate(rows):
        for other, (begin, above, end, below) in rows[at + 1 :]:
            if above >= bottom - CLOSE:
                break
            apart = right <= begin + CLOSE or end <= left + CLOSE or below <= top + CLOSE
            assert apart, (text, other)
    for one in drawing.shapes:
        match one:
            case Box() | Hatch():
                assert one.width >= 0, one
                assert -CLOSE <= one.left <= one.left + one.width <= drawing.width + CLOSE, one
                assert -CLOSE <= one.top <= one.top + one.height <= drawing.height + CLOSE, one
            case Dot():
                assert one.radius <= one.left <= drawing.width - one.radius, one
            case Stroke():
                assert 0 <= min(one.left, one.right) <= max(one.left, one.right) <= drawing.width
                assert max(one.top, one.bottom) <= drawing.height + CLOSE, one


@pytest.mark.parametrize("count", [1, 24, 60, 200])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_word_has_room_of_its_own(count: int, width: float) -> None:
    for chart in charts(count):
        [whole] = drawings(chart, width)
        is_readable(whole)
        is_readable(poster(chart, "2026年度考核", width))


@pytest.mark.parametrize("figures", [ranking(200), losses(90), strips(90), years(200)])
def test_a_long_chart_goes_on_on_further_pages_with_its_head(figures: Figures) -> None:
    chart, width, depth = Chart("图", SENTENCE, figures), 459.0, 560.0
    [whole] = drawings(chart, width)
    pages = drawings(chart, width, Depth(depth, depth))
    assert len(pages) == pytest.approx(whole.height / depth, abs=1.5)
    for page in pages:
        is_readable(page)
        assert page.height <= depth
        assert page.height > depth / 2 or page is pages[-1]
    said = [one.text for page in pages for one in labels(page)]
    names = [one.text for one in labels(whole)]
    heads = {one for one in said if said.count(one) > names.count(one)}
    assert [one for one in said if one not in heads] == [one for one in names if one not in heads]


def test_groups_never_part_from_their_first_unit() -> None:
    groups = tuple(
        RankGroup(f"第{n}组", tuple(RankBar(str(m), f"单位{m}", Decimal(m)) for m in range(1, 4)))
        for n in range(30)
    )
    chart = Chart("图", SENTENCE, RankingFigures(groups, Decimal(100)))
    first, *further = drawings(chart, 459, Depth(300, 200))
    assert first.height <= 300
    assert len(further) > 8
    for page in (first, *further):
        assert page.height <= (300 if page is first else 200)
        assert not labels(page)[-1].text.startswith("第")
        [led, *_] = [one.text for one in labels(page) if one.text.startswith(("第", "单位"))]
        assert led.startswith("第")  # a group that goes on says again which it is


def test_bars_are_as_long_as_what_they_tell() -> None:
    figures = RankingFigures(
        (RankGroup("", tuple(RankBar("", f"{n}", Decimal(n)) for n in (100, 50, 25))),),
        Decimal(100),
    )
    [drawing] = drawings(Chart("图", SENTENCE, figures), 600)
    bars = [one for one in drawing.shapes if isinstance(one, Box) and one.fill == "deep"]
    tracks = {one.width for one in drawing.shapes if isinstance(one, Box) and one.fill == "track"}
    assert [round(one.width / bars[0].width, 3) for one in bars] == [1, 0.5, 0.25]
    assert tracks == {bars[0].width}


def test_what_is_not_scored_to_the_end_looks_unlike_what_is() -> None:
    [drawing] = drawings(Chart("图", SENTENCE, ranking(24)), 600)
    assert len([one for one in drawing.shapes if isinstance(one, Hatch)]) == 2  # legend and bar
    assert "未评完：目前的得分，还会变动" in [one.text for one in labels(drawing)]
    open_only = RankBar("未评完", "甲科", None, provisional=True)
    figures = RankingFigures((RankGroup("", (open_only,)),), Decimal(100))
    [nothing] = drawings(Chart("图", SENTENCE, figures), 600)
    told = [one.text for one in labels(nothing)]
    assert "未评" in told
    assert not [one for one in nothing.shapes if isinstance(one, Box) and one.fill == "deep"][1:]


def test_a_ring_stands_where_it_was_and_a_disc_where_it_is() -> None:
    changes = (Change("甲科", Decimal(80), Decimal(90)), Change("乙科", Decimal(90), Decimal(80)))
    [drawing] = drawings(Chart("图", SENTENCE, YearFigures("去年", "今年", changes)), 600)
    dots = [one for one in drawing.shapes if isinstance(one, Dot)][2:]
    ways = [one.fill for one in drawing.shapes if isinstance(one, Box)][2:]
    assert [one.fill for one in dots] == ["paper", "deep"] * 2
    assert dots[0].left == dots[3].left < dots[1].left == dots[2].left
    assert ways == ["deep", "warm"]
    told = [one.text for one in labels(drawing)]
    assert told[-6:] == ["甲科", "80 → 90", "+10", "乙科", "90 → 80", "−10"]


def test_every_unit_stands_in_one_column_of_the_spread() -> None:
    [drawing] = drawings(Chart("图", SENTENCE, spread(200)), 600)
    counted = [int(one.text) for one in labels(drawing) if one.bold]
    assert sum(counted) == 200


def test_names_too_long_for_two_lines_are_cut_and_say_so() -> None:
    [drawing] = drawings(Chart("图", SENTENCE, years(24)), 459)
    assert any(one.text.endswith("…") for one in labels(drawing))


def test_no_words_break_off_a_single_character() -> None:
    [drawing] = drawings(Chart("图", SENTENCE, losses(40)), 600)
    whole = {*named(40)}
    parts = [one.text for one in labels(drawing) if one.left == 0 and one.text not in whole]
    assert parts
    assert min(len(one) for one in parts) > 3


def test_what_cannot_be_drawn_has_no_drawing() -> None:
    assert drawings(Chart("图", "还没有单位评完。"), 600) == ()
    alone = poster(Chart("图", "还没有单位评完。"), "2026年度考核")
    assert [one.text for one in labels(alone)] == ["2026年度考核：图", "还没有单位评完。"]


def test_bounds_near_each_other_are_named_on_lines_of_their_own() -> None:
    bounds = tuple(Bound(f"等次{n}", Decimal(80 + n)) for n in range(6))
    group = RankGroup("", (RankBar("1", "甲科", Decimal(90)),), bounds)
    [drawing] = drawings(Chart("图", SENTENCE, RankingFigures((group,), Decimal(100))), 600)
    is_readable(drawing)
    flags = [one for one in labels(drawing) if one.text.startswith("等次") and one.tone == "mark"]
    assert len({one.base for one in flags}) > 1
    lines = [one for one in drawing.shapes if isinstance(one, Stroke) and one.dashed]
    for line, flag in ((one, other) for one in lines for other in flags):
        left, top, right, bottom = edges(flag)
        assert not (left < line.left < right and line.top < top and line.bottom > bottom), flag


BARS = some.builds(
    RankBar,
    some.sampled_from(["1", "12（并列）"]),
    WORDS,
    some.none() | AMOUNTS,
    WORDS,
    some.booleans(),
)
GROUPS = some.builds(
    RankGroup,
    WORDS,
    some.lists(BARS, max_size=4).map(tuple),
    some.lists(some.builds(Bound, WORDS, AMOUNTS), max_size=4).map(tuple),
)


@given(some.lists(GROUPS, max_size=3).map(tuple), POSITIVE)
def test_any_ranking_is_readable(groups: tuple[RankGroup, ...], full: Decimal) -> None:
    for one in drawings(Chart("图", SENTENCE, RankingFigures(groups, full)), 500):
        is_readable(one)


LOSSES = some.builds(
    lambda name, settled, more, units: Loss(name, settled + more, more, units),
    WORDS,
    POSITIVE,
    POSITIVE,
    some.integers(0, 300),
)


@given(some.lists(LOSSES, max_size=6).map(tuple))
def test_any_losses_are_readable(found: tuple[Loss, ...]) -> None:
    [drawing] = drawings(Chart("图", SENTENCE, LossFigures(found)), 500)
    is_readable(drawing)


@given(some.lists(AMOUNTS, min_size=1, max_size=30))
def test_any_spread_is_readable_and_whole(totals: list[Decimal]) -> None:
    mean, median = sum(totals, Decimal(0)) / len(totals), sorted(totals)[len(totals) // 2]
    figures = SpreadFigures(tuple(totals), mean, median)
    [drawing] = drawings(Chart("图", SENTENCE, figures), 500)
    is_readable(drawing)
    assert sum(int(one.text) for one in labels(drawing) if one.bold) == len(totals)


@given(some.lists(some.builds(Change, WORDS, AMOUNTS, AMOUNTS), max_size=6).map(tuple), WORDS)
def test_any_two_years_are_readable(changes: tuple[Change, ...], then: str) -> None:
    [drawing] = drawings(Chart("图", SENTENCE, YearFigures(then, "今年", changes)), 500)
    is_readable(drawing)


def test_equal_totals_are_one_column() -> None:
    figures = SpreadFigures((Decimal(90),) * 12, Decimal(90), Decimal(90))
    [drawing] = drawings(Chart("图", SENTENCE, figures), 500)
    assert [one.text for one in labels(drawing) if one.bold] == ["12"]


def test_a_strip_of_equals_is_a_point() -> None:
    same = strips(1).strips[0]._replace(least=Decimal(80), lower=Decimal(80), upper=Decimal(80))
    figures = StripFigures((same._replace(median=Decimal(80), most=Decimal(80)),))
    [drawing] = drawings(Chart("图", SENTENCE, figures), 500)
    pale = [one for one in drawing.shapes if isinstance(one, Box) and one.fill == "pale"]
    assert len(pale) == 1  # the legend's


def test_all_figures_at_nothing_are_drawn() -> None:
    none = LossFigures((Loss("甲", Decimal(0), Decimal(0), 0),))
    [drawing] = drawings(Chart("图", SENTENCE, none), 500)
    assert not [
        one for one in drawing.shapes if isinstance(one, Box) and one.fill in {"deep", "warm"}
    ]


def test_long_names_of_rounds_stand_below_each_other_in_the_legend() -> None:
    name = "2022年度全市“双随机、一公开”监管工作考核（含县区、市直部门和开发区）第一批次"
    changes = (Change("甲科", Decimal(80), Decimal(90)),)
    [drawing] = drawings(Chart("图", SENTENCE, YearFigures(name, f"{name}补", changes)), 459)
    is_readable(drawing)
    then, now = (one for one in labels(drawing) if one.text.startswith("2022年度"))
    assert then.left == now.left
    assert then.base < now.base


def test_a_word_longer_than_its_column_is_broken_within() -> None:
    changes = (Change("Ab" * 60, Decimal(80), Decimal(90)),)
    [drawing] = drawings(Chart("图", SENTENCE, YearFigures("去年", "今年", changes)), 459)
    is_readable(drawing)
    parts = [one.text for one in labels(drawing) if one.text.startswith(("Ab", "bA"))]
    assert len(parts) == 2
    assert parts[-1].endswith("…")
