"""The month grid: every report of the year beside every unit, told in a word and a tone."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.ledgers.kinds import DUTIES, RECEIPTS
from desktop.domain.ledgers.receipts import EXCUSED, Receipt
from desktop.domain.records import OfficeReport, UnitRecord
from desktop.services.office import keep_units
from desktop.services.report_calendar import keep_office_reports
from desktop.viewmodels.month_grid import MonthGrid
from desktop.viewmodels.state_table import CELL_ROLE, StateCell, StateHeading, short_name
from tests.services.building import ME
from tests.viewmodels.ledgering import MONTHLY, QUARTER, YEAR, Ledgers, ask_soon, receipt

Role = Qt.ItemDataRole
ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@pytest.fixture
def grid(year: Ledgers) -> Iterator[MonthGrid]:
    made = MonthGrid(year.book)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()


def marks(grid: MonthGrid) -> list[str]:
    heads = [grid.headerData(at, ACROSS, CELL_ROLE) for at in range(grid.columnCount())]
    return [one.mark for one in heads if isinstance(one, StateHeading)]


def at(grid: MonthGrid, unit: str, mark: str) -> QModelIndex:
    names = [grid.headerData(row, DOWN) for row in range(grid.rowCount())]
    return grid.index(names.index(unit), marks(grid).index(mark))


def test_the_year_of_all_units_stands_side_by_side(grid: MonthGrid) -> None:
    assert [grid.headerData(row, DOWN) for row in range(grid.rowCount())] == [
        "丙科",
        "乙科",
        "甲科",
    ]
    assert marks(grid)[:5] == ["01-20", "02-20", "03-20", "04-05", "04-20"]
    assert grid.columnCount() == 16
    assert grid.headerData(0, ACROSS) == "01-20 部门监管工作月报表"
    assert grid.headerData(0, ACROSS, Role.ToolTipRole) == (
        "2022年1月部门“双随机、一公开”监管工作月报表，2022年01月20日 到期"
    )
    assert grid.headerData(1, DOWN, Role.ToolTipRole) == "乙科"
    assert grid.headerData(0, ACROSS, Role.DecorationRole) is None
    assert grid.headerData(0, DOWN, Role.DecorationRole) is None


def test_every_state_has_its_word_and_its_tone(grid: MonthGrid, year: Ledgers) -> None:
    year.keep(
        RECEIPTS,
        receipt(1, 18),
        receipt(2, 25),
        receipt(3, 20, state="accepted"),
        receipt(4, 19, state="returned", note="缺附件"),
        receipt(5, 1, state="excused", note="机构改革"),
    )
    told = {mark: grid.cell(at(grid, "甲科", mark)) for mark in marks(grid)}
    assert told["01-20"] == StateCell("01-18", "green")
    assert told["02-20"] == StateCell("迟 5 天", "amber")
    assert told["03-20"] == StateCell("03-20", "green")
    assert told["04-20"] == StateCell("退回", "red")
    assert told["05-20"] == StateCell("免报", "plain")
    assert told["06-20"] == StateCell("未报", "red")
    assert (grid.late, grid.soon) == (3 * 16 - 4, 0)
    name = "部门“双随机、一公开”监管工作月报表"
    late = at(grid, "甲科", "02-20")
    assert late.data(Role.ToolTipRole) == (
        f"甲科：2022年2月{name}，2022-02-20 到期，迟报，于 2022-02-25 收到，迟 5 天"
    )
    assert late.data(Role.AccessibleTextRole) == late.data(Role.ToolTipRole)
    assert (late.data(), late.data(CELL_ROLE)) == ("迟 5 天", told["02-20"])
    assert late.data(Role.DecorationRole) is None
    assert at(grid, "甲科", "04-20").data(Role.ToolTipRole) == (
        f"甲科：2022年4月{name}，2022-04-20 到期，退回后未重报，原于 2022-04-19 收到（缺附件）"
    )
    assert at(grid, "甲科", "05-20").data(Role.ToolTipRole).endswith("免报（机构改革）")
    assert at(grid, "乙科", "01-20").data(Role.ToolTipRole) == (
        f"乙科：2022年1月{name}，2022-01-20 到期，未报"
    )


def test_what_is_still_to_come_is_quiet_until_its_week(grid: MonthGrid, year: Ledgers) -> None:
    due = ask_soon(year)
    year.book.open(year=due.year)
    cells = [grid.cell(grid.index(0, column)) for column in range(grid.columnCount())]
    names = [str(grid.headerData(at, ACROSS)) for at in range(grid.columnCount())]
    assert any("调研报告" in one for one in names)
    assert {one.text for one in cells} <= {"", "待报", "未报"}
    assert grid.soon in {0, 3}  # where the month ends it may be due already


def test_what_is_not_asked_of_a_unit_is_blank(grid: MonthGrid, year: Ledgers) -> None:
    unit = year.book.units[2]
    ask_soon(year, groups=["没有这一组"])
    assert "调研报告" not in str([grid.headerData(n, ACROSS) for n in range(grid.columnCount())])
    record = UnitRecord("u-a", "甲科", groups=("第一组",))
    year.workplace.dispatcher.tell(keep_units(year.workspace, ME, [record]))
    since = date(YEAR, 1, 1)
    asked = OfficeReport("", "专报", ("3",), "8", "year", ("第一组",), since)
    year.workplace.dispatcher.tell(keep_office_reports(year.workspace, ME, [asked]))
    assert grid.cell(at(grid, "甲科", "03-08")) == StateCell("未报", "red")
    blank = at(grid, "乙科", "03-08")
    assert grid.cell(blank) == StateCell("", "none")
    assert blank.data(Role.ToolTipRole) == "乙科没有这一项：专报，2022年03月08日 到期"
    assert blank.data(Role.AccessibleTextRole) == blank.data(Role.ToolTipRole)
    year.book.open(year=1999)
    assert (grid.rowCount(), grid.columnCount(), unit.name) == (0, 0, "甲科")


def test_a_cell_that_changes_moves_nothing(grid: MonthGrid, year: Ledgers) -> None:
    resets: list[int] = []
    grid.modelReset.connect(lambda: resets.append(1))
    changed: list[int] = []
    grid.dataChanged.connect(lambda: changed.append(1))
    year.keep(RECEIPTS, receipt(1, 18))
    assert (resets, changed) == ([], [1])
    year.book.open(DUTIES)
    year.book.open(RECEIPTS)
    assert resets == []
    year.book.open(year=YEAR - 1)
    assert resets == [1]


def test_places_are_what_can_be_entered(grid: MonthGrid, year: Ledgers) -> None:
    first = at(grid, "乙科", "04-05")
    [place] = grid.places([first])
    assert (place.unit, place.name) == ("u-b", "乙科")
    assert (place.standing.due.rule.id, place.standing.due.due) == (QUARTER, date(YEAR, 4, 5))
    assert grid.waits(first)
    today = Receipt(report="-", due=date(YEAR, 1, 1), state=EXCUSED, note="新成立")
    year.book.receive([(place.unit, place.standing)], today)
    assert not grid.waits(at(grid, "乙科", "04-05"))
    [kept] = year.rows(RECEIPTS)
    assert (kept.unit, kept.row.told, kept.row.on) == ("u-b", QUARTER, date(YEAR, 4, 5))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("全年工作落实情况", "全年工作落实情况"),
        ("部门“双随机、一公开”监管工作月报表", "部门监管工作月报表"),
        ("健全完善制度机制（调整领导机构、出台年度方案）", "健全完善制度机制"),
        ("“双随机、一公开”监管工作领导小组", "监管工作领导小组"),
        ("（只有括号里的话，没有别的话可说）", "（只有括号里的话，没有别的话可说）"),
    ],
)
def test_a_long_name_leaves_out_what_it_says_aside(name: str, short: str) -> None:
    assert short_name(name) == short


def test_the_month_is_told_by_its_report(grid: MonthGrid) -> None:
    assert grid.places([grid.index(0, 0)])[0].standing.due.rule.id == MONTHLY
    assert grid.rowCount(grid.index(0, 0)) == grid.columnCount(grid.index(0, 0)) == 0
