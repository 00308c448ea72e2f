"""异议: raised with what came with it, decided with the correction and what it does, both sheets a click away."""

import gc
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog
from pytestqt.qtbot import QtBot

from desktop.services.corrections import NewJudgement
from desktop.services.meetings import Convened, change_in_meeting, open_meeting
from desktop.services.objections import Raised, files_of, objections_of
from desktop.services.papers import Paper, Wanted
from desktop.ui.results.decide_dialog import DecideDialog
from desktop.ui.results.objection_files_dialog import ObjectionFilesDialog
from desktop.ui.results.objection_page import ObjectionPage
from desktop.ui.results.raise_dialog import RaiseDialog
from desktop.viewmodels.objection_files import ObjectionFiles
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, rounds
from tests.ui.dropping import answering, nameless
from tests.ui.seat import key_to
from tests.viewmodels.deciding import MISSED, Deciding, deciding

DAY = date(2022, 12, 20)
UPHELD, PARTLY, REJECTED = range(3)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, dressed: object) -> Iterator[Deciding]:
    with deciding(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def page(room: Deciding, qtbot: QtBot) -> ObjectionPage:
    made = ObjectionPage(room.book)
    qtbot.addWidget(made)
    made.resize(1288, 640)
    made.show()
    made.show_round()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def raised(page: ObjectionPage, room: Deciding, letter: str = "a") -> None:
    what = Raised("study", MISSED, "第三季度学过", DAY, "张科长")
    assert page.objections.raise_(room.key(letter), what)


def deciding_it(page: ObjectionPage, act: Callable[[DecideDialog], object]) -> None:
    def within(dialog: QDialog) -> None:
        assert isinstance(dialog, DecideDialog)
        wait_until(dialog.isActiveWindow)
        act(dialog)
        if dialog.isVisible():
            dialog.reject()

    answering(within)
    page.decide_button.click()


def cells(page: ObjectionPage, row: int = 0) -> list[str]:
    items = [page.table.item(row, at) for at in range(page.table.columnCount())]
    return [one.text() for one in items if one is not None]


def count_once(dialog: DecideDialog) -> None:
    card = dialog.editor.card
    assert card is not None
    card.control.drafted.emit({"count": 1})


def test_without_any_the_cursor_begins_at_the_way_to_raise_one(
    page: ObjectionPage, room: Deciding
) -> None:
    first = page.entry
    assert first is page.raise_button
    raised(page, room)
    page.show_round()
    assert page.entry is page.table


def test_an_objection_is_raised_with_its_files(
    page: ObjectionPage, room: Deciding, tmp_path: Path
) -> None:
    scan = tmp_path / "会议纪要.pdf"
    scan.write_bytes(b"%PDF minutes")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, RaiseDialog)
        wait_until(dialog.isActiveWindow)
        assert not nameless(dialog)
        key_to(dialog, "Ctrl+Return")
        assert dialog._fault.text() == "请写异议内容"
        assert dialog.lines.itemText(0).startswith("扣 4 分　序号1")
        dialog.claim.setPlainText("第三季度学过")
        dialog.by.setText("张科长")
        dialog.raised.setText("20221220")
        dialog.files.take_paths([scan])
        wait_until(lambda: bool(dialog.files.files))
        key_to(dialog, "Ctrl+Return")

    answering(fill)
    page.raise_button.click()
    wait_until(lambda: not room.jobs.running)
    [sight] = objections_of(room.workspace, rounds().sections)
    assert (sight.unit, sight.objection.criterion) == ("甲科", MISSED)
    assert [name for _, name in files_of(room.workspace, sight.objection.id)] == ["会议纪要.pdf"]
    assert cells(page)[:2] == ["待裁定", "甲科"]
    assert cells(page)[4] == "2022-12-20\n张科长"
    assert page.files_button.text() == "材料 1 件…"
    assert page._totals.text() == "总分 96"

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ObjectionFilesDialog)
        dialog.files.remove(dialog.files.files[0])
        dialog.accept()

    answering(look)
    page.files_button.click()
    assert page.files_button.text() == "材料 0 件…"


