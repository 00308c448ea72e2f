"""The figures and sentences of charts, counted again from the sheets by other means."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from statistics import mean, median

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest
from PIL import Image

from desktop.documents.charts.losses import LossFigures
from desktop.documents.charts.ranking_bars import RankBar, RankingFigures
from desktop.documents.charts.spread import SpreadFigures, StripFigures
from desktop.documents.charts.years import YearFigures
from desktop.domain.amounts import show
from desktop.domain.commands import Command
from desktop.domain.ranking_rules import RankingRules
from desktop.domain.records import FindingRecord, Round
from desktop.domain.refusals import Refused
from desktop.services.chart_pictures import chart_file_name, laid_out, save_chart
from desktop.services.charts.charted import Charted, about, charted, listed, quantile_of, quoted
from desktop.services.charts.losses import BY_INDICATOR, BY_REASON
from desktop.services.charts.places import NAME as PLACES
from desktop.services.charts.spread import OF_INDICATORS as STRIPS
from desktop.services.charts.spread import OF_TOTALS
from desktop.services.charts.years import OF_INDICATORS, OF_UNITS
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.services.recording import judge, record_finding
from desktop.services.round_charts import CHARTS, before, chart_of, charts_in, others
from desktop.services.round_sights import SheetSight, see_round
from desktop.services.rounds import rounds_of
from desktop.services.workspaces import open_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME, PLAN, office_in, rounds, settle
from tests.services.charting import (
    NOW,
    THEN,
    charted_now,
    charted_then,
    office_of,
    open_charted,
    unit_name,
)

COUNT = 24


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Nobody writes into it."""
    with office_of(tmp_path_factory.mktemp("charts") / "w", COUNT) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def now(office: Workspace) -> Charted:
    return charted_now(office)


@pytest.fixture(scope="module")
def then(office: Workspace) -> Charted:
    return charted_then(office)


def bars_of(of: Charted) -> list[RankBar]:
    figures = chart_of(PLACES, of).figures
    assert isinstance(figures, RankingFigures)
    return [*figures.bars]


def read(of: Charted) -> list[SheetSight]:
    return [one for one in of.sheets if isinstance(one, SheetSight) and not one.assessment.absent]


def test_bars_stand_in_the_order_of_the_ranking_and_open_sheets_behind(now: Charted) -> None:
    bars = bars_of(now)
    settled = sorted((one.sheet.total for one in read(now) if not one.sheet.pending), reverse=True)
    assert [one.amount for one in bars if not one.provisional] == settled
    assert [one.provisional for one in bars][-2:] == [True, True]
    assert [one.name for one in bars[-2:]] == [unit_name(COUNT - 2), unit_name(COUNT - 1)]
    begun, untouched = bars[-2:]
    assert begun.amount is not None
    assert 0 < begun.amount < 50
    assert untouched.amount is None  # nothing scored is no zero
    assert unit_name(0) not in [one.name for one in bars]


def test_ties_and_grades_are_told_and_bounds_are_the_schemes(now: Charted) -> None:
    figures = chart_of(PLACES, now).figures
    assert isinstance(figures, RankingFigures)
    [group] = figures.groups
    assert [(one.name, show(one.amount)) for one in group.bounds] == [
        ("优秀", "90"),
        ("良好", "80"),
    ]
    placed = [one for one in group.bars if not one.provisional]
    for one in placed:
        same = [each for each in placed if each.amount == one.amount]
        assert ("（并列）" in one.place) == (len(same) > 1)
    assert sum(one.grade == "优秀" for one in placed) <= (COUNT - 1) // 5


def test_the_sentence_names_first_and_last_and_who_is_missing(now: Charted) -> None:
    chart = chart_of(PLACES, now)
    placed = [one for one in bars_of(now) if not one.provisional]
    first = [one for one in placed if one.amount == placed[0].amount]
    assert chart.sentence.startswith("并列第一的是" if len(first) > 1 else "第一名是")
    assert f"最后一名是“{placed[-1].name}”" in chart.sentence
    assert chart.notes == (
        "2 个单位还没有评完，用斜线表示，名次是暂时的。",
        f"没有参加考核、没有列入：{unit_name(0)}。",
    )
    assert chart.rows[-1] == ("未评完", unit_name(COUNT - 1), "未评", "", "")


