"""Ledger figures: completion, coverage and deadlines of one unit, each with the rows and the days behind it."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.domain.commands import Command
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import INSPECTIONS, PLAN, Kept
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.records import Assessment, Round, SchemeText, UnitRecord
from desktop.services.ledger_figures import Figure, figures_of
from desktop.services.ledgers import keep_rows, rows_of
from desktop.services.office import keep_units
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.workspaces import open_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME, office_in

TODAY = date(2022, 12, 31)
DEPARTMENTS = "sanmenxia-2020-departments"
COUNTIES = "changchun-counties"
# Asks for the same rates as the plan does, and requires another of one.
_OTHER = """\
format = 1
id = "other"
version = "1"
title = "另一办法"
subjects = "各单位"
points = 10

[source]
document = "文件"

[[targets]]
id = "publication"
name = "公示率（另一办法）"
at_least = "90%"
from = "inspections.publication_rate"

[[targets]]
id = "completion"
name = "计划完成目标"
at_least = "80%"
from = "plan.completion"
given = { sort = "department" }

[[indicators]]
id = "share"
no = "1"
name = "占比"
points = 10
  [[indicators.criteria]]
  id = "share"
  clause = "一1"
  shape = "tiers"
  measure = "ratio"
  tiers = [["5%", 10]]
  below = 0
  from = "inspections.drawn_share"
"""
OTHER = SchemeText(sha256(_OTHER.encode()).hexdigest(), "other", "1", _OTHER)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def keep(office: Workspace, *rows: PlanItem | Inspection, unit: str = "u-a") -> None:
    for ledger, kind in ((PLAN, PlanItem), (INSPECTIONS, Inspection)):
        ours = [Kept("", unit, one) for one in rows if isinstance(one, kind)]
        if ours:
            keep_rows(office, ME, ledger, ours)


def run(number: int, **more: object) -> Inspection:
    """A run of the plan's item of that number, ended in August."""
    told = {"title": f"第{number}项", "plan": str(number), "sort": "department"}
    return Inspection(**{**told, "ended": date(2022, 8, number), **more})  # type: ignore[arg-type]  # whichever


def item(number: int, **more: object) -> PlanItem:
    told = {"year": 2022, "no": str(number), "title": f"第{number}项", "sort": "department"}
    return PlanItem(**{**told, **more})  # type: ignore[arg-type]  # whichever


def figures(office: Workspace, unit: str = "u-a", year: int = 2022) -> dict[str, Figure]:
    found = figures_of(office, unit, year, TODAY)
    by_name = {one.name: one for one in found}
    assert len(by_name) == len(found)
    return by_name


def test_an_empty_ledger_tells_nothing_and_says_what_it_lacks(office: Workspace) -> None:
    found = figures(office)
    plan = found["部门内抽查计划完成率"]
    assert (plan.value, plan.good, plan.counted) == ("—", None, ())
    assert plan.gaps
    assert {"部门年度随机抽查占比", "抽查检查结果公示率", "抽查发现问题后续监管到位"} <= {*found}


def test_completion_opens_to_what_is_not_done(office: Workspace) -> None:
    keep(office, item(1), item(2), item(3), run(1), run(2))
    found = figures(office)["部门内抽查计划完成率"]
    assert found.value == "约 66.66%"
    assert [one.note.partition("：")[0] for one in found.counted] == ["第3项（计划 3）"]
    rows = {one.id for one in rows_of(office, PLAN)}
    assert {one.row for one in found.counted} <= rows
    assert figures(office, "u-b")["部门内抽查计划完成率"].value == "—"


def test_the_inspection_share_is_held_against_its_target_and_opens_to_the_runs(
    office: Workspace,
) -> None:
    keep(office, run(1, drawn=3, directory=100), run(2, drawn=1, directory=100), run(3))
    found = figures(office)["部门年度随机抽查占比"]
    assert (found.value, found.good) == ("4%（要求 5% 以上）", False)
    assert [one.note for one in found.counted] == [
        "第1项（计划 1）：抽取 3 户，名录库 100 户",
        "第2项（计划 2）：抽取 1 户，名录库 100 户",
    ]
    assert {one.row for one in found.counted} < {one.id for one in rows_of(office, INSPECTIONS)}
    assert [one.day for one in found.counted] == [date(2022, 8, 1), date(2022, 8, 2)]
    assert len(found.gaps) == 1
    keep(office, run(4, drawn=1, directory=100))
    found = figures(office)["部门年度随机抽查占比"]
    assert (found.value, found.good) == ("5%（要求 5% 以上）", True)


