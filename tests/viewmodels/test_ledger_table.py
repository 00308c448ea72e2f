"""The ledger table: the rows that are open, under the headings that anybody filled."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.ledgers.kinds import ACTIVITIES, DUTIES, INSPECTIONS, MEMBERS
from desktop.domain.records import EvidenceLink
from desktop.services.evidence import link_evidence
from desktop.viewmodels.ledger_table import LedgerTable
from tests.services.building import ME, add
from tests.viewmodels.ledgering import YEAR, Ledgers, meeting, run

Role = Qt.ItemDataRole
ACROSS = Qt.Orientation.Horizontal


@pytest.fixture
def table(year: Ledgers) -> Iterator[LedgerTable]:
    year.book.open(INSPECTIONS)
    made = LedgerTable(year.book)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()


def shown(table: LedgerTable) -> list[list[str]]:
    columns = range(table.columnCount())
    return [[str(table.index(row, at).data()) for at in columns] for row in range(table.rowCount())]


def test_columns_that_nobody_filled_stay_away(table: LedgerTable, year: Ledgers) -> None:
    assert table.headings == ("单位", "抽查任务", "抽查类型", "佐证")
    ended = date(YEAR, 4, 2)
    year.keep(INSPECTIONS, run("食品", ended=ended, drawn=12), run("药品", "u-b", problems=0))
    heads = [table.headerData(at, ACROSS) for at in range(table.columnCount())]
    assert heads == [
        "单位",
        "抽查任务",
        "抽查类型",
        "检查对象类型",
        "抽取户数",
        "结束日期",
        "发现问题数",
        "佐证",
    ]
    assert shown(table) == [
        ["乙科", "药品", "部门内抽查", "企业等市场主体", "", "", "0", ""],
        ["甲科", "食品", "部门内抽查", "企业等市场主体", "12", "2022-04-02", "", ""],
    ]
    number = table.index(1, 4)
    assert number.data(Role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert table.index(1, 1).data(Role.TextAlignmentRole) is None
    assert table.index(1, 0).data(Role.TextAlignmentRole) is None
    assert table.index(1, 1).data(Role.ToolTipRole) == "食品"
    assert table.index(1, 1).data(Role.DecorationRole) is None
    assert table.headerData(0, Qt.Orientation.Vertical) is None
    assert table.headerData(0, ACROSS, Role.ToolTipRole) is None
    assert table.rowCount(number) == table.columnCount(number) == 0


def test_what_a_column_means_is_told_over_it(table: LedgerTable, year: Ledgers) -> None:
    year.keep(INSPECTIONS, run("食品", lead="县市场监管局"))
    at = table.headings.index("牵头部门")
    assert table.headerData(at, ACROSS, Role.ToolTipRole) == "空着就是本单位自己"
    assert table.headerData(1, ACROSS, Role.ToolTipRole) is None


def test_one_units_ledger_does_not_repeat_the_unit(table: LedgerTable, year: Ledgers) -> None:
    year.keep(INSPECTIONS, run("食品"), run("药品", "u-b"))
    year.book.show_unit("u-b")
    assert table.headings[0] == "抽查任务"
    assert [line[0] for line in shown(table)] == ["药品"]
    year.book.show_unit(None)
    assert table.headings[0] == "单位"


def test_columns_do_not_come_and_go_with_what_is_sought(table: LedgerTable, year: Ledgers) -> None:
    year.keep(INSPECTIONS, run("食品", drawn=12), run("药品", "u-b"))
    before = table.headings
    year.book.search("药")
    assert (table.headings, [line[1] for line in shown(table)]) == (before, ["药品"])


def test_files_are_counted_at_the_end(table: LedgerTable, year: Ledgers) -> None:
    year.keep(INSPECTIONS, run("食品"))
    [kept] = year.rows(INSPECTIONS)
    for content in (b"%PDF 1", b"%PDF 2"):
        file = add(year.workspace, "方案.pdf", content)
        link = EvidenceLink("", file, ledger_row=kept.id)
        year.workplace.dispatcher.tell(link_evidence(year.workspace, ME, link).outcome)
    assert shown(table)[0][-1] == "2 件"


def test_rows_are_found_by_their_place_and_their_id(table: LedgerTable, year: Ledgers) -> None:
    year.keep(INSPECTIONS, run("食品"), run("药品"))
    place = table.place_of(table.row_at(1).id)
    assert (place, table.place_of("l-none")) == (1, -1)


def test_the_row_that_was_kept_is_told_once(table: LedgerTable, year: Ledgers) -> None:
    assert table.take_arrived() == ""
    year.book.keep([run("食品")])
    [kept] = year.rows(INSPECTIONS)
    assert (table.take_arrived(), table.take_arrived()) == (kept.id, "")


def test_another_ledger_has_other_headings(table: LedgerTable, year: Ledgers) -> None:
    year.book.open(ACTIVITIES)
    year.keep(ACTIVITIES, meeting("第一次联席会议"))
    assert shown(table)[0][:4] == ["甲科", "会议", "2022-03-01", "第一次联席会议"]
    year.book.open(MEMBERS)
    assert (table.rowCount(), table.headings) == (0, ("单位", "成员单位", "佐证"))
    year.book.open(DUTIES)
    assert table.rowCount() == 0


def test_a_doubted_row_tells_what_looks_wrong_where_it_stands(
    table: LedgerTable, year: Ledgers
) -> None:
    ended, published = date(YEAR, 4, 2), date(YEAR, 4, 1)
    year.keep(INSPECTIONS, run("食品", ended=ended, published=published), run("药品", ended=ended))
    places = {heading: at for at, heading in enumerate(table.headings)}
    at = next(n for n in (0, 1) if table.row_at(n).row.told == "食品")
    told = "疑点：公示日期 2022-04-01 早于结束日期 2022-04-02"
    assert [one.words for one in table.doubts_at(at)] == [told.removeprefix("疑点：")]
    assert table.doubts_at(1 - at) == ()
    doubted = [one for one, place in places.items() if table.is_doubted(at, place)]
    assert doubted == ["结束日期", "公示日期"]
    assert not any(table.is_doubted(1 - at, place) for place in places.values())
    tips = {one: table.index(at, place).data(Role.ToolTipRole) for one, place in places.items()}
    assert tips["单位"] == f"甲科\n{told}"
    assert tips["公示日期"] == f"2022-04-01\n{told}"
    assert tips["抽查任务"] == "食品"
    assert table.index(1 - at, 0).data(Role.ToolTipRole) == "甲科"


def test_rows_are_sorted_by_any_column_and_back_again(table: LedgerTable, year: Ledgers) -> None:
    """What is blank stands last either way; 10 comes after 9."""
    year.keep(
        INSPECTIONS,
        run("抽查10", drawn=3, ended=date(YEAR, 4, 1)),
        run("抽查9", "u-b", drawn=20, ended=date(YEAR, 4, 2)),
        run("抽查1", ended=date(YEAR, 4, 3)),
    )
    by_day = ["抽查10", "抽查9", "抽查1"]

    def titles() -> list[str]:
        return [line[1] for line in shown(table)]

    def sort(heading: str) -> list[str]:
        table.sort_on(table.headings.index(heading))
        return titles()

    assert titles() == by_day
    assert sort("抽取户数") == ["抽查10", "抽查9", "抽查1"]
    assert table.headerData(table.headings.index("抽取户数"), ACROSS) == "抽取户数 ↑"
    assert sort("抽取户数") == ["抽查9", "抽查10", "抽查1"]
    assert table.headerData(table.headings.index("抽取户数"), ACROSS) == "抽取户数 ↓"
    assert (sort("抽取户数"), table.order) == (by_day, None)
    assert sort("抽查任务") == ["抽查1", "抽查9", "抽查10"]
    assert sort("单位") == ["抽查9", "抽查10", "抽查1"]
    assert sort("结束日期") == by_day
    assert sort("结束日期") == by_day[::-1]
    year.book.search("抽查10")
    assert titles() == ["抽查10"]
    year.book.search("")
    year.book.open(MEMBERS)
    year.book.open(INSPECTIONS)
    assert titles() == by_day[::-1]  # each ledger keeps its own order
    [_, kept, _] = year.rows(INSPECTIONS)
    link = EvidenceLink("", add(year.workspace), ledger_row=kept.id)
    year.workplace.dispatcher.tell(link_evidence(year.workspace, ME, link).outcome)
    assert sort("佐证")[0] == kept.row.told
