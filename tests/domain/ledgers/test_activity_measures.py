"""Meetings and the like: how many, in which parts of the year (R3), who had none (R18), who was absent (R7, R25)."""

import pytest

from desktop.domain.ledgers.measured import Absences
from desktop.domain.ledgers.members import Member
from desktop.domain.periods import Period
from tests.domain.ledgers.building import (
    Plain,
    answer,
    county,
    day,
    gaps,
    ids,
    meeting,
    notes,
    question,
    rows_said,
    unknown,
)

BULLETIN = {"kind": "bulletin"}
BY_COUNTIES = {"kind": "meeting", "level": "counties"}
NO_ROWS = ("会议培训文件台账在考核时段内没有登记",)


def test_only_the_kind_within_the_period_counts() -> None:
    """The first and the last day are within; one kind recorded says that another was not held."""
    rows = [
        meeting("2021-12-31"),
        meeting("12-31", title="年终会"),
        meeting("1-1"),
        meeting("2023-01-01"),
        meeting("5-5", kind="training"),
        meeting("5-6", by="市教育局"),
        meeting("5-7", by="本市双随机办"),
    ]
    asked = question(activities=rows, given={"kind": "meeting"})
    found = rows_said("activities.held", asked)
    assert (found.number, found.basis, found.gaps) == (3, "台账登记会议 3 次", ())
    assert [one.row for one in found.counted] == ["r3", "r7", "r2"]
    assert rows_said("activities.held", question(activities=rows, given=BULLETIN)).number == 0


def test_what_is_still_to_come_is_not_held() -> None:
    rows = [meeting("10-8"), meeting("10-9")]
    assert ids("activities.held", question("10-8", activities=rows, given={"kind": "meeting"})) == [
        "r1"
    ]


@pytest.mark.parametrize(
    "name", ["held", "none", "half_years", "quarters", "half_years_missed", "quarters_missed"]
)
def test_nothing_recorded_says_nothing(name: str) -> None:
    for rows in ([], [meeting("2021-05-05")], [meeting("5-5", by="甲县")]):
        asked = question(activities=rows, given={"kind": "meeting"})
        assert unknown(f"activities.{name}", asked) == NO_ROWS


def test_a_meeting_that_the_leader_joined() -> None:
    """Sanmenxia 六（二）2; what nothing tells is a gap, and does not count."""
    rows = [meeting("3-1", leader=True), meeting("4-1", leader=False), meeting("5-1")]
    asked = question(activities=rows, given={"kind": "meeting", "leader": True})
    assert ids("activities.held", asked) == ["r1"]
    assert rows_said("activities.held", asked).basis == "台账登记分管领导参加的会议 1 次"
    assert gaps("activities.held", asked) == ("1 次会议未登记分管领导是否参加",)


def test_the_unit_itself_had_none() -> None:
    asked = question(activities=[meeting("5-5", kind="training")], given={"kind": "meeting"})
    assert notes("activities.none", asked) == ["未登记会议"]
    assert (
        notes("activities.none", question(activities=[meeting("5-5")], given={"kind": "meeting"}))
        == []
    )


def test_which_counties_had_none() -> None:
    """R18: each is named; what a county's department of no list did reaches nobody, and that is said."""
    members = [county("乙县"), county("甲 县"), county("丙县"), Member(name="市教育局")]
    rows = [
        meeting("5-5", by="甲县"),
        meeting("5-5", by="市教育局"),
        meeting("5-5", by="乙县政府"),
        meeting("6-5"),
    ]
    found = rows_said(
        "activities.none", question(activities=rows, members=members, given=BY_COUNTIES)
    )
    assert [one.note for one in found.counted] == ["丙县未登记会议", "乙县未登记会议"]
    assert [one.whose for one in found.counted] == ["丙县", "乙县"]
    assert found.basis == "台账登记会议 1 次，2 个单位没有（丙县、乙县）"
    assert found.gaps == ("成员单位台账里没有乙县政府，未计入",)


def test_counties_without_a_single_row_are_unknown() -> None:
    """What the city and its departments did says nothing of the counties."""
    rows = [meeting("5-5"), meeting("5-5", by="市教育局")]
    members = [county("甲县"), Member(name="市教育局")]
    assert (
        unknown("activities.none", question(activities=rows, members=members, given=BY_COUNTIES))
        == NO_ROWS
    )


def test_without_members_nobody_can_be_looked_at() -> None:
    rows = [meeting("5-5", by="甲县")]
    assert unknown("activities.none", question(activities=rows, given=BY_COUNTIES)) == (
        "成员单位台账未登记要核对的单位",
    )


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([Member(name="县教育局")], []),  # a county: it is read for itself
        ([county("甲县")], ["甲县未登记会议"]),
    ],
)
def test_a_county_is_read_for_itself(members: list[Member], said: list[str]) -> None:
    """R31; a city that has entered counties is read for them."""
    rows = [meeting("5-5"), meeting("5-5", kind="training", by="甲县")]
    given = {"kind": "meeting", "level": "counties-or-own"}
    assert notes("activities.none", question(activities=rows, members=members, given=given)) == said


def test_no_members_at_all_may_be_either() -> None:
    given = {"kind": "meeting", "level": "counties-or-own"}
    assert unknown("activities.none", question(activities=[meeting("5-5")], given=given))


