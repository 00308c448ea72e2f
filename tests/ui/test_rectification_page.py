"""整改 by real keys: listed, planned for several at once, reported with a file, looked at again; 总览 leads to it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.services.papers import Paper, Wanted
from desktop.services.recording import record_finding
from desktop.services.rectifications import (
    RectificationSight,
    change_rectifications,
    list_lost,
    planned,
    rectifications_of,
    reported,
)
from desktop.services.workspaces import Workspace, open_workspace
from desktop.ui.panels.waiting_card import WaitingLine
from desktop.ui.results.rectification_dialogs import ListingDialog, LookDialog, RepairDialog
from desktop.ui.results.rectification_page import RectificationPage
from desktop.ui.results.results_screen import ResultsScreen
from desktop.ui.screens.overview_screen import OverviewScreen
from desktop.ui.theme.tokens import px
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.overview import Overview
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, office_in, rounds
from tests.ui.seat import key_to, visible

TODAY: Final = date.today()  # noqa: DTZ011  # the office's day
Asked = TypeVar("Asked", bound=QDialog)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        record_finding(workspace, ME, rounds().settled, "unplanned", {"found": True})
        yield workspace


@pytest.fixture
def screen(qtbot: QtBot, dressed: object, office: Workspace) -> Iterator[ResultsScreen]:
    jobs = Jobs()
    book = ResultBook(Workplace(office, ME), jobs)
    made = ResultsScreen(book)
    book.setParent(made)
    qtbot.addWidget(made)
    made.resize(1288, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    book.open(rounds().sections)
    made.show_page("整改")
    yield made
    jobs.end()


def page_of(screen: ResultsScreen) -> RectificationPage:
    assert isinstance(screen.page, RectificationPage)
    return screen.page


def listed(office: Workspace) -> tuple[RectificationSight, ...]:
    return rectifications_of(office, rounds().sections)


def put_on(screen: ResultsScreen, office: Workspace, due: date) -> None:
    told = list_lost(office, ME, rounds().sections, ("u-a", "u-c"), due)
    screen.book.workplace.dispatcher.tell(told)


def test_where_nothing_is_listed_the_cursor_begins_at_the_way_to_list(
    screen: ResultsScreen, office: Workspace
) -> None:
    assert screen.entry is page_of(screen).add_button
    put_on(screen, office, TODAY)
    page_of(screen).show_round()
    assert page_of(screen).entry is page_of(screen).table


def in_dialog(kind: type[Asked], act: Callable[[Asked], None]) -> None:
    """Do this once the dialog stands there."""

    def begin() -> None:
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
        dialog = next(one for one in found if one.isVisible())
        QTest.qWaitForWindowActive(dialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, begin)


def test_losses_are_listed_from_the_page(screen: ResultsScreen, office: Workspace) -> None:
    page = page_of(screen)
    assert any("还没有列入整改的失分" in one.text() for one in visible(page, QLabel))

    def choose(dialog: ListingDialog) -> None:
        assert len(dialog.units.selectedItems()) == 3
        assert dialog.due.value == (TODAY + timedelta(days=30)).isoformat()
        dialog.do_button.setFocus()
        key_to(dialog.do_button, "Return")

    in_dialog(ListingDialog, choose)
    page.add_button.click()
    assert [one.unit for one in listed(office)] == ["甲科", "丙科"]
    assert [page.model.index(at, 0).data() for at in range(page.model.rowCount())] == [
        "甲科",
        "丙科",
    ]
    assert "共 2 条" in page.summary.toolTip() + page.summary.text()


def test_several_get_an_owner_and_a_term_at_once(screen: ResultsScreen, office: Workspace) -> None:
    put_on(screen, office, TODAY)
    page = page_of(screen)
    page.table.setFocus()
    key_to(page.table, "Ctrl+A")
    page.owner.setFocus()
    QTest.keyClicks(page.owner, "Wang")
    page.due.setFocus()
    QTest.keyClicks(page.due, "2031-05-06")
    page.set_button.setFocus()
    key_to(page.set_button, "Space")
    found = {(one.record.owner, one.record.due) for one in listed(office)}
    assert found == {("Wang", date(2031, 5, 6))}
    assert len(page._rows) == 2  # they stay chosen


def test_keys_that_come_to_the_list_show_their_row_and_choose_several(
    screen: ResultsScreen, office: Workspace
) -> None:
    """The cursor stood in the first row unseen; the first arrow passed over it."""
    put_on(screen, office, TODAY)
    page = page_of(screen)
    page.add_button.setFocus()
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    chosen = page.table.selectionModel()
    assert [one.row() for one in chosen.selectedRows()] == [0]
    assert page.open_button.isEnabled()
    key_to(page.table, "Shift+Down")
    assert [one.row() for one in chosen.selectedRows()] == [0, 1]
    page.add_button.setFocus()
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    assert [one.row() for one in chosen.selectedRows()] == [0, 1]
    assert "Shift+↑↓" in page.hint


def test_nothing_to_set_is_said(screen: ResultsScreen, office: Workspace) -> None:
    refusals: list[str] = []
    screen.book.workplace.refused.connect(refusals.append)
    put_on(screen, office, TODAY)
    page = page_of(screen)
    assert not page.set_button.isEnabled()
    page.table.selectAll()
    page.set_button.click()
    QTest.keyClicks(page.due, "2031-02-31")
    page.set_button.click()
    assert refusals == [
        "请填责任人或期限，再设给选中的各条",
        "日期请写成 2022-08-03 的样子",
    ]


def test_enter_opens_a_row_and_what_was_done_is_kept(
    screen: ResultsScreen, office: Workspace
) -> None:
    put_on(screen, office, TODAY)
    page = page_of(screen)
    page.show_row(listed(office)[0].record.id)

    def report(dialog: RepairDialog) -> None:
        QTest.keyClicks(dialog.report, "done")
        dialog.do_button.click()
        assert dialog.fault.text() == "写了完成情况，请填完成日期"
        QTest.keyClicks(dialog.repaired, "2023-03-01")
        QTest.keyClicks(dialog.owner, "Li")
        key_to(dialog.owner, "Return")

    in_dialog(RepairDialog, report)
    key_to(page.table, "Return")
    record = listed(office)[0].record
    assert (record.state, record.report, record.owner) == ("repaired", "done", "Li")
    assert page.look_button.isEnabled()


def test_a_second_look_that_fails_asks_a_new_term(screen: ResultsScreen, office: Workspace) -> None:
    put_on(screen, office, TODAY)
    name = listed(office)[0].record.id
    told = change_rectifications(office, ME, [name], reported(date(2023, 3, 1), "已改"))
    screen.book.workplace.dispatcher.tell(told)
    refusals: list[str] = []
    screen.book.workplace.refused.connect(refusals.append)
    page = page_of(screen)
    page.show_row(name)

    def look(dialog: LookDialog) -> None:
        assert dialog.checker.text() == "王考评"
        assert not dialog.due.isEnabled()
        dialog.results.choose(1)
        QTest.keyClicks(dialog.verdict, "no list")
        dialog.do_button.click()
        assert refusals == ["复查没有通过，请另定期限，要晚于复查日期"]
        QTest.keyClicks(dialog.due, (TODAY + timedelta(days=9)).isoformat())
        dialog.activateWindow()
        wait_until(dialog.isActiveWindow)
        key_to(dialog.due, "Ctrl+Return")

    in_dialog(LookDialog, look)
    page.look_button.setFocus()
    page.look_button.click()
    record = listed(office)[0].record
    assert (record.state, record.due) == ("failed", TODAY + timedelta(days=9))
    assert screen.focusWidget() is page.table


def test_its_dialogs_are_as_high_as_what_they_ask(screen: ResultsScreen, office: Workspace) -> None:
    """Once: half of the dialog was blank, for its fields were measured before they knew their own height."""
    put_on(screen, office, TODAY)
    page = page_of(screen)

    def look(dialog: RepairDialog) -> None:
        blank = (
            dialog._foot.geometry().top()
            - dialog.files.mapTo(dialog, dialog.files.rect().bottomLeft()).y()
        )
        assert blank < px(40)

    page.show_row(listed(office)[0].record.id)
    in_dialog(RepairDialog, look)
    page.open_button.click()


def test_the_list_is_narrowed_and_printed(screen: ResultsScreen, office: Workspace) -> None:
    put_on(screen, office, TODAY - timedelta(days=3))
    page = page_of(screen)
    late = page.model.index(0, 6)
    assert late.data() == "待整改，已逾期 3 天"
    assert late.data(Qt.ItemDataRole.ForegroundRole) is not None
    page.units.setCurrentIndex(page.units.findData("u-c"))
    page.units.activated.emit(page.units.currentIndex())
    assert [page.model.index(at, 0).data() for at in range(page.model.rowCount())] == ["丙科"]
    heard: list[Wanted] = []
    screen.book.paper_wanted.connect(heard.append)
    page.print_button.click()
    assert heard == [Wanted(Paper.RECTIFICATIONS, rounds().sections, "u-c")]
    page.states.setCurrentIndex(4)
    page.states.activated.emit(4)
    assert page.model.rowCount() == 0


def test_the_overview_leads_to_what_presses(
    qtbot: QtBot, screen: ResultsScreen, office: Workspace
) -> None:
    put_on(screen, office, TODAY + timedelta(days=5))
    first, second = (one.record.id for one in listed(office))
    change_rectifications(office, ME, [second], planned(due=TODAY - timedelta(days=1)))
    overview = Overview(Workplace(office, ME))
    made = OverviewScreen(overview)
    overview.setParent(made)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    qtbot.waitUntil(lambda: len(overview.repairs) == 2)
    QApplication.processEvents()
    lines = visible(made.repairs, WaitingLine)
    states = [visible(one, QLabel)[0].text() for one in lines]
    assert states == ["已逾期 1 天", "还有 5 天"]
    made.repair_wanted.connect(screen.show_rectification)
    key_to(lines[1], "Return")
    current = page_of(screen)._current
    assert current is not None
    assert current.record.id == first
