"""Templates: saved for every ledger, filled in as a unit does it, and known again by the import to the last value."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest

from desktop.domain.ledgers.columns import columns_of
from desktop.domain.ledgers.kinds import ACTIVITIES, DUTIES, INSPECTIONS, LEDGERS, PLAN, RECEIPTS
from desktop.domain.records import OfficeReport, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.intake.heading_matches import How
from desktop.services.ledger_imports import open_table
from desktop.services.ledger_templates import save_template, template_name
from desktop.services.ledgers import rows_of
from desktop.services.office import keep_units
from desktop.services.report_calendar import keep_office_reports
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, office_in
from tests.services.importing import imported, planned


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def saved(office: Workspace, ledger: str) -> Path:
    return save_template(office, ledger, office.folder.parent / template_name(ledger))


def filled(office: Workspace, ledger: str, *rows: dict[str, Any]) -> Path:
    """The template with rows written under its headings, as openpyxl writes them."""
    path = saved(office, ledger)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    places = {str(one.value).rstrip("*"): one.column for one in sheet[1]}
    for number, row in enumerate(rows, 2):
        for heading, value in row.items():
            sheet.cell(number, places[heading], value)
    book.save(path)
    return path


def lists(office: Workspace, ledger: str) -> dict[str, tuple[str, ...]]:
    """What may be chosen below each heading."""
    book = openpyxl.load_workbook(saved(office, ledger))
    sheet = book.worksheets[0]
    found = {}
    for one in sheet.data_validations.dataValidation:
        if one.type != "list":
            continue
        heading = str(sheet.cell(1, next(iter(one.sqref.ranges)).min_col).value).rstrip("*")
        if one.formula1.startswith('"'):
            found[heading] = tuple(one.formula1.strip('"').split(","))
        else:
            name, _, area = one.formula1.partition("!")
            found[heading] = tuple(row[0].value for row in book[name][area.replace("$", "")])
    return found


@pytest.mark.parametrize("ledger", [*LEDGERS])
def test_every_heading_is_known_again(office: Workspace, ledger: str) -> None:
    """A row that says something is needed to make it a table."""
    columns = columns_of(LEDGERS[ledger].row)
    path = filled(office, ledger, {columns[0].heading: "x"})
    plan = planned(office, ledger, path)
    assert plan.sheet == LEDGERS[ledger].name
    keys = [one.key for one in plan.layout.columns]
    assert keys == ["unit", *(one.name for one in columns)]
    assert {one.how for one in plan.layout.columns} <= {How.EXACT}
    assert plan.layout.missing == ()


def test_units_and_choices_are_listed(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-b", "乙科", active=False)])
    found = lists(office, INSPECTIONS)
    assert found["被考核单位"] == ("丙科", "甲科")
    assert found["抽查类型"] == ("部门内抽查", "部门联合抽查")
    assert found["风险分类运用"] == ("平台信用风险分类", "本部门风险分类", "未运用")


def test_sixty_units_are_listed_too(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord(f"n-{n}", f"第{n:02}号乡镇人民政府") for n in range(60)])
    assert len(lists(office, INSPECTIONS)["被考核单位"]) == 63


def test_tasks_and_reports_are_listed_by_the_names_that_plans_give_them(office: Workspace) -> None:
    own = OfficeReport("", "信息简报", ("5",), "last", "year")
    gone = OfficeReport("", "旧简报", ("5",), "last", "year", until=date(2021, 12, 31))
    keep_office_reports(office, ME, [own, gone])
    tasks = lists(office, DUTIES)["任务"]
    assert "加大宣传培训力度" in tasks
    assert "抽查检查结果公示率" in tasks
    reports = lists(office, RECEIPTS)["报送事项"]
    assert reports[-2:] == ("全年工作落实情况", "信息简报")


def test_what_a_unit_fills_in_comes_in_value_for_value(office: Workspace) -> None:
    run = {
        "被考核单位": "乙科",
        "抽查任务": "食品抽查",
        "任务编号": "T-1",
        "抽查类型": "部门联合抽查",
        "参与部门": "税务局、城管局",
        "检查对象类型": "个体工商户",
        "名录库户数": 100,
        "抽取户数": 5,
        "检查通知时间": datetime(2022, 8, 2, 9, 30),  # noqa: DTZ001  # a cell has no time zone
        "结束日期": date(2022, 8, 3),
        "公示日期": date(2022, 8, 10),
    }
    path = filled(office, INSPECTIONS, run, {"抽查任务": "药品抽查", "抽查类型": "部门内抽查"})
    plan = imported(office, INSPECTIONS, path)
    assert [(one.unit, one.standing) for one in plan.rows] == [("乙科", "new")] * 2
    assert plan.skipped == ()
    first = next(one.row for one in rows_of(office, INSPECTIONS) if one.row.told == "食品抽查")
    assert first == LEDGERS[INSPECTIONS].row(  # type: ignore[call-arg]  # a run's columns
        title="食品抽查",
        number="T-1",
        sort="joint",
        partners=("税务局", "城管局"),
        objects="individual",
        directory=100,
        drawn=5,
        noticed=datetime(2022, 8, 2, 9, 30),  # noqa: DTZ001  # see above
        ended=date(2022, 8, 3),
        published=date(2022, 8, 10),
    )
    assert [one.standing for one in planned(office, INSPECTIONS, path).rows] == ["same"] * 2


def test_activities_plans_tasks_and_reports_come_in_too(office: Workspace) -> None:
    meeting = {"类型": "会议", "日期": date(2022, 3, 1), "名称": "部署会", "大型会议": "否"}
    item = {"年度": 2022, "计划编号": "1", "抽查任务": "食品", "抽查类型": "部门内抽查"}
    duty = {"年度": 2022, "任务": "加大宣传培训力度", "进展": "已完成"}
    report = {"报送事项": "全年工作落实情况", "应报日期": date(2022, 12, 20), "状态": "免报"}
    for ledger, row in ((ACTIVITIES, meeting), (PLAN, item), (DUTIES, duty), (RECEIPTS, report)):
        plan = imported(office, ledger, filled(office, ledger, row))
        assert [one.standing for one in plan.rows] == ["new"], ledger


def test_a_template_that_nobody_filled_in_brings_nothing(office: Workspace) -> None:
    plan = planned(office, INSPECTIONS, saved(office, INSPECTIONS))
    assert plan.rows == ()
    assert open_table(office.folder.parent / plan.source).book.hidden == ()


def test_it_is_saved_whole_or_not_at_all(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"填报模板存成 \.xlsx 文件，现在是“\.csv”"):
        save_template(office, INSPECTIONS, tmp_path / "x.csv")
    with pytest.raises(Refused, match="在工作区文件夹里"):
        save_template(office, INSPECTIONS, office.folder / "x.xlsx")
    with pytest.raises(Refused, match="种台账"):
        save_template(office, "none", tmp_path / "x.xlsx")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/x.xlsx").mkdir()
    with pytest.raises(Trouble, match="保存填报模板"):
        save_template(office, INSPECTIONS, tmp_path / "out/x.xlsx")
    with pytest.raises(Trouble, match="保存填报模板"):
        save_template(office, INSPECTIONS, tmp_path / "nowhere/x.xlsx")
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["x.xlsx"]
    out = tmp_path / "模板.XLSX"
    assert save_template(office, INSPECTIONS, out) == out
    first = out.read_bytes()
    assert save_template(office, PLAN, out).read_bytes() != first
    assert template_name(INSPECTIONS) == "抽查任务填报模板.xlsx"
