"""佐证清单, with real keys, clicks and files put down on it."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPlainTextEdit

from desktop.domain.records import EvidenceLink
from desktop.services.finalising import finalise
from desktop.ui.dialogs.count_dialog import CountDialog
from desktop.ui.panels.checklist_panel import ChecklistPanel
from desktop.viewmodels.checklist_rows import ChecklistFilter
from tests.services.building import ME, rounds
from tests.ui.dropping import (
    answering,
    button_of,
    choose,
    compose,
    double_click,
    drop,
    hover,
    nameless,
    press,
)
from tests.viewmodels.handing import Handing, files

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(at: Handing) -> Iterator[ChecklistPanel]:
    made = ChecklistPanel(at.view, at.taking)
    made.resize(430, 620)
    made.show()
    made.activateWindow()
    at.bot.waitUntil(lambda: QApplication.activeWindow() is made, timeout=5_000)
    yield made
    made.deleteLater()
    QApplication.processEvents()


def go(panel: ChecklistPanel, *places: int) -> None:
    """To a row, by its place among those beside it."""
    model = panel.list.model()
    index = panel.list.rootIndex()
    for place in places:
        panel.list.expand(index)
        index = model.index(place, 0, index)
    panel.list.setCurrentIndex(index)
    panel.list.scrollTo(index)
    panel.list.setFocus()
    QApplication.processEvents()


def place_of(panel: ChecklistPanel) -> QPoint:
    return panel.list.visualRect(panel.list.currentIndex()).center()


def shown(panel: ChecklistPanel) -> bool:
    return panel.list.isVisible()


def opened(panel: ChecklistPanel) -> bool:
    return panel.list.isExpanded(panel.list.currentIndex())


def wanted(panel: ChecklistPanel) -> list[EvidenceLink]:
    heard: list[EvidenceLink] = []
    panel.evidence_wanted.connect(heard.append)
    return heard


def write_grounds(dialog: QDialog) -> None:
    field = cast("QPlainTextEdit", dialog.findChild(QPlainTextEdit))
    field.setPlainText("市局统一留存")
    button_of(dialog, "免交").click()


def test_files_put_down_on_a_requirement_go_there(
    panel: ChecklistPanel, at: Handing, tmp_path: Path
) -> None:
    go(panel, 2)
    assert drop(panel.list.viewport(), place_of(panel), files(tmp_path / "in", "扫描.pdf"))
    at.wait()
    assert at.linked == [(3, "", None)]


def test_files_put_down_on_a_piece_go_there(
    panel: ChecklistPanel, at: Handing, tmp_path: Path
) -> None:
    go(panel, 1, 3)
    drop(panel.list.viewport(), place_of(panel), files(tmp_path / "in", "扫描.pdf"))
    at.wait()
    assert at.linked == [(2, "议程", None)]


def test_files_put_down_beside_the_rows_go_by_their_names(
    panel: ChecklistPanel, at: Handing, tmp_path: Path
) -> None:
    at.view.show_only(ChecklistFilter.HERE)
    at.walk.go_to("+bonus")
    QApplication.processEvents()
    viewport = panel.list.viewport()
    drop(viewport, QPoint(20, viewport.height() - 4), files(tmp_path / "in", "佐证3.pdf"))
    at.wait()
    assert at.drafts[0].rows[0].option.words == "3 年度抽查工作方案"


def test_what_is_dragged_is_copied_and_marks_the_row_below_it(
    panel: ChecklistPanel, at: Handing, tmp_path: Path
) -> None:
    go(panel, 4)
    place = place_of(panel)
    go(panel, 0)
    mime = QMimeData()
    mime.setText("只是文字")
    assert hover(panel.list.viewport(), place, mime)[0] is False
    image = QMimeData()
    image.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    assert hover(panel.list.viewport(), place, image) == (True, Qt.DropAction.CopyAction)
    assert panel.list.currentIndex().row() == 4


def test_enter_shows_what_is_there_and_asks_for_what_is_not(
    panel: ChecklistPanel, at: Handing, tmp_path: Path
) -> None:
    at.link((3, "", None))
    heard = wanted(panel)
    go(panel, 2)
    QTest.keyClick(panel.list, Key.Key_Return)
    assert [one.requirement for one in heard] == [3]
    go(panel, 2, 0)
    double_click(panel.list.viewport(), place_of(panel))
    assert len(heard) == 2
    [path] = files(tmp_path / "in", "通报.pdf")
    go(panel, 4)
    answering(choose(path))
    QTest.keyClick(panel.list, Key.Key_Enter)
    at.wait()
    assert (5, "", None) in at.linked


def test_enter_opens_a_requirement_and_the_grid_of_what_is_counted(
    panel: ChecklistPanel, at: Handing
) -> None:
    grids: list[int] = []
    panel.grid_wanted.connect(grids.append)
    go(panel, 1)
    QTest.keyClick(panel.list, Key.Key_Return)
    assert opened(panel)
    QTest.keyClick(panel.list, Key.Key_Return)
    assert not opened(panel)
    go(panel, 13)
    QTest.keyClick(panel.list, Key.Key_Return)
    go(panel, 12, 1)
    QTest.keyClick(panel.list, Key.Key_Return)
    assert grids == [14, 13]
    at.link((14, "", 3))
    go(panel, 13, 0)
    panel.grid_button.click()
    assert grids == [14, 13, 14]
    go(panel, 1)
    assert not panel.grid_button.isEnabled()


def test_the_arrow_opens_and_closes(panel: ChecklistPanel, at: Handing) -> None:
    go(panel, 1)
    row = panel.list.visualRect(panel.list.currentIndex())
    arrow = QPoint(14, row.center().y())
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=arrow)
    assert opened(panel)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=arrow)
    assert not opened(panel)


def test_delete_takes_a_link_away(panel: ChecklistPanel, at: Handing) -> None:
    at.link((3, "", None), (2, "议程", None))
    go(panel, 2, 0)
    QTest.keyClick(panel.list, Key.Key_Delete)
    assert at.linked == [(2, "议程", None)]
    go(panel, 1)
    QTest.keyClick(panel.list, Key.Key_Delete)  # a requirement of several pieces
    assert at.linked == [(2, "议程", None)]
    go(panel, 1, 3)
    panel.unlink_button.click()
    assert at.linked == []


def test_waiving_asks_for_grounds_and_can_be_withdrawn(panel: ChecklistPanel, at: Handing) -> None:
    go(panel, 1, 3)
    titles = answering(write_grounds)
    panel.waive_button.click()
    assert titles == ["免交：2 议程"]
    assert panel._told.text() == "要 1 件，有 0 件；免交理由：市局统一留存".replace("要 1", "要 2")
    assert panel.withdraw_button.isVisible()
    assert not panel.waive_button.isEnabled()
    panel.withdraw_button.click()  # of this piece alone: nothing to ask
    assert not panel.withdraw_button.isVisible()
    go(panel, 1)
    answering(write_grounds)
    panel.waive_button.click()
    go(panel, 1, 0)
    answering(press("取消"))
    panel.withdraw_button.click()
    assert panel.withdraw_button.isVisible()
    answering(press("撤去免交"))
    panel.withdraw_button.click()
    assert not panel.withdraw_button.isVisible()


def test_a_picture_is_pasted_where_one_is(panel: ChecklistPanel, at: Handing) -> None:
    shot = QImage(4, 4, QImage.Format.Format_RGB32)
    shot.fill(QColor("green"))
    QGuiApplication.clipboard().setImage(shot)
    go(panel, 2)
    QTest.keyClick(panel.list, Key.Key_V, CTRL)
    at.wait()
    assert at.linked == [(3, "", None)]
    QGuiApplication.clipboard().clear()
    QTest.keyClick(panel.list, Key.Key_V, CTRL)
    assert len(at.linked) == 1


def test_a_file_is_copied_from_one_piece_to_another(panel: ChecklistPanel, at: Handing) -> None:
    at.link((3, "", None))
    go(panel, 2, 0)
    QTest.keyClick(panel.list, Key.Key_C, CTRL)
    go(panel, 1, 3)
    QTest.keyClick(panel.list, Key.Key_V, CTRL)
    assert at.linked == [(2, "议程", None), (3, "", None)]
    go(panel, 2, 0)
    dragged = panel.list.model().mimeData([panel.list.currentIndex()])
    go(panel, 0)
    drop(panel.list.viewport(), place_of(panel), dragged)
    assert (1, "", None) in at.linked


def test_the_filters_narrow_and_open_what_is_here(panel: ChecklistPanel, at: Handing) -> None:
    at.link((3, "", None))
    filters = [panel._filters.button(number) for number in range(3)]
    assert [one.text() for one in filters] == [
        "全部",
        f"缺{at.view.count(ChecklistFilter.LACKING)}",
        "本项5",
    ]
    go(panel, 2)
    QTest.mouseClick(filters[1], LEFT)
    assert panel.list.model().rowCount() == at.view.count(ChecklistFilter.LACKING)
    QTest.mouseClick(filters[2], LEFT)
    assert panel.list.isExpanded(panel.list.model().index(1, 0))
    QTest.mouseClick(filters[0], LEFT)
    assert not panel.list.isExpanded(panel.list.model().index(1, 0))


def test_what_was_open_stays_open_when_something_is_linked(
    panel: ChecklistPanel, at: Handing
) -> None:
    go(panel, 1, 2)
    at.link((3, "", None), (2, "议程", None))
    assert panel.list.isExpanded(panel.list.model().index(1, 0))
    assert panel.deeds.heading == "2 会议内容"


def test_the_counters_are_corrected_in_a_dialog(panel: ChecklistPanel, at: Handing) -> None:
    assert panel.count_button.text() == "计划项数 55 等"

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, CountDialog)
        field = dialog.fields["plan-item"]
        field.selectAll()
        compose(field, "３")
        assert dialog.changed == {"plan-item": 3}
        field.clear()
        field.edited.emit()
        assert not dialog.take_button.isEnabled()
        QTest.keyClicks(field, "4")
        dialog.take_button.click()

    titles = answering(answer)
    panel.count_button.click()
    assert titles == ["件数依据"]
    assert panel.count_button.text() == "计划项数 4 等"


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_menu_offers_what_is_possible(panel: ChecklistPanel, at: Handing) -> None:
    at.link((3, "", None))
    go(panel, 2)
    panel.list.customContextMenuRequested.emit(place_of(panel))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = {one.text(): one.isEnabled() for one in menu.actions()}
    assert offered == {
        "查看": True,
        "添加文件…": True,
        "粘贴截图或文件": True,
        "逐项表格": False,
        "免交…": True,
        "撤去免交": False,
        "取消关联": True,
    }
    menu.close()


def test_a_finalised_sheet_takes_nothing(
    panel: ChecklistPanel, at: Handing, tmp_path: Path
) -> None:
    finalise(at.workspace, ME, rounds().waived)
    at.walk.enter(rounds().waived)
    go(panel, 2)
    assert not drop(panel.list.viewport(), place_of(panel), files(tmp_path / "in", "扫描.pdf"))
    at.wait()
    assert at.linked == []
    assert not any(
        one.isEnabled()
        for one in (panel.add_button, panel.waive_button, panel.withdraw_button, panel.count_button)
    )
    QTest.keyClick(panel.list, Key.Key_Delete)
    QTest.keyClick(panel.list, Key.Key_Return)
    assert at.refusals == []


def test_a_scheme_without_requirements_says_so(panel: ChecklistPanel, at: Handing) -> None:
    at.walk.enter(rounds().section)
    assert panel._empty.text() == "本办法没有逐项列出佐证要求，材料请关联到评分标准上。"
    assert not panel.list.isVisible()
    at.walk.enter(rounds().city)
    assert panel.list.isVisible()


def test_everything_has_a_name(panel: ChecklistPanel) -> None:
    assert nameless(panel) == []
