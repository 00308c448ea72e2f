"""Inspections: each held against one rule; the very bound is enough, and what nothing tells is no fault."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.measures import MEASURES
from desktop.domain.periods import Period
from tests.domain.ledgers.building import (
    Plain,
    day,
    gaps,
    ids,
    kept,
    notes,
    question,
    rate_said,
    rows_said,
    run,
    unknown,
)

NO_RUNS = ("抽查任务台账在考核时段内没有登记",)
DRAW: Plain = {"drawn": 3, "share": Fraction(3, 100)}


def faults(name: str, *rows: Inspection, as_of: str = "2023-01-15", **given_: object) -> list[str]:
    return [
        note.removeprefix("食品抽查：")
        for note in notes(f"inspections.{name}", question(as_of, runs=rows, given=given_))
    ]


@pytest.mark.parametrize("name", [one for one in MEASURES if one.startswith("inspections.")])
def test_without_any_run_in_the_period_nobody_knows(name: str) -> None:
    for runs in ([], [run("2021-12-31")], [run("2023-01-01")], [run()], [run("5-1", by="甲县")]):
        assert unknown(name, question(runs=runs)) == NO_RUNS


def test_runs_of_another_sort_leave_none() -> None:
    """One sort recorded and another not: there was none, and none at fault."""
    asked = question(runs=[run("5-1", sort="department")], given={"sort": "joint"})
    found = rows_said("inspections.no_scheme", asked)
    assert (found.counted, found.basis) == (
        (),
        "台账登记部门联合抽查 0 次，其中 0 次未制定抽查方案或通知",
    )


def test_which_runs_are_meant() -> None:
    runs = [
        run("5-1", by="甲县"),
        run("1-1", title="甲"),
        run("12-31", title="乙", objects="individual"),
        run("2023-01-01"),
        run(),
    ]
    assert ids("inspections.no_scheme", question(runs=runs)) == ["r2", "r3"]
    assert gaps("inspections.no_scheme", question(runs=runs)) == (
        "抽查方案一栏全部空着，请核对是没有做还是没有登记",
        "1 次抽查没有登记任何日期，未计入",
    )
    individuals = question(runs=runs, given={"objects": ("individual",)})
    assert ids("inspections.no_scheme", individuals) == ["r3"]
    assert ids("inspections.no_scheme", question(runs=runs, given={"level": "counties"})) == ["r1"]


@pytest.mark.parametrize(
    ("planned", "started", "ended", "year"),
    [
        ("2022-12-20", None, "2023-01-05", 2022),  # late, and of the year that it was planned for
        ("2023-01-20", "2022-12-20", "2022-12-28", 2023),  # before its day
        (None, "2022-12-20", "2023-01-05", 2022),
        (None, None, "2023-01-05", 2023),
        ("2022-12-20", None, None, 2022),
    ],
)
def test_a_run_is_of_one_year_and_no_run_of_none(
    planned: str | None, started: str | None, ended: str | None, year: int
) -> None:
    days = {"planned": planned, "started": started}
    row = run(ended or "", **{name: day(told) for name, told in days.items() if told})
    assert row.year == year
    for each in (2022, 2023):
        period = Period(day(f"{each}-01-01"), day(f"{each}-12-31"))
        asked = question("2023-02-01", period, runs=[row, run(f"{each}-01-03", scheme="1号")])
        assert ids("inspections.no_scheme", asked) == ["r1"] * (each == year)


def test_what_ended_after_the_year_is_delayed_in_it() -> None:
    row = run("2023-01-05", planned=day("12-20"))
    assert faults("delayed", row) == ["计划12月20日完成，2023年1月5日结束"]
    assert unknown("inspections.delayed", question("2023-01-04", runs=[row])) == NO_RUNS


def test_a_partner_is_not_charged_with_what_another_leads() -> None:
    theirs = kept(run("5-1", partners=("本市",)), run("5-1", lead="本市", title="乙"), unit="b")
    mine = kept(run("6-1", lead="乙局"), first=3)
    assert ids("inspections.no_scheme", question(runs=[*theirs, *mine])) == ["r2", "r3"]


def test_without_a_scheme() -> None:
    assert faults("no_scheme", run("5-1"), run("5-1", scheme="1号")) == ["未制定抽查方案或通知"]


def test_risk_classes() -> None:
    """R23: excused are the runs with a cause, and objects that the platform does not class."""
    runs = [
        run("5-1", risk="platform"),
        run("5-1", risk="none"),
        run("5-1", risk="none", because="平台停机"),
        run("5-1", risk="none", objects="individual"),
        run("5-1"),
    ]
    asked = question(runs=runs, given={"exempt_objects": ("individual", "other")})
    found = rows_said("inspections.no_risk_class", asked)
    assert [(one.row, one.excused) for one in found.counted] == [
        ("r2", ""),
        ("r3", "平台停机"),
        ("r4", "检查对象为个体工商户"),
    ]
    assert found.counted[0].note == "食品抽查：未运用信用风险分类"
    assert found.gaps == ("1 次抽查未登记风险分类运用",)
    assert [
        one.excused for one in rows_said("inspections.no_risk_class", question(runs=runs)).counted
    ] == [
        "",
        "平台停机",
        "",
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (run("8-10", started=day("8-2"), risk="own"), []),
        (run("8-10", started=day("8-3"), risk="own"), ["未运用平台风险分类"]),
        (run("8-2", risk="own"), []),
        (run("8-3", risk="own"), ["未运用平台风险分类"]),
        (run("8-3", risk="platform"), []),
    ],
)
def test_from_a_day_on_the_platforms_classes(row: Inspection, said: list[str]) -> None:
    """R23: 8月3日 itself is 以后."""
    assert faults("no_risk_class", row, platform_from=day("8-3")) == said
    assert faults("no_risk_class", row) == []


@pytest.mark.parametrize(
    ("drawn", "directory", "said"),
    [
        (3, 100, []),  # 3% exactly
        (3, 101, ["抽取 3 户，名录库 101 户，不足 3%"]),
        (2, 10, ["抽取 2 户，少于 3 户"]),
        (2, None, ["抽取 2 户，少于 3 户"]),  # short whatever the directory is
        (30, 1000, []),
        (29, 1000, ["抽取 29 户，名录库 1000 户，不足 3%"]),
    ],
)
def test_small_draws(drawn: int, directory: int | None, said: list[str]) -> None:
    """R15: either is short."""
    assert faults("small_draw", run("5-1", drawn=drawn, directory=directory), **DRAW) == said


def test_a_share_tells_where_the_directory_does_not() -> None:
    """A platform's export may bear the share alone; both numbers go before it."""
    told = [run("5-1", drawn=5, share=Fraction(one, 100)) for one in (2, 3)]
    both = run("5-1", drawn=5, directory=100, share=Fraction(1, 100))
    assert faults("small_draw", *told, both, **DRAW) == ["抽取 5 户，抽查比例 2%，不足 3%"]