@pytest.mark.parametrize(
    ("days", "number", "basis"),
    [
        (["6-30", "7-1"], 2, "台账登记通报 2 次：2022年上半年、2022年下半年"),
        (["1-1", "6-30"], 1, "台账登记通报 2 次：2022年上半年"),
        ([], 0, "台账登记通报 0 次"),
    ],
)
def test_half_years_with_a_bulletin(days: list[str], number: int, basis: str) -> None:
    """R3: two in one half are one half."""
    rows = [meeting(one, kind="bulletin") for one in days]
    found = rows_said(
        "activities.half_years", question(activities=[*rows, meeting("1-5")], given=BULLETIN)
    )
    assert (found.number, found.basis) == (number, basis)
    assert len(found.counted) == len(days)


def test_a_half_year_that_is_cut_off_counts_with_what_lies_within() -> None:
    """A round until October still sees the second half's bulletin."""
    rows = [meeting(one, kind="bulletin") for one in ("3-1", "9-1", "11-1")]
    period = Period(day("1-1"), day("10-31"))
    found = rows_said(
        "activities.half_years", question(period=period, activities=rows, given=BULLETIN)
    )
    assert (found.number, len(found.counted)) == (2, 2)


def test_quarters_with_study() -> None:
    rows = [meeting(one, kind="study") for one in ("1-1", "3-31", "10-1")]
    asked = question(activities=rows, given={"kind": "study"})
    assert rows_said("activities.quarters", asked).number == 2


def test_quarters_missed_are_those_that_are_over() -> None:
    """Yuxi 序号1: on the quarter's last day it is not over."""
    given: Plain = {"kind": "study", "leader": True}
    rows = [meeting("2-1", kind="study", leader=True), meeting("5-1", kind="study", leader=False)]
    on_last_day = question("6-30", activities=rows, given=given)
    assert notes("activities.quarters_missed", on_last_day) == []
    later = question("7-1", activities=rows, given=given)
    found = rows_said("activities.quarters_missed", later)
    assert [(one.note, one.day) for one in found.counted] == [
        ("2022年第2季度未登记分管领导参加的学习研究", day("6-30"))
    ]
    assert found.basis == "台账登记分管领导参加的学习研究 1 次，没有的是2022年第2季度"
    assert found.gaps == ("2022年第3季度还没有过完", "2022年第4季度还没有过完")
    assert len(notes("activities.quarters_missed", question(activities=rows, given=given))) == 3


def test_half_years_missed() -> None:
    asked = question("12-31", activities=[meeting("7-1")], given={"kind": "meeting"})
    assert notes("activities.half_years_missed", asked) == ["2022年上半年未登记会议"]
    assert gaps("activities.half_years_missed", asked) == ("2022年下半年还没有过完",)


def called(held: str, **more: object) -> Plain:
    return {"held": held, "convened": True, **more}


CALLED = [
    meeting(**called("3-1", absent=2)),
    meeting(**called("4-1", absent=0)),
    meeting(**called("5-1")),
    meeting(**called("6-1", title="大会", large=True, expected=60, absent=3)),
    meeting(**called("7-1", title="年中会", large=True, absent=3)),
    meeting(**called("8-1", title="推进会", large=True, expected=10, attended=8)),
    meeting(**called("9-1", title="人数不明", large=True, expected=5, absent=9)),
    meeting("10-1", absent=5),  # the unit's own
]


def test_absences_go_one_by_one() -> None:
    """R25: large meetings go by their share instead."""
    found = rows_said("activities.absences", question(activities=CALLED))
    assert [one.note for one in found.counted] == ["部署会：缺席 2 人"]
    assert found.basis == "台账登记上级召集的统一会议、培训 3 次，登记齐全 2 次，缺席 1 次"
    assert found.gaps == ("1 次会议、培训未登记缺席人数",)


def test_large_meetings_go_by_their_share() -> None:
    """R7; who came and should have come tells who did not, and no more are absent than expected."""
    found = answer("activities.attendance", question(activities=CALLED))
    assert isinstance(found, Absences)
    assert [(one.absent, one.expected) for one in found.counted] == [(3, 60), (2, 10), (5, 5)]
    assert found.counted[0].note == "大会：应参加 60 人，缺席 3 人"
    assert found.gaps == ("“年中会”有人缺席，未登记应参加人数",)
    assert found.basis == "台账登记上级召集的大型会议 4 次，登记齐全 3 次，缺席 3 次"
    silent = question(activities=[meeting(**called("6-1", large=True, expected=60))])
    none = answer("activities.attendance", silent)
    assert none == Absences(
        (),
        "台账登记上级召集的大型会议 1 次，登记齐全 0 次，缺席 0 次",
        ("1 次会议、培训未登记缺席人数",),
    )


@pytest.mark.parametrize("name", ["activities.absences", "activities.attendance"])
def test_without_anything_called_from_above_nobody_knows(name: str) -> None:
    assert unknown(name, question(activities=[meeting("5-5")])) == (
        "会议培训文件台账没有登记上级召集的会议、培训",
    )
    assert unknown(name, question()) == NO_ROWS


def test_all_came() -> None:
    rows = [meeting(**called("4-1", expected=3, attended=4))]
    assert notes("activities.absences", question(activities=rows)) == []
    assert answer("activities.attendance", question(activities=rows)) == Absences(
        (), "台账登记上级召集的大型会议 0 次，缺席 0 次"
    )
