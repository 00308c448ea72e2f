"""台账: its tabs, its rows, and what it says where there is nothing."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox

from desktop.domain.ledgers.kinds import ACTIVITIES, DUTIES, INSPECTIONS, MEMBERS, PLAN, RECEIPTS
from desktop.domain.records import UnitRecord
from desktop.services.office import keep_units
from desktop.services.rounds import RoundPlan, open_round
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.parts.tables import go_to as to_cell
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.ui.theme.tokens import colour
from desktop.viewmodels.preferences import Preferences
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, rename_round
from tests.services.building import PLAN as PLAN_SCHEME
from tests.ui.dropping import answering, button_of, choose, compose, double_click, nameless, press
from tests.viewmodels.ledgering import YEAR, Ledgers, meeting, receipt, run

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
RUNS = [run(title, drawn=3) for title in ("食品", "药品", "烟草", "化妆品", "成品油")]


def rows_in_sight(screen: LedgerScreen) -> list[str]:
    table = screen.rows.rows.table
    return [table.row_at(at).row.told for at in range(table.rowCount())]


def current(screen: LedgerScreen) -> str:
    index = screen.rows.rows.currentIndex()
    return screen.rows.rows.table.row_at(index.row()).row.told


def go_to(screen: LedgerScreen, name: str, column: int = 0) -> None:
    view = screen.rows.rows
    to_cell(view, view.table.index(rows_in_sight(screen).index(name), column))


def test_everything_has_a_name(screen: LedgerScreen, year: Ledgers) -> None:
    for ledger in (RECEIPTS, DUTIES, INSPECTIONS):
        year.book.open(ledger)
        assert nameless(screen) == []


def test_tabs_are_chosen_by_arrows_and_digits(screen: LedgerScreen, year: Ledgers) -> None:
    screen.tabs.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Key.Key_3)
    assert year.book.ledger.id == INSPECTIONS
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Key.Key_Right)
    assert (year.book.ledger.id, screen.tabs.value) == (ACTIVITIES, 3)
    assert screen.tabs.isAncestorOf(screen.focusWidget())


def test_a_unit_and_a_year_are_chosen(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(
        ACTIVITIES, meeting("本科", "u-b"), meeting("别科"), meeting("从前", held=date(2021, 1, 5))
    )
    year.book.open(ACTIVITIES)
    screen.units.setFocus()
    QTest.keyClick(screen.units, Key.Key_Down)
    QTest.keyClick(screen.units, Key.Key_Down)
    assert (screen.units.currentText(), rows_in_sight(screen)) == ("乙科", ["本科"])
    QTest.keyClick(screen.units, Key.Key_Home)
    assert len(rows_in_sight(screen)) == 2
    assert "2021 年" in [screen.years.itemText(at) for at in range(screen.years.count())]
    screen.years.setFocus()
    QTest.keyClick(screen.years, Key.Key_End)
    assert (year.book.year, rows_in_sight(screen)) == (2021, ["从前"])


def test_the_cursor_stays_on_its_row_and_column(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(INSPECTIONS, *RUNS)
    year.book.open(INSPECTIONS)
    go_to(screen, "烟草", 2)
    year.keep(INSPECTIONS, run("日化"))
    assert (current(screen), screen.rows.rows.currentIndex().column()) == ("烟草", 2)
    year.book.search("品")
    year.book.search("")
    assert screen.rows.rows.currentIndex().column() == 2


def test_where_a_row_goes_the_cursor_stays_in_its_place(
    screen: LedgerScreen, year: Ledgers
) -> None:
    year.keep(INSPECTIONS, *RUNS)
    year.book.open(INSPECTIONS)
    order = rows_in_sight(screen)
    go_to(screen, order[2])
    screen.rows.rows.setFocus()
    titles = answering(press("删除"))
    QTest.keyClick(screen.rows.rows, Key.Key_Delete)
    assert titles == ["考评台"]
    assert (rows_in_sight(screen), current(screen)) == (order[:2] + order[3:], order[3])
    assert screen.focusWidget() is screen.rows.rows
    year.undoing.undo()
    assert rows_in_sight(screen) == order


def test_a_key_that_is_held_down_selects_nothing_more(screen: LedgerScreen, year: Ledgers) -> None:
    """Ctrl+Z reads the table again while Ctrl is still down."""
    year.keep(INSPECTIONS, *RUNS)
    year.book.open(INSPECTIONS)
    go_to(screen, "烟草")
    for held in (CTRL, Qt.KeyboardModifier.ShiftModifier):
        QTest.keyClick(screen.rows, Key.Key_F12, held)
        year.keep(INSPECTIONS, run(f"又一个 {held.value}"))
        assert [screen.rows.rows.table.row_at(at).row.told for at in screen.rows.rows.chosen()] == [
            "烟草"
        ]


def test_several_rows_go_together_or_not_at_all(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(INSPECTIONS, *RUNS)
    year.book.open(INSPECTIONS)
    screen.rows.rows.setFocus()
    screen.rows.rows.selectAll()
    asked: list[str] = []

    def answer(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        QTest.keyClick(box, Key.Key_Escape)

    answering(answer)
    QTest.keyClick(screen.rows.rows, Key.Key_Delete)
    assert (asked, len(year.rows(INSPECTIONS))) == (["从“抽查任务”台账删除“5 行”？"], 5)
    answering(press("删除"))
    QTest.keyClick(screen.rows.rows, Key.Key_Delete)
    assert year.rows(INSPECTIONS) == []
    assert screen.empty.isVisible()
    assert screen.focusWidget() is screen.empty.buttons[0]


def test_a_row_that_is_added_is_gone_to(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(INSPECTIONS, *RUNS)
    year.book.open(INSPECTIONS)
    year.book.keep([run("中间的一行")])
    assert current(screen) == "中间的一行"
    year.keep(INSPECTIONS, run("最后的一行"))
    assert current(screen) == "中间的一行"


def test_a_width_that_was_given_stays(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(INSPECTIONS, *RUNS)
    year.book.open(INSPECTIONS)
    view = screen.rows.rows
    view.setColumnWidth(1, 333)
    year.keep(INSPECTIONS, run("很长很长很长很长很长很长很长很长的一个任务"))
    assert view.columnWidth(1) == 333
    year.keep(INSPECTIONS, run("又一个", note="多一列"))
    assert view.columnWidth(1) == 260


def test_a_heading_and_a_key_sort_the_rows(screen: LedgerScreen, year: Ledgers) -> None:
    """The cursor stays on its row and in its column."""
    year.keep(INSPECTIONS, run("乙", drawn=3), run("甲", drawn=20), run("丙", drawn=1))
    year.book.open(INSPECTIONS)
    view = screen.rows.rows
    column = view.table.headings.index("抽取户数")
    go_to(screen, "乙", column)
    view.setFocus()
    QTest.keyClick(view, Key.Key_S)
    assert (rows_in_sight(screen), current(screen)) == (["丙", "乙", "甲"], "乙")
    assert view.currentIndex().column() == column
    head = view.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert rows_in_sight(screen) == ["甲", "乙", "丙"]


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_columns_are_chosen_and_remembered(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(INSPECTIONS, run("食品", drawn=3), run("药品", drawn=5))
    year.book.open(INSPECTIONS)
    view = screen.rows.rows
    at = view.table.headings.index("抽取户数")
    go_to(screen, "食品", at)

    def ticked() -> dict[str, bool]:
        menu = view.columns.menu()
        told = {one.text(): one.isChecked() for one in menu.actions()}
        menu.deleteLater()
        return told

    def choose_column(heading: str) -> None:
        menu = view.columns.menu()
        next(one for one in menu.actions() if one.text() == heading).trigger()
        menu.deleteLater()

    assert all(ticked().values())
    choose_column("抽取户数")
    assert view.isColumnHidden(at)
    assert (current(screen), view.currentIndex().column()) == ("食品", 0)
    year.keep(INSPECTIONS, run("烟草"))
    year.book.open(PLAN)
    year.book.open(INSPECTIONS)
    assert (view.isColumnHidden(at), ticked()["抽取户数"]) == (True, False)
    again = LedgerScreen(year.book, year.jobs, Preferences())
    assert again.rows.rows.isColumnHidden(at)
    again.deleteLater()
    for heading in view.table.headings[:-1]:
        view.columns.show_column(heading, shown=False)
    menu = view.columns.menu()
    assert [one.text() for one in menu.actions() if not one.isEnabled()] == ["佐证"]
    menu.deleteLater()
    choose_column("抽取户数")
    assert not view.isColumnHidden(at)
    view.columns.show_column("抽取户数", shown=False)
    view.columns.show_column("佐证", shown=False)  # by another machine's file: never nothing
    assert not any(map(view.isColumnHidden, range(view.table.columnCount())))
    QTest.keyClick(view, Key.Key_C)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    assert popup.actions()[0].text() == "单位"
    popup.close()


def test_the_days_are_counted_below_the_row(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(INSPECTIONS, run("食品", ended=date(YEAR, 4, 26)), run("药品"))
    year.book.open(INSPECTIONS)
    go_to(screen, "药品")
    assert not screen.rows._told.isVisible()
    go_to(screen, "食品")
    assert "最后一日是 2022年5月26日，即第 20 个工作日" in screen.rows._days.text()
    assert screen.rows._told.isVisible()


def test_enter_and_a_double_click_open_a_row(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(INSPECTIONS, *RUNS)
    year.book.open(INSPECTIONS)
    view = screen.rows.rows
    titles = answering(lambda dialog: dialog.reject())
    QTest.keyClick(view, Key.Key_Return)
    assert titles == ["修改：抽查任务"]
    titles = answering(lambda dialog: dialog.reject())
    double_click(view.viewport(), view.visualRect(view.table.index(1, 1)).center())
    assert titles == ["修改：抽查任务"]
    QTest.keyClick(view, Key.Key_Down)
    assert view.currentIndex().row() == 2


def test_words_are_sought_as_they_are_typed(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(INSPECTIONS, *RUNS)
    year.book.open(INSPECTIONS)
    screen.rows.rows.setFocus()
    QTest.keyClick(screen.rows.rows, Key.Key_F, CTRL)
    assert screen.search.hasFocus()
    screen.search.setText("")
    QTest.keyClicks(screen.search, "none")
    assert (screen.empty.isVisible(), screen.summary.toolTip()) == (True, "0 / 5 行")
    assert screen.search.hasFocus()
    assert [one.text() for one in screen.empty.buttons] == ["清除查找"]
    screen.empty.buttons[0].click()
    assert (screen.search.text(), screen.summary.toolTip()) == ("", "5 行")
    QTest.keyClick(screen.search, Key.Key_Return)
    assert screen.rows.rows.hasFocus()


def test_units_are_sought_in_a_grid_by_name_and_by_round(
    screen: LedgerScreen, year: Ledgers
) -> None:
    grid = screen.reports.grid
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_F, CTRL)
    assert (screen.search.hasFocus(), screen.search.placeholderText()) == (True, "查找单位…")
    compose(screen.search, "乙")
    assert [one.name for one in year.book.grid.rows] == ["乙科"]
    assert screen.summary.toolTip().startswith("1 / 3 个单位")
    QTest.keyClick(screen.search, Key.Key_Return)
    assert grid.hasFocus()
    year.book.open(DUTIES)  # a grid, too
    assert [one.name for one in year.book.duties.rows] == ["乙科"]
    year.book.search("没有这个单位")
    assert screen.empty._words.text() == "这里没有名称里有“没有这个单位”的单位。"
    [clear] = screen.empty.buttons
    clear.click()
    assert (screen.search.text(), len(year.book.duties.rows)) == ("", 3)
    year.book.search("丙")
    year.book.open(INSPECTIONS)
    assert (screen.search.text(), screen.rounds.isVisible()) == ("", False)


def test_a_long_name_is_shortened_and_told_in_full(screen: LedgerScreen, year: Ledgers) -> None:
    name = "2022年度各县（市、区）“双随机、一公开”监管工作联合考核"
    [of, *_] = year.book.rounds
    year.workplace.dispatcher.tell(rename_round(year.workspace, ME, of.id, name, "2022年"))
    year.book.show_round(of.id)
    plain = screen.rounds.grab().toImage()
    assert screen.rounds.toolTip() == screen.rounds.currentText() == name
    screen.rounds.fit_list()  # as showing it does; no platform without a screen raises it
    widest = screen.rounds.fontMetrics().horizontalAdvance(name)
    assert screen.rounds.view().minimumWidth() > widest > screen.rounds.width()
    screen.rounds.setItemText(screen.rounds.currentIndex(), f"{name}（第二次）")
    assert screen.rounds.grab().toImage() == plain  # what is cut away is not half a sign


def test_a_grid_shows_one_round(screen: LedgerScreen, year: Ledgers) -> None:
    open_round(year.workspace, ME, RoundPlan("两家", "2022年", PLAN_SCHEME, ["u-a", "u-b"]))
    open_round(year.workspace, ME, RoundPlan("明年", "2023年", PLAN_SCHEME, ["u-a"]))
    year.book.open(RECEIPTS)
    names = [screen.rounds.itemText(at) for at in range(screen.rounds.count())]
    assert names[0] == "全部批次"
    assert ("两家" in names, "明年" in names) == (True, False)
    screen.rounds.setFocus()
    for _ in range(names.index("两家")):
        QTest.keyClick(screen.rounds, Key.Key_Down)
    assert [one.name for one in year.book.grid.rows] == ["乙科", "甲科"]
    year.book.open(year=2023)
    assert (year.book.round, screen.rounds.currentText()) == (None, "全部批次")


@pytest.mark.parametrize(
    ("ledger", "words", "ways"),
    [
        (RECEIPTS, "没有要报送的事项", ["去设置报送安排", "去总览新建批次"]),
        (DUTIES, "没有监管工作计划", ["去总览新建批次"]),
        (PLAN, "1998 年的“抽查计划”还没有登记", ["登记一行", "导入…"]),
        (MEMBERS, "“成员单位”还没有登记", ["登记一行", "导入…"]),
    ],
)
def test_where_there_is_nothing_a_button_leads_on(
    screen: LedgerScreen, year: Ledgers, ledger: str, words: str, ways: list[str]
) -> None:
    year.book.open(ledger, year=1998)
    assert words in screen.empty._words.text()
    assert [one.text() for one in screen.empty.buttons] == ways
    assert screen.entry is screen.empty.buttons[0]
    assert screen.add_button.isEnabled() == (ledger in {PLAN, MEMBERS})


def test_the_ways_lead_where_they_say(screen: LedgerScreen, year: Ledgers) -> None:
    wanted: list[str] = []
    screen.settings_wanted.connect(lambda: wanted.append("settings"))
    screen.overview_wanted.connect(lambda: wanted.append("overview"))
    year.book.open(RECEIPTS, year=1998)
    for one in screen.empty.buttons:
        one.click()
    assert wanted == ["settings", "overview"]
    year.book.open(MEMBERS)
    titles = answering(lambda dialog: dialog.reject())
    screen.empty.buttons[0].click()
    assert titles == ["登记：成员单位"]
    titles = answering(lambda dialog: dialog.reject())
    screen.empty.buttons[1].click()
    assert len(titles) == 1


def test_without_units_the_settings_come_first(screen: LedgerScreen, year: Ledgers) -> None:
    year.book.open(MEMBERS)
    gone = [
        UnitRecord(f"u-{n}", name, active=False) for n, name in zip("abc", "甲乙丙", strict=True)
    ]
    year.workplace.dispatcher.tell(keep_units(year.workspace, ME, gone))
    assert [one.text() for one in screen.empty.buttons] == ["去设置登记单位"]


def test_a_template_is_saved_where_one_wants(screen: LedgerScreen, year: Ledgers) -> None:
    year.book.open(INSPECTIONS)
    place = year.workspace.folder.parent / "模板.xlsx"
    answering(choose(place))
    button_of(screen, "填报模板…").click()
    assert place.exists()
    assert year.remarks == [f"填报模板已存到“{place}”"]
    answering(lambda dialog: dialog.reject())
    button_of(screen, "填报模板…").click()
    assert len(year.remarks) == 1


def test_a_file_is_chosen_to_be_imported(screen: LedgerScreen, year: Ledgers) -> None:
    table = year.workspace.folder.parent / "成员.csv"
    table.write_text("成员单位\n县水利局\n")
    year.book.open(MEMBERS, "u-a")
    titles: list[str] = []

    def choose_then_keep(dialog: QDialog) -> None:
        titles.append(dialog.windowTitle())
        answering(agree)
        choose(table)(dialog)

    def agree(dialog: QDialog) -> None:
        titles.append(dialog.windowTitle())
        year.wait()
        QTest.keyClick(dialog, Key.Key_Return)

    answering(choose_then_keep)
    button_of(screen, "导入…").click()
    assert titles[-1] == "导入台账"
    assert rows_in_sight(screen) == ["县水利局"]
    answering(lambda dialog: dialog.reject())
    button_of(screen, "导入…").click()
    assert len(year.rows(MEMBERS)) == 1


def test_out_of_sight_it_reads_nothing(screen: LedgerScreen, year: Ledgers) -> None:
    screen.hide()
    year.changes.clear()
    year.keep(INSPECTIONS, *RUNS)
    assert year.changes == []
    screen.show()
    assert year.changes == [1]


def test_a_new_row_begins_with_the_unit_that_is_open(screen: LedgerScreen, year: Ledgers) -> None:
    year.book.open(PLAN, "u-b")
    held: list[object] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, RowDialog)
        wait_until(dialog.isActiveWindow)
        held.extend([dialog._unit.currentText(), dialog.fields["year"].value])
        held.append(dialog.fields["no"].widget.hasFocus())
        dialog.reject()

    answering(answer)
    QTest.keyClick(screen, Key.Key_N, CTRL)
    assert held == ["乙科", YEAR, True]


def test_rows_with_doubts_are_marked_and_can_be_looked_at_alone(
    screen: LedgerScreen, year: Ledgers
) -> None:
    year.book.open(INSPECTIONS)
    year.keep(INSPECTIONS, *RUNS)
    page, table = screen.rows, screen.rows.rows.table
    assert not page._notice.isVisible()
    doubted = run("特种设备", drawn=12, directory=10)
    year.keep(INSPECTIONS, doubted)
    assert page._notice.isVisible()
    assert page._doubted.text().startswith("1 行有疑点，")
    go_to(screen, "食品")
    assert not page._told.isVisible()
    go_to(screen, "特种设备")
    assert page._doubts.text() == "疑点：抽取户数 12，多于名录库户数 10"
    assert (page._told.isVisible(), page._days.isVisible()) == (True, False)
    at, place = rows_in_sight(screen).index("特种设备"), table.headings.index("抽取户数")
    mark, ink = Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ForegroundRole
    assert isinstance(table.index(at, 0).data(mark), QIcon)
    assert table.index(at, place).data(mark) is None
    assert table.index(at, place).data(ink) == colour("amber")
    assert table.index(at, 0).data(ink) is None
    assert table.index(rows_in_sight(screen).index("食品"), 0).data(mark) is None

    page.doubted_button.click()
    assert rows_in_sight(screen) == ["特种设备"]
    assert (screen.summary.toolTip(), page.doubted_button.text()) == ("1 / 6 行", "显示全部行")
    page.doubted_button.click()
    assert (screen.summary.toolTip(), page.doubted_button.text()) == ("6 行", "只看这些行")


def test_one_row_is_gone_to_wherever_it_is(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(RECEIPTS, receipt(3, 18), receipt(5, 18, "u-b"))
    year.keep(ACTIVITIES, meeting("部署会"), meeting("推进会", "u-b", date(2021, 5, 6)))
    row = next(one.id for one in year.rows(RECEIPTS) if one.unit == "u-b")
    year.book.search("没有这样的单位")
    assert year.book.show_row(row)
    assert (screen.search.text(), screen.reports.place.row) == ("", row)
    assert "5月" in screen.reports.place.name
    row = next(one.id for one in year.rows(ACTIVITIES) if one.unit == "u-b")
    year.book.open(ACTIVITIES, "u-a", YEAR, only_doubted=True)
    assert year.book.show_row(row)
    assert (year.book.year, year.book.unit, screen.rows.place.row) == (2021, "u-b", row)
    assert not year.book.show_row("nobody")
    assert screen.rows.place.row == row


def test_whose_row_it_is_stands_below_where_the_table_is_wide(
    screen: LedgerScreen, year: Ledgers
) -> None:
    page = screen.rows
    year.keep(INSPECTIONS, run("食品抽查"), run("药品抽查", "u-b"))
    year.book.open(INSPECTIONS, year=YEAR)
    go_to(screen, "药品抽查")
    for width, told in ((3_000, True), (60, False), (3_000, True)):
        page.rows.setColumnWidth(1, width)
        wait_until(lambda told=told: page._whose.isVisible() is told)  # type: ignore[misc]  # a default of its own
    assert page._whose.text() == "乙科 · 药品抽查"
    go_to(screen, "食品抽查")
    assert page._whose.text() == "甲科 · 食品抽查"
