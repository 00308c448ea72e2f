"""Monthly reports: which days each is about (R27), what is stored of it, and which rows answer in it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ledgers.due_reports import DueReport, ReportRule, due_in
from desktop.domain.ledgers.monthly_reports import (
    MonthlyReport,
    begun_on,
    entries_in,
    plain_report,
    read_report,
    shown_report,
    span_of,
)
from desktop.domain.periods import Period
from desktop.domain.refusals import Refused
from tests.domain.ledgers.monthly_building import MARCH, RULE, SPAN, activity, run

REPORT = MonthlyReport(
    report="plan/monthly",
    due=date(2020, 3, 20),
    filled=date(2020, 3, 18),
    words={"5": "全县3家", "联系人": "王一"},
    undated=("r-1", "r-2"),
)
A_DAY = timedelta(days=1)


def test_what_happens_after_the_20th_belongs_to_the_next_report() -> None:
    assert span_of(MARCH) == SPAN
    january = DueReport(RULE, date(2020, 1, 20))
    assert span_of(january) == Period(date(2019, 12, 21), date(2020, 1, 20))


@given(st.sets(st.integers(1, 12), min_size=1), st.sampled_from([1, 20, 28, "last"]), st.booleans())
def test_every_day_belongs_to_one_report(months: set[int], day: int | str, leap: bool) -> None:  # noqa: FBT001  # drawn
    rule = ReportRule("r", "报表", tuple(sorted(months)), day, "month", "form")
    year = 2020 if leap else 2022
    spans = [
        span_of(one) for one in due_in([rule], Period(date(year, 1, 1), date(year + 1, 12, 31)))
    ]
    assert all(one.last + A_DAY == other.first for one, other in pairwise(spans))
    assert all(one.first <= one.last for one in spans)


def test_a_report_is_stored_and_read() -> None:
    assert read_report(plain_report(REPORT)) == REPORT
    bare = MonthlyReport(report="plan/monthly", due=date(2020, 3, 20))
    assert plain_report(replace(bare, words={"5": ""})) == {
        "report": "plan/monthly",
        "due": "2020-03-20",
    }
    assert read_report(plain_report(bare)) == bare


def test_a_report_says_what_it_is() -> None:
    assert (REPORT.told, REPORT.on) == ("2020年3月", date(2020, 3, 20))


def test_a_report_is_shown_by_what_its_words_are_called() -> None:
    assert shown_report(REPORT) == {"填表时间": "2020-03-18", "第5栏": "全县3家", "联系人": "王一"}
    assert shown_report(replace(REPORT, filled=None, words={})) == {}


@pytest.mark.parametrize(
    ("changed", "at"),
    [
        ({"due": "2020-02-30"}, "due"),
        ({"report": ""}, "report"),
        ({"filled": "昨天"}, "filled"),
        ({"words.5": 3}, "words.5"),
        ({"undated": 3}, "undated"),
        ({"month": "2020-03"}, "month"),
    ],
)
def test_a_row_that_is_no_report_is_refused(changed: dict[str, object], at: str) -> None:
    with pytest.raises(Refused) as caught:
        read_report(plain_report(REPORT) | changed)
    assert caught.value.at == at


def test_activities_are_found_by_their_day_and_only_the_unit_s_own() -> None:
    rows = [
        activity("b", held=date(2020, 3, 20)),
        activity("a", held=date(2020, 2, 21)),
        activity("c", "document"),
        activity("before", held=date(2020, 2, 20)),
        activity("after", held=date(2020, 3, 21)),
        activity("county", by="东县"),
    ]
    found = entries_in(SPAN, rows, ())
    assert [one.id for one in found.activities] == ["a", "c", "b"]
    assert [one.id for one in found.of_kind("document")] == ["c"]


def test_a_run_is_reported_once_and_its_publication_in_its_month() -> None:
    rows = [
        run("long", started=date(2020, 3, 10), ended=date(2020, 4, 10)),
        run("ended", ended=date(2020, 3, 1), published=date(2020, 3, 2)),
        run("planned", planned=date(2020, 3, 20)),
        run("told"),
        run("not told"),
        run("earlier", started=date(2020, 1, 5), published=date(2020, 2, 25)),
        run("county", by="东县", started=date(2020, 3, 10), published=date(2020, 3, 12)),
        run("later", started=date(2020, 4, 1)),
        run("undated, published", published=date(2020, 3, 3)),
    ]
    found = entries_in(SPAN, (), rows, ("told", "gone"))
    assert [one.id for one in found.runs] == ["ended", "long", "planned", "told"]
    assert [one.id for one in found.published] == ["earlier", "undated, published"]


def test_a_run_that_was_given_a_day_is_found_by_it() -> None:
    """Or it would be reported twice."""
    dated = run("told", started=date(2020, 4, 2))
    assert begun_on(dated.row) == date(2020, 4, 2)
    assert entries_in(SPAN, (), [dated], ("told",)).runs == ()