def test_a_file_still_on_its_way_follows_when_the_dialog_is_gone(
    page: ObjectionPage, room: Deciding, tmp_path: Path
) -> None:
    scan = tmp_path / "会议纪要.pdf"
    scan.write_bytes(b"%PDF minutes")
    gate = Event()
    watched: list[ref[ObjectionFiles]] = []

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, RaiseDialog)
        watched.append(ref(dialog.files))
        dialog.claim.setPlainText("第三季度学过")
        dialog.files.take_paths([scan])
        dialog.keep_button.click()

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ObjectionFilesDialog)
        watched.append(ref(dialog.files))
        dialog.files.take_paths([scan])
        dialog.accept()

    for answer, asks in ((fill, page.raise_button), (look, page.files_button)):
        gate.clear()
        for _ in range(2):  # nothing else can run before they end
            room.jobs.start("等", lambda *_: gate.wait(5), lambda _: None)
        answering(answer)
        asks.click()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gate.set()
        wait_until(lambda: not room.jobs.running)
        [sight] = objections_of(room.workspace, rounds().sections)
        names = [name for _, name in files_of(room.workspace, sight.objection.id)]
        assert names == ["会议纪要.pdf"]
    wait_until(lambda: not held(watched))  # the pool's thread may hold one for a moment yet


