"""Doubts: what is told of a row that can hardly be true, with its figures, each slip once."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ledgers.columns import columns_of, shown_row
from desktop.domain.ledgers.doubts import doubts_by_row, doubts_of, told
from desktop.domain.ledgers.duties import Duty
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import LEDGERS, Row
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.receipts import Receipt
from tests.domain.ledgers.building import day, item, kept, meeting, paper, run
from tests.domain.ledgers.strategies import rows

TODAY = date(2022, 11, 22)
ANY_ROW = st.one_of([rows(one.row) for one in LEDGERS.values()])
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def words(row: Row, year: int = 2022) -> list[str]:
    return [one.words for one in doubts_of(row, TODAY, year)]


def clock(words: str) -> datetime:
    return datetime.fromisoformat(f"2022-{words}")


def receipt(received: str, state: str = "received") -> Receipt:
    return Receipt(report="p/monthly", due=day("8-20"), received=day(received), state=state)


def duty(state: str, done: str = "", year: int = 2022) -> Duty:
    return Duty(year=year, duty="任务", state=state, done=day(done) if done else None)


SOUND = [
    run(),
    run("8-3", started=day("8-3"), published=day("8-3"), aggregated=day("8-3")),
    run("8-3", planned=day("12-31"), deadline=day("12-31")),  # what is planned may lie ahead
    run("8-3", noticed=clock("08-01 09:00"), arrived=clock("08-03 09:00"), started=day("8-3")),
    run("8-3", noticed=clock("08-01 09:00"), arrived=clock("08-03 09:00"), unnoticed=0),
    run("8-3", noticed=clock("08-02 09:00"), arrived=clock("08-03 09:00"), unnoticed=2),
    run(drawn=10, directory=10, problems=30, followed=30, poor=2, penalised=2, disclosed=10),
    run(drawn=0, problems=0),
    run(drawn=3, directory=35, share=Fraction(9, 100)),
    run(drawn=0, directory=0, share=Fraction(9, 100)),
    run(drawn=3, share=Fraction(9, 100)),
    run(directory=35, share=Fraction(9, 100)),
    run("2021-01-01"),
    run(sort="department", lead="市教育局", partners=("市教育局",)),
    run(partners=("市教育局",)),
    item("1", starts=day("3-1"), ends=day("12-31")),
    item("1", sort="department"),
    meeting("5-1", expected=10, absent=2, attended=8),
    meeting("5-1", expected=10, absent=2),
    paper("2015-05-01", "item-list", published=day("2015-05-02")),
    receipt("6-1"),
    Receipt(report="p/monthly", due=day("12-20")),
    Receipt(report="p/monthly", due=day("8-20"), state="excused"),
    duty("done", "8-1"),
    duty("under-way"),
    Member(name="市教育局", reported=day("2015-03-01")),
]

DOUBTFUL = [
    (run(drawn=12, directory=10), "抽取户数 12，多于名录库户数 10"),
    (
        run("8-3", noticed=clock("08-02 13:00"), arrived=clock("08-03 09:00"), unnoticed=0),
        "未提前告知户数 0，与通知、进入时间不符：只提前 20 小时",
    ),
    (
        run("8-3", noticed=clock("08-02 13:00"), arrived=clock("08-03 09:30"), unnoticed=0),
        "未提前告知户数 0，与通知、进入时间不符：只提前 20 小时 30 分",
    ),
    (
        run("8-3", noticed=clock("08-03 13:00"), arrived=clock("08-03 09:30"), unnoticed=0),
        "进入检查时间 2022-08-03 09:30 早于检查通知时间 2022-08-03 13:00",
    ),
    (run(drawn=12, disclosed=13), "公示数量 13，多于抽取户数 12"),
    (run(problems=3, followed=5), "已后续处理数 5，多于发现问题数 3"),
    (run(poor=1, penalised=2), "已惩戒数 2，多于应惩戒数 1"),
    (run(drawn=0, problems=2), "发现问题数 2，抽取户数 0"),
    (run(drawn=3, directory=35, share=Fraction(1, 2)), "抽查比例 50%，与 3 ÷ 35 不符"),
    (run("8-3", published=day("8-1")), "公示日期 2022-08-01 早于结束日期 2022-08-03"),
    (run("8-3", aggregated=day("8-1")), "归集日期 2022-08-01 早于结束日期 2022-08-03"),
    (run("8-1", started=day("8-3")), "结束日期 2022-08-01 早于开始日期 2022-08-03"),
    (run("8-1", announced=day("8-3")), "结束日期 2022-08-01 早于事前告知日期 2022-08-03"),
    (run(started=day("8-3"), published=day("8-1")), "公示日期 2022-08-01 早于开始日期 2022-08-03"),
    (
        run(noticed=clock("08-03 09:30"), arrived=clock("08-03 09:00")),
        "进入检查时间 2022-08-03 09:00 早于检查通知时间 2022-08-03 09:30",
    ),
    (
        run("8-2", arrived=clock("08-03 09:00")),
        "结束日期 2022-08-02 早于进入检查时间 2022-08-03 09:00",
    ),
    (run("11-23"), "结束日期 2022-11-23 还没有到"),
    (run(arrived=clock("11-23 00:00")), "进入检查时间 2022-11-23 00:00 还没有到"),
    (run("2012-08-03"), "结束日期 2012-08-03 不在 2022 年前后"),
    (run(planned=day("2032-08-03")), "计划完成日期 2032-08-03 不在 2022 年前后"),
    (
        run(sort="department", lead="甲局", partners=("甲局", "乙局")),
        "抽查类型 部门内抽查，却写了参与部门乙局",
    ),
    (item("1", sort="department", partners=("乙局",)), "抽查类型 部门内抽查，却写了参与部门乙局"),
    (
        item("1", starts=day("8-3"), ends=day("5-3")),
        "计划完成日期 2022-05-03 早于计划开始日期 2022-08-03",
    ),
    (item("1", year=2012), "年度 2012 不在 2022 年前后"),
    (meeting("5-1", expected=10, absent=11), "缺席人数 11，多于应参加人数 10"),
    (meeting("5-1", expected=10, attended=11), "参加人数 11，多于应参加人数 10"),
    (
        meeting("5-1", expected=10, attended=7, absent=1),
        "参加人数 7 加缺席人数 1，与应参加人数 10 不符",
    ),
    (meeting("5-3", published=day("5-1")), "公开日期 2022-05-01 早于日期 2022-05-03"),
    (
        run("2012-08-03", started=day("2012-08-01"), published=day("2012-07-01")),
        "开始日期 2012-08-01、结束日期 2012-08-03、公示日期 2012-07-01 不在 2022 年前后",
    ),
    (
        item("1", year=2012, ends=day("2012-12-31")),
        "年度 2012、计划完成日期 2012-12-31 不在 2022 年前后",
    ),
    (paper("2015-05-01", "annual-plan"), "日期 2015-05-01 不在 2022 年前后"),
    (receipt("2-1"), "报送日期 2022-02-01 比应报日期 2022-08-20 早 200 天"),
    (receipt("8-1", "excused"), "报送日期 2022-08-01，状态 免报"),
    (duty("open", "8-1"), "完成日期 2022-08-01，进展 未开展"),
    (duty("open", year=2025), "年度 2025 不在 2022 年前后"),
    (Member(name="市教育局", reported=day("12-1")), "报送计划日期 2022-12-01 还没有到"),
]


@pytest.mark.parametrize("row", SOUND)
def test_what_may_be_true_is_not_doubted(row: Row) -> None:
    assert words(row) == []


@pytest.mark.parametrize(("row", "said"), DOUBTFUL)
def test_a_doubt_says_what_looks_wrong_with_the_very_figures(row: Row, said: str) -> None:
    assert words(row) == [said]


def test_a_doubt_names_its_columns() -> None:
    (one,) = doubts_of(run("8-3", published=day("8-1")), TODAY, 2022)
    assert one.columns == ("published", "ended")


def test_only_rows_that_are_doubted_are_gathered() -> None:
    found = doubts_by_row(kept(run("8-3"), run("8-3", published=day("8-1"))), TODAY, 2022)
    assert [*found] == ["r2"]
    assert told(found["r2"]) == "疑点：公示日期 2022-08-01 早于结束日期 2022-08-03"
    assert told(()) == ""


def test_one_slip_is_told_once() -> None:
    """An end in a wrong year makes every day after it look too early."""
    found = words(run("2032-08-03", published=day("8-20"), aggregated=day("8-21")))
    assert found == ["结束日期 2032-08-03 还没有到"]


def test_two_slips_are_both_told() -> None:
    found = words(run("8-3", published=day("8-1"), drawn=12, directory=10))
    assert found == [
        "公示日期 2022-08-01 早于结束日期 2022-08-03",
        "抽取户数 12，多于名录库户数 10",
    ]


@given(ANY_ROW, DAYS, st.integers(2021, 2023))
def test_a_doubt_shows_cells_of_its_row_and_no_column_twice(
    row: Row, today: date, year: int
) -> None:
    headings = {one.name: one.heading for one in columns_of(type(row))}
    shown, found = shown_row(row), doubts_of(row, today, year)
    named = [name for one in found for name in one.columns]
    assert len(named) == len(set(named))
    for one in found:
        assert all(headings[name] in one.words for name in one.columns)
        assert shown[one.columns[0]] in one.words


BARE = rows(Inspection, noticed=st.none(), arrived=st.none(), deadline=st.none())


@given(BARE, st.lists(DAYS, min_size=5, max_size=5).map(sorted))
def test_days_in_their_order_are_never_doubted(row: Inspection, days: list[date]) -> None:
    first, second, third, fourth, fifth = days
    sound = replace(
        row, announced=first, started=second, ended=third, published=fourth, aggregated=fifth
    )
    assert not [one for one in doubts_of(sound, TODAY, 2022) if "早于" in one.words]
