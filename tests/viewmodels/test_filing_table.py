"""The filing table as a view reads and changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.viewmodels.filing_rows import NOT_LINKED
from desktop.viewmodels.filing_table import ROW_ROLE, FilingColumn, FilingTable
from tests.viewmodels.handing import Handing, files

Role = Qt.ItemDataRole
Column = FilingColumn


@pytest.fixture
def table(at: Handing, tmp_path: Path) -> Iterator[FilingTable]:
    names = ("佐证3 方案.pdf", "平台检查项截图.png", "随便.txt")
    made = FilingTable(at.draft(files(tmp_path / "甲科", *names)))
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()


def words(table: FilingTable, row: int) -> list[object]:
    return [table.index(row, column).data() for column in Column]


def test_it_shows_what_the_draft_holds(table: FilingTable) -> None:
    heads = [table.headerData(at, Qt.Orientation.Horizontal) for at in Column]
    assert heads == ["文件", "新/已有", "单位", "要求与材料", "第几项", "依据", "收入"]
    assert table.headerData(1, Qt.Orientation.Vertical) == 2
    assert table.headerData(0, Qt.Orientation.Horizontal, Role.ToolTipRole) is None
    assert words(table, 0)[:6] == [
        "佐证3 方案.pdf",
        "新",
        "甲科",
        "3 年度抽查工作方案",
        "",
        "标明第 3 项",
    ]
    assert table.index(0, Column.FILE).data(Role.ToolTipRole) == "甲科/佐证3 方案.pdf"
    assert table.index(1, Column.GROUNDS).data(Role.ToolTipRole).startswith("请填第几项；")
    take = table.index(0, Column.TAKE)
    assert take.data(Role.CheckStateRole) == Qt.CheckState.Checked
    assert take.data(Role.AccessibleTextRole) == "收入 佐证3 方案.pdf"
    assert table.index(2, Column.FILE).data(ROW_ROLE) is table.draft.rows[2]
    assert table.data(QModelIndex()) is None
    assert table.index(0, Column.FILE).data(Role.DecorationRole) is None


def test_only_what_means_something_can_be_edited(table: FilingTable) -> None:
    def editable(row: int, column: Column) -> bool:
        return bool(table.flags(table.index(row, column)) & Qt.ItemFlag.ItemIsEditable)

    assert editable(0, Column.CHOICE)
    assert not editable(0, Column.ITEM)  # it is not counted
    assert editable(1, Column.ITEM)
    assert not editable(0, Column.FILE)
    table.draft.take([0], take=False)
    assert not editable(0, Column.CHOICE)
    assert words(table, 0)[3:6] == ["不收入", "", ""]
    assert table.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_what_is_entered_reaches_the_draft(table: FilingTable, at: Handing) -> None:
    with at.bot.waitSignal(table.dataChanged):
        assert table.setData(table.index(1, Column.ITEM), " １２ ")
    assert table.draft.rows[1].plan_item == 12
    table.setData(table.index(1, Column.ITEM), "十二")
    assert [row.plan_item for row in table.draft.rows] == [None, None, None]
    assert table.setData(table.index(0, Column.CHOICE), NOT_LINKED)
    assert table.draft.rows[0].option == NOT_LINKED
    assert table.setData(table.index(0, Column.UNIT), "u-b")
    assert table.draft.rows[0].unit_name == "乙科"
    take = table.index(2, Column.TAKE)
    assert table.setData(take, Qt.CheckState.Unchecked, Role.CheckStateRole)
    assert [row.take for row in table.draft.rows] == [True, True, False]
    assert not table.setData(table.index(0, Column.FILE), "anders")
    assert not table.setData(table.index(0, Column.CHOICE), "words")
    assert not table.setData(table.index(0, Column.CHOICE), NOT_LINKED, Role.ToolTipRole)
    assert NOT_LINKED in table.options_at(table.index(0, 0))