def test_losses_by_indicator_are_what_the_sheets_lack(now: Charted) -> None:
    figures = chart_of(BY_INDICATOR, now).figures
    assert isinstance(figures, LossFigures)
    wanted = {}
    for indicator in now.scheme.indicators:
        found = [
            (each.points - each.score, bool(one.sheet.pending))
            for one in read(now)
            for each in one.sheet.indicators
            if each.id == indicator.id and each.score is not None and each.score < each.points
        ]
        told = f"{indicator.no} {indicator.name}"
        wanted[told] = (
            sum(lost for lost, _ in found),
            sum(lost for lost, pending in found if pending),
            len(found),
        )
    assert {one.name: one[1:] for one in figures.losses} == wanted
    assert [one.lost for one in figures.losses] == sorted(
        (one.lost for one in figures.losses), reverse=True
    )
    assert any(one.provisional for one in figures.losses)


def test_losses_by_reason_come_to_the_same_and_the_rest_is_told(now: Charted) -> None:
    chart, whole = chart_of(BY_REASON, now), chart_of(BY_INDICATOR, now)
    assert isinstance(chart.figures, LossFigures)
    assert len(chart.figures.losses) == 15 < len(chart.rows)
    assert sum(Decimal(row[1]) for row in chart.rows) == sum(Decimal(row[1]) for row in whole.rows)
    rest = chart.rows[15:]
    lost = show(sum((Decimal(row[1]) for row in rest), Decimal(0)))
    assert chart.notes[0] == f"其余 {len(rest)} 条共失 {lost} 分，没有画出。"
    names = [one.name for one in chart.figures.losses]
    assert any("①没有按规定时限完成" in one for one in names)
    assert any(
        one.startswith("序号9② ") for one in names
    )  # without words of its own: its indicator's


def test_the_sentence_of_losses_says_how_many_and_how_much(now: Charted) -> None:
    chart = chart_of(BY_INDICATOR, now)
    name, lost, share, units = chart.rows[0]
    whole = sum(Decimal(row[1]) for row in chart.rows)
    assert chart.sentence.startswith(
        f"失分最多的是“{name}”，{units} 个单位共失 {lost} 分，占全部失分（{show(whole)} 分）的 {share}；前三项合占 "
    )
    assert share == f"{round(Decimal(lost) / whole * 100)}%"


def test_a_judgement_and_what_is_aside_are_told_as_such(tmp_path: Path) -> None:
    with office_of(tmp_path / "w", 3) as workspace:
        open_charted(
            workspace, Round("r-x", "另一批", "2023年", "charted", "", date(2023, 1, 1)), 3
        )
        key = see_round(workspace, "r-x").sheets[0].assessment.key
        judge(workspace, ME, key, "i9", {"score": "2", "reason": "酌情"})
        rows = chart_of(BY_REASON, charted(see_round(workspace, "r-x"))).rows
        assert ("自由裁量：10 抽查结果公示", "8") in [row[:2] for row in rows]


def test_the_spread_has_the_mean_and_the_median(now: Charted) -> None:
    chart = chart_of(OF_TOTALS, now)
    totals = [one.sheet.total for one in read(now) if not one.sheet.pending]
    assert isinstance(chart.figures, SpreadFigures)
    assert chart.figures.median == median(totals)
    assert abs(chart.figures.mean - mean(totals)) <= Decimal("0.005")
    assert sorted(chart.figures.totals) == sorted(totals)
    assert sum(int(row[1]) for row in chart.rows) == len(totals)
    named = [name for row in chart.rows for name in row[2].split("、") if name]
    assert len({*named}) == len(totals)
    assert f"最高 {show(max(totals))} 分" in chart.sentence
    assert "中间一半的单位在" in chart.sentence
    assert chart.notes[0].startswith("还没有评完、没有计入：")


def test_quartiles_lie_where_textbooks_say() -> None:
    amounts = [Fraction(one) for one in (1, 3, 5, 7)]
    told = [quantile_of(amounts, Fraction(n, 4)) for n in range(5)]
    assert told == [1, Fraction(5, 2), 4, Fraction(11, 2), 7]
    assert quantile_of([Fraction(3)], Fraction(1, 4)) == 3


