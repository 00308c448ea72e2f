"""提交审核, 退回, 答复, 审核通过, 定稿: a sheet's review by real keys, as one person after another sits down."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey
from desktop.services.office import people_of
from desktop.services.recording import withdraw_finding
from desktop.services.reviewing import return_sheet, submit
from desktop.ui.dialogs.return_dialog import ReturnDialog
from desktop.ui.scoring_room import ScoringRoom
from desktop.ui.shell import Shell
from desktop.viewmodels.indicator_tree import ROW_ROLE
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, rounds
from tests.services.reviewed import LI, STUDY, remarks_in, reviewed_office, sheet
from tests.ui.seat import Seat, key_to, visible


@pytest.fixture
def seat(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Seat]:
    """The third section's sheet, ready to be submitted; Wang sits before it."""
    settings = str(tmp_path / "settings")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
    with reviewed_office(tmp_path) as workspace:
        workplace, shell, jobs = Workplace(workspace, ME), Shell(), Jobs()
        qtbot.addWidget(shell)
        room = ScoringRoom(shell, workplace, jobs, Preferences())
        screen = room.enter()
        made = Seat(workspace, workplace, room.assessment, room.walk, screen)
        workplace.refused.connect(made.refusals.append)
        shell.show_page(screen)
        shell.show()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is shell, timeout=5_000)
        room.walk.enter(rounds().settled)
        screen.form.focus_open()
        yield made
        room.close()
        jobs.end()
        room.assessment.close()


def sit_down(seat: Seat, author: Author) -> None:
    person = next(one for one in people_of(seat.workspace) if one.id == author.person)
    seat.workplace.sit_down(person)


def stage(seat: Seat, key: AssessmentKey | None = None) -> str:
    return sheet(seat.workspace, key or rounds().settled).stage


def press_button(seat: Seat, name: str) -> None:
    """As somebody does who comes to it with the tab key."""
    made = seat.seen(QPushButton, name)
    made.setFocus()
    key_to(made, "Return")


