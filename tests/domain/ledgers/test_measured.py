"""What a measure is asked: its last day, whose rows are meant, days and names in words."""

import pytest

from desktop.domain.ledgers.measured import (
    Counted,
    Rows,
    listed,
    owner_of,
    owners_of,
    strangers,
)
from desktop.domain.ledgers.members import Member
from tests.domain.ledgers.building import county, day, question


@pytest.mark.parametrize(
    ("as_of", "until", "over"),
    [("10-8", "10-8", False), ("12-31", "12-31", False), ("2023-01-01", "12-31", True)],
)
def test_the_last_day_that_is_looked_at(as_of: str, until: str, over: object) -> None:
    asked = question(as_of)
    assert (asked.until, asked.is_over) == (day(until), over)
    assert asked.covers(day(until))
    assert not asked.covers(day("2021-12-31"))
    assert not asked.covers(day("2023-01-02"))


def test_a_day_says_its_year_where_it_is_not_the_periods() -> None:
    assert question().words_of(day("8-3")) == "8月3日"
    assert question().words_of(day("2023-01-05")) == "2023年1月5日"


def test_whose_rows_are_meant() -> None:
    members = [county("乙县"), county("甲县"), Member(name="市教育局")]
    assert owners_of(question(members=members)) == [""]
    assert owners_of(question(members=members, given={"level": "counties"})) == ["乙县", "甲县"]
    assert owners_of(question(members=members, given={"level": "departments"})) == ["市教育局"]
    assert owner_of(question(), " 本 市") == ""
    assert owner_of(question(), "甲 县") == "甲县"


@pytest.mark.parametrize(
    ("members", "level"),
    [([], "counties"), ([county("甲县")], "counties"), ([Member(name="县教育局")], "own")],
)
def test_a_unit_without_counties_is_read_for_itself(members: list[Member], level: str) -> None:
    """R31; while no member at all is entered, nobody knows which it is."""
    assert question(members=members, given={"level": "counties-or-own"}).level == level


def test_strangers_are_told_only_where_members_are_meant() -> None:
    names = ["甲县", "丁县", "丙县", "本市", "", "丙县"]
    assert strangers(question(members=[county("甲县")]), names) == ()
    asked = question(members=[county("甲县")], given={"level": "counties"})
    assert strangers(asked, names) == ("成员单位台账里没有丁县、丙县，未计入",)
    assert strangers(asked, ["甲县"]) == ()


def test_some_of_the_names() -> None:
    assert listed("甲乙丙") == "甲、乙、丙"
    assert listed("甲乙丙丁") == "甲、乙、丙等 4 项"


def test_how_many_count() -> None:
    rows = (Counted("r1", "甲", times=3), Counted(None, "乙"))
    assert Rows(rows, "").number == 4
    assert Rows(rows, "", number_of=1).number == 1
