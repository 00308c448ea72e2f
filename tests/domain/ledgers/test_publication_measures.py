"""Publishing: 20 working days with 调休, the year's end (R16), never is not late (R25), the day that was set (R24)."""

import pytest

from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.publication_measures import deadline_of
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

TWENTY: Plain = {"working_days": 20}
CHANGCHUN: Plain = {"working_days": 20, "same_year": True}
TERMS = ["unpublished", "published_late", "not_published_in_time"]


def last_day(ended: str, given: Plain, **more: object) -> object:
    return deadline_of(question(given=given), run(ended, **more)).last


def test_the_twentieth_working_day() -> None:
    """From Friday 2022-09-09: 15 days until the 30th, then 8, 9 (调休), 10, 11, 12 October."""
    assert last_day("9-9", TWENTY) == day("10-12")
    assert last_day("8-1", TWENTY) == day("8-29")


def test_never_beyond_the_year() -> None:
    """R16: Changchun's bound decides where next year's holidays are not published yet."""
    assert last_day("12-20", CHANGCHUN) == day("12-31")
    assert last_day("12-20", TWENTY) is None
    assert last_day("11-1", CHANGCHUN) == last_day("11-1", TWENTY) == day("11-29")


def test_the_year_is_the_plans() -> None:
    """A run of one year's plan that ended in the next is past that year's end whenever it is published."""
    assert last_day("2023-01-05", CHANGCHUN, planned=day("12-20")) == day("12-31")
    assert last_day("2023-01-05", {}, planned=day("12-20")) == day("2023-12-31")
    rows = [run("2023-01-05", planned=day("12-20"), published=day("2023-01-09"))]
    asked = question(runs=rows, given=CHANGCHUN)
    assert notes("inspections.published_late", asked) == [
        "食品抽查：2023年1月5日结束，应不晚于12月31日公示，2023年1月9日公示"
    ]


def test_the_day_that_was_set() -> None:
    """R24; without one the year's end."""
    assert last_day("5-1", {}, deadline=day("6-15")) == day("6-15")
    assert last_day("5-1", {}) == day("12-31")
    goes_on = run(started=day("5-1"))
    assert deadline_of(question("9-9", given=TWENTY), goes_on).last == day("10-12")


def published(words: str | None) -> Inspection:
    return run("9-9", published=words and day(words))


@pytest.mark.parametrize(
    ("row", "as_of", "never", "late"),
    [
        (published("10-12"), "10-20", 0, 0),
        (published("10-13"), "10-20", 0, 1),
        (published(None), "10-12", 0, 0),
        (published(None), "10-13", 1, 0),
    ],
)
def test_never_is_not_late(row: Inspection, as_of: str, never: int, late: int) -> None:
    """R25: on the last day it may still be published."""
    asked = question(as_of, runs=[row], given=CHANGCHUN)
    assert len(notes("inspections.unpublished", asked)) == never
    assert len(notes("inspections.published_late", asked)) == late
    assert len(notes("inspections.not_published_in_time", asked)) == never + late
    waits = ("还有 1 次没有到公示期限",) if as_of == "10-12" else ()
    blank = ("公示日期一栏全部空着，请核对是没有做还是没有登记",) if never else ()
    assert gaps("inspections.unpublished", asked) == (*blank, *waits)


def test_in_words() -> None:
    rows = [
        published(None),
        run("9-9", published=day("10-13"), because="平台停机"),
        run("12-20", published=day("2023-01-03")),
    ]
    found = rows_said("inspections.not_published_in_time", question(runs=rows, given=CHANGCHUN))
    assert [(one.note, one.day, one.excused) for one in found.counted] == [
        ("食品抽查：9月9日结束，应不晚于10月12日公示，未公示", day("10-12"), ""),
        ("食品抽查：9月9日结束，应不晚于10月12日公示，10月13日公示", day("10-13"), "平台停机"),
        ("食品抽查：12月20日结束，应不晚于12月31日公示，2023年1月3日公示", day("2023-01-03"), ""),
    ]
    assert found.basis == "台账登记已结束的抽查 3 次，其中未公示或逾期公示 3 次"


def test_a_year_without_holidays_tells_nothing() -> None:
    rows = [run("12-20"), run("12-20", published=day("2023-01-10"))]
    asked = question("2023-06-01", runs=rows, given=TWENTY)
    lacking = ("2023 年的节假日没有数据，涉及的期限不能计算",)
    assert unknown("inspections.not_published_in_time", asked) == lacking
    some = question("2023-06-01", runs=[*rows, run("5-1")], given=TWENTY)
    assert len(notes("inspections.not_published_in_time", some)) == 1
    assert gaps("inspections.not_published_in_time", some) == lacking
    assert rows_said("inspections.not_published_in_time", some).basis == (
        "台账登记已结束的抽查 3 次，算得出期限 1 次，其中未公示或逾期公示 1 次"
    )


def test_a_run_without_its_day_has_the_year() -> None:
    rows = [run("5-1"), run("5-1", deadline=day("6-1"))]
    early = question("6-2", runs=rows)
    assert ids("inspections.not_published_in_time", early) == ["r2"]
    assert gaps("inspections.not_published_in_time", early) == (
        "公示日期一栏全部空着，请核对是没有做还是没有登记",
        "还有 1 次没有到公示期限",
        "1 次未登记录入期限，按当年年底计",
    )
    assert len(ids("inspections.not_published_in_time", question(runs=rows))) == 2


@pytest.mark.parametrize("name", TERMS)
def test_only_what_ended_and_is_the_units_own(name: str) -> None:
    theirs = kept(run("5-1", partners=("本市",)), unit="b", first=5)
    asked = question(runs=[*kept(run(started=day("5-1")), run()), *theirs])
    found = rows_said(f"inspections.{name}", asked)
    assert found.counted == ()
    assert found.basis.startswith("台账登记已结束的抽查 0 次")
    assert found.gaps == ("1 次抽查没有登记任何日期，未计入",)


def test_published_of_ended() -> None:
    rows = [run("5-1", published=day("5-9")), run("5-1", title="乙"), run(started=day("5-1"))]
    found = rate_said("inspections.publication_rate", question(runs=rows))
    assert (found.done, found.total, found.basis) == (1, 2, "已结束的抽查 2 次，已公示 1 次")
    assert [one.note for one in found.counted] == ["乙：未公示"]
    assert found.gaps == ()
    none = question(runs=rows[1:])
    assert rate_said("inspections.publication_rate", none).gaps == (
        "公示日期一栏全部空着，请核对是没有做还是没有登记",
    )
    assert unknown("inspections.publication_rate", question(runs=[run(started=day("5-1"))])) == (
        "台账没有登记已结束的抽查",
    )