def test_strips_tell_each_indicators_share_of_its_points(now: Charted) -> None:
    chart = chart_of(STRIPS, now)
    assert isinstance(chart.figures, StripFigures)
    one = next(each for each in chart.figures.strips if each.name.startswith("3 "))
    scores = [
        s.sheet.indicators[2].score for s in read(now)
    ]  # one that is scored, on open sheets too
    shares = [Fraction(score) * 10 for score in scores if score is not None]
    assert len(shares) == COUNT - 2
    assert one.least == min(shares)
    assert one.most == max(shares)
    assert one.mean == about(sum(shares, Fraction(0)) / len(shares))
    means = [each.mean for each in chart.figures.strips]
    assert means == sorted(means)


def test_units_of_two_years_stand_beside_each_other(now: Charted, then: Charted) -> None:
    chart = chart_of(OF_UNITS, now, then)
    assert isinstance(chart.figures, YearFigures)
    before_ = {one.assessment.name: one.sheet.total for one in read(then)}
    after = {one.assessment.name: one.sheet.total for one in read(now) if not one.sheet.pending}
    assert {one.name: (one.then, one.now) for one in chart.figures.changes} == {
        name: (before_[name], total) for name, total in after.items()
    }
    rises = [one.more for one in chart.figures.changes]
    assert rises == sorted(rises, reverse=True)
    assert rises[0] > 0 > rises[-1]
    rose, fell = sum(one > 0 for one in rises), sum(one < 0 for one in rises)
    assert f"{rose} 个单位上升、{fell} 个单位下降" in chart.sentence
    assert not chart.figures.percent


def test_units_are_matched_by_name_where_their_ids_differ(now: Charted, then: Charted) -> None:
    renamed = tuple(
        replace(one, assessment=replace(one.assessment, unit=f"x-{n}"))
        for n, one in enumerate(read(then))
    )
    other = replace(then, sheets=renamed)
    assert chart_of(OF_UNITS, now, other).rows == chart_of(OF_UNITS, now, then).rows


def test_who_cannot_be_compared_is_said(now: Charted, then: Charted) -> None:
    def renamed(of: Charted, at: int, name: str) -> Charted:
        sheets = [*of.sheets]
        found = replace(sheets[at].assessment, unit=name, name=name)
        sheets[at] = replace(sheets[at], assessment=found)
        return replace(of, sheets=tuple(sheets))

    told = chart_of(OF_UNITS, renamed(now, 3, "新设局"), then).notes
    assert "“2021年度考核”里没有、不能比较：新设局。" in told
    assert f"这个批次里没有：{unit_name(3)}。" in told
    turned = chart_of(OF_UNITS, then, now).notes
    names = f"{unit_name(COUNT - 2)}、{unit_name(COUNT - 1)}"
    assert f"“2022年度考核”里没有评完、不能比较：{names}。" in turned


def test_rounds_of_other_points_are_compared_by_their_share(now: Charted, tmp_path: Path) -> None:
    with office_of(tmp_path / "w", COUNT) as workspace:
        smaller = Round("r-s", "小考核", "2020年", "smaller", "", date(2020, 1, 1))
        open_charted(workspace, smaller, COUNT, points=50)
        then = charted(see_round(workspace, "r-s"))
    chart = chart_of(OF_UNITS, now, then)
    assert isinstance(chart.figures, YearFigures)
    assert chart.figures.percent
    assert chart.notes[0] == "两个批次满分不同，按得分率比较。"
    one = next(each for each in chart.figures.changes if each.name == unit_name(5))
    total = next(s.sheet.total for s in read(then) if s.assessment.name == unit_name(5))
    assert one.then == total * 2
    assert "个百分点）" in chart.sentence
    beside = chart_of(OF_INDICATORS, now, then)
    assert len(beside.rows) == 5
    assert "里没有对应的：6 抽查事项清单、" in "".join(beside.notes)
    turned = chart_of(OF_INDICATORS, then, now)
    assert "只在“2022年度考核”里有：6 抽查事项清单、" in "".join(turned.notes)