def test_an_unknown_directory_tells_nothing_of_a_share() -> None:
    rows = [run("5-1", drawn=3), run("5-1", directory=100), run("5-1", drawn=3, directory=0)]
    assert unknown("inspections.small_draw", question(runs=rows, given=DRAW)) == (
        "3 次抽查未登记抽取户数，或名录库户数和抽查比例",
    )
    assert faults("small_draw", *rows, drawn=3) == []
    assert faults("small_draw", run("5-1", drawn=1, directory=100), share=Fraction(3, 100)) == [
        "抽取 1 户，名录库 100 户，不足 3%"
    ]


@pytest.mark.parametrize(
    ("started", "announced", "said"),
    [
        ("5-15", "4-15", []),
        ("5-15", "4-16", ["5月15日开始，应不晚于4月15日告知，4月16日才告知"]),
        ("5-15", None, ["5月15日开始，未事前告知"]),
        ("3-31", "2-28", []),  # R25: a calendar month
        ("1-15", "2021-12-16", ["1月15日开始，应不晚于2021年12月15日告知，2021年12月16日才告知"]),
    ],
)
def test_announced_a_month_before(started: str, announced: str | None, said: list[str]) -> None:
    row = run("6-1", started=day(started), announced=announced and day(announced))
    assert faults("not_announced", row, months=1) == said


def test_without_its_first_day_nothing_is_late() -> None:
    asked = question(runs=[run("6-1")], given={"months": 1})
    assert unknown("inspections.not_announced", asked) == ("1 次抽查未登记开始日期",)


def told(hours: int, minutes: int) -> Inspection:
    noticed = datetime(2022, 5, 1, 9, 0)  # noqa: DTZ001  # clock hours
    return run("6-1", noticed=noticed, arrived=noticed + timedelta(hours=hours, minutes=minutes))


