"""Row readings: what a new row would keep stands beside what its cells say, for every kind of column."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.ledgers.kinds import DUTIES, INSPECTIONS, MEMBERS, PLAN, RECEIPTS
from desktop.domain.records import UnitRecord
from desktop.services.import_rows import ImportRow
from desktop.services.office import keep_units
from desktop.services.row_readings import readings_of
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, office_in
from tests.services.importing import Table, imported, planned


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def told(row: ImportRow) -> dict[str, tuple[str, str]]:
    return {one.heading: (one.value, one.said) for one in readings_of(row)}


def first(office: Workspace, ledger: str, table: Table, **wish: str) -> dict[str, tuple[str, str]]:
    return told(planned(office, ledger, table, **wish).rows[0])


def test_what_was_read_as_something_else_bears_what_the_cell_says(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-a", "甲科", aliases=("第一科",))])
    table = [
        ("单位", "抽查任务", "抽查类型", "结束日期", "抽取户数", "参与部门", "检查通知时间"),
        ("第一科", "食品", "联合", "2022年8月3日", "１２户", "税务局，城管局", "2022-8-1 9:30"),
    ]
    assert first(office, INSPECTIONS, table) == {
        "单位": ("甲科", "第一科"),
        "抽查任务": ("食品", ""),
        "抽查类型": ("部门联合抽查", "联合"),
        "参与部门": ("税务局、城管局", "税务局，城管局"),
        "抽取户数": ("12", "１２户"),
        "检查通知时间": ("2022-08-01 09:30", "2022-8-1 9:30"),
        "结束日期": ("2022-08-03", "2022年8月3日"),
    }


def test_what_only_follows_is_told_too(office: Workspace) -> None:
    table = [("计划编号", "抽查任务", "参与部门"), ("3", "食品", "税务局")]
    assert first(office, PLAN, table) == {
        "单位": ("甲科", ""),
        "年度": ("2022", ""),
        "计划编号": ("3", ""),
        "抽查任务": ("食品", ""),
        "抽查类型": ("部门联合抽查", ""),
        "参与部门": ("税务局", ""),
    }


def test_what_is_kept_by_an_id_is_told_by_its_name(office: Workspace) -> None:
    report = first(office, RECEIPTS, [("报送事项", "报送日期"), ("3月月报", "3月18日")])
    assert (report["报送事项"][1], report["报送日期"]) == ("3月月报", ("2022-03-18", "3月18日"))
    assert not report["报送事项"][0].isascii()
    duty = first(office, DUTIES, [("任务", "进展"), ("健全完善制度机制", "完成")])
    assert not duty["任务"][0].isascii()


def test_only_a_new_row_has_readings(office: Workspace) -> None:
    table = [("成员单位", "类别"), ("县水利局", "部门")]
    imported(office, MEMBERS, table)
    [same] = planned(office, MEMBERS, table).rows
    [refused] = planned(office, MEMBERS, [("成员单位", "报送计划日期"), ("甲", "十月")]).rows
    assert (same.standing, refused.standing) == ("same", "refused")
    assert readings_of(same) == readings_of(refused) == ()
