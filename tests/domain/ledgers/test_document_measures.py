"""Documents: who has none, and who has one that was not published, entered, marked, reported, or came late."""

import pytest

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.members import Member
from tests.domain.ledgers.building import (
    Plain,
    answer,
    county,
    day,
    gaps,
    ids,
    item,
    meeting,
    notes,
    paper,
    question,
    rows_said,
    unknown,
)

PLAN: Plain = {"subject": ("annual-plan",)}
LISTS: Plain = {"subject": ("item-list",), "level": "departments"}
BODY: Plain = {"subject": ("leading-body",)}
DEPARTMENTS = [Member(name="市民政局"), Member(name="市教育局"), county("甲县")]
NO_DOCUMENTS = ("会议培训文件台账没有登记考核时段的任何文件",)


def own(*rows: Activity, given: Plain, as_of: str = "2023-01-15") -> Plain:
    return {"as_of": as_of, "activities": [*rows, paper("1-1", "other")], "given": given}


def test_documents_on_any_of_the_subjects() -> None:
    """Sanmenxia 六（一）2: 《实施方案》 or 《实施细则》."""
    rows = [paper("2-1", "work-plan", number="1号"), paper("3-1", "rules"), paper("4-1", "guide")]
    asked = question(**own(*rows, given={"subject": ("work-plan", "rules")}))
    found = rows_said("documents.issued", asked)
    assert (found.number, found.basis) == (2, "台账登记“年度工作方案、工作细则”文件 2 份")
    assert found.counted[0].note == "文件（1号）"


def test_another_document_says_that_this_one_is_missing() -> None:
    asked = question(**own(given=PLAN))
    assert rows_said("documents.issued", asked).number == 0
    assert notes("documents.missing", asked) == ["未登记“部门年度抽查计划”文件"]
    assert rows_said("documents.missing", asked).basis == (
        "已核对本级的“部门年度抽查计划”文件，未登记"
    )


@pytest.mark.parametrize(
    "name", ["issued", "missing", "unpublished", "unentered", "ungraded", "unreported", "late"]
)
def test_without_any_document_nobody_knows(name: str) -> None:
    for rows in ([], [meeting("5-5")], [paper("2021-05-05", "annual-plan")]):
        assert unknown(f"documents.{name}", question(activities=rows, given=PLAN)) == NO_DOCUMENTS


def test_a_plan_in_its_own_ledger_is_pointed_at() -> None:
    """Shuozhou 序号2①: the document is missing, and the plan itself may not be."""
    given: Plain = {"subject": ("joint-plan",)}
    rows: Plain = own(given=given) | {"plan": [item("1"), item("2"), item("3", sort="department")]}
    said = ("抽查计划台账登记有部门联合抽查计划 2 项，请核对是否制定",)
    assert notes("documents.missing", question(**rows)) == ["未登记“部门联合抽查计划”文件"]
    assert gaps("documents.missing", question(**rows)) == said
    assert gaps("documents.missing", question(**rows | {"plan": []})) == ()
    there = rows | {"activities": [paper("2-1", "joint-plan")]}
    assert gaps("documents.missing", question(**there)) == ()
    rules = rows | {"given": {"subject": ("rules",)}}
    assert gaps("documents.missing", question(**rules)) == ()


def test_what_lasts_may_be_of_an_earlier_year() -> None:
    """A leading body stands until it is changed; a year's plan is made every year."""
    old = [paper("2019-03-01", "leading-body"), paper("2021-03-01", "annual-plan")]
    assert notes("documents.missing", question(activities=old, given=BODY)) == []
    assert notes("documents.missing", question(activities=old, given=PLAN)) == [
        "未登记“部门年度抽查计划”文件"
    ]
    future = [paper("2023-03-01", "leading-body")]
    assert notes("documents.missing", question(**own(*future, given=BODY))) == [
        "未登记“领导机构”文件"
    ]


