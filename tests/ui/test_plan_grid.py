"""逐项表格: a column filled by dropping, a cell by a key, a reason typed where nothing can exist."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.domain.checklist_tallies import Standing
from desktop.domain.records import EvidenceLink
from desktop.services.finalising import finalise
from desktop.ui.panels.plan_grid import PlanGrid
from tests.services.building import ME, rounds
from tests.ui.dropping import (
    answering,
    choose,
    compose,
    double_click,
    drop,
    enter,
    hover,
    nameless,
    press,
)
from tests.viewmodels.handing import Handing, files

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
SHOTS = 1  # the column of requirement 14


@pytest.fixture
def grid(at: Handing) -> Iterator[PlanGrid]:
    made = PlanGrid(at.view, at.taking)
    made.resize(1000, 560)
    made.show()
    made.activateWindow()
    at.bot.waitUntil(lambda: QApplication.activeWindow() is made, timeout=5_000)
    made.cells.setFocus()
    yield made
    made.deleteLater()
    QApplication.processEvents()


def go(grid: PlanGrid, item: int, column: int = SHOTS) -> None:
    grid.cells.setCurrentIndex(grid.table.index(item - 1, column))
    grid.cells.scrollTo(grid.cells.currentIndex())
    QApplication.processEvents()


def place_of(grid: PlanGrid, item: int, column: int = SHOTS) -> QPoint:
    index = grid.table.index(item - 1, column)
    grid.cells.scrollTo(index)
    return grid.cells.visualRect(index).center()


def standing(grid: PlanGrid, item: int, column: int = SHOTS) -> Standing:
    return grid.table.cell(grid.table.index(item - 1, column)).tally.standing


def test_files_dropped_on_the_first_cell_fill_the_column(
    grid: PlanGrid, at: Handing, tmp_path: Path
) -> None:
    names = [f"扫描{number}.png" for number in range(1, 56)]
    paths = files(tmp_path / "in", *reversed(names))
    assert drop(grid.cells.viewport(), place_of(grid, 1), paths)
    at.wait()
    [draft] = at.drafts
    assert [(row.name, row.plan_item) for row in draft.rows] == [
        (name, item) for item, name in enumerate(names, 1)
    ]
    before = len(at.commands)
    draft.accept(linking=True)
    assert at.linked == [(14, "", item) for item in range(1, 56)]
    assert at.commands[before:] == ["add-evidence", "link-evidence"]
    assert {standing(grid, item) for item in range(1, 56)} == {Standing.COMPLETE}


def test_one_file_dropped_on_a_cell_is_there_at_once(
    grid: PlanGrid, at: Handing, tmp_path: Path
) -> None:
    drop(grid.cells.viewport(), place_of(grid, 7), files(tmp_path / "in", "截图.png"))
    at.wait()
    assert (at.drafts, at.linked) == ([], [(14, "", 7)])


def test_the_cell_below_the_pointer_is_marked(grid: PlanGrid, at: Handing) -> None:
    image = QMimeData()
    image.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    assert hover(grid.cells.viewport(), place_of(grid, 3), image) == (
        True,
        Qt.DropAction.CopyAction,
    )
    assert grid.cells.currentIndex() == grid.table.index(2, SHOTS)
    outside = QPoint(grid.cells.viewport().width() - 1, 5_000)
    assert hover(grid.cells.viewport(), outside, image)[0] is False


def test_arrows_move_and_enter_adds(grid: PlanGrid, at: Handing, tmp_path: Path) -> None:
    go(grid, 1)
    QTest.keyClick(grid.cells, Key.Key_Down)
    QTest.keyClick(grid.cells, Key.Key_Right)
    assert grid.cells.currentIndex() == grid.table.index(1, SHOTS + 1)
    [path] = files(tmp_path / "in", "方案.pdf")
    titles = answering(choose(path))
    QTest.keyClick(grid.cells, Key.Key_Return)
    at.wait()
    assert titles == ["选择佐证材料"]
    assert at.linked == [(15, "平台选择风险分类截图", 2)]


def test_space_and_a_double_click_show_what_is_there(grid: PlanGrid, at: Handing) -> None:
    heard: list[EvidenceLink] = []
    grid.evidence_wanted.connect(heard.append)
    at.link((14, "", 2))
    go(grid, 1)
    QTest.keyClick(grid.cells, Key.Key_Space)
    assert heard == []
    go(grid, 2)
    QTest.keyClick(grid.cells, Key.Key_Space)
    double_click(grid.cells.viewport(), place_of(grid, 2))
    assert [one.plan_item for one in heard] == [2, 2]


def test_delete_takes_the_links_of_all_chosen_cells(grid: PlanGrid, at: Handing) -> None:
    at.link((14, "", 1), (14, "", 2), (14, "", 3))
    go(grid, 1)
    QTest.keyClick(grid.cells, Key.Key_Down, SHIFT)
    before = len(at.commands)
    QTest.keyClick(grid.cells, Key.Key_Delete)
    assert at.linked == [(14, "", 3)]
    assert at.commands[before:] == ["unlink-evidence"]


def test_what_is_typed_into_a_cell_waives_it(grid: PlanGrid, at: Handing) -> None:
    go(grid, 5)
    QTest.keyClick(grid.cells, Key.Key_A)
    found = cast("list[QLineEdit]", grid.cells.viewport().findChildren(QLineEdit))
    [editor] = [one for one in found if one.isVisible()]
    assert editor.accessibleName() == "免交理由"
    editor.clear()
    compose(editor, "无监管对象")
    enter(editor)
    assert standing(grid, 5) is Standing.WAIVED
    assert grid.table.index(4, SHOTS).data() == "免交：无监管对象"
    grid.cells.setFocus()
    QTest.keyClick(grid.cells, Key.Key_Delete)
    assert standing(grid, 5) is Standing.LACKING


def test_escape_drops_what_was_typed(grid: PlanGrid, at: Handing) -> None:
    before = len(at.commands)
    go(grid, 5)
    QTest.keyClick(grid.cells, Key.Key_A)
    found = cast("list[QLineEdit]", grid.cells.viewport().findChildren(QLineEdit))
    [editor] = [one for one in found if one.isVisible()]
    QTest.keyClick(editor, Key.Key_Escape)
    QApplication.processEvents()
    assert standing(grid, 5) is Standing.LACKING
    assert len(at.commands) == before


def test_a_waiver_of_more_than_the_cell_is_named_before_it_goes(
    grid: PlanGrid, at: Handing
) -> None:
    at.view.waive(14, "", 0, "平台停机")
    go(grid, 5)
    answering(press("取消"))
    QTest.keyClick(grid.cells, Key.Key_Delete)
    assert standing(grid, 9) is Standing.WAIVED
    answering(press("撤去免交"))
    QTest.keyClick(grid.cells, Key.Key_Delete)
    assert standing(grid, 9) is Standing.LACKING


def test_one_file_is_pasted_into_many_cells(grid: PlanGrid, at: Handing) -> None:
    at.link((14, "", 1))
    go(grid, 1)
    QTest.keyClick(grid.cells, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "%PDF.pdf"
    go(grid, 3)
    for _ in range(2):
        QTest.keyClick(grid.cells, Key.Key_Down, SHIFT)
    before = len(at.commands)
    QTest.keyClick(grid.cells, Key.Key_V, CTRL)
    assert at.linked == [(14, "", item) for item in (1, 3, 4, 5)]
    assert at.commands[before:] == ["link-evidence"]


def test_a_screenshot_is_pasted_into_the_current_cell(grid: PlanGrid, at: Handing) -> None:
    shot = QImage(4, 4, QImage.Format.Format_RGB32)
    shot.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(shot)
    go(grid, 9)
    QTest.keyClick(grid.cells, Key.Key_V, CTRL)
    at.wait()
    assert at.linked == [(14, "", 9)]
    QGuiApplication.clipboard().clear()
    QTest.keyClick(grid.cells, Key.Key_V, CTRL)
    QTest.keyClick(grid.cells, Key.Key_C, CTRL)
    assert len(at.linked) == 1


def test_another_group_is_chosen_or_comes_with_its_requirement(grid: PlanGrid, at: Handing) -> None:
    assert [grid.groups.itemText(at) for at in range(grid.groups.count())] == [
        "计划项数：55",
        "县区双随机办的计划项数：20",
    ]
    at.link((29, "", 1))
    grid.groups.setFocus()
    grid.show_requirement(29)
    assert grid.cells.hasFocus()
    assert grid.groups.currentIndex() == 1
    assert grid.cells.currentIndex() == grid.table.index(1, 1)  # the first that is lacking
    assert grid._summary.text() == "缺 119 件"
    grid.groups.setCurrentIndex(0)
    grid.groups.activated.emit(0)
    assert grid.table.columnCount() == 7
    grid.show_requirement(2)
    assert grid.table.columnCount() == 7


def test_a_finalised_sheet_is_only_looked_at(grid: PlanGrid, at: Handing, tmp_path: Path) -> None:
    finalise(at.workspace, ME, rounds().waived)
    at.walk.enter(rounds().waived)
    assert not drop(grid.cells.viewport(), place_of(grid, 1), files(tmp_path / "in", "图.png"))
    go(grid, 1)
    for key in (Key.Key_Return, Key.Key_Delete, Key.Key_A):
        QTest.keyClick(grid.cells, key)
    QTest.keyClick(grid.cells, Key.Key_V, CTRL)
    at.wait()
    assert (at.linked, at.refusals) == ([], [])


def test_a_sheet_without_counted_requirements_has_no_grid(grid: PlanGrid, at: Handing) -> None:
    at.walk.enter(rounds().section)
    assert grid._summary.text() == "没有要逐项提交的佐证"
    assert grid.groups.isHidden()


def test_everything_has_a_name(grid: PlanGrid) -> None:
    assert nameless(grid) == []
