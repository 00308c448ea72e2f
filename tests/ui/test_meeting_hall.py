"""会议: led by keys before the room, every change with its grounds and what it does, and the list of them after it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMessageBox,
    QStyle,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.services.finalising import reopen
from desktop.services.meetings import changes_of, meetings_of
from desktop.services.papers import Paper, Wanted
from desktop.ui.parts.boxes import column
from desktop.ui.parts.tables import wrap_rows
from desktop.ui.results.change_dialog import ChangeDialog
from desktop.ui.results.meeting_dialog import MeetingDialog
from desktop.ui.results.meeting_hall import MeetingHall
from desktop.ui.results.meeting_page import MeetingPage
from desktop.ui.theme.sheet import hall_sheet
from desktop.ui.theme.tokens import px
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, rounds
from tests.ui.dropping import answering, nameless
from tests.ui.seat import key_to
from tests.viewmodels.deciding import Deciding, deciding

Key = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, dressed: object) -> Iterator[Deciding]:
    with deciding(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def page(room: Deciding, qtbot: QtBot) -> Iterator[MeetingPage]:
    made = MeetingPage(room.book)
    qtbot.addWidget(made)
    made.resize(1288, 640)
    made.show()
    made.show_round()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    if made.hall is not None:
        made.hall.leave()
    QApplication.processEvents()


def begin(page: MeetingPage, room: Deciding) -> MeetingHall:
    """A meeting, as it is called with the keys."""

    def call(dialog: QDialog) -> None:
        assert isinstance(dialog, MeetingDialog)
        wait_until(dialog.isActiveWindow)
        QTest.keyClicks(dialog.name, "2022")
        key_to(dialog.name, "Return")
        assert dialog.held.hasFocus()
        dialog.chair.setText("刘主任")
        dialog.open_button.click()

    answering(call)
    page.begin()
    hall = page.hall
    assert hall is not None
    room.bot.waitUntil(hall.isActiveWindow)
    hall.showNormal()
    hall.resize(1366, 768)
    QApplication.processEvents()
    return hall


def changing(hall: MeetingHall, act: Callable[[ChangeDialog], object]) -> None:
    def within(dialog: QDialog) -> None:
        assert isinstance(dialog, ChangeDialog)
        wait_until(dialog.isActiveWindow)
        act(dialog)
        if dialog.isVisible():
            dialog.reject()

    answering(within)
    key_to(hall.sheet, "Return")
    wait_until(hall.isActiveWindow)


def count_once(dialog: ChangeDialog) -> None:
    """One time fewer than is recorded."""
    assert dialog.editor.card is not None
    field = dialog.editor.card.control.entry()
    assert field.hasFocus()
    QTest.keyClicks(field, "1")


def judge(dialog: ChangeDialog, points: str) -> None:
    ways = [one.words for one in dialog.editor.draft.ways]
    dialog.editor.choose(ways.index("直接评定本指标得分（自由裁量）"))
    dialog.editor.begin()
    QTest.keyClicks(dialog.editor.score, points)


def decided(dialog: ChangeDialog, grounds: str = "会上研究同意") -> None:
    dialog.editor.grounds.setText(grounds)
    key_to(dialog, "Ctrl+Return")


def once(dialog: ChangeDialog) -> None:
    """One time fewer, and decided."""
    count_once(dialog)
    decided(dialog)


def judging(points: str, grounds: str = "会上研究同意") -> Callable[[ChangeDialog], None]:
    """The indicator judged, and decided."""

    def act(dialog: ChangeDialog) -> None:
        judge(dialog, points)
        decided(dialog, grounds)

    return act


def cell(page: MeetingPage, row: int, column: int) -> str:
    item = page.table.item(row, column)
    assert item is not None
    return item.text()


def text(hall: MeetingHall, row: int, column: int) -> str:
    item = hall.sheet.item(row, column)
    assert item is not None
    return item.text()


def test_a_meeting_is_called_and_led_from_unit_to_unit(page: MeetingPage, room: Deciding) -> None:
    hall = begin(page, room)
    [meeting] = meetings_of(room.workspace, rounds().sections)
    assert (meeting.name, meeting.chair) == ("2022", "刘主任")
    assert hall.walk.head.name == "甲科"
    assert hall.units.item(0).text() == "甲科\n96　第 3 名"
    assert (text(hall, 0, 0), text(hall, 0, 1)) == ("1 按季学习研究", "6 / 10")
    assert "2 次，每次扣 2 分" in text(hall, 0, 2)
    key_to(hall, "PgDown")
    assert hall.walk.head.name == "乙科"
    key_to(hall, "Right")
    key_to(hall, "Right")
    assert (hall.walk.head.name, hall.units.currentRow()) == ("丙科", 2)
    key_to(hall, "PgUp")
    key_to(hall, "Left")
    assert hall.walk.head.name == "甲科"
    hall.units.setCurrentRow(2)
    assert hall.walk.head.name == "丙科"
    assert not nameless(hall)


def test_the_type_is_large_and_grows_with_the_screen(page: MeetingPage, room: Deciding) -> None:
    hall = begin(page, room)
    hall.ensurePolished()
    for one in (hall.sheet, hall.units, hall.change_button):
        assert one.fontInfo().pixelSize() >= px(22)
    small = hall.sheet.fontInfo().pixelSize()
    hall.resize(1920, 1080)
    assert hall.sheet.fontInfo().pixelSize() > small * 1.3
    key_to(hall, "F11")
    assert hall.isFullScreen()
    key_to(hall, "F11")
    assert not hall.isFullScreen()


def test_a_change_shows_what_it_does_and_asks_for_its_grounds(
    page: MeetingPage, room: Deciding
) -> None:
    hall = begin(page, room)

    def act(dialog: ChangeDialog) -> None:
        assert not dialog.keep_button.isEnabled()
        count_once(dialog)
        turns = dialog.editor.turns
        shown = {name: (was.text(), now.text()) for name, (was, now) in turns._turns.items()}
        assert shown["score"] == ("6", "8")
        assert shown["total"] == ("96", "98")
        assert shown["place"] == ("3", "2（并列）")
        assert turns.moved.text() == "名次随之变动：乙科 2 → 2（并列）"
        assert not dialog.keep_button.isEnabled()
        assert dialog._wanted.text() == "请写明理由"
        assert room.total("a") == "96"
        decided(dialog)

    changing(hall, act)
    assert room.total("a") == "98"
    assert room.locked("a")
    assert room.last == ["reopen", "change-in-meeting", "finalise"]
    assert hall.walk.head[1:4:2] == ("98", "2（并列）")
    assert text(hall, 0, 1) == "8 / 10\n▲会上改"
    assert hall.units.item(0).text() == "甲科\n98　第 2 名并列　改 1 处"
    assert hall.sheet.hasFocus()


def test_five_changes_stand_in_the_list(page: MeetingPage, room: Deciding) -> None:
    hall = begin(page, room)
    changing(hall, once)
    for points in ("9", "7"):
        key_to(hall, "PgDown")
        changing(hall, judging(points, f"评定{points}分"))
    key_to(hall.sheet, "Down")
    changing(hall, judging("4"))
    key_to(hall.sheet, "Up")

    def back(dialog: ChangeDialog) -> None:
        dialog.editor.choose(len(dialog.editor.draft.ways) - 1)
        decided(dialog, "恢复")

    changing(hall, back)
    assert room.refusals == []
    assert [room.total(one) for one in "abc"] == ["98", "99", "99"]
    hall.leave()
    assert page.table.rowCount() == 5
    row = [cell(page, 2, at) for at in range(6)]
    assert row[:2] == ["3", "丙科\n1 按季学习研究"]
    assert row[2:4] == ["自由裁量：按计算得分 → 裁量 7 分", "评定7分"]
    assert row[4] == "得分 10 → 7\n总分 100 → 97"
    assert row[5] == "名次 1 → 3\n等次 —"


def test_what_is_only_tried_out_is_never_recorded(page: MeetingPage, room: Deciding) -> None:
    hall = begin(page, room)
    changing(hall, count_once)
    assert room.total("a") == "96"
    changing(hall, judging("99"))
    assert room.total("a") == "96"
    assert not changes_of(room.workspace, hall.walk.meeting.id)


def test_a_wrong_judgement_says_why(page: MeetingPage, room: Deciding) -> None:
    hall = begin(page, room)

    def act(dialog: ChangeDialog) -> None:
        judge(dialog, "99")
        assert "自由裁量要在 0 到 10 分之间" in dialog.editor.turns.moved.text()
        dialog.editor.choose(0)
        assert dialog.editor.turns.moved.text() == "请先改动，这里随即显示改动前后"

    changing(hall, act)


def test_enter_leads_from_the_change_to_its_grounds(page: MeetingPage, room: Deciding) -> None:
    hall = begin(page, room)

    def act(dialog: ChangeDialog) -> None:
        count_once(dialog)
        key_to(dialog, "Return")
        assert dialog.editor.grounds.hasFocus()
        QTest.keyClicks(dialog.editor.grounds, "ok")
        key_to(dialog, "Return")
        assert dialog.keep_button.hasFocus()
        assert room.total("a") == "96"
        key_to(dialog, "Return")

    changing(hall, act)
    assert room.total("a") == "98"


def test_the_cursor_begins_where_one_goes_on(page: MeetingPage, room: Deciding) -> None:
    first = page.entry
    assert first is page.begin_button
    hall = begin(page, room)
    then = page.entry
    assert then is page.enter_button
    changing(hall, once)
    assert page.entry is page.table


def test_undo_takes_back_the_last_change_of_an_open_sheet(
    page: MeetingPage, room: Deciding
) -> None:
    room.workplace.attempt(lambda: reopen(room.workspace, ME, room.key("a"), "重新核对"))
    hall = begin(page, room)
    changing(hall, once)
    assert text(hall, 0, 1) == "8 / 10\n▲会上改"
    key_to(hall, "Ctrl+Z")
    assert text(hall, 0, 1) == "6 / 10"
    key_to(hall, "Ctrl+Y")
    assert text(hall, 0, 1) == "8 / 10\n▲会上改"
    key_to(hall, "PgDown")
    key_to(hall, "Ctrl+Z")
    assert "“乙科”已经定稿" in hall.message.text


def test_undo_on_a_final_sheet_says_how_it_is_changed_back(
    page: MeetingPage, room: Deciding
) -> None:
    hall = begin(page, room)
    changing(hall, once)
    for keys in ("Ctrl+Z", "Ctrl+Y"):
        key_to(hall, keys)
        assert "已经定稿" in hall.message.text
        assert "按 Enter 再改一次" in hall.message.text
        assert text(hall, 0, 1) == "8 / 10\n▲会上改"
        hall.message.dismiss()


@pytest.mark.parametrize("share", [1.0, 1.5])
def test_every_row_has_room_for_its_words(qtbot: QtBot, dressed: object, share: float) -> None:
    """A line that just does not fit is wrapped as it is painted; its row was a line too low, and the name cut."""
    hall, table = QWidget(), QTableWidget(1, 1)
    hall.setObjectName("hall")
    hall.setStyleSheet(hall_sheet(share))
    hall.setLayout(column(table))
    qtbot.addWidget(hall)
    wrap_rows(table)
    table.setItem(0, 0, QTableWidgetItem("2 制定本单位的《实施方案》或《实施细则》"))
    hall.resize(800, 600)
    hall.show()
    for width in range(130, 290, 4):
        table.setColumnWidth(0, width)
        table.resizeRowsToContents()
        wanted, has = room_of(table)
        assert wanted <= has, width


def room_of(table: QTableWidget) -> tuple[float, int]:
    """How high the words of the first cell are as they are painted, and how high they may be."""
    option, index = QStyleOptionViewItem(), table.model().index(0, 0)
    table.initViewItemOption(option)
    table.itemDelegate().initStyleOption(option, index)  # type: ignore[attr-defined]  # of a styled one
    option.rect = table.visualRect(index)  # type: ignore[attr-defined]  # Qt's stubs lack it
    style = table.style()
    inside = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, table)
    margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, table) + 1
    layout = QTextLayout(index.data(), table.font())
    layout.setTextOption(_wrapped())
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(inside.width() - 2 * margin)
    layout.endLayout()
    lines = (layout.lineAt(at).height() for at in range(layout.lineCount()))
    return sum(lines), inside.height()


def _wrapped() -> QTextOption:
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return made


def test_ctrl_enter_begins_the_meeting(page: MeetingPage, room: Deciding) -> None:
    def call(dialog: QDialog) -> None:
        assert isinstance(dialog, MeetingDialog)
        wait_until(dialog.isActiveWindow)
        assert "Ctrl+Enter" in dialog.open_button.toolTip()
        key_to(dialog.name, "Ctrl+Return")

    answering(call)
    page.begin()
    assert page.hall is not None


def test_esc_leaves_and_the_meeting_goes_on(page: MeetingPage, room: Deciding) -> None:
    hall = begin(page, room)
    key_to(hall, "Esc")
    assert page.hall is None
    assert (page.enter_button.isVisible(), page.begin_button.isVisible()) == (True, False)
    page.enter()
    assert page.hall is not None


def test_the_end_is_asked_for_once_more(page: MeetingPage, room: Deciding) -> None:
    hall = begin(page, room)

    def agree(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        [yes] = [one for one in dialog.buttons() if one.text() == "结束会议"]
        yes.click()

    answering(agree)
    hall.end_wanted.emit()
    assert page.hall is None
    assert page.begin_button.isVisible()
    [meeting] = meetings_of(room.workspace, rounds().sections)
    assert meeting.closed


def test_the_list_is_printed(page: MeetingPage, room: Deciding) -> None:
    wanted: list[Wanted] = []
    room.book.paper_wanted.connect(wanted.append)
    hall = begin(page, room)
    hall.list_wanted.emit()
    assert page.hall is None
    [meeting] = meetings_of(room.workspace, rounds().sections)
    assert wanted == [Wanted(Paper.CHANGES, rounds().sections, about=meeting.id)]


def test_meetings_of_before_can_be_looked_at(page: MeetingPage, room: Deciding) -> None:
    hall = begin(page, room)
    changing(hall, once)
    hall.leave()
    page.meetings.end()
    begin(page, room).leave()
    assert page.choice.count() == 2
    assert page.table.rowCount() == 0
    page.meetings.choose(page.choice.itemData(1))
    assert page.table.rowCount() == 1
    assert "改动 1 处" in page.about.toolTip()


@pytest.mark.parametrize(
    ("name", "day", "words"), [("", "2022-12-20", "会议名称"), ("会", "x", "日期")]
)
def test_what_a_meeting_needs(window: QWidget, name: str, day: str, words: str) -> None:
    dialog = MeetingDialog(window, date(2022, 12, 20))
    dialog.show()
    dialog.name.setText(name)
    dialog.held.setText(day)
    dialog.open_button.click()
    assert dialog.isVisible()
    assert words in dialog._fault.text()
    dialog.reject()
