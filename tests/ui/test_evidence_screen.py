"""佐证 in every state: what it says where nothing is, what it allows where a sheet is locked, how it fits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.checklist_tallies import Standing
from desktop.domain.commands import Command
from desktop.domain.records import AssessmentKey, EvidenceLink, FindingRecord
from desktop.services.finalising import finalise
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.linking import link_all
from desktop.services.workspaces import create_workspace, open_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from desktop.ui.evidence.evidence_head import CHECKLIST, FILES, NOWHERE
from desktop.ui.evidence.evidence_screen import EvidenceScreen
from desktop.viewmodels.evidence_book import EvidenceBook
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, add, office_in, rounds
from tests.ui.dropping import drop

Sit = Callable[[Workspace], EvidenceScreen]
CITY = rounds().city


@pytest.fixture
def sit(qtbot: QtBot, dressed: QApplication) -> Iterator[Sit]:
    """The screen on a workspace, at the window's usual size."""
    made: list[EvidenceScreen] = []

    def sat(workspace: Workspace) -> EvidenceScreen:
        book = EvidenceBook(Workplace(workspace, ME), Jobs())
        screen = EvidenceScreen(book)
        book.setParent(screen)
        made.append(screen)
        qtbot.addWidget(screen)
        screen.resize(1288, 720)
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow, timeout=5_000)
        screen.entry.setFocus()
        return screen

    yield sat
    for one in made:
        one.book.jobs.wait()
        one.let_go()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def tell(screen: EvidenceScreen, workspace: Workspace, *links: EvidenceLink) -> None:
    for outcome in link_all(workspace, ME, links).outcomes:
        screen.book.workplace.dispatcher.tell(outcome)


def test_where_there_is_no_round_it_leads_on(sit: Sit, tmp_path: Path) -> None:
    with create_workspace(tmp_path / "new") as workspace:
        screen = sit(workspace)
        assert screen.whole.currentWidget() is screen.empty
        assert not screen.head.isVisible()
        asked: list[bool] = []
        screen.overview_wanted.connect(lambda: asked.append(True))
        QTest.keyClick(screen.entry, Qt.Key.Key_Space)
        assert asked == [True]
        screen.go_to_sheet()
        screen.head.print()
        screen.open_package(tmp_path / "none.zip")
        screen.book.close()


def test_a_scheme_without_a_list_shows_the_files(sit: Sit, office: Workspace) -> None:
    link_all(
        office, ME, [EvidenceLink("", add(office), *rounds().section, criterion="study-missed")]
    )
    screen = sit(office)
    screen.book.open(rounds().sections)
    assert screen.head.tabs.value == FILES
    assert screen.units.list.units.lines[0].words == "1 份"
    assert screen.units.list.units.lines[1].standing is Standing.UNASKED
    [line] = screen.listed.model.lines
    assert line.proves.startswith("序号1")
    heard: list[tuple[object, str, str]] = []
    screen.book.sheet_wanted.connect(lambda *told: heard.append(told))
    screen.go_to_sheet()
    assert heard == [(rounds().section, "study", "study-missed")]
    screen.show_page(CHECKLIST)
    assert "没有逐项列出佐证要求" in screen.checklist._empty.text()
    screen.go_to_sheet()
    assert heard[-1] == (rounds().section, "", "")


def test_units_say_how_they_stand(sit: Sit, office: Workspace) -> None:
    screen = sit(office)
    model = screen.units.list.units
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first, _, third = model.lines
    assert (first.standing, first.there) == (Standing.LACKING, 0)
    assert first.spoken == f"甲科，缺 {first.due}，应交 {first.due} 件，已交 0 件"
    assert (third.words, third.due) == ("免交", 0)
    tell(screen, office, EvidenceLink("", add(office), *CITY, 1))
    assert model.lines[0].there == 1
    screen.units._group.button(1).click()
    assert [one.name for one in model.lines] == ["甲科", "乙科"]
    screen.book.show_unit(CITY._replace(unit="u-c"))
    assert screen.book.key == CITY  # it is not shown: one looks at the first that is
    screen.units._group.button(0).click()
    assert len(model.lines) == 3


def test_a_waiver_is_no_debt_and_comes_back(sit: Sit, office: Workspace) -> None:
    screen = sit(office)
    assert screen.book.sight is not None
    due = screen.book.sight.due
    screen.checklist.list.setFocus()
    screen.book.checklist.waive(1, "", 0, "没有调整")
    assert screen.book.sight.due == due - 1
    assert screen.head._figures[0][0].text() == str(due - 1)


