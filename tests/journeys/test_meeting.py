"""A meeting by keyboard: five changes, each with its reason and what it does, and the list that is signed after it."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.domain.amounts import show
from desktop.domain.records import AssessmentKey
from desktop.services.assessments import assessment_of, sheet_of
from desktop.services.workspaces import verify
from desktop.ui.results.change_dialog import ChangeDialog
from desktop.ui.results.meeting_hall import MeetingHall
from desktop.ui.results.meeting_page import MeetingPage
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, stand_up, take_keys, wait_until
from tests.journeys.graded import ROUND, graded_in, stands
from tests.journeys.result_steps import cells, choose, go_to_page, paper_of
from tests.ui.dropping import answering

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

JUDGE = "直接评定"


class Room:
    """The meeting, and an own count of every total."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.totals = {"甲科": Decimal(96), "乙科": Decimal(98), "丙科": Decimal(100)}
        self.page = go_to_page(evaluator, MeetingPage)
        self.told: list[str] = []

    @property
    def hall(self) -> MeetingHall:
        assert self.page.hall is not None
        return self.page.hall

    def arrive(self) -> None:
        """The hall has the keys."""
        take_keys(self.hall)
        assert self.evaluator.focus is self.hall.sheet

    def begin(self) -> None:
        def call(dialog: QDialog) -> None:
            take_keys(dialog)
            self.evaluator.tab_to("主持人")
            self.evaluator.write("刘主任")
            self.evaluator.tab_to("开始会议")
            self.evaluator.press("Space")

        answering(call)
        self.evaluator.tab_to("开始会议…")
        self.evaluator.press("Space")
        self.arrive()

    def to(self, part: str) -> None:
        """Up or down to an indicator."""
        self.evaluator.press("Home")
        for _ in range(self.hall.sheet.rowCount()):
            if self.hall.sheet.part == part:
                return
            self.evaluator.press("Down")
        raise AssertionError(part)

    def change(self, part: str, typed: str, lost: str, way: str = "") -> None:
        """改动: what is typed, what it costs by our own count, and a reason."""
        unit = self.hall.walk.head.name
        before = (self.totals[unit], *stands(unit, self.totals))
        self.totals[unit] -= Decimal(lost)
        after = (self.totals[unit], *stands(unit, self.totals))
        reason = f"会议认为{unit}{part}"

        def act(dialog: QDialog) -> None:
            take_keys(dialog)
            assert isinstance(dialog, ChangeDialog)
            if way:
                self.evaluator.tab_to("改动哪一条")
                choose(self.evaluator, way)
                self.evaluator.tab_to("裁量得分")
            self.evaluator.press("Ctrl+A")
            self.evaluator.write(typed)
            self.evaluator.press("Return")
            assert self.evaluator.focus is dialog.editor.grounds
            assert not dialog.keep_button.isEnabled()
            self.evaluator.write(reason)
            assert turns(dialog) == ((show(before[0]), *before[1:]), (show(after[0]), *after[1:]))
            self.evaluator.press("Ctrl+Return")
            assert not dialog.isVisible()

        self.to(part)
        answering(act)
        self.evaluator.press("Return")
        self.arrive()
        assert self.hall.sheet.part == part
        head = self.hall.walk.head
        assert (head.total, head.place, head.grade) == (show(after[0]), *after[1:])
        self.told.append(reason)


def turns(dialog: ChangeDialog) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Total, place and grade as they stand before and after."""
    shown = dialog.editor.turns._turns
    names = ("total", "place", "grade")
    return tuple(shown[n][0].text() for n in names), tuple(shown[n][1].text() for n in names)


def test_a_meeting_with_five_changes(sit: Sit, tmp_path: Path) -> None:
    folder = graded_in(tmp_path)
    evaluator = sit(folder)
    workspace = evaluator.office.workplace.workspace
    room = Room(evaluator)
    room.begin()
    room.change("study", "1", "-2")
    room.change("responsibility", "3.5", "1.5", JUDGE)
    evaluator.press("Esc")
    wait_until(evaluator.shell.isActiveWindow)
    assert evaluator.focus is room.page.enter_button
    assert len(room.page.meetings.changes) == 2
    evaluator.press("Space")
    room.arrive()
    evaluator.press("PgDown")
    evaluator.office.workplace.refused.emit("先改动，再撤销")
    assert room.hall.message.text == "先改动，再撤销"
    assert not evaluator.shell.message.text
    room.change("item-list", "1", "5")
    evaluator.press("PgDown")
    room.change("tasks", "3", "3")
    room.change("follow-up", "1", "1")
    assert [one.changes for one in room.hall.walk.units] == [2, 1, 2]

    answering(lambda _: evaluator.press("Tab", "Space"))
    evaluator.tab_to("结束会议…")
    evaluator.press("Space")
    wait_until(lambda: room.page.hall is None)
    evaluator.return_to_window()
    assert evaluator.focus is room.page.print_button
    assert room.page.meetings.running is None
    assert [cells(room.page.table, at)[3] for at in range(5)] == room.told
    for unit, name in (("u-a", "甲科"), ("u-b", "乙科"), ("u-c", "丙科")):
        key = AssessmentKey(ROUND, unit)
        assert sheet_of(workspace, key).total == room.totals[name]
        with workspace.reading() as view:
            assert assessment_of(view, key).finalised is (name == "乙科")

    evaluator.press("Space")
    paper = paper_of(evaluator)
    for said in (*room.told, "刘主任", "96→98", "98→96.5", "98→93", "100→97", "97→96", "签字"):
        assert said in paper, said
    evaluator.press("Esc")
    stand_up(evaluator)
    QApplication.processEvents()
    assert verify(folder).faults == ()
