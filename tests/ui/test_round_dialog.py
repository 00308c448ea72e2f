"""新建考核批次 in the smallest window: the scheme is read before it is chosen, so its columns must have room."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QListWidget,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.services.workspaces import open_workspace
from desktop.ui.dialogs.round_dialog import RoundDialog
from desktop.ui.parts.wrapping_rows import text_margin
from desktop.ui.screens.scheme_outline import SchemeOutline
from desktop.ui.theme.dressing import dress
from desktop.ui.theme.tokens import px
from desktop.viewmodels.document_beside import DocumentBeside
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.round_draft import RoundDraft
from desktop.viewmodels.workplace import Workplace
from tests.access import room
from tests.services.building import ME
from tests.ui.seat import key_to, part_of, visible
from tests.viewmodels.building import every_in


def cut_rows(schemes: QListWidget) -> list[str]:
    """The rows whose last words are not shown."""
    padding = px(10) + text_margin(schemes)
    cut = []
    for at in range(schemes.count()):
        item = schemes.item(at)
        shown = schemes.visualItemRect(item)
        room = QRect(0, 0, shown.width() - 2 * padding, 0)
        words = schemes.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
        if shown.right() > schemes.viewport().width() or words.height() > shown.height():
            cut.append(item.text())
    return cut


@pytest.mark.parametrize("form", [(1024, 600, 100), (1366, 768, 150)], ids=str)
def test_schemes_and_their_criteria_can_be_read(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, form: tuple[int, int, int]
) -> None:
    width, height, scale = form
    dress(dressed, scale)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(width, height)
        with open_workspace(every_in(tmp_path)) as workspace:
            place = Workplace(workspace, ME)
            dialog = RoundDialog(window, RoundDraft(place), DocumentBeside(place, Jobs()))
            dialog.show()
            character = dialog.fontMetrics().horizontalAdvance("办")
            outline = part_of(dialog, SchemeOutline, "指标和评分标准")
            assert outline.columnWidth(1) >= 5 * character
            assert outline.horizontalScrollBar().maximum() == 0
            schemes = part_of(dialog, QListWidget, "考核办法")
            assert schemes.width() >= 7 * character
            qtbot.waitUntil(lambda: not cut_rows(schemes))
            assert visible(dialog, QLabel)
            assert [*room.cut_off(dialog)] == []
    finally:
        dress(dressed)


def test_the_tab_key_comes_to_the_units_before_the_buttons_below_them(
    qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    with open_workspace(every_in(tmp_path)) as workspace:
        place = Workplace(workspace, ME)
        draft = RoundDraft(place)
        dialog = RoundDialog(window, draft, DocumentBeside(place, Jobs()))
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        reached: list[QWidget] = [part_of(dialog, QComboBox, "全部单位的考核人")]
        reached[0].setFocus()
        while not isinstance(dialog.focusWidget(), QPushButton):
            key_to(dialog.focusWidget(), "Tab")
            reached.append(dialog.focusWidget())
        names = [one.accessibleName() for one in reached if isinstance(one, QCheckBox)]
        assert names == [f"考核 {one.unit.name}" for one in draft.candidates]
