"""A state grid: the year at a glance, written by keys."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from desktop.domain.ledgers.kinds import DUTIES, RECEIPTS
from desktop.ui.ledgers.duty_dialog import DutyDialog
from desktop.ui.ledgers.receipt_dialog import ReceiptDialog
from desktop.ui.ledgers.state_grid import StateCells, StateGrid
from desktop.ui.ledgers.state_head import _lines
from desktop.ui.parts.segments import Segments
from desktop.ui.parts.tables import go_to
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.ui.theme.fonts import font
from tests.journeys.evaluator import wait_until
from tests.ui.dropping import answering, button_of, double_click
from tests.viewmodels.ledgering import YEAR, Ledgers, receipt

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def grid(screen: LedgerScreen) -> StateGrid:
    return screen.reports.grid


def go(grid: StateGrid, row: int, column: int) -> None:
    go_to(grid, grid.model().index(row, column))


def told(grid: StateGrid) -> list[str]:
    model = grid.model()
    return [str(model.index(0, at).data()) for at in range(model.columnCount())]


def choose_state(states: Segments, key: Key) -> None:
    states.setFocus()
    first = states.window().focusWidget()
    assert first is not None
    QTest.keyClick(first, key)


def test_the_year_is_seen_at_a_glance(grid: StateGrid) -> None:
    last = grid.visualRect(grid.model().index(0, 15))
    assert grid.viewport().rect().contains(last)
    assert grid.horizontalHeader().sectionSize(0) >= 68


def test_columns_share_what_room_there_is(screen: LedgerScreen, grid: StateGrid) -> None:
    screen.resize(1842, 980)
    QTest.qWait(1)
    wide = grid.horizontalHeader().sectionSize(0)
    screen.resize(900, 560)
    QTest.qWait(1)
    assert wide > grid.horizontalHeader().sectionSize(0) == 68


def test_the_cursor_begins_at_what_is_still_to_come(screen: LedgerScreen, year: Ledgers) -> None:
    assert screen.reports.grid.currentIndex().column() == 0
    year.book.open(year=YEAR - 1)
    assert (screen.entry, screen.page.filled) == (screen.empty.buttons[0], False)
    year.keep(RECEIPTS, *[receipt(month, 2, unit="u-c") for month in (1, 2, 3)])
    year.book.open(year=YEAR)
    assert screen.reports.grid.currentIndex().column() == 3


def test_the_space_bar_takes_in_what_has_nothing_yet(grid: StateGrid, year: Ledgers) -> None:
    year.keep(RECEIPTS, receipt(2, 18, "u-c"))
    go(grid, 0, 0)
    for _ in range(2):
        QTest.keyClick(grid, Key.Key_Right, SHIFT)
    QTest.keyClick(grid, Key.Key_Space)
    days = {one.row.on: getattr(one.row, "received", None) for one in year.rows(RECEIPTS)}
    assert days == {
        date(YEAR, 1, 20): year.book.today,
        date(YEAR, 2, 20): date(YEAR, 2, 18),
        date(YEAR, 3, 20): year.book.today,
    }
    assert grid.currentIndex().column() == 2
    QTest.keyClick(grid, Key.Key_Space)
    assert len(year.rows(RECEIPTS)) == 3


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_takes_back_what_was_entered(grid: StateGrid, year: Ledgers, key: Key) -> None:
    year.keep(RECEIPTS, receipt(1, 18, "u-c"))
    go(grid, 0, 0)
    QTest.keyClick(grid, key)
    assert (year.rows(RECEIPTS), told(grid)[0]) == ([], "未报")
    before = len(year.events)
    QTest.keyClick(grid, key)
    assert len(year.events) == before
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, 0)


def test_enter_asks_when_it_came(grid: StateGrid, year: Ledgers) -> None:
    go(grid, 0, 1)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ReceiptDialog)
        QTest.keyClicks(dialog._day, "2022-02-19")
        QTest.keyClick(dialog._day, Key.Key_Return)

    titles = answering(answer)
    QTest.keyClick(grid, Key.Key_Return)
    assert (titles, told(grid)[1]) == (["登记报送"], "02-19")


def test_a_double_click_asks_too(grid: StateGrid, year: Ledgers) -> None:
    titles = answering(lambda dialog: dialog.reject())
    double_click(grid.viewport(), grid.visualRect(grid.model().index(1, 1)).center())
    assert (titles, year.rows(RECEIPTS)) == (["登记报送"], [])


def test_what_must_be_explained_is_asked_for(grid: StateGrid, year: Ledgers) -> None:
    def answer(dialog: QDialog) -> None:
        made = cast("ReceiptDialog", dialog)
        wait_until(made.isActiveWindow)
        choose_state(made._states, Key.Key_3)
        made.keep_button.click()
        assert (made._fault.text(), made._note.hasFocus()) == ("已退回要写明原因", True)
        choose_state(made._states, Key.Key_1)
        assert made._fault.text() == ""
        made._day.setFocus()
        QTest.keyClicks(made._day, "2022-13-45")
        QTest.keyClick(made._day, Key.Key_Return)
        assert made._fault.text() == made._day.wanted
        made._day.clear()
        made.keep_button.click()
        assert made._fault.text() == "请填收到日期"
        choose_state(made._states, Key.Key_4)
        QTest.keyClicks(made._note, "new")
        made.keep_button.click()

    answering(answer)
    go(grid, 0, 0)
    QTest.keyClick(grid, Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert told(grid)[0] == "免报"


def test_several_are_told_together(grid: StateGrid, year: Ledgers) -> None:
    titles: list[str] = []

    def answer(dialog: QDialog) -> None:
        heading = cast("QLabel", dialog.findChild(QLabel))
        titles.append(heading.text())
        cast("ReceiptDialog", dialog).keep_button.click()

    answering(answer)
    go(grid, 0, 0)
    QTest.keyClick(grid, Key.Key_Down, SHIFT)
    QTest.keyClick(grid, Key.Key_Return)
    assert titles == ["2 项报送一起登记"]
    assert len(year.rows(RECEIPTS)) == 2


def test_a_day_that_looks_wrong_is_doubted_while_it_is_typed(
    grid: StateGrid, year: Ledgers
) -> None:
    def answer(dialog: QDialog) -> None:
        made = cast("ReceiptDialog", dialog)
        wait_until(made.isActiveWindow)
        made._day.selectAll()
        QTest.keyClicks(made._day, "2021-02-01")
        assert made._notice.isVisible()
        told = "疑点：报送日期 2021-02-01 比应报日期 2022-02-20 早 384 天"
        assert made._notice.words.text().startswith(told)
        choose_state(made._states, Key.Key_4)
        assert not made._notice.isVisible()
        choose_state(made._states, Key.Key_1)
        made._day.selectAll()
        QTest.keyClicks(made._day, "2022-02-19")
        assert not made._notice.isVisible()
        made.reject()

    answering(answer)
    go(grid, 0, 1)
    QTest.keyClick(grid, Key.Key_Return)


def test_other_keys_move_about(grid: StateGrid) -> None:
    go(grid, 0, 0)
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_End):
        QTest.keyClick(grid, key)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 15)


def test_a_task_is_done_by_the_space_bar(screen: LedgerScreen, year: Ledgers) -> None:
    year.book.open(DUTIES)
    grid = screen.duties.grid
    grid.setFocus()
    assert grid.currentIndex().column() == 0
    QTest.keyClick(grid, Key.Key_Space)
    assert "逾期" in told(grid)[0]
    QTest.keyClick(grid, Key.Key_Delete)
    assert (told(grid)[0], year.rows(DUTIES)) == ("逾期", [])


def test_how_far_a_task_is_needs_its_day(screen: LedgerScreen, year: Ledgers) -> None:
    def answer(dialog: QDialog) -> None:
        made = cast("DutyDialog", dialog)
        wait_until(made.isActiveWindow)
        made._day.clear()
        made.keep_button.click()
        assert made._fault.text() == "已完成的要填完成日期"
        QTest.keyClicks(made._day, "2022-13-45")
        QTest.keyClick(made._day, Key.Key_Return)
        assert made._fault.text() == made._day.wanted
        made._day.clear()
        choose_state(made._states, Key.Key_2)
        button_of(made, "登记").click()

    year.book.open(DUTIES)
    answering(answer)
    QTest.keyClick(screen.duties.grid, Key.Key_Return)
    assert told(screen.duties.grid)[0] == "进行中"


def test_what_was_said_of_a_task_takes_its_scans(screen: LedgerScreen, year: Ledgers) -> None:
    have: list[bool] = []

    def look(dialog: QDialog) -> None:
        have.append(cast("DutyDialog", dialog).files is not None)
        dialog.reject()

    year.book.open(DUTIES)
    grid = screen.duties.grid
    answering(look)
    QTest.keyClick(grid, Key.Key_Return)
    QTest.keyClick(grid, Key.Key_Space)
    answering(look)
    QTest.keyClick(grid, Key.Key_Return)
    assert have == [False, True]


def test_a_task_that_is_done_in_another_time_is_doubted(
    screen: LedgerScreen, year: Ledgers
) -> None:
    def answer(dialog: QDialog) -> None:
        made = cast("DutyDialog", dialog)
        wait_until(made.isActiveWindow)
        made._day.selectAll()
        QTest.keyClicks(made._day, "2012-02-01")
        told = "疑点：完成日期 2012-02-01 不在 2022 年前后"
        assert made._notice.isVisible()
        assert made._notice.words.text().startswith(told)
        choose_state(made._states, Key.Key_2)
        assert not made._notice.isVisible()
        made.reject()

    year.book.open(DUTIES)
    answering(answer)
    QTest.keyClick(screen.duties.grid, Key.Key_Return)


def test_what_the_ledgers_tell_is_not_entered(screen: LedgerScreen, year: Ledgers) -> None:
    year.book.open(DUTIES)
    grid = screen.duties.grid
    go(grid, 0, 7)
    for key in (Key.Key_Space, Key.Key_Return, Key.Key_Delete):
        QTest.keyClick(grid, key)
    assert len(year.remarks) == 3
    assert year.remarks[0].startswith("这一格不用登记")
    assert year.rows(DUTIES) == []


def test_cells_are_painted_once_of_a_kind(grid: StateGrid) -> None:
    cells = grid.itemDelegate()
    assert isinstance(cells, StateCells)
    grid.grab()
    painted = len(cells._painted)
    grid.grab(grid.viewport().rect())
    assert len(cells._painted) == painted <= 4
    for width in range(300, 800):  # a window that is drawn larger, pixel by pixel
        grid.horizontalHeader().setDefaultSectionSize(width)
        grid.repaint()
    assert len(cells._painted) <= 402


def test_a_heading_is_broken_where_it_must_be(screen: LedgerScreen) -> None:
    metrics = QFontMetrics(font("tiny"))
    width = metrics.horizontalAdvance("四个汉字")
    assert _lines("健全完善制度机制", metrics, width) == ["健全完善", "制度机制"]
    long = _lines("强化抽查检查结果公示运用和归集", metrics, width)
    assert (long[:2], len(long)) == (["强化抽查", "检查结果"], 3)
    assert long[2].endswith("…")
    assert _lines("W", metrics, 0) == ["W"]