def in_dialog(act: Callable[[ReturnDialog], None]) -> None:
    """Do this once the dialog stands there."""

    def begin() -> None:
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, ReturnDialog)]
        dialog = next(one for one in found if one.isVisible())
        QTest.qWaitForWindowActive(dialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():  # one that stays would keep the test waiting
                dialog.reject()

    QTimer.singleShot(0, begin)


def remark_first(dialog: QDialog) -> None:
    focused = dialog.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("审核意见：1 ")
    for character in "abc":
        key_to(focused, character)
    key_to(focused, "Return")
    following = dialog.focusWidget()
    assert following is not None
    assert following is not focused
    key_to(following, "Ctrl+Return")


def test_the_whole_way_by_keys(seat: Seat) -> None:
    press_button(seat, "提交审核")
    assert stage(seat) == "submitted"
    assert seat.says("已提交审核：王考评 于 ")
    assert seat.says("等李复核审核")
    sit_down(seat, LI)
    in_dialog(remark_first)
    press_button(seat, "退回…")
    seat.screen.window().activateWindow()
    QTest.qWaitForWindowActive(seat.screen.window())
    assert stage(seat) == "returned"
    assert [one.text for one in remarks_in(seat.workspace, rounds().settled)] == ["abc"]
    sit_down(seat, ME)
    assert seat.says("共 1 条审核意见，还有 1 条没有答复")
    press_button(seat, "看下一条意见")
    assert seat.focus.accessibleName() == "答复审核意见"
    seat.press("Return")
    assert seat.refusals == ["请写答复，说明怎么改的，或者为什么不改"]
    seat.do("'已核对", "Return")
    assert seat.says("答复：已核对")
    assert seat.says("都已答复，可以再次提交")
    assert seat.card.isAncestorOf(seat.focus)  # back at the criteria
    press_button(seat, "提交审核")
    sit_down(seat, LI)
    press_button(seat, "审核通过")
    assert stage(seat) == "approved"
    assert seat.says("审核通过：李复核 于 ")
    assert [one.text() for one in visible(seat.screen.strip, QPushButton)][-2:] == ["退回…", "定稿"]


def test_what_is_pending_is_gone_to(seat: Seat) -> None:
    withdraw_finding(seat.workspace, ME, rounds().settled, "plan-ratio")
    seat.walk.enter(rounds().neighbour)
    seat.walk.enter(rounds().settled)
    press_button(seat, "提交审核")
    assert stage(seat) == ""
    assert "不能提交审核" in seat.refusals[0]
    assert seat.walk.part is not None
    assert any(one.id == "plan-ratio" for one in seat.walk.part.criteria)


def test_a_submitted_sheet_takes_nothing_until_it_is_recalled(seat: Seat) -> None:
    press_button(seat, "提交审核")
    seat.do("5", "Ctrl+Return", "1", "Space")
    assert not seat.seen(QPushButton, "本项无扣分").isEnabled()
    press_button(seat, "撤回提交")
    assert stage(seat) == ""
    assert not seat.screen.lock.isVisible()


def test_who_may_not_is_told_why(seat: Seat) -> None:
    sit_down(seat, LI)
    made = seat.seen(QPushButton, "提交审核")
    assert made.toolTip() == "“丙科”由王考评考核，请由本人提交审核，或先改派考核人"
    press_button(seat, "提交审核")
    assert seat.refusals == [made.toolTip()]


def test_parts_with_an_open_remark_are_marked_and_told(seat: Seat) -> None:
    submit(seat.workspace, ME, rounds().settled)
    return_sheet(seat.workspace, LI, rounds().settled, {"tasks": "要附证明"})
    seat.walk.enter(rounds().neighbour)
    seat.walk.enter(rounds().settled)
    rows = {row.part: row for row in seat.screen.tree.part_rows()}
    assert rows["tasks"].remarked
    assert not rows[STUDY].remarked
    index = seat.screen.tree.index_of("tasks")
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.endswith("审核意见待答复")
    assert index.data(ROW_ROLE).remarked
    assert not seat.screen.form.remarks.isVisible()  # another part's
    seat.go("tasks")
    assert seat.says("审核意见　李复核：要附证明")


def test_an_answer_is_changed(seat: Seat) -> None:
    submit(seat.workspace, ME, rounds().settled)
    return_sheet(seat.workspace, LI, rounds().settled, {STUDY: "不符"})
    seat.walk.enter(rounds().neighbour)
    seat.walk.enter(rounds().settled)
    press_button(seat, "看下一条意见")
    seat.do("'已改", "Return")
    press_button(seat, "改答复")
    seat.do("'另行说明", "Return")
    assert [one.answer for one in remarks_in(seat.workspace, rounds().settled)] == ["另行说明"]
    assert "已答复" in [one.text() for one in visible(seat.screen.form, QLabel)]


def test_an_empty_return_is_not_possible_and_escape_leaves_it(seat: Seat) -> None:
    press_button(seat, "提交审核")
    sit_down(seat, LI)

    def look(dialog: ReturnDialog) -> None:
        assert not dialog.return_button.isEnabled()
        fields = [*dialog._fields.values()]
        key_to(fields[0], "Up")
        assert fields[0].hasFocus()
        key_to(fields[0], "Down")
        assert fields[1].hasFocus()
        key_to(fields[1], "Escape")

    in_dialog(look)
    press_button(seat, "退回…")
    assert stage(seat) == "submitted"


def test_whoever_reviews_at_large_text_sees_the_whole_strip(seat: Seat) -> None:
    """At 150 % a screen of 1366 leaves it what is 833 at 100 %; with less, buttons lay upon one another."""
    submit(seat.workspace, ME, rounds().settled)
    sit_down(seat, LI)
    seat.walk.enter(rounds().settled)
    strip = seat.screen.strip
    assert strip.other_button.isVisible()
    strip.setFixedWidth(833)
    QApplication.processEvents()
    tools = {one.accessibleName(): one for one in visible(strip, QToolButton)}
    assert strip.units.geometry().right() < tools["下一单位"].geometry().left()
