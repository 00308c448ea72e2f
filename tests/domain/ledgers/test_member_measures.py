"""Members: whose plan is missing, who completed its own (R5), who is covered, the county with the fewest runs (R24)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.plan_items import PlanItem
from tests.domain.ledgers.building import (
    Plain,
    county,
    day,
    gaps,
    ids,
    item,
    kept,
    notes,
    question,
    rate_said,
    rows_said,
    run,
    unknown,
)

EDUCATION, CIVIL, CULTURE = (Member(name=name) for name in ("市教育局", "市民政局", "市文物局"))
EXEMPT = Member(name="市文物局", exempt="没有古董市场")
NO_MEMBERS = ("成员单位台账未登记要核对的单位",)
NO_RUNS = ("抽查任务台账在考核时段内没有登记",)


def own_item(no: str, lead: str, **more: object) -> PlanItem:
    return item(no, sort="department", lead=lead, **more)


def own_run(ended: str, plan: str, lead: str) -> Inspection:
    return run(ended, sort="department", plan=plan, lead=lead)


def test_plans_that_were_not_reported() -> None:
    """The last day is within; another year's report is none of this year's, and is named."""
    members = [
        Member(name="甲局", reported=day("12-31")),
        Member(name="乙局", reported=day("2021-12-20")),
        Member(name="丙局"),
        Member(name="丁局", exempt="没有监管对象"),
        county("甲县"),
    ]
    found = rows_said("members.plan_unreported", question(members=members))
    assert [(one.note, one.excused) for one in found.counted] == [
        ("丁局考核时段未报送部门年度抽查计划", "没有监管对象"),
        ("丙局考核时段未报送部门年度抽查计划", ""),
        ("乙局考核时段未报送部门年度抽查计划（登记的报送日期为2021年12月20日）", ""),
    ]
    assert found.basis == "成员单位 4 家，已报送计划 1 家"
    early = question("12-30", members=members)
    assert len(notes("members.plan_unreported", early)) == 4


def test_without_a_single_day_of_reporting_nobody_knows() -> None:
    asked = question(members=[EDUCATION, CIVIL])
    assert unknown("members.plan_unreported", asked) == ("成员单位台账未登记报送计划日期",)


@pytest.mark.parametrize("name", ["plan_unreported", "completed", "uncovered", "not_inspecting"])
def test_without_members_nobody_can_be_looked_at(name: str) -> None:
    for members in ([], [county("甲县")]):
        asked = question(members=members, plan=[item("1")], runs=[run("5-1")])
        assert unknown(f"members.{name}", asked) == NO_MEMBERS


def test_who_completed_its_own_plan() -> None:
    """R5: all of its items; the joint plan is another matter, what was taken off and filed is no part."""
    plan = [
        own_item("1", "市教育局"),
        own_item("2", "市教育局"),
        own_item("1", "市民政局"),
        own_item("2", "市民政局", adjusted="cancelled", filed=day("5-1")),
        item("1", lead="市民政局"),
    ]
    runs = [own_run("5-1", "1", "市教育局"), own_run("5-1", "1", "市 民政局")]
    asked = question(plan=plan, runs=runs, members=[EDUCATION, CIVIL, EXEMPT])
    found = rate_said("members.completed", asked)
    assert (found.done, found.total) == (1, 3)
    assert found.basis == "成员单位 3 家，完成本部门计划 1 家"
    assert [one.note for one in found.counted] == [
        "市教育局：计划 2 项，完成 1 项",
        "市文物局：台账未登记抽查计划",
    ]
    assert found.gaps == ("市文物局登记为无监管对象，是否计入总数请核定",)


def test_completed_only_within_the_year() -> None:
    rows: Plain = {"plan": [own_item("1", "市教育局")], "members": [EDUCATION]}
    late = question(
        runs=[run("2023-01-02", started=day("12-1"), sort="department", plan="1", lead="市教育局")],
        **rows,
    )
    assert rate_said("members.completed", late).done == 0
    assert (
        rate_said(
            "members.completed", question(runs=[own_run("12-31", "1", "市教育局")], **rows)
        ).gaps
        == ()
    )


def test_without_any_departments_plan_nobody_knows() -> None:
    asked = question(members=[EDUCATION], plan=[item("1")])
    assert unknown("members.completed", asked) == ("抽查计划台账没有登记这一年的计划",)


def test_who_is_not_in_the_joint_plan() -> None:
    """Shuozhou 序号2③; 无监管对象 is excused; an item taken off covers nobody."""
    plan = [
        item("1", lead="市 教育局"),
        own_item("2", "市民政局"),
        item("3", lead="市民政局", adjusted="cancelled", filed=day("5-1")),
    ]
    found = rows_said("members.uncovered", question(plan=plan, members=[EDUCATION, CIVIL, EXEMPT]))
    assert [(one.note, one.excused) for one in found.counted] == [
        ("市文物局未列入部门联合抽查计划", "没有古董市场"),
        ("市民政局未列入部门联合抽查计划", ""),
    ]
    assert found.basis == "部门联合抽查计划 1 项；成员单位 3 家，涉及 1 家"
    only_own = question(plan=[own_item("2", "市民政局")], members=[CIVIL])
    assert unknown("members.uncovered", only_own) == ("抽查计划台账没有登记这一年的计划",)


def test_who_took_part_in_no_joint_run() -> None:
    """Shuozhou 序号4①: a plan's item names its members for the run; the same number of another plan does not."""
    plan = [item("1", lead="市教育局", partners=("市民政局",)), own_item("2", "市文物局")]
    runs = [
        run("5-1", plan="1", lead="市教育局"),
        run("5-1", plan="2"),
        run(plan="3", lead="市文物局", started=day("5-1")),
    ]
    asked = question(plan=plan, runs=runs, members=[EDUCATION, CIVIL, CULTURE])
    assert notes("members.not_inspecting", asked) == ["市文物局未参加部门联合抽查"]
    assert rows_said("members.not_inspecting", asked).basis == (
        "台账登记完成的部门联合抽查 2 次；成员单位 3 家，涉及 2 家"
    )
    assert unknown("members.not_inspecting", question(plan=plan, members=[CIVIL])) == NO_RUNS