def test_told_48_clock_hours_before() -> None:
    """R25: 48 hours exactly are enough, rest days or not."""
    assert faults("short_notice", told(48, 0), hours=48) == []
    assert faults("short_notice", told(47, 59), hours=48) == [
        "5月1日 09:00 通知，5月3日 08:59 进入，不足 48 小时"
    ]


def test_numbers_of_objects_count_each() -> None:
    rows = [run("6-1", unnoticed=3), run("6-1", unnoticed=0), told(1, 0), run("6-1")]
    found = rows_said("inspections.short_notice", question(runs=rows, given={"hours": 48}))
    assert (found.number, [one.times for one in found.counted]) == (4, [3, 1])
    assert found.counted[0].note == "食品抽查：3 户未提前 48 小时告知"
    assert found.gaps == ("1 次抽查未登记通知和进入时间",)


@pytest.mark.parametrize(
    ("name", "column", "fault", "number"),
    [
        ("unregistered", "unregistered", "未及时填写登记表", 2),
        ("unanswered", "unanswered", "未及时反馈结果", 2),
        ("unfiled", "unfiled", "未建档归档", 2),
        ("badly_filed", "unfiled", "未建档归档", 1),
    ],
)
def test_objects_that_went_without(name: str, column: str, fault: str, number: int) -> None:
    rows = [run("6-1", **{column: 2}), run("6-1", **{column: 0}), run("6-1")]
    found = rows_said(f"inspections.{name}", question(runs=rows))
    assert (found.number, found.counted[0].note) == (number, f"食品抽查：2 户{fault}")
    assert found.basis == f"台账登记抽查 3 次，登记齐全 2 次，其中 1 次有户{fault}"
    assert found.gaps == (f"1 次抽查未登记{fault}的户数",)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (run("6-1", planned=day("6-1")), []),
        (run("6-2", planned=day("6-1")), ["计划6月1日完成，6月2日结束"]),
        (run(planned=day("6-1")), ["计划6月1日完成，尚未结束"]),
    ],
)
def test_delayed(row: Inspection, said: list[str]) -> None:
    assert faults("delayed", row) == said


def test_on_the_planned_day_nothing_is_delayed() -> None:
    assert faults("delayed", run(planned=day("6-1")), as_of="6-1") == []
    assert len(faults("delayed", run(planned=day("6-1")), as_of="6-2")) == 1
    assert unknown("inspections.delayed", question(runs=[run("6-1")])) == (
        "1 次抽查未登记计划完成日期",
    )


def test_problems_that_were_not_followed_up() -> None:
    """Shuozhou counts runs (次), Changchun and Yuxi each problem (起)."""
    rows = [
        run("6-1", problems=3, followed=1),
        run("6-1", problems=2, followed=2),
        run("6-1", problems=1),
        run("6-1", problems=0),
        run("6-1", problems=1, followed=5),
        run("6-1"),
        run(started=day("6-1"), problems=9),
    ]
    asked = question(runs=rows)
    assert notes("inspections.no_follow_up", asked) == [
        "食品抽查：发现问题 3 个，2 个未后续处理",
        "食品抽查：发现问题 1 个，1 个未后续处理",
    ]
    assert rows_said("inspections.no_follow_up", asked).number == 2
    assert rows_said("inspections.unfollowed", asked).number == 3
    assert gaps("inspections.unfollowed", asked) == ("1 次抽查未登记发现问题数",)


def test_results_under_the_objects_names() -> None:
    rows = [run("6-1", aggregated=day("6-5")), run("6-1"), run(started=day("6-1"))]
    assert faults("not_aggregated", *rows) == ["结果未归集"]
    assert gaps("inspections.not_aggregated", question(runs=rows)) == ()


