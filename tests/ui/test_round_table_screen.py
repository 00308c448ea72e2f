"""The round table under real keys: it is typed like a spreadsheet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.paste_dialog import PasteDialog
from desktop.ui.screens.round_table_screen import RoundTableScreen
from desktop.viewmodels.pasted_column import Spot
from tests.ui.seat import key_to
from tests.viewmodels.tabling import Tabled, tabled

LATE, SHORT = "two-late", "two-short"


@dataclass
class Sat:
    """The table on the screen, beside another page, and where the keys go."""

    one: Tabled
    pages: QStackedWidget
    screen: RoundTableScreen
    qtbot: QtBot
    back: list[tuple[str, str]]

    def press(self, *keys: str) -> None:
        """Keys to whatever has the focus."""
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            if key.startswith("'"):
                QTest.keyClicks(focused, key[1:2])
                QTest.keyClicks(QApplication.focusWidget() or focused, key[2:])
                QApplication.processEvents()
            else:
                key_to(focused, key)

    def wake(self) -> None:
        """The window is in front again."""
        self.pages.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is self.pages, timeout=5_000)
        self.screen.grid.cells.setFocus()

    @property
    def spot(self) -> Spot:
        """Where the cursor is."""
        return self.screen.grid.spot

    @property
    def field(self) -> QLineEdit | None:
        """The cell that is open."""
        return self.screen.grid.cells.delegate.field

    @property
    def line(self) -> str:
        """The sentence below."""
        return self.screen.line.words

    def cell(self, row: int, column: int) -> QPoint:
        """The middle of a cell."""
        cells = self.screen.grid.cells
        return cells.visualRect(self.one.table.index(row, column)).center()

    def click(self, row: int, column: int) -> None:
        """Click on a cell."""
        QTest.mouseClick(
            self.screen.grid.cells.viewport(),
            Qt.MouseButton.LeftButton,
            pos=self.cell(row, column),
        )


@pytest.fixture
def sat(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Sat]:
    """Two criteria over three units, the cursor on the first."""
    with tabled(tmp_path) as one:
        screen, pages = RoundTableScreen(one.table), QStackedWidget()
        pages.addWidget(screen)
        pages.addWidget(QWidget())
        qtbot.addWidget(pages)
        back: list[tuple[str, str]] = []
        screen.back_wanted.connect(lambda key, part: back.append((key.unit, part)))
        pages.resize(1288, 700)
        pages.show()
        made = Sat(one, pages, screen, qtbot, back)
        made.wake()
        screen.begin("u-a")
        yield made


def previewed(seen: list[list[str]], press: str) -> Callable[[], None]:
    """Read the dialog that opens, and press one of its buttons."""

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PasteDialog)
        labels = cast("list[QLabel]", dialog.findChildren(QLabel))
        view = cast("QTableView", dialog.findChild(QTableView))
        model = view.model()
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        seen.append([one.text() for one in labels])
        columns = range(model.columnCount())
        seen.extend(
            [model.index(row, at).data() for at in columns] for row in range(model.rowCount())
        )
        buttons = cast("list[QPushButton]", dialog.findChildren(QPushButton))
        QTest.mouseClick(
            next(one for one in buttons if one.text() == press), Qt.MouseButton.LeftButton
        )

    return read


# -- one cell


def test_typing_replaces_and_enter_goes_down(sat: Sat) -> None:
    sat.press("'3", "Return", "'0", "Return")
    assert (sat.one.fact("u-a", LATE), sat.one.fact("u-b", LATE)) == ({"count": 3}, {"count": 0})
    assert sat.spot == (2, 0)
    sat.press("Shift+Return", "'12", "Shift+Return")
    assert sat.one.fact("u-b", LATE) == {"count": 12}
    assert sat.screen.grid.chosen == [Spot(0, 0)]
    sat.press("'5", "Return")
    assert sat.one.fact("u-a", LATE) == {"count": 5}


def test_enter_comes_back_to_where_tab_set_out(sat: Sat) -> None:
    sat.press("'1", "Tab", "'12", "Return")
    assert sat.spot == (1, 0)
    sat.press("'2", "Tab", "'11", "Return")
    assert sat.one.texts(0) == ["1", "2", "—"]
    assert sat.one.texts(1) == ["12", "11", "—"]
    sat.press("Tab", "Tab")
    assert QApplication.focusWidget() is not sat.screen.grid.cells
    sat.screen.grid.cells.setFocus()
    sat.press("Backtab", "Backtab")
    assert sat.spot == (1, 1)


def test_arrows_leave_a_cell_that_is_typed_over_and_walk_in_one_that_is_edited(sat: Sat) -> None:
    sat.press("'1", "Right", "'12", "Down")
    assert sat.one.fact("u-a", LATE) == {"count": 1}
    assert sat.one.fact("u-a", SHORT) == {"actual": 12}
    assert sat.spot == (1, 1)
    sat.press("Up", "F2", "Left", "'0", "Return")
    assert sat.one.fact("u-a", SHORT) == {"actual": 102}


def test_escape_lets_go_of_what_was_typed_and_then_of_the_table(sat: Sat) -> None:
    sat.press("Down", "'7")
    assert sat.one.texts(3) == ["—", "3", "—"]
    sat.press("Escape")
    assert sat.one.texts(3) == ["—", "—", "—"]
    assert (sat.one.fact("u-b", LATE), sat.field, sat.back) == (None, None, [])
    sat.press("Escape")
    assert sat.back == [("u-b", "two")]


def test_what_is_typed_is_told_before_it_is_recorded(sat: Sat) -> None:
    sat.press("'3")
    assert sat.line == "3 份，每份扣 1 分，扣 3 分"
    assert sat.one.texts(4) == ["7", "—", "—"]
    sat.press("'x")
    assert sat.line == "还没有记录：请填整数，例如 3，现在是“3x”"
    assert sat.screen.line._sentence.property("tone") == "amber"
    assert sat.one.fact("u-a", LATE) is None


def test_a_refused_cell_stays_open_with_the_reason(sat: Sat) -> None:
    sat.press("'3x", "Return")
    assert sat.line == "没有记录：请填整数，例如 3，现在是“3x”"
    assert sat.screen.line._sentence.property("tone") == "red"
    for leave in (lambda: sat.click(2, 1), lambda: sat.press("Down"), lambda: sat.press("Tab")):
        leave()
        QApplication.processEvents()
        assert sat.field is not None
        assert (sat.field.text(), sat.spot) == ("3x", (0, 0))
    sat.press("Backspace", "Return")
    assert sat.one.fact("u-a", LATE) == {"count": 3}
    assert (sat.spot, sat.line) == ((1, 0), "未评")


def test_a_click_elsewhere_records_what_was_typed(sat: Sat) -> None:
    sat.press("'3")
    sat.click(2, 1)
    assert sat.one.fact("u-a", LATE) == {"count": 3}
    assert (sat.spot, sat.field) == ((2, 1), None)


def test_an_input_method_begins_to_type_as_a_key_does(sat: Sat) -> None:
    sat.one.record("u-a", LATE, {"count": 3})
    composing, done = QInputMethodEvent("wu", []), QInputMethodEvent("", [])
    done.setCommitString("无")
    for events in ((composing, done), (done,)):
        for event in events:
            QApplication.sendEvent(sat.screen.grid.cells, event)
        assert sat.field is not None
        assert sat.field.text() == "无"
        sat.press("Return")
    assert sat.one.texts(0) == ["0", "0", "—"]


def test_delete_takes_a_finding_back(sat: Sat) -> None:
    sat.one.record("u-a", LATE, {"count": 3})
    sat.press("Delete")
    assert sat.one.fact("u-a", LATE) is None
    assert sat.spot == (0, 0)


@pytest.mark.parametrize("key", ["'3", "Delete", "F2"])
def test_a_list_is_never_typed_over(sat: Sat, key: str) -> None:
    sat.one.record("u-a", LATE, {"items": [{}, {}]})
    sat.press(key)
    assert sat.field is None
    assert sat.line == "没有记录：这一条逐件记录了 2 件，请到表单里逐件修改"
    assert sat.one.fact("u-a", LATE) == {"items": [{}, {}]}
    sat.press("Down")
    assert sat.line == "未评"


def test_a_locked_row_says_so(sat: Sat) -> None:
    sat.one.lock("u-a")
    sat.press("'3")
    assert sat.field is None
    assert sat.line == "没有记录：已经定稿，不能再改；需要改时请先撤销定稿并写明理由"


# -- many cells


def test_a_column_pastes_after_a_preview_that_names_what_it_cannot_take(sat: Sat) -> None:
    sat.one.record("u-b", LATE, {"count": 1})
    QGuiApplication.clipboard().setText("3\r\n2\r\n三\r\n")
    seen: list[list[str]] = []
    QTimer.singleShot(0, previewed(seen, "粘贴其余 2 格"))
    sat.press("Ctrl+V")
    assert seen == [
        ["1 格不能粘贴", "可以粘贴 2 格；其中 1 格改写已有的认定。可以撤销（Ctrl+Z）。"],
        ["丙科", "序号20①迟报", "三", "—", "请填整数，例如 3，现在是“三”"],
        ["甲科", "序号20①迟报", "3", "—", "粘贴"],
        ["乙科", "序号20①迟报", "2", "1", "改写为“2”"],
    ]
    assert sat.one.texts(0) == ["3", "2", "—"]
    sat.wake()
    sat.press("Ctrl+Z")
    assert sat.one.texts(0) == ["—", "1", "—"]


def test_a_paste_that_is_called_off_records_nothing(sat: Sat) -> None:
    before = sat.one.events
    QGuiApplication.clipboard().setText("3\r\n2\r\n")
    QTimer.singleShot(0, previewed([], "取消"))
    sat.press("Ctrl+V")
    assert (sat.one.events, sat.one.texts(0)) == (before, ["—", "—", "—"])


def test_one_cell_needs_no_preview(sat: Sat) -> None:
    QGuiApplication.clipboard().setText("4\r\n")
    sat.press("Ctrl+V")
    assert sat.one.fact("u-a", LATE) == {"count": 4}
    QGuiApplication.clipboard().setText("四")
    sat.press("Ctrl+V")
    assert sat.line == "没有记录：请填整数，例如 3，现在是“四”"
    assert sat.one.fact("u-a", LATE) == {"count": 4}


def test_cells_are_copied_as_a_spreadsheet_takes_them(sat: Sat) -> None:
    sat.one.record("u-a", LATE, {"count": 2})
    sat.one.record("u-b", SHORT, {"actual": 12})
    sat.press("Shift+Down", "Shift+Right", "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "2\t\n\t12\n"


def test_filling_down(sat: Sat) -> None:
    sat.press("'2", "Return", "Up", "Shift+Down", "Shift+Down", "Ctrl+D")
    assert sat.one.texts(0) == ["2", "2", "2"]
    sat.one.lock("u-c")
    sat.click(0, 0)
    sat.press("'5", "Return", "Up", "Shift+Down", "Shift+Down")
    seen: list[list[str]] = []
    QTimer.singleShot(0, previewed(seen, "填充其余 1 格"))
    sat.press("Ctrl+D")
    assert seen[1][0] == "丙科"
    assert sat.one.texts(0) == ["5", "5", "2"]


def test_deleting_a_block_names_what_stays(sat: Sat) -> None:
    for unit in ("u-a", "u-b", "u-c"):
        sat.one.record(unit, LATE, {"count": 1})
    sat.one.lock("u-b")
    sat.screen.begin("u-a")
    sat.press("Ctrl+A")
    seen: list[list[str]] = []
    QTimer.singleShot(0, previewed(seen, "撤去其余 2 格"))
    sat.press("Delete")
    assert seen[0][0] == "1 格不能撤去"
    assert sat.one.texts(0) == ["—", "1", "—"]


# -- beyond the cells


def test_control_enter_settles_a_unit_and_asks_for_what_is_left(sat: Sat) -> None:
    sat.press("Ctrl+Return")
    assert sat.one.fact("u-a", LATE) == {"count": 0}
    assert sat.spot == (0, 1)
    sat.press("'12", "Ctrl+Return")
    assert sat.one.fact("u-a", SHORT) == {"actual": 12}
    assert sat.screen.grid.chosen == [Spot(1, 0)]


def test_other_indicators_at_the_same_unit(sat: Sat) -> None:
    sat.press("Down", "Alt+Down")
    assert sat.one.table.part is not None
    assert (sat.one.table.part.id, sat.spot) == ("aside", (1, 0))
    sat.press("'1", "Alt+Up")
    assert sat.one.fact("u-b", "aside-it") == {"found": True}
    assert (sat.one.table.part.id, sat.spot) == ("two", (1, 0))
    sat.press("Alt+Right", "F6")
    assert sat.back == [("u-b", "aside")]


def test_a_cell_that_cannot_be_recorded_keeps_one_here(sat: Sat) -> None:
    sat.press("'x", "F6", "Alt+Down")
    assert (sat.back, sat.one.table.place) == ([], 19)
    assert sat.field is not None


def test_arrows_reach_the_scores_and_come_back(sat: Sat) -> None:
    sat.press("Right", "Right", "Right")
    assert sat.spot == (0, 3)
    sat.press("Right")
    assert sat.spot == (0, 4)
    assert sat.line.endswith("得分和原因由程序算出，不能直接填")
    sat.press("Down", "'3")
    assert sat.line == "没有记录：得分和原因由程序算出，不能直接填"
    sat.press("Left", "Left", "Left", "Left")
    assert sat.spot == (1, 0)


def test_steps_back_are_the_tables_own(sat: Sat) -> None:
    windows: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), sat.screen)
    shortcut.activated.connect(lambda: windows.append("undo"))
    sat.press("'3", "Return", "Ctrl+Z")
    assert sat.one.fact("u-a", LATE) is None
    assert sat.spot == (0, 0)
    sat.press("Ctrl+Y")
    assert sat.one.fact("u-a", LATE) == {"count": 3}
    assert windows == []


def test_going_away_records_what_is_typed_or_says_what_is_lost(sat: Sat) -> None:
    sat.press("'3")
    sat.pages.setCurrentIndex(1)
    assert sat.one.fact("u-a", LATE) == {"count": 3}
    sat.pages.setCurrentIndex(0)
    sat.wake()
    sat.click(0, 0)
    sat.press("'x")
    sat.pages.setCurrentIndex(1)
    assert sat.one.refusals == ["“甲科 序号20①迟报”没有保存：请填整数，例如 3，现在是“x”"]
    assert (sat.field, sat.one.fact("u-a", LATE)) == (None, {"count": 3})


def test_scores_and_units_stay_in_sight(sat: Sat) -> None:
    grid = sat.screen.grid
    sat.pages.resize(640, 420)
    QApplication.processEvents()
    grid.cells.go(2, 1)
    assert grid.scores.isVisible()
    assert grid.scores.width() + grid.cells.width() <= grid.width()
    assert grid.cells.horizontalScrollBar().maximum() == grid.sums.horizontalScrollBar().maximum()
    grid.cells.verticalScrollBar().setValue(20)
    assert grid.scores.verticalScrollBar().value() == grid.cells.verticalScrollBar().value()


def test_the_head_follows(sat: Sat) -> None:
    def texts() -> set[str]:
        return {one.text() for one in cast("list[QLabel]", sat.screen.head.findChildren(QLabel))}

    assert {"第 20 / 23 项", "满分 10 分", "已评 0 / 3 个单位"} <= texts()
    for unit in ("u-a", "u-b", "u-c"):
        sat.one.record(unit, LATE, {"count": 0})
        sat.one.record(unit, SHORT, {"actual": 12})
    assert "3 个单位都已评" in texts()


def test_everything_that_takes_a_key_has_a_name(sat: Sat) -> None:
    kinds = (QPushButton, QToolButton, QTableView, QLineEdit)
    sat.press("'1")
    found = [
        one
        for kind in kinds
        for one in cast("list[QWidget]", sat.screen.findChildren(kind))
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(found) > 6
    assert [one for one in found if not one.accessibleName()] == []