def test_joint_runs_that_ended() -> None:
    """Shuozhou 序号4②."""
    runs = [
        run("5-1"),
        run("12-31", title="乙"),
        run("5-1", by="甲县"),
        run(started=day("5-1"), title="丙"),
        run(),
    ]
    found = rows_said("joint.runs", question(runs=[*runs, run("5-1", sort="department")]))
    assert (found.number, found.basis) == (2, "台账登记完成的部门联合抽查 2 次")
    assert found.gaps == ("1 次抽查没有登记任何日期，未计入",)


COUNTY_RUNS = [
    run("5-1", by="甲 县"),
    run("6-1", by="甲县"),
    run("5-1", by="乙县"),
    run("5-1"),
    run("7-1", by="丙县"),
]


def test_the_county_with_the_fewest_runs() -> None:
    """R24; a county without any has none."""
    asked = question(
        runs=COUNTY_RUNS, members=[county("甲县"), county("乙县")], given={"level": "counties"}
    )
    found = rows_said("joint.runs", asked)
    assert (found.number, [one.row for one in found.counted]) == (1, ["r3"])
    assert found.basis == "2 个县（市、区）中乙县最少，完成部门联合抽查 1 次"
    more = question(
        runs=COUNTY_RUNS, members=[county("甲县"), county("丁县")], given={"level": "counties"}
    )
    assert rows_said("joint.runs", more).number == 0


@given(st.permutations(["甲县", "乙县", "丙县"]))
def test_of_counties_with_as_few_the_order_does_not_matter(names: list[str]) -> None:
    members = kept(*map(county, names))
    found = rows_said(
        "joint.runs", question(runs=COUNTY_RUNS, members=members, given={"level": "counties"})
    )
    assert ids(
        "joint.runs", question(runs=COUNTY_RUNS, members=members, given={"level": "counties"})
    ) == ["r5"]
    assert found.basis.startswith("3 个县（市、区）中丙县最少")


def test_counties_that_nobody_recorded() -> None:
    given_: Plain = {"level": "counties"}
    assert unknown("joint.runs", question(runs=COUNTY_RUNS, given=given_)) == NO_MEMBERS
    assert (
        unknown("joint.runs", question(runs=[run("5-1")], members=[county("甲县")], given=given_))
        == NO_RUNS
    )
    assert unknown("joint.runs", question(runs=[run("2021-05-01")])) == NO_RUNS


def test_a_county_counts_its_own_runs() -> None:
    """R31."""
    asked = question(runs=[run("5-1")], members=[EDUCATION], given={"level": "counties-or-own"})
    assert rows_said("joint.runs", asked).number == 1
    assert gaps("joint.runs", asked) == ()