def test_each_department_without_a_list_is_named() -> None:
    """R18."""
    rows = [paper("5-1", "item-list", by="市 教育局"), paper("5-1", "item-list", by="甲县")]
    asked = question(activities=rows, members=DEPARTMENTS, given=LISTS)
    found = rows_said("documents.missing", asked)
    assert [(one.note, one.whose) for one in found.counted] == [
        ("市民政局未登记“抽查事项清单”文件", "市民政局")
    ]
    assert (found.basis, found.gaps) == (
        "已核对 2 个单位的“抽查事项清单”文件，其中 1 个单位未登记（市民政局）",
        (),
    )
    strange = [*rows, paper("5-1", "item-list", by="市民局")]
    asked = question(activities=strange, members=DEPARTMENTS, given=LISTS)
    assert gaps("documents.missing", asked) == ("成员单位台账里没有市民局，未计入",)


def test_departments_without_members_or_rows() -> None:
    rows = [paper("5-1", "item-list", by="市教育局")]
    assert unknown("documents.missing", question(activities=rows, given=LISTS)) == (
        "成员单位台账未登记要核对的单位",
    )
    mine = question(activities=[paper("5-1", "item-list")], members=DEPARTMENTS, given=LISTS)
    assert unknown("documents.missing", mine) == NO_DOCUMENTS


@pytest.mark.parametrize(
    ("name", "entry", "fault"),
    [
        ("unpublished", {"published": day("5-2")}, "未公开"),
        ("unentered", {"entered": day("5-2")}, "未录入平台"),
        ("ungraded", {"graded": True}, "未区分一般和重点"),
        ("unreported", {"reported": day("5-2")}, "未报送"),
    ],
)
def test_who_has_one_without_an_entry(name: str, entry: Plain, fault: str) -> None:
    """R22: who has none is not also at fault here; one of several is enough."""
    bare, done = paper("5-1", "item-list"), paper("5-2", "item-list", **entry)
    given: Plain = {"subject": ("item-list",)}
    asked = question(activities=[bare], given=given)
    assert notes(f"documents.{name}", asked) == [f"“抽查事项清单”文件{fault}"]
    assert ids(f"documents.{name}", asked) == ["r1"]
    assert rows_said(f"documents.{name}", asked).basis == (
        f"已核对本级的“抽查事项清单”文件，{fault}"
    )
    clean = question(activities=[done], given=given)
    assert rows_said(f"documents.{name}", clean).basis == "已核对本级的“抽查事项清单”文件"
    assert notes(f"documents.{name}", question(activities=[bare, done], given=given)) == []
    assert notes(f"documents.{name}", question(**own(given=given))) == []


def test_a_list_that_says_no_is_not_marked() -> None:
    asked = question(
        activities=[paper("5-1", "item-list", graded=False)], given={"subject": ("item-list",)}
    )
    assert len(notes("documents.ungraded", asked)) == 1


@pytest.mark.parametrize(
    ("row", "late"),
    [
        ({"due": day("3-31"), "reported": day("3-31")}, 0),
        ({"due": day("3-31"), "reported": day("4-1")}, 1),
        ({"due": day("3-31")}, 0),  # made in time, and nothing says when it was reported
        ({"due": day("2-28")}, 1),
        ({}, 0),
    ],
)
def test_the_office_sets_the_day(row: Plain, late: int) -> None:
    """R26: the very day is in time."""
    asked = question(activities=[paper("3-1", "annual-plan", **row)], given=PLAN)
    assert notes("documents.late", asked) == ["“部门年度抽查计划”文件未按期制定、报送"] * late
    no_day = ("1 份“部门年度抽查计划”文件未登记规定期限",)
    assert gaps("documents.late", asked) == (() if "due" in row else no_day)


def test_none_at_all_is_late_too() -> None:
    assert len(notes("documents.late", question(**own(given=PLAN)))) == 1
    assert answer("documents.late", question(**own(given=PLAN))) is not None