def test_a_share_just_below_its_target_never_reads_as_the_target(office: Workspace) -> None:
    keep(office, run(1, drawn=49_999, directory=1_000_000))
    found = figures(office)["部门年度随机抽查占比"]
    assert (found.value, found.good) == ("4.9999%（要求 5% 以上）", False)
    keep(office, run(2, drawn=0, directory=1_000_003), unit="u-b")
    keep(office, run(3, drawn=50_000, directory=1_000_003), unit="u-b")
    below = figures(office, "u-b")["部门年度随机抽查占比"]
    assert below.good is False
    assert "4.99%" in below.value


def test_publication_opens_to_what_is_not_public(office: Workspace) -> None:
    keep(office, run(1, published=date(2022, 8, 5)), run(2))
    found = figures(office)["抽查检查结果公示率"]
    assert (found.value, found.good) == ("50%（要求 100%）", False)
    assert [one.note.partition("：")[0] for one in found.counted] == ["第2项（计划 2）"]


def test_follow_up_opens_to_the_runs_that_found_something(office: Workspace) -> None:
    """The document gives no figure for it, so it is neither good nor bad."""
    runs = (run(1, problems=3, followed=1), run(2, problems=0), run(3, problems=1, followed=2))
    keep(office, *runs, run(4, problems=1))
    found = figures(office)["抽查发现问题后续监管到位"]
    assert (found.value, found.good) == ("40%", None)
    assert [one.note for one in found.counted] == [
        "第1项（计划 1）：发现问题 3 个，已后续处理 1 个",
        "第3项（计划 3）：发现问题 1 个，已后续处理 2 个",
        "第4项（计划 4）：发现问题 1 个，已后续处理 0 个",
    ]


def test_a_criterion_s_rows_are_counted_for_all_that_each_stands_for(office: Workspace) -> None:
    open_round(office, ME, RoundPlan("县区考核", "2022年", COUNTIES, ["u-a"]))
    keep(office, run(1, unanswered=2), run(2, unanswered=3), run(3, unanswered=0))
    [found] = [one for one in figures(office).values() if one.value == "5 件"]
    assert [one.times for one in found.counted] == [2, 3]


def test_how_a_unit_stands_is_said_in_words(office: Workspace) -> None:
    open_round(office, ME, RoundPlan("部门考核", "2022年", DEPARTMENTS, ["u-a", "u-b"]))
    keep(office, item(1, sort="joint"), run(1, sort="joint"))
    keep(office, item(2, sort="joint"), item(3, sort="joint"), run(2, sort="joint"), unit="u-b")
    words = {"计划已完成", "发起或参与过", "没有发起或参与"}
    assert [one.value for one in figures(office).values() if one.value in words] == ["计划已完成"]
    found = [one for one in figures(office, "u-b").values() if one.value in words]
    assert [one.value for one in found] == ["发起或参与过"]
    assert [one.note.partition("：")[0] for one in found[0].counted] == ["第3项（计划 3）"]


def test_what_a_target_requires_is_said_whoever_else_asks_the_same(office: Workspace) -> None:
    with office.writing() as desk:
        of = Round("0", "另一批次", "2022年", "other", OTHER.sha256, date(2022, 1, 1))
        desk.put(OTHER, of, Assessment("0", "u-a", 1, "甲科"))
        desk.seal(Deed(Command.OPEN_ROUND, ME, "0"))
    keep(office, item(1), run(1, published=date(2022, 8, 5), drawn=4, directory=100))
    required = {name: one.value for name, one in figures(office).items() if "要求" in one.value}
    assert required == {
        "公示率（另一办法）": "100%（要求 90% 以上）",
        "抽查检查结果公示率": "100%（要求 100%）",
        "计划完成目标": "100%（要求 80% 以上）",
        "部门年度随机抽查占比": "4%（要求 5% 以上）",
    }
    assert "部门内抽查计划完成率" not in figures(office)


def test_only_rounds_of_that_year_are_asked(office: Workspace) -> None:
    keep(office, item(1), run(1))
    assert [*figures(office, year=2021)] == ["部门内抽查计划完成率", "部门联合抽查计划完成率"]
    assert {one.value for one in figures(office, year=2021).values()} == {"—"}
    keep_units(office, ME, [UnitRecord("u-x", "丁科")])
    assert len(figures(office, "u-x")) == 2
