"""Strategies: rows of every ledger with anything in any column, and whole ledgers of one unit."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any, TypeVar

from hypothesis import strategies as st

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.columns import Column, columns_of
from desktop.domain.ledgers.due_reports import ReportRule, due_in
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import Question, UnitLedgers
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.ledgers.receipts import Receipt
from tests.domain.ledgers.building import AFTER, CALENDAR, YEAR
from tests.domain.ledgers.building import NAMES as NAMES_OF_UNIT

Row = TypeVar("Row")

DAYS = st.dates(date(2021, 12, 1), date(2023, 2, 28))
NAMES = st.sampled_from(["市教育局", "市民政局", "甲县", "乙县", "本市"])
WORDS = st.sampled_from(["", "1", "2", "部署会", "食品抽查", "甲县", "本市", "市 教育局"])
MOMENTS = st.datetimes(datetime(2022, 1, 1), datetime(2022, 3, 1)).map(  # noqa: DTZ001  # clock hours
    lambda moment: moment.replace(second=0, microsecond=0)
)


def cells(column: Column) -> st.SearchStrategy[Any]:
    """What may stand in one column."""
    match column.entry.sort:
        case "words":
            found: st.SearchStrategy[Any] = WORDS.filter(bool) if column.wanted else WORDS
        case "choice":
            found = st.sampled_from([*column.entry.choices])
        case "names":
            found = st.lists(NAMES, max_size=3).map(tuple)
        case "count" if column.name == "year":
            found = st.integers(2021, 2023)
        case "count":
            found = st.sampled_from([0, 1, 2, 3, 100])
        case "share":
            found = st.sampled_from(
                [Fraction(0), Fraction(1, 50), Fraction(333_333, 10**8), Fraction(1)]
            )
        case "yes-no":
            found = st.booleans()
        case "moment":
            found = MOMENTS
        case _:
            found = DAYS
    return (
        found
        if column.wanted or column.entry.sort in {"words", "choice", "names"}
        else st.none() | found
    )


def rows(cls: type[Row], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    """Rows of one ledger."""
    of = {one.name: cells(one) for one in columns_of(cls)}
    return st.builds(cls, **(of | fixed))


IN_YEAR = st.dates(YEAR.first, YEAR.last)
BY = st.sampled_from(["", "", "甲县", "市教育局"])
MEMBERS = st.sampled_from(
    [
        ("市教育局", "departments"),
        ("市民政局", "departments"),
        ("甲县", "counties"),
        ("乙县", "counties"),
    ]
)
DUE = due_in([ReportRule("report", "月报表", (3, 6, 9, 12), 20, "month")], YEAR)
ACTIVITIES = rows(
    Activity,
    kind=st.sampled_from(["document", "document", "meeting", "training", "bulletin", "study"]),
    held=IN_YEAR,
    by=BY,
)
ITEMS = rows(PlanItem, year=st.just(2022), by=BY, no=st.sampled_from("12"))
RUNS = rows(Inspection, plan=st.sampled_from("12"), by=BY, ended=st.none() | IN_YEAR)
RECEIPTS = rows(Receipt, report=st.just("report"), due=st.sampled_from([one.due for one in DUE]))


@st.composite
def members(draw: st.DrawFn) -> Member:
    """A department or a county."""
    name, sort = draw(MEMBERS)
    return draw(rows(Member, name=st.just(name), sort=st.just(sort)))


def kept(found: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Kept[Any]]]:
    """Up to seven rows, some of them another unit's."""
    made = st.lists(st.tuples(st.sampled_from("uuub"), found), max_size=7)
    return made.map(
        lambda all_of_them: [Kept(f"r{n}", unit, row) for n, (unit, row) in enumerate(all_of_them)]
    )


LEDGERS = st.builds(
    UnitLedgers,
    st.just("u"),
    st.just(NAMES_OF_UNIT),
    kept(ACTIVITIES),
    kept(ITEMS),
    kept(RUNS),
    kept(members()),
    kept(RECEIPTS),
    st.sampled_from([DUE, ()]),
)


def questions() -> st.SearchStrategy[Question]:
    """A question over random ledgers of the unit, and of another whose rows name it."""
    as_of = st.sampled_from([AFTER, AFTER, YEAR.last]) | DAYS
    return st.builds(Question, LEDGERS, st.just(YEAR), st.just(CALENDAR), as_of)
