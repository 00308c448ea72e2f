"""Due reports: Guantao's calendar day by day, and how each report stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ledgers.due_reports import DueReport, ReportRule, due_in, standings
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.periods import Period
from tests.domain.ledgers.building import YEAR, day, kept

MONTHLY = ReportRule("g/monthly", "月报表", (*range(1, 13),), 20, "month", "monthly-report")
QUARTER = ReportRule("g/quarter-1", "一季度工作落实情况", (4,), 5, "quarter")
ANNUAL = ReportRule("g/annual", "全年工作落实情况", (12,), 20, "year")
LAST = ReportRule("g/last", "名单", (2, 12), "last", "year")
DUE = DueReport(MONTHLY, day("3-20"))


def receipt(received: str = "", **more: str) -> Receipt:
    """A receipt of March's report."""
    came = day(received) if received else None
    return Receipt(report="g/monthly", due=day("3-20"), received=came, **more)


def test_a_plan_asks_fourteen_reports_a_year() -> None:
    found = due_in([ANNUAL, MONTHLY, QUARTER], YEAR)
    assert len(found) == 14
    assert [one.due for one in found] == sorted(one.due for one in found)
    assert [one.name for one in found if one.due == day("12-20")] == [
        "全年工作落实情况",
        "2022年12月月报表",
    ]
    assert [one.name for one in found if one.due.month == 4] == [
        "一季度工作落实情况",
        "2022年4月月报表",
    ]


def test_the_last_day_of_a_month() -> None:
    """R17: 2月底 is February's last day."""
    both = Period(date(2023, 1, 1), date(2024, 12, 31))
    assert [one.due for one in due_in([LAST], both)] == [
        date(2023, 2, 28),
        date(2023, 12, 31),
        date(2024, 2, 29),
        date(2024, 12, 31),
    ]
    assert due_in([LAST], both)[0].name == "2023年2月名单"


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    leap = ReportRule("x", "材料", (2,), 29, "year")
    assert [one.due for one in due_in([leap], YEAR)] == [day("2-28")]


def test_only_what_is_due_within_the_period() -> None:
    """The very first and last day are within."""
    span = Period(day("2-20"), day("4-20"))
    assert [one.due.month for one in due_in([MONTHLY], span)] == [2, 3, 4]


@pytest.mark.parametrize(
    ("row", "today", "state", "late"),
    [
        (None, "3-12", "later", 0),
        (None, "3-13", "due-soon", 0),
        (None, "3-20", "due-soon", 0),
        (None, "3-21", "missing", 0),
        (receipt("3-20"), "3-21", "in-time", 0),  # a Sunday: it stays due that day (R17)
        (receipt("3-21"), "3-22", "late", 1),
        (receipt("3-21", state="accepted"), "3-22", "late", 1),
        (receipt("3-01", state="accepted"), "3-02", "accepted", 0),
        (receipt("3-01", state="returned"), "3-20", "sent-back", 0),  # it may come again that day
        (receipt("3-01", state="returned"), "3-21", "returned", 0),
        (receipt("3-25", state="returned"), "3-26", "returned", 0),  # missing, and not also late
        (receipt(state="excused"), "3-22", "excused", 0),
        (receipt(), "3-22", "missing", 0),
    ],
)
def test_how_a_report_stands(row: Receipt | None, today: str, state: str, late: int) -> None:
    [found] = standings([DUE], kept(row) if row else [], day(today))
    assert (found.state, found.late_days) == (state, late)
    assert (found.receipt is None) == (row is None)


ROWS = st.lists(
    st.builds(
        Receipt,
        report=st.just("g/monthly"),
        due=st.just(day("3-20")),
        received=st.one_of(st.none(), st.sampled_from([day("3-20"), day("3-25")])),
        state=st.sampled_from(["received", "accepted", "returned", "excused"]),
    ),
    max_size=4,
)


@given(ROWS)
def test_the_best_of_several_receipts_stands_whatever_their_order(rows: list[Receipt]) -> None:
    found = kept(*rows)
    turned = found[::-1]
    assert standings([DUE], found, day("4-1")) == standings([DUE], turned, day("4-1"))


def test_sent_back_and_come_again_has_come() -> None:
    rows = kept(receipt("3-10", state="returned"), receipt("3-18"))
    [found] = standings([DUE], rows, day("4-1"))
    assert found.state == "in-time"
    assert found.receipt
    assert found.receipt.id == "r2"


def test_sent_back_and_come_again_after_its_day_is_late() -> None:
    rows = kept(receipt("3-10", state="returned"), receipt("3-23"))
    [found] = standings([DUE], rows, day("4-1"))
    assert (found.state, found.late_days) == ("late", 3)


def test_another_days_receipt_is_not_its_own() -> None:
    [found] = standings([DUE], kept(Receipt(report="g/monthly", due=day("4-20"))), day("4-1"))
    assert found.state == "missing"
