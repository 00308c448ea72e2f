"""The duty table: tasks and targets of the plan beside every unit, entered or computed."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.ledgers.duties import DONE, Duty
from desktop.domain.ledgers.kinds import DUTIES, INSPECTIONS
from desktop.viewmodels.duty_table import DutyTable
from desktop.viewmodels.state_table import StateCell
from tests.viewmodels.ledgering import YEAR, Ledgers, run

ACROSS = Qt.Orientation.Horizontal
MECHANISMS, FOLLOW_UP = "二（一）", "抽查发现问题后续监管到位"


@pytest.fixture
def table(year: Ledgers) -> Iterator[DutyTable]:
    made = DutyTable(year.book)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    year.book.open(DUTIES)
    yield made
    tester.deleteLater()


def wholes(table: DutyTable) -> list[str]:
    tip = Qt.ItemDataRole.ToolTipRole
    return [str(table.headerData(at, ACROSS, tip)) for at in range(table.columnCount())]


def at(table: DutyTable, unit: str, words: str) -> QModelIndex:
    names = [table.headerData(row, Qt.Orientation.Vertical) for row in range(table.rowCount())]
    column = next(n for n, one in enumerate(wholes(table)) if words in one)
    return table.index(names.index(unit), column)


def enter(
    year: Ledgers, table: DutyTable, index: QModelIndex, state: str, day: date | None
) -> None:
    owed = [(one.unit, one.standing) for one in table.places([index])]
    duty = Duty(year=YEAR, duty="-", state=state, done=day, note="见文件")
    assert year.book.keep_duties(owed, duty)


def test_tasks_stand_before_targets(table: DutyTable) -> None:
    assert (table.rowCount(), table.columnCount()) == (3, 10)
    assert wholes(table)[0] == (
        "二（一） 健全完善制度机制（调整领导机构、出台年度方案、完善一单两库一细则）（成员部门；2月底）"
    )
    assert wholes(table)[-3:] == [
        "部门年度随机抽查占比（≥5%）",
        "抽查检查结果公示率（100%）",
        "抽查发现问题后续监管到位（由考核人判断）",
    ]
    heads = [str(table.headerData(at, ACROSS)) for at in range(table.columnCount())]
    assert heads[0] == "2月底 健全完善制度机制"
    assert heads[-3:-1] == ["≥5% 部门年度随机抽查占比", "100% 抽查检查结果公示率"]
    assert heads[-1].startswith("判断 ")


def test_a_task_is_told_by_what_was_entered_and_when(table: DutyTable, year: Ledgers) -> None:
    index = at(table, "甲科", MECHANISMS)
    assert table.cell(index) == StateCell("逾期", "red")
    assert (table.late, table.waits(index)) == (6, True)  # two tasks of three units
    enter(year, table, index, DONE, date(YEAR, 2, 20))
    assert table.cell(index) == StateCell("已完成", "green")
    assert (table.late, table.waits(index)) == (5, False)
    assert index.data(Qt.ItemDataRole.ToolTipRole).endswith("，已完成，2022-02-20 完成，见文件")
    enter(year, table, index, DONE, date(YEAR, 3, 2))
    assert table.cell(index) == StateCell("03-02 逾期", "red")
    enter(year, table, index, "under-way", None)
    assert table.cell(index) == StateCell("进行中", "red")  # its day is over


def test_what_has_no_day_is_never_late(table: DutyTable, year: Ledgers) -> None:
    index = at(table, "丙科", "加大宣传培训力度")
    assert table.cell(index) == StateCell("", "")
    assert index.data(Qt.ItemDataRole.ToolTipRole).endswith("，还没有登记")
    for state, told in (("under-way", "blue"), ("failed", "red"), ("open", "")):
        enter(year, table, index, state, None)
        assert table.cell(index).tone == told


def test_a_target_goes_by_the_ledgers_and_takes_no_word_for_it(
    table: DutyTable, year: Ledgers
) -> None:
    index = at(table, "甲科", "公示率")
    assert (table.cell(index), table.places([index])) == (StateCell("—", ""), [])
    assert index.data(Qt.ItemDataRole.ToolTipRole).endswith(
        "还算不出：抽查任务台账在考核时段内没有登记"
    )
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == index.data(Qt.ItemDataRole.ToolTipRole)
    ended = date(YEAR, 4, 1)
    year.keep(INSPECTIONS, run("食品", ended=ended, published=ended), run("药品", ended=ended))
    assert table.cell(index) == StateCell("50%", "red")
    assert (table.missed, table.waits(index)) == (1, False)
    assert "已结束的抽查 2 次，已公示 1 次" in index.data(Qt.ItemDataRole.ToolTipRole)
    later = run("食品", ended=ended, published=ended).row
    [bare] = [one for one in year.rows(INSPECTIONS) if one.row.told == "药品"]
    year.keep(INSPECTIONS, bare._replace(row=later))
    assert table.cell(index) == StateCell("100%", "green")


def test_a_judged_target_is_entered(table: DutyTable, year: Ledgers) -> None:
    index = at(table, "乙科", FOLLOW_UP)
    assert table.waits(index)
    enter(year, table, index, DONE, None)
    assert table.cell(index) == StateCell("已完成", "green")
    enter(year, table, index, "failed", None)
    assert (table.cell(index), table.missed) == (StateCell("未完成", "red"), 1)
    owed = [(one.unit, one.standing) for one in table.places([index])]
    assert year.book.clear_duties(owed)
    assert table.cell(index) == StateCell("", "")
