"""收入材料, with real keys and clicks."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from desktop.ui.dialogs.filing_dialog import FilingDialog
from desktop.viewmodels.filing_table import FilingColumn
from tests.services.building import files_in
from tests.ui.dropping import compose, enter, nameless
from tests.viewmodels.handing import Handing, files

Key = Qt.Key
Column = FilingColumn
NAMES = ("佐证3 方案.pdf", "平台检查项截图.png", "随便.txt")
# What the offscreen platform says of the list below a field.
POPUPS = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture
def dialog(at: Handing, tmp_path: Path) -> Iterator[FilingDialog]:
    window = QWidget()
    window.resize(1300, 700)
    window.show()
    made = FilingDialog(window, at.draft(files(tmp_path / "甲科", *NAMES)))
    made.open()
    at.bot.waitUntil(lambda: QApplication.activeWindow() is made, timeout=5_000)
    yield made
    made.reject()
    window.deleteLater()
    QApplication.processEvents()


def edit(dialog: FilingDialog, row: int, column: Column) -> QWidget:
    """Open an editor as F2 does."""
    dialog.table.setCurrentIndex(dialog.table.model().index(row, column))
    QTest.keyClick(dialog.table, Key.Key_F2)
    kind = QLineEdit if column is Column.ITEM else QComboBox
    found = cast("list[QWidget]", dialog.table.viewport().findChildren(kind))
    return next(one for one in found if one.isVisible())


def middle(dialog: FilingDialog, row: int, column: Column) -> QPoint:
    return dialog.table.visualRect(dialog.table.model().index(row, column)).center()


def test_enter_takes_in_and_links(dialog: FilingDialog, at: Handing) -> None:
    assert dialog.link_button.text() == "收入并关联 1 件"
    assert dialog.keep_button.isEnabled()
    assert dialog.table.hasFocus()
    QTest.keyClick(dialog.table, Key.Key_Return)
    assert not dialog.isVisible()
    assert at.linked == [(3, "", None)]
    assert len(files_in(at.workspace.folder)) == 3


def test_escape_lets_go_of_everything(dialog: FilingDialog, at: Handing) -> None:
    QTest.keyClick(dialog.table, Key.Key_Escape)
    assert not dialog.isVisible()
    assert files_in(at.workspace.folder) == {}


def test_the_buttons_say_what_they_do(dialog: FilingDialog, at: Handing) -> None:
    dialog.table.selectAll()
    QTest.keyClick(dialog.table, Key.Key_Space)
    assert (dialog.link_button.text(), dialog.link_button.isEnabled()) == ("收入并关联", False)
    assert not dialog.keep_button.isEnabled()
    QTest.keyClick(dialog.table, Key.Key_Space)
    assert dialog.keep_button.isEnabled()
    QTest.mouseClick(dialog.keep_button, Qt.MouseButton.LeftButton)
    assert (at.linked, at.remarks) == ([], ["收入 3 份材料"])


@POPUPS
def test_typing_finds_a_requirement(dialog: FilingDialog, at: Handing) -> None:
    editor = edit(dialog, 2, Column.CHOICE)
    assert isinstance(editor, QComboBox)
    assert editor.accessibleName() == "要求与材料：随便.txt"
    field = editor.lineEdit()
    assert field is not None
    compose(field, "工作推进")
    enter(field)
    assert dialog.isVisible()
    assert at.drafts[0].rows[2].option.words == "5 工作推进通报"
    assert dialog.link_button.text() == "收入并关联 2 件"


@POPUPS
def test_words_that_fit_several_options_change_nothing(dialog: FilingDialog, at: Handing) -> None:
    editor = edit(dialog, 2, Column.CHOICE)
    assert isinstance(editor, QComboBox)
    field = editor.lineEdit()
    assert field is not None
    compose(field, "会议通知")
    enter(field)
    assert at.drafts[0].rows[2].option.choice is None


def test_a_choice_from_the_list_holds_for_all_selected_rows(
    dialog: FilingDialog, at: Handing
) -> None:
    dialog.table.selectAll()
    model = dialog.table.model()
    dialog.table.selectionModel().setCurrentIndex(
        model.index(2, Column.CHOICE),
        dialog.table.selectionModel().SelectionFlag.NoUpdate,
    )
    QTest.keyClick(dialog.table, Key.Key_F2)
    editor = next(
        one
        for one in cast("list[QComboBox]", dialog.table.viewport().findChildren(QComboBox))
        if one.isVisible()
    )
    at_place = editor.findText("1 领导组成立（调整）文件")
    editor.setCurrentIndex(at_place)
    editor.activated.emit(at_place)
    assert {row.option.words for row in at.drafts[0].rows} == {"1 领导组成立（调整）文件"}


def test_the_plan_item_is_typed_into_its_cell(dialog: FilingDialog, at: Handing) -> None:
    assert at.drafts[0].rows[1].fault == "请填第几项"
    editor = edit(dialog, 1, Column.ITEM)
    compose(editor, "１２")
    enter(editor)
    assert dialog.isVisible()
    assert at.drafts[0].rows[1].plan_item == 12
    assert dialog.link_button.text() == "收入并关联 2 件"


def test_a_click_opens_the_list_and_another_takes_the_file_out(
    dialog: FilingDialog, at: Handing
) -> None:
    viewport = dialog.table.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle(dialog, 0, Column.TAKE))
    assert not at.drafts[0].rows[0].take
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle(dialog, 2, Column.CHOICE))
    found = cast("list[QComboBox]", viewport.findChildren(QComboBox))
    assert [one.accessibleName() for one in found if one.isVisible()] == ["要求与材料：随便.txt"]


def test_the_unit_is_only_shown_where_there_are_several(
    at: Handing, dialog: FilingDialog, tmp_path: Path
) -> None:
    assert dialog.table.isColumnHidden(Column.UNIT)
    dialog.reject()
    window = QWidget()
    window.show()
    several = FilingDialog(window, at.draft(files(tmp_path / "in", "佐证3 乙科.pdf")))
    several.open()
    assert not several.table.isColumnHidden(Column.UNIT)
    editor = edit(several, 0, Column.UNIT)
    assert isinstance(editor, QComboBox)
    place = editor.findText("甲科")
    editor.setCurrentIndex(place)
    editor.activated.emit(place)
    assert at.drafts[-1].rows[0].unit == "u-a"
    several.reject()
    window.deleteLater()
    QApplication.processEvents()


def test_everything_has_a_name_and_the_columns_share_the_room(dialog: FilingDialog) -> None:
    assert nameless(dialog) == []
    widths = sum(dialog.table.columnWidth(at) for at in Column if at is not Column.UNIT)
    assert abs(widths - dialog.table.viewport().width()) <= 2