@pytest.mark.parametrize(
    ("name", "column", "heading"),
    [
        ("not_aggregated", "aggregated", "归集日期"),
        ("no_scheme", "scheme", "抽查方案"),
        ("not_announced", "announced", "事前告知日期"),
        ("unpublished", "published", "公示日期"),
        ("not_published_in_time", "published", "公示日期"),
    ],
)
def test_a_column_that_nobody_fills_is_to_be_looked_at(
    name: str, column: str, heading: str
) -> None:
    """Whether it was not done or not entered: the count stays, and is no more than a question."""
    measure, given = f"inspections.{name}", {"months": 1, "sort": "joint"}
    bare = [run("6-1", started=day("5-20"))]
    asked = question(runs=bare, given=given)
    assert len(ids(measure, asked)) == 1
    assert f"{heading}一栏全部空着，请核对是没有做还是没有登记" in gaps(measure, asked)
    value = "1号" if column == "scheme" else day("6-1")
    filled = run("6-1", started=day("5-20"), sort="department", **{column: value})
    elsewhere = [replace(filled, by="甲县"), replace(filled, planned=day("2021-12-01"))]
    theirs = kept(filled, unit="b", first=9)
    others = [*kept(*bare, *elsewhere), *theirs]
    assert any("一栏" in one for one in gaps(measure, question(runs=others, given=given)))
    asked = question(runs=[*bare, filled], given=given)
    assert len(ids(measure, asked)) == 1
    assert not any("一栏" in one for one in gaps(measure, asked))
    nothing = question(runs=[replace(filled, sort="joint")], given=given)
    assert not any("一栏" in one for one in gaps(measure, nothing))


def test_some_that_could_not_be_judged_are_no_clean_bill() -> None:
    rows = [run("5-1", drawn=9, directory=9), *[run("5-1")] * 54]
    found = rows_said("inspections.small_draw", question(runs=rows, given=DRAW | {"sort": "joint"}))
    assert (found.basis, found.gaps) == (
        "台账登记部门联合抽查 55 次，登记齐全 1 次，其中 0 次抽取户数或比例不足",
        ("54 次抽查未登记抽取户数，或名录库户数和抽查比例",),
    )


@pytest.mark.parametrize(
    ("name", "words", "row", "given_"),
    [
        ("no_scheme", "未制定抽查方案或通知", {}, {}),
        ("no_risk_class", "未按要求运用风险分类", {"risk": "none"}, {}),
        ("small_draw", "抽取户数不足", {"drawn": 1}, {"drawn": 3}),
        ("small_draw", "抽取户数或比例不足", {"drawn": 1}, DRAW),
        ("not_announced", "未提前 1 个月告知", {"started": day("5-1")}, {"months": 1}),
        ("short_notice", "有户未提前 48 小时告知", {"unnoticed": 1}, {"hours": 48}),
        ("unanswered", "有户未及时反馈结果", {"unanswered": 1}, {}),
        ("delayed", "延期", {"planned": day("4-1")}, {}),
        ("no_follow_up", "未跟进后续监管", {"problems": 1}, {}),
        ("not_aggregated", "结果未归集", {}, {}),
        ("not_punished", "应惩戒未惩戒", {"poor": 1}, {}),
    ],
)
def test_a_basis_names_the_fault(name: str, words: str, row: Plain, given_: Plain) -> None:
    found = rows_said(f"inspections.{name}", question(runs=[run("5-1", **row)], given=given_))
    assert found.basis == f"台账登记抽查 1 次，其中 1 次{words}"


def test_a_nought_that_the_clock_contradicts_is_looked_at() -> None:
    """The number goes before the clock, yet it is hardly true."""
    short = replace(told(20, 0), unnoticed=0)
    asked = question(
        runs=[short, replace(told(48, 0), unnoticed=0), replace(told(1, 0), unnoticed=1)],
        given={"hours": 48},
    )
    assert rows_said("inspections.short_notice", asked).number == 1
    assert gaps("inspections.short_notice", asked) == (
        "1 次抽查未提前告知户数填 0，与通知、进入时间不符",
    )


def test_who_was_not_punished() -> None:
    rows = [
        run("6-1", poor=3, penalised=1),
        run("6-1", poor=1, penalised=1),
        run("6-1", poor=1),
        run("6-1"),
    ]
    assert faults("not_punished", *rows) == ["应惩戒 3 户，2 户未惩戒", "应惩戒 1 户，1 户未惩戒"]


def test_objects_inspected_of_the_directory() -> None:
    """R27: Guantao's 抽查占比."""
    rows = [
        run("6-1", drawn=3, directory=100),
        run("7-1", drawn=4, directory=120),
        run("8-1", drawn=4),
        run(started=day("6-1"), drawn=50, directory=120),
    ]
    found = rate_said("inspections.drawn_share", question(runs=rows))
    assert (found.done, found.total) == (7, 120)
    assert found.basis == (
        "已结束的抽查共抽取 7 户，名录库 120 户（同名任务取最大的，户数相同的算同一个）"
    )
    assert found.gaps == ("1 次抽查未登记抽取户数或名录库户数",)
    assert [one.note.partition("：")[2] for one in found.counted] == [
        "抽取 3 户，名录库 100 户",
        "抽取 4 户，名录库 120 户",
    ]
    assert [one.day for one in found.counted] == [day("6-1"), day("7-1")]
    assert all(one.row for one in found.counted)


