"""Strategies: rows of every ledger with anything in any column, and whole ledgers of one unit."""

from datetime import date, datetime
from typing import Any, TypeVar

from hypothesis import strategies as st

from desktop.domain.ledgers.columns import Column, columns_of

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