def test_indicators_of_two_years_are_compared_by_their_means(now: Charted, then: Charted) -> None:
    chart = chart_of(OF_INDICATORS, now, then)
    strips = {
        year: {row[0]: row[1] for row in chart_of(STRIPS, of).rows}
        for year, of in (("then", then), ("now", now))
    }
    assert {row[0]: row[1:3] for row in chart.rows} == {
        name: (strips["then"][name], strips["now"][name]) for name in strips["now"]
    }


def test_indicators_without_a_counterpart_cannot_be_compared(now: Charted, then: Charted) -> None:
    other = replace(
        then,
        scheme=replace(
            then.scheme,
            indicators=tuple(
                replace(one, id=f"x{one.id}", name=f"旧{one.name}")
                for one in then.scheme.indicators
            ),
        ),
        sheets=(),
    )
    chart = chart_of(OF_INDICATORS, now, other)
    assert chart.figures is None
    assert chart.sentence == "和“2021年度考核”没有相同的指标，不能比较。"
    nobody = chart_of(OF_UNITS, now, other)
    assert nobody.figures is None
    assert nobody.sentence == "和“2021年度考核”没有两边都评完的同一个单位，不能比较。"


def test_without_another_round_the_page_says_what_to_do(now: Charted) -> None:
    for name in (OF_UNITS, OF_INDICATORS):
        chart = chart_of(name, now)
        assert chart.figures is None
        assert "请在上面选一个" in chart.sentence


def test_an_untouched_round_says_that_there_is_nothing(tmp_path: Path) -> None:
    with office_of(tmp_path / "w", 2) as workspace:  # one is absent, one untouched
        of = charted_now(workspace)
        told = {name: chart_of(name, of).sentence for name in CHARTS[:5]}
    assert told == {
        PLACES: "还没有单位开始评分，没有可以比的。",
        BY_INDICATOR: "还没有单位开始评分，没有可以比的。",
        BY_REASON: "还没有单位开始评分，没有可以比的。",
        OF_TOTALS: "还没有单位评完，没有可以比的。",
        STRIPS: "还没有评完的指标，没有可以比的。",
    }


def test_a_begun_round_without_a_full_sheet_is_drawn_as_provisional(tmp_path: Path) -> None:
    with office_of(tmp_path / "w", 3) as workspace:
        chart = chart_of(PLACES, charted_now(workspace))
    assert chart.sentence == "还没有单位评完，名次要等评完才有。"
    assert chart.figures is not None


def test_one_unit_alone_and_equals_are_told_as_such(now: Charted) -> None:
    settled = [one for one in read(now) if not one.sheet.pending]
    alone = replace(now, sheets=(settled[0],))
    assert chart_of(OF_TOTALS, alone).sentence.startswith(f"只有“{settled[0].assessment.name}”评完")
    same = tuple(
        replace(settled[0], assessment=replace(settled[0].assessment, unit=f"u{n}"))
        for n in range(3)
    )
    assert "3 个单位都是" in chart_of(OF_TOTALS, replace(now, sheets=same)).sentence


def test_who_is_ranked_by_an_indicator_has_its_points_for_full(now: Charted) -> None:
    scheme = replace(now.scheme, ranking=RankingRules(by="i2"))
    sight_like = replace(now, scheme=scheme)
    figures = chart_of(PLACES, sight_like).figures
    assert isinstance(figures, RankingFigures)
    assert figures.full == 10
    assert not figures.groups[0].bounds


def test_a_sheet_that_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    with office_of(tmp_path / "w", 6) as workspace:
        with workspace.writing() as desk:
            desk.put(FindingRecord(NOW, "u002", "c0", {"count": -1}))
            desk.seal(Deed(Command.RECORD_FINDING, ME, NOW, "u002"))
        of = charted_now(workspace)
    assert f"考核记录读不出、没有列入：{unit_name(2)}。" in chart_of(PLACES, of).notes
    assert unit_name(2) not in [one.name for one in bars_of(of)]


def test_names_in_quotation_marks_and_long_lists() -> None:
    assert quoted("“双随机”监管") == "“‘双随机’监管”"
    assert listed(["甲", "乙"]) == "甲、乙"
    assert listed("甲乙丙丁戊己庚") == "甲、乙、丙、丁、戊、己等 7 个单位"