def held(watched: Iterable[ref[ObjectionFiles]]) -> list[ObjectionFiles]:
    """What is not let go of, after all that may hold it for a moment."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return [one for each in watched if (one := each()) is not None]


def test_another_unit_and_a_whole_part(page: ObjectionPage, room: Deciding) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, RaiseDialog)
        dialog.choose(room.key("c"), "study", None)
        assert dialog.lines.currentText() == "整项　1 按季学习研究"
        dialog.raised.setText("x")
        dialog.claim.setPlainText("应当加分")
        dialog.keep_button.click()
        assert "日期" in dialog._fault.text()
        dialog.raised.setText("2022-12-20")
        dialog.keep_button.click()

    answering(fill)
    page.raise_button.click()
    assert cells(page)[1:4] == ["丙科", "1 按季学习研究", "应当加分"]


def test_upheld_with_its_correction(page: ObjectionPage, room: Deciding) -> None:
    raised(page, room)
    wanted: list[Wanted] = []
    room.book.paper_wanted.connect(wanted.append)

    def act(dialog: DecideDialog) -> None:
        assert dialog.wanted == "请选择成立、部分成立或不成立"
        assert not dialog.editor.turns.isVisible()
        dialog.states.choose(UPHELD)
        assert dialog.editor.turns.isVisible()
        assert dialog.wanted == "请先改动，这里随即显示改动前后"
        count_once(dialog)
        assert dialog.wanted == "请写明理由"
        dialog.editor.grounds.setText("纪要属实")
        assert dialog.wanted == ""
        dialog.decided.setText("x")
        dialog.decided.textEdited.emit("x")
        assert not dialog.keep_button.isEnabled()
        dialog.decided.setText("2022-12-22")
        dialog.decided.textEdited.emit("2022-12-22")
        key_to(dialog, "Ctrl+Return")

    deciding_it(page, act)
    assert room.refusals == []
    assert (room.total("a"), room.locked("a")) == ("98", True)
    assert cells(page)[0] == "成立"
    assert page._totals.text() == "总分 96 → 98"
    assert "纪要属实" in page._decision.text()
    assert not page.decide_button.isVisible()
    page.before_button.click()
    page.after_button.click()
    page.paper_button.click()
    assert page.objections.chosen
    of = page.objections.chosen.objection
    assert wanted == [
        Wanted(Paper.SHEET, of.round, of.unit, at=of.before),
        Wanted(Paper.SHEET, of.round, of.unit, at=of.after),
        Wanted(Paper.CORRECTION, of.round, of.unit, about=of.id),
    ]


def test_rejected_asks_only_for_grounds(page: ObjectionPage, room: Deciding) -> None:
    raised(page, room)

    def act(dialog: DecideDialog) -> None:
        dialog.states.choose(UPHELD)
        count_once(dialog)
        dialog.states.choose(REJECTED)
        assert not dialog.editor.turns.isVisible()
        dialog.editor.grounds.setText("没有签到表")
        dialog.keep_button.click()

    deciding_it(page, act)
    assert room.total("a") == "96"
    assert cells(page)[0] == "不成立"
    assert not page.after_button.isVisible()
    assert page.paper_button.isVisible()
    assert room.last[-1] == "decide-objection"


def test_corrected_at_the_meeting_already(page: ObjectionPage, room: Deciding) -> None:
    raised(page, room)
    meeting = open_meeting(room.workspace, ME, rounds().sections, Convened("审定会", DAY))[0]
    decided = (NewJudgement("study", "10"), "会上同意")
    for outcome in change_in_meeting(room.workspace, ME, meeting, "u-a", decided).outcomes:
        room.workplace.dispatcher.tell(outcome)

    def act(dialog: DecideDialog) -> None:
        dialog.states.choose(PARTLY)
        dialog.already.setChecked(True)
        assert not dialog.editor.turns.isVisible()
        dialog.editor.grounds.setText("会上已经更正")
        dialog.keep_button.click()

    deciding_it(page, act)
    assert cells(page)[0] == "部分成立"
    assert page._totals.text() == "总分 96 → 100"


def test_nobody_is_asked_about_a_meeting_that_was_not(page: ObjectionPage, room: Deciding) -> None:
    raised(page, room)
    deciding_it(page, lambda dialog: pytest.fail("shown") if dialog.already.isVisible() else None)


def test_the_term_is_the_offices_own(page: ObjectionPage, room: Deciding) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        dialog.setIntValue(7)
        dialog.accept()

    answering(answer)
    page.days_button.click()
    assert page.days_button.text() == "异议期 7 个工作日…"
    raised(page, room)
    assert "按期提出" in cells(page)[5]


def test_the_chosen_one_is_told_below(page: ObjectionPage, room: Deciding) -> None:
    assert "还没有登记异议" in page.about.toolTip()
    assert not page._detail.isVisible()
    raised(page, room)
    raised(page, room, "b")
    assert page.about.toolTip() == "异议 2 件，待裁定 2 件"
    for row in range(2):
        page.table.selectRow(row)
        QApplication.processEvents()
        assert page._claim.text().startswith(cells(page, row)[1])


def test_enter_on_a_row_decides_it(page: ObjectionPage, room: Deciding) -> None:
    raised(page, room)
    asked: list[str] = []

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, DecideDialog)
        asked.append(dialog.windowTitle())
        dialog.reject()

    answering(act)
    page.table.setFocus()
    key_to(page.table, "Return")
    wait_until(lambda: bool(asked))
    assert asked == ["裁定异议"]


def test_a_day_before_it_was_raised_is_told_where_it_is_typed(
    page: ObjectionPage, room: Deciding
) -> None:
    """Once: a red line below the window said so, and stayed when the day was right."""
    raised(page, room)

    def act(dialog: DecideDialog) -> None:
        dialog.states.choose(REJECTED)
        dialog.editor.grounds.setText("没有签到表")
        dialog.decided.setText("2022-12-19")
        dialog.decided.textEdited.emit("2022-12-19")
        assert dialog.wanted == "裁定日期早于提出异议的日期（2022-12-20），请核对"
        assert not dialog.keep_button.isEnabled()
        dialog.decided.setText("2022-12-20")
        dialog.decided.textEdited.emit("2022-12-20")
        key_to(dialog, "Ctrl+Return")

    deciding_it(page, act)
    assert room.refusals == []
    assert cells(page)[0] == "不成立"