def test_directories_of_several_subjects_add_up() -> None:
    """Those of one size are one directory; more than they hold is no share, but a slip."""
    food = run("6-1", title="食品", drawn=6, directory=65)
    trees = run("7-1", title="苗木", drawn=8, directory=144)
    found = rate_said("inspections.drawn_share", question(runs=[food, trees]))
    assert (found.done, found.total) == (14, 209)
    assert found.basis == (
        "已结束的抽查共抽取 14 户，名录库 209 户"
        "（2 个名录库 65、144 户相加；同名任务取最大的，户数相同的算同一个）"
    )
    again = [
        run("8-1", title="肉类", drawn=3, directory=65),
        run("9-1", title="食品", drawn=1, directory=60),
    ]
    asked = question(runs=[food, trees, *again])
    assert (rate_said("inspections.drawn_share", asked).total) == 209
    alone = rate_said("inspections.drawn_share", question(runs=[food]))
    assert alone.basis == "已结束的抽查共抽取 6 户，名录库 65 户"
    twice = [run("6-1", drawn=9, directory=9), run("7-1", drawn=9, directory=9), run("8-1")]
    assert unknown("inspections.drawn_share", question(runs=twice)) == (
        "抽取户数多于名录库，请核对：共抽取 18 户，名录库 9 户",
        "1 次抽查未登记抽取户数或名录库户数",
    )


def test_a_share_of_nothing_is_unknown() -> None:
    assert unknown("inspections.drawn_share", question(runs=[run("6-1")])) == (
        "1 次抽查未登记抽取户数或名录库户数",
    )
    assert unknown("inspections.drawn_share", question(runs=[run(started=day("6-1"))])) == (
        "台账没有登记已结束的抽查",
    )
    assert unknown("inspections.follow_up_rate", question(runs=[run("6-1", problems=0)])) == (
        "台账没有登记发现的问题，无从计算比率",
    )


def test_problems_followed_up() -> None:
    rows = [
        run("6-1", problems=4, followed=3),
        run("6-1", problems=1, followed=9),
        run("6-1"),
        run(started=day("6-1"), problems=7),
    ]
    found = rate_said("inspections.follow_up_rate", question(runs=rows))
    assert (found.done, found.total, found.basis) == (4, 5, "发现问题 5 个，已后续处理 4 个")
    assert found.gaps == ("1 次抽查未登记发现问题数",)
    assert [one.note.partition("：")[2] for one in found.counted] == [
        "发现问题 4 个，已后续处理 3 个",
        "发现问题 1 个，已后续处理 9 个",
    ]


COUNTS = st.sampled_from([None, 0, 1, 3])
RUNS = st.builds(
    lambda ended, **more: run(ended, scheme="1号", **more),
    st.sampled_from(["", "5-1", "12-31"]),
    started=st.sampled_from([None, day("4-1")]),
    planned=st.sampled_from([None, day("5-1"), day("12-31")]),
    problems=COUNTS,
    poor=COUNTS,
    unfiled=COUNTS,
    unanswered=COUNTS,
)
BAD = run("5-1", planned=day("4-1"), problems=1, poor=1, unfiled=1, unanswered=1)
JUDGED = [
    "delayed",
    "no_follow_up",
    "unfollowed",
    "not_punished",
    "unfiled",
    "unanswered",
    "no_scheme",
]


@given(st.lists(RUNS, max_size=5), st.sampled_from(JUDGED))
def test_a_faulty_row_adds_to_the_count(rows: list[Inspection], name: str) -> None:
    before = MEASURES[f"inspections.{name}"].ask(question(runs=rows))
    after = rows_said(f"inspections.{name}", question(runs=[*rows, BAD])).number
    assert after == getattr(before, "number", 0) + 1


@given(st.lists(RUNS, min_size=1, max_size=5), st.sampled_from(JUDGED))
def test_the_order_of_rows_does_not_matter(rows: list[Inspection], name: str) -> None:
    found = kept(*rows)
    ask = MEASURES[f"inspections.{name}"].ask
    assert ask(question(runs=found)) == ask(question(runs=found[::-1]))