def test_last_year_is_the_newest_earlier_round_of_the_same_scheme() -> None:
    rounds = [
        Round(name, name, "", scheme, "", date(year, 1, 1), beside=beside)
        for name, scheme, year, beside in (
            ("a", "s", 2020, None),
            ("b", "s", 2021, None),
            ("b2", "s", 2021, "b"),
            ("c", "other", 2022, None),
            ("d", "s", 2022, None),
            ("e", "s", 2023, None),
        )
    ]
    assert [one.id for one in before(rounds[4], rounds)] == ["b", "a"]
    assert [one.id for one in others(rounds[4], rounds)] == ["b", "a", "e", "c"]


def test_the_paper_of_charts_has_every_chart_and_goes_with_the_pack(
    tmp_path: Path,
) -> None:
    few = office_of(tmp_path / "w", 5)
    with few.reading() as view:
        charts = charts_in(view, NOW)
    for paper in (Paper.CHARTS, Paper.PACK):
        out = save_paper(few, Wanted(paper, NOW), tmp_path / f"{paper.name}.pdf")
        with pypdfium2.PdfDocument(out) as document:
            text = "".join(page.get_textpage().get_text_bounded() for page in document)
            titles = [one.get_title() for one in document.get_toc()]
        assert [one.name for one in charts] == [*CHARTS]
        squeezed = "".join(text.split())
        for one in charts:
            assert "".join(one.sentence.split())[:20] in squeezed
        if paper is Paper.CHARTS:
            assert titles == [*CHARTS]
        else:
            assert titles[-len(CHARTS) - 1 :] == ["图表　2022年度考核", *CHARTS]
    few.close()


def test_another_round_can_be_wanted_on_paper(office: Workspace) -> None:
    with office.reading() as view:
        assert "没有两边" not in charts_in(view, THEN, NOW)[-2].sentence
        assert len(charts_in(view, THEN)) == len(CHARTS) - 2  # nothing was before it


def test_a_plan_without_points_has_no_charts(tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        plan = next(one for one in rounds_of(workspace) if one.scheme == PLAN)
        of = charted(see_round(workspace, plan.id))
        assert chart_of(PLACES, of).sentence == "这个批次的方案不计分，没有图表。"
        with workspace.reading() as view, pytest.raises(Refused, match="没有图表"):
            charts_in(view, plan.id)


def test_every_chart_of_real_schemes_can_be_drawn(tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        told = rounds()
        settle(workspace, told.neighbour)
        for of in (told.sections, told.cities):
            with workspace.reading() as view:
                charts = charts_in(view, of, told.sections)
            assert [one.name for one in charts] == [*CHARTS]
            drawn = [one.name for one in charts if laid_out(one, 600) is not None]
            lost = {BY_INDICATOR, BY_REASON} if of == told.sections else set()
            beside = {OF_UNITS, *([OF_INDICATORS] if of == told.sections else [])}
            assert {*drawn} == {PLACES, OF_TOTALS, STRIPS} | lost | beside
            assert "各单位都得满分" in charts[4].sentence or of == told.sections


def test_a_chart_is_saved_whole_and_named_after_its_round(
    office: Workspace, now: Charted, tmp_path: Path
) -> None:
    chart = chart_of(PLACES, now)
    assert chart_file_name(chart, "2022年度考核", ".png") == "2022年度考核_得分排名.png"
    picture = save_chart(office, chart, "2022年度考核", tmp_path / "新" / "a.png")
    with Image.open(BytesIO(picture.read_bytes())) as opened:
        assert opened.width > 1000
    text = save_chart(office, chart, "2022年度考核", tmp_path / "a.svg").read_text("utf-8")
    assert "2022年度考核：得分排名" in text
    assert chart.sentence.split("，")[0] in text
    with pytest.raises(Refused, match="结尾"):
        save_chart(office, chart, "", tmp_path / "a.gif")
    with pytest.raises(Refused, match="工作区"):
        save_chart(office, chart, "", office.folder / "a.svg")


def test_a_later_finding_moves_the_bars(tmp_path: Path) -> None:
    with office_of(tmp_path / "w", 6) as workspace:
        earlier = bars_of(charted_now(workspace))
        key = see_round(workspace, NOW).sheets[2].assessment.key
        record_finding(workspace, ME, key, "c1", {"count": 20})
        later = bars_of(charted_now(workspace))
    assert [one.name for one in earlier] != [one.name for one in later]
