"""Columns: every row is read back as it was stored, headings are told apart, a refusal names its field."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.columns import (
    DAY,
    MOMENT,
    NAMES,
    TEXT,
    YES_NO,
    choice,
    column,
    columns_of,
    entries_of,
    plain_row,
    read_row,
    shown_row,
)
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import LEDGERS, Row
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.record_checks import checked
from desktop.domain.records import LedgerRow
from desktop.domain.refusals import Refused
from tests.domain.ledgers.strategies import rows

CLASSES = [one.row for one in LEDGERS.values()]


@dataclass(frozen=True, kw_only=True)
class Small:
    """A ledger of three columns."""

    title: str = column(TEXT, "名称", "标题")
    held: date = column(DAY, "日期")
    seen: datetime | None = column(MOMENT, "时间", default=None)
    who: tuple[str, ...] = column(NAMES, "单位", default=(), hint="几个单位用顿号隔开")
    led: bool | None = column(YES_NO, "领导参加", default=None)
    sort: str = column(choice({"a": "甲类", "b": "乙类"}, "类"), "类型", default="a")


SOUND = {"title": "会", "held": "2022-08-03"}


@given(st.one_of([rows(cls) for cls in CLASSES]))
def test_a_row_is_read_as_it_was_stored(row: Row) -> None:
    plain = plain_row(row)
    assert read_row(type(row), plain) == row
    checked(LedgerRow("l", "u", "plan", plain))


@given(st.one_of([rows(cls) for cls in CLASSES]))
def test_every_column_is_shown_in_words(row: Row) -> None:
    shown = shown_row(row)
    assert [*shown] == [one.name for one in columns_of(type(row))]
    for name, words in shown.items():
        value = getattr(row, name)
        assert (words == "") == (value in (None, "", ()) or (not value and isinstance(value, str)))


def test_a_row_in_words() -> None:
    row = Small(title="会", held=date(2022, 8, 3), led=False, who=("甲局", "乙局"), sort="b")
    assert shown_row(row) == {
        "title": "会",
        "held": "2022-08-03",
        "seen": "",
        "who": "甲局、乙局",
        "led": "否",
        "sort": "乙类",
    }


def test_what_is_at_its_default_is_not_stored() -> None:
    row = Small(title="会", held=date(2022, 8, 3))
    assert plain_row(row) == SOUND
    assert plain_row(Small(title="会", held=date(2022, 8, 3), led=False)) == SOUND | {"led": False}


@pytest.mark.parametrize("cls", CLASSES)
def test_no_heading_stands_over_two_columns(cls: type) -> None:
    headings = [*chain.from_iterable(one.headings for one in columns_of(cls))]
    assert len(headings) == len({*headings})
    assert all(one.headings and one.heading == one.headings[0] for one in columns_of(cls))


def test_a_column_says_what_it_is() -> None:
    title, _, _, who, *_ = columns_of(Small)
    assert (title.heading, title.headings, title.wanted, title.hint) == (
        "名称",
        ("名称", "标题"),
        True,
        "",
    )
    assert (who.wanted, who.hint) == (False, "几个单位用顿号隔开")
    assert entries_of(Small)["sort"].choices == {"a": "甲类", "b": "乙类"}


@pytest.mark.parametrize(
    ("change", "at", "words"),
    [
        ({"title": " "}, "title", "不能空着"),
        ({"held": "2022-02-30"}, "held", "日期要写成"),
        ({"seen": "2022-08-03"}, "seen", "时间要写成"),
        ({"seen": "2022-08-03 25:00"}, "seen", "时间要写成"),
        ({"seen": "2022-08-03 09:00+08:00"}, "seen", "时间要写成"),
        ({"seen": None}, "seen", "时间要写成"),
        ({"led": "是"}, "led", "true 或 false"),
        ({"sort": "甲类"}, "sort", "可以写：a、b"),
        ({"sort": 1}, "sort", "代号"),
        ({"tilte": "会"}, "tilte", "是不是要写“title”"),
    ],
)
def test_a_refusal_names_the_field(change: dict[str, object], at: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        read_row(Small, SOUND | change)
    assert caught.value.at == at
    assert words in caught.value.message


def test_what_must_be_there_is_asked_for_by_its_heading() -> None:
    with pytest.raises(Refused, match="缺少“日期”") as caught:
        read_row(Small, {"title": "会"})
    assert caught.value.at == "held"


@pytest.mark.parametrize("written", ["2022-08-03 09:30", "2022-08-03T09:30", "2022-08-03 09:30:59"])
def test_a_moment_is_kept_to_the_minute(written: str) -> None:
    row = read_row(Small, SOUND | {"seen": written})
    assert row.seen == datetime(2022, 8, 3, 9, 30)  # noqa: DTZ001  # clock hours
    assert plain_row(row)["seen"] == "2022-08-03 09:30"


@pytest.mark.parametrize("year", [1989, 2201, True, "2022"])
def test_a_year_is_a_year(year: object) -> None:
    plain = {"year": year, "no": "1", "title": "食品", "sort": "joint"}
    with pytest.raises(Refused, match="1990 到 2200") as caught:
        read_row(PlanItem, plain)
    assert caught.value.at == "year"


@pytest.mark.parametrize("share", ["100.1%", "0.9", 1, None])
def test_a_share_is_stored_per_cent_and_is_at_most_all(share: object) -> None:
    with pytest.raises(Refused) as caught:
        read_row(Inspection, {"title": "食品", "sort": "joint", "share": share})
    assert caught.value.at == "share"


def test_names_stand_apart() -> None:
    row = read_row(Small, SOUND | {"who": "甲局、 乙局、、"})
    assert row.who == ("甲局", "乙局")


def test_rows_say_what_they_are_and_when() -> None:
    day = date(2022, 5, 1)
    meeting = Activity(kind="meeting", held=day, title="部署会")
    assert (meeting.told, meeting.on) == ("部署会", day)
    paper = Activity(kind="document", held=day, title="通知", number="〔2022〕1号")
    assert paper.told == "通知（〔2022〕1号）"
    item = PlanItem(year=2022, no="3", title="食品", sort="joint", lead="甲局", partners=("乙局",))
    assert (item.told, item.on) == ("食品（计划 3）", date(2022, 12, 31))
    assert (item.members, item.dropped) == (("甲局", "乙局"), False)
    run = Inspection(title="食品", sort="joint", partners=("乙局",), started=day)
    assert (run.told, run.on, run.members) == ("食品", day, ("乙局",))
    bare = Inspection(title="食品", sort="joint")
    assert (bare.on, bare.year, bare.stands_on) == (None, None, None)
    receipt = Receipt(report="r", due=day)
    assert (receipt.told, receipt.on) == ("r", day)
