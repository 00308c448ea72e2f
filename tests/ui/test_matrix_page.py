"""总表 with real keys: order, copy, fold, find, and the way to the sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.records import AssessmentKey
from desktop.services.papers import Paper, Wanted
from desktop.ui.results.matrix_grid import MatrixGrid
from desktop.ui.results.matrix_page import MatrixPage
from desktop.viewmodels.matrix_cells import Shows
from desktop.viewmodels.matrix_lines import Grouping
from tests.viewmodels.overall import ROUND, Overall, overall


class Open:
    """The page over four units, and what it asked for."""

    def __init__(self, of: Overall) -> None:
        self.of = of
        self.page = MatrixPage(of.book)
        self.page.resize(1100, 600)
        self.page.show_round()
        self.sheets: list[tuple[object, ...]] = []
        self.papers: list[object] = []
        of.book.sheet_wanted.connect(lambda *told: self.sheets.append(told))
        of.book.paper_wanted.connect(self.papers.append)

    @property
    def cells(self) -> object:
        return self.page.grid.cells

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.page.table.lines]


@pytest.fixture
def open_(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    with overall(tmp_path) as of:
        for unit, count in (("u-a", 3), ("u-b", 1)):
            of.settle(unit)
            of.record(unit, "late", {"count": count})
        made = Open(of)
        qtbot.addWidget(made.page)
        made.page.show()
        made.page.activateWindow()
        qtbot.waitUntil(made.page.isActiveWindow)
        made.page.entry.setFocus()
        yield made


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_cursor_stands_in_the_first_cell_and_tells_of_it(open_: Open) -> None:
    told = open_.page.table.told(open_.page.grid.current)
    assert (told.unit, told.column) == ("甲镇", "1 报送材料（10 分）")
    assert open_.page._sentence.text() == told.sentence
    assert "迟报：3 次" in told.sentence


def test_arrows_move_and_enter_goes_to_the_sheet(open_: Open) -> None:
    open_.press(Qt.Key.Key_Down)
    open_.press(Qt.Key.Key_Right)
    open_.press(Qt.Key.Key_Return)
    assert open_.sheets == [(AssessmentKey(ROUND, "u-b"), "checks", "")]


def test_a_double_click_goes_to_the_sheet(open_: Open) -> None:
    cells = open_.page.grid.cells
    place = cells.visualRect(open_.page.table.index(1, 2)).center()
    QTest.mouseClick(cells.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(cells.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert open_.sheets == [(AssessmentKey(ROUND, "u-b"), "trained", "")]


def test_a_key_orders_by_the_column_and_stays_with_the_unit(open_: Open) -> None:
    open_.press(Qt.Key.Key_S)
    assert open_.names == ["乙镇", "甲镇", "丙局", "丁局"]
    assert open_.page.table.told(open_.page.grid.current).unit == "甲镇"
    assert open_.page.orders.currentText() == "按选定的列"
    open_.press(Qt.Key.Key_S)
    open_.press(Qt.Key.Key_S)
    assert open_.names == ["甲镇", "乙镇", "丙局", "丁局"]
    assert open_.page.orders.currentText() == "批次顺序"


def test_a_heading_orders_too(open_: Open) -> None:
    head = open_.page.grid.heads[0]
    QTest.mouseClick(
        head.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(head.sectionViewportPosition(0) + 10, head.height() - 10),
    )
    assert open_.names[0] == "乙镇"


def test_orders_by_their_names(open_: Open) -> None:
    orders = open_.page.orders
    orders.setFocus()
    for _ in range(2):
        open_.press(Qt.Key.Key_Down)
    assert orders.currentText() == "总分从高到低"
    assert open_.names[:2] == ["乙镇", "甲镇"]
    open_.press(Qt.Key.Key_Home)
    assert open_.names[:2] == ["甲镇", "乙镇"]


def test_chosen_cells_are_copied(open_: Open) -> None:
    open_.press(Qt.Key.Key_Down, SHIFT)
    open_.press(Qt.Key.Key_Right, SHIFT)
    open_.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "7\t10\n9\t10\n"


def test_all_is_copied_with_heads(open_: Open) -> None:
    open_.press(Qt.Key.Key_C, CTRL | SHIFT)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("单位\t1 报送材料（10 分）\t")
    assert len(lines) == 5
    assert "4 行" in open_.of.remarks[-1]


def test_units_are_found_and_the_cursor_comes_back(open_: Open) -> None:
    open_.press(Qt.Key.Key_F, CTRL)
    assert open_.page.search.hasFocus()
    QTest.keyClicks(open_.page.search, "x")
    assert open_.names == []
    assert "0 / 4 个单位" in open_.page.grid.corner.text()
    open_.press(Qt.Key.Key_Backspace)
    assert len(open_.names) == 4
    open_.press(Qt.Key.Key_Return)
    assert open_.page.grid.cells.hasFocus()


def test_sections_fold_by_key_by_button_and_by_a_click(open_: Open) -> None:
    table = open_.page.table
    open_.press(Qt.Key.Key_Minus)
    assert table.shut == {"work"}
    assert open_.page.table.columns[open_.page.grid.current.column()].id == "section:work"
    open_.press(Qt.Key.Key_Plus)
    assert not table.shut
    open_.page.folds.click()
    assert table.shut == {"work", "people"}
    assert open_.page.folds.text() == "展开大类"
    open_.page.folds.click()
    assert not table.shut
    head = open_.page.grid.heads[0]
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 8))
    assert table.shut == {"work"}


def test_what_is_shown_and_how_it_is_grouped(open_: Open) -> None:
    for box, holds in ((open_.page.shows, Shows.LOST), (open_.page.groupings, Grouping.KIND)):
        box.setFocus()
        open_.press(Qt.Key.Key_Down)
        assert box.currentText() == holds.value
    assert open_.page.table.shows is Shows.LOST
    assert open_.names[0] == "乡镇"
    assert open_.page.table.place_of("u-a", "reports").data() == "3"


def test_heads_never_scroll_away(open_: Open, qtbot: QtBot) -> None:
    grid = MatrixGrid(open_.page.table)
    qtbot.addWidget(grid)
    grid.resize(560, 300)
    open_.page.table.laid_out.emit()
    grid.show()
    last = max(n for n, one in enumerate(open_.page.table.columns) if not one.kept_right)
    grid.cells.setCurrentIndex(open_.page.table.index(2, last))
    QApplication.processEvents()
    assert grid.cells.horizontalScrollBar().value() > 0
    assert grid.units.isVisible()
    assert grid.totals.visualRect(open_.page.table.place_of("u-c", "total")).isValid()
    assert grid.sums.horizontalScrollBar().value() == grid.cells.horizontalScrollBar().value()


def test_where_there_is_little_room_the_sentence_is_one_line(open_: Open) -> None:
    assert open_.page._sentence.isVisible()
    open_.page.resize(1100, 420)
    QApplication.processEvents()
    assert open_.page._line.isVisible()
    assert not open_.page._sentence.isVisible()
    assert open_.page.grid.sums.height() < 40


def test_a_finding_elsewhere_is_seen_at_once(open_: Open) -> None:
    open_.of.record("u-a", "late", {"count": 0})
    assert open_.page.table.place_of("u-a", "reports").data() == "10"
    assert "没有失分" in open_.page._sentence.text()


def test_the_matrix_as_a_paper(open_: Open) -> None:
    open_.page.prints.click()
    assert open_.papers == [Wanted(Paper.MATRIX, ROUND)]


def test_a_locked_unit_and_groups_are_painted(open_: Open, qtbot: QtBot) -> None:
    before = open_.page.grid.units.grab().toImage()
    open_.of.lock("u-a")
    open_.page.show_round()
    assert open_.page.grid.units.grab().toImage() != before
