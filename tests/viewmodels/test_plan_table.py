"""Plan items by pieces: which columns stand together, what a cell holds, and what is done to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.domain.checklist_tallies import Standing
from desktop.services.finalising import finalise
from desktop.viewmodels.plan_table import CELL_ROLE, PlanTable
from tests.services.building import ME, rounds
from tests.viewmodels.handing import Handing, handing

Role = Qt.ItemDataRole


@pytest.fixture
def table(at: Handing) -> Iterator[PlanTable]:
    made = PlanTable(at.view)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()


def columns(table: PlanTable) -> list[str]:
    heads = [table.headerData(at, Qt.Orientation.Horizontal) for at in range(table.columnCount())]
    return [str(one) for one in heads]


def test_all_that_goes_by_one_plan_stands_in_one_line(table: PlanTable) -> None:
    assert columns(table) == [
        "13 抽查方案文件\n0 / 55",
        "14 各项抽查平台检查项截图\n0 / 55",
        "15 平台选择风险分类截图\n0 / 55",
        "15 含差异化抽查用语的方案\n0 / 55",
        "16 平台发起截图\n0 / 55",
        "16 待检查企业名单截图\n0 / 55",
        "18 抽查结果公示截图\n0 / 55",
    ]
    assert (table.rowCount(), [one.counter.name for one in table.groups]) == (
        55,
        ["plan-item", "plan-item:counties"],
    )
    assert table.headerData(3, Qt.Orientation.Vertical) == "计划第 4 项"
    tip = table.headerData(0, Qt.Orientation.Horizontal, Role.ToolTipRole)
    assert (
        tip == "第 13 项要求：部门联合抽查计划文件与各项抽查方案文件\n由市双随机办、市直各部门提供"
    )
    assert table.headerData(0, Qt.Orientation.Vertical, Role.ToolTipRole) is None
    assert table.headerData(0, Qt.Orientation.Horizontal, Role.DecorationRole) is None


def test_a_requirement_brings_its_group_and_its_column(table: PlanTable, at: Handing) -> None:
    assert table.column_of(30) == 2
    assert table.group is not None
    assert table.group.counter.name == "plan-item:counties"
    assert columns(table)[0].startswith("28 抽查方案文件")
    assert table.column_of(2) == -1
    at.view.set_counts({"penalty:participants": 2})
    assert table.column_of(20) == 0
    assert table.headerData(1, Qt.Orientation.Vertical) == "第 2 件处罚"
    assert table.rowCount() == 2


def test_a_cell_holds_its_files_or_says_how_it_stands(table: PlanTable, at: Handing) -> None:
    at.link((14, "", 2))
    at.link((14, "", 2), (14, "", 3), content=b"second")
    at.view.waive(14, "", 5, "无监管对象")
    cells = {row + 1: table.cell(table.index(row, 1)) for row in range(6)}
    assert cells[2].words in {"%PDF.pdf（2 份）", "second.pdf（2 份）"}
    assert cells[3].words == "second.pdf"
    assert cells[5].words == "免交：无监管对象"
    assert cells[6].words == "缺 1"
    standings = [cells[item].tally.standing for item in (2, 5, 6)]
    assert standings == [Standing.COMPLETE, Standing.WAIVED, Standing.LACKING]
    assert columns(table)[1].endswith("3 / 55")
    index = table.index(2, 1)
    assert index.data(CELL_ROLE) == cells[3]
    assert index.data(Role.AccessibleTextRole) == "计划第 3 项，各项抽查平台检查项截图：second.pdf"
    assert index.data(Role.ToolTipRole) == "second.pdf"
    assert index.data(Role.DecorationRole) is None
    assert table.data(QModelIndex()) is None
    assert [one.plan_item for one in table.links([index, table.index(1, 1)])] == [3, 2, 2]
    goal = table.goal(index)
    assert (goal.requirement, goal.piece, goal.plan_item) == (14, "", 3)


def test_typing_waives_and_says_why(table: PlanTable, at: Handing) -> None:
    index = table.index(4, 1)
    assert table.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert table.setData(index, " 平台没有 ")
    assert index.data() == "免交：平台没有"
    assert index.data(Role.EditRole) == "平台没有"
    before = len(at.commands)
    table.setData(index, "平台没有")
    table.setData(index, "  ")
    assert len(at.commands) == before
    table.setData(index, "平台停机")
    assert index.data(Role.EditRole) == "平台停机"
    assert not table.setData(index, "x", Role.ToolTipRole)
    at.link((14, "", 5))
    assert not table.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert table.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_the_same_cells_keep_their_place(table: PlanTable, at: Handing) -> None:
    resets: list[int] = []
    table.modelReset.connect(lambda: resets.append(1))
    with at.bot.waitSignal(table.headerDataChanged):
        at.link((14, "", 2))
    assert resets == []
    at.view.set_counts({"plan-item": 60})
    assert resets == [1]
    assert table.rowCount() == 60


def test_where_a_group_has_fewer_items_the_rest_is_not_asked_for(
    table: PlanTable, at: Handing
) -> None:
    at.view.set_counts({"plan-item:counties": 3})
    table.column_of(28)
    assert table.rowCount() == 20  # 不少于20次
    beyond = table.cell(table.index(10, 1))
    assert (beyond.row, beyond.words) == (None, "")
    assert not table.flags(table.index(10, 1)) & Qt.ItemFlag.ItemIsEditable
    assert table.index(10, 1).data(Role.AccessibleTextRole).endswith("：不要求")
    assert table.rows_at([table.index(10, 1), table.index(0, 1)]) == [
        table.cell(table.index(0, 1)).row
    ]
    assert not table.setData(table.index(10, 1), "无")


def test_a_finalised_sheet_cannot_be_typed_into(table: PlanTable, at: Handing) -> None:
    finalise(at.workspace, ME, rounds().waived)
    at.walk.enter(rounds().waived)
    assert not table.flags(table.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_without_counted_requirements_there_is_no_table(qtbot: QtBot, tmp_path: Path) -> None:
    with handing(qtbot, tmp_path / "more", rounds().section) as at:
        table = PlanTable(at.view)
        assert (table.groups, table.group, table.rowCount(), table.columnCount()) == (
            (),
            None,
            0,
            0,
        )
        assert table.headerData(0, Qt.Orientation.Vertical) is None
        at.walk.enter(rounds().city)
        assert table.rowCount() == 55