def test_a_final_sheet_is_looked_at_and_printed_only(sit: Sit, office: Workspace) -> None:
    final = CITY._replace(unit="u-c")
    finalise(office, ME, final)
    screen = sit(office)
    screen.book.show_unit(final)
    assert screen.lock.isVisible()
    assert not screen.checklist.add_button.isEnabled()
    assert screen.book.goal is None
    screen.add()
    screen.show_page(FILES)
    assert not screen.listed.add_button.isEnabled()
    screen.listed.refile()
    assert screen.units.list.units.lines[2].state == "已定稿"
    screen.head._offer("评分", None)  # type: ignore[arg-type]  # never triggered
    assert screen.head.menu.actions()


def test_a_sheet_that_is_away_says_what_follows(
    sit: Sit, office: Workspace, tmp_path: Path
) -> None:
    hand_over(office, ME, HandingOver(rounds().cities, ("u-a",), "李四", tmp_path / "a.kpjh"))
    screen = sit(office)
    assert screen.units.list.units.lines[0].state == "已交出"
    assert "交给“李四”" in screen.lock._words.text()
    assert screen.checklist.add_button.isEnabled()


def test_a_sheet_that_cannot_be_read_says_so(sit: Sit, office: Workspace) -> None:
    screen = sit(office)
    bonus = screen.book.assessment.sight.scheme.bonus
    assert bonus is not None
    with office.writing() as desk:
        desk.put(FindingRecord(rounds().cities, "u-b", bonus.criteria[0].id, {"met": "也许"}))
        desk.seal(Deed(Command.RECORD_FINDING, ME, rounds().cities, "u-b"))
    screen.book.open()
    assert screen.units.list.units.lines[1].words == "读不出"


def test_where_it_is_narrow_the_units_give_way_to_the_pages(sit: Sit, office: Workspace) -> None:
    screen = sit(office)
    screen.resize(946, 520)
    assert screen.units.isVisible()
    assert not screen.strip.isVisible()  # it would say again what the list says
    QTest.keyClick(screen.units.list, Qt.Key.Key_F8)
    assert (screen.viewer.isVisible(), screen.units.isVisible()) == (True, False)
    assert screen.strip.isVisible()
    screen.viewer.setFocus()
    QTest.keyClick(screen.viewer.canvas, Qt.Key.Key_F8)
    assert screen.units.isVisible()
    screen.resize(1288, 720)
    assert screen.strip.isVisible()


def test_files_are_dropped_opened_and_taken_from_their_place(
    sit: Sit, office: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    screen = sit(office)
    tell(screen, office, EvidenceLink("", add(office, "领导组文件.pdf"), *CITY, 1))
    screen.show_page(FILES)
    table = screen.listed.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert screen.viewer.isVisible()
    assert screen.book.view.evidence is not None
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert screen.listed.table.isHidden()
    assert screen.head.tabs._group.button(NOWHERE).text() == "未归类 1"
    screen.show_page(NOWHERE)
    screen._on_file(screen.listed.model.lines[0])
    screen.go_to_sheet()
    brought = tmp_path / "新材料.pdf"
    brought.write_bytes(b"%PDF new")
    drafts: list[object] = []
    screen.book.taking.ready.connect(drafts.append)
    screen.show_page(FILES)
    assert drop(screen.listed, QPoint(20, 90), [brought])
    qtbot.waitUntil(lambda: bool(drafts), timeout=10_000)


def test_steps_go_from_unit_to_unit_and_back_by_escape(sit: Sit, office: Workspace) -> None:
    screen = sit(office)
    unit_list = screen.units.list
    QTest.keyClick(unit_list, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert screen.book.key == CITY._replace(unit="u-b")
    assert unit_list.currentIndex().row() == 1
    QTest.keyClick(unit_list, Qt.Key.Key_Right)
    assert screen.checklist.list.hasFocus()
    QTest.keyClick(screen.checklist.list, Qt.Key.Key_Escape)
    assert unit_list.hasFocus()
    QTest.keyClick(unit_list, Qt.Key.Key_Slash)
    assert screen.head.search.hasFocus()
    screen.book.sleep()
    assert screen.book.unit is None
    screen.book.wake()
    assert screen.book.key == AssessmentKey(rounds().cities, "u-b")


def test_where_no_file_is_the_cursor_stays_at_the_pages(sit: Sit, office: Workspace) -> None:
    screen = sit(office)
    screen.entry_of_page.setFocus()
    for page in (FILES, NOWHERE, CHECKLIST, FILES):
        QTest.keyClick(
            screen.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier
        )
        assert screen.head.tabs.value == page
        at = screen.focusWidget()
        assert at is not None
        assert at.isVisible()
        assert screen.pages.isAncestorOf(at) or screen.head.tabs.isAncestorOf(at)


def test_the_grid_of_a_counted_requirement_opens(sit: Sit, office: Workspace) -> None:
    screen = sit(office)
    screen._open_grid(13)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.windowTitle() == "逐项佐证"
    dialog.close()
