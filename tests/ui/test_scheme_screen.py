"""办法: the installed schemes as their documents stand, with real widgets and keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QTreeView
from pytestqt.qtbot import QtBot

from desktop.services.schemes import list_schemes
from desktop.services.workspaces import open_workspace
from desktop.ui.screens.scheme_outline import SchemeOutline
from desktop.ui.screens.scheme_screen import SchemeScreen
from desktop.ui.theme.tokens import FAMILY
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.scheme_library import SchemeLibrary
from desktop.viewmodels.scheme_rows import heading
from desktop.viewmodels.workplace import Workplace
from tests.services.building import CITIES, ME, office_in
from tests.ui.seat import part_of, visible

SCHEMES = list_schemes()


@pytest.fixture
def screen(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, jobs: Jobs
) -> Iterator[SchemeScreen]:
    with open_workspace(office_in(tmp_path)) as workspace:
        shown = SchemeScreen(SchemeLibrary(Workplace(workspace, ME), jobs))
        qtbot.addWidget(shown)
        shown.resize(1366, 720)
        shown.show()
        yield shown


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.end()


def titles(screen: SchemeScreen) -> QListView:
    return part_of(screen, QListView, "考核办法")


def outline(screen: SchemeScreen) -> QTreeView:
    return part_of(screen, SchemeOutline, "指标和评分标准")


def words(screen: SchemeScreen) -> list[str]:
    return [one.text() for one in visible(screen, QLabel)]


def choose(screen: SchemeScreen, scheme: str) -> None:
    names = [one.id for one in SCHEMES]
    titles(screen).setCurrentIndex(titles(screen).model().index(names.index(scheme), 0))


def test_every_installed_scheme_is_listed_and_the_first_is_open(screen: SchemeScreen) -> None:
    model = titles(screen).model()
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == [one.title for one in SCHEMES]
    first = SCHEMES[0]
    assert {first.title, heading(first)} <= {*words(screen)}
    assert outline(screen).model().rowCount() > 0


def test_the_down_key_opens_the_next_scheme(screen: SchemeScreen) -> None:
    QTest.keyClick(titles(screen), Qt.Key.Key_Down)
    assert SCHEMES[1].title in words(screen)
    assert SCHEMES[0].title not in words(screen)


def test_everything_of_a_scheme_is_opened(screen: SchemeScreen) -> None:
    choose(screen, CITIES)
    tree = outline(screen)
    model = tree.model()
    scheme = next(one for one in SCHEMES if one.id == CITIES)
    row, index = 0, model.index(0, 0)
    while tree.indexBelow(index).isValid():
        row, index = row + 1, tree.indexBelow(index)
    assert row + 1 > len(scheme.criteria) + len(scheme.indicators)


def test_nothing_can_be_edited(screen: SchemeScreen) -> None:
    for view in (titles(screen), outline(screen)):
        assert view.editTriggers() == view.EditTrigger.NoEditTriggers


@pytest.mark.parametrize("width", [1000, 1366])
def test_long_words_take_the_lines_that_they_need(screen: SchemeScreen, width: int) -> None:
    screen.resize(width, 700)
    choose(screen, CITIES)
    tree = outline(screen)
    QApplication.processEvents()
    index, checked = tree.model().index(0, 0), 0
    while index.isValid():
        cell = index.siblingAtColumn(1)
        room = tree.visualRect(cell)
        if room.height():
            need = tree.fontMetrics().boundingRect(
                0, 0, room.width() - 16, 0, Qt.TextFlag.TextWordWrap, str(cell.data())
            )
            assert need.height() <= room.height()
            checked += 1
        index = tree.indexBelow(index)
    assert checked > 5


def test_a_row_of_one_line_is_no_higher_than_one_line_in_the_smallest_window(
    screen: SchemeScreen,
) -> None:
    """As the clause wraps in a column that is too narrow for it, every row was two lines high."""
    screen.resize(946, 480)
    for scheme in SCHEMES:
        choose(screen, scheme.id)
        QApplication.processEvents()
        tree, line = outline(screen), screen.fontMetrics().height()
        index, single = tree.model().index(0, 0), 0
        while index.isValid():
            cells = [index.siblingAtColumn(at) for at in range(3)]
            wide = [tree.fontMetrics().horizontalAdvance(str(one.data() or "")) for one in cells]
            rooms = [tree.visualRect(one).width() - 16 for one in cells]
            if rooms[1] > 0 and wide[1] < rooms[1] and wide[2] < rooms[2]:
                assert tree.visualRect(cells[1]).height() < 2 * line, cells[0].data()
                single += 1
            index = tree.indexBelow(index)
        assert single


def test_the_tab_key_goes_through_what_has_a_name(screen: SchemeScreen, qtbot: QtBot) -> None:
    screen.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is screen, timeout=5_000)
    screen.entry.setFocus()
    seen = []
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName() or str(focused))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["考核办法", "指标和评分标准", "收入办法文件…"]


def test_the_bundled_font_is_used(dressed: QApplication) -> None:
    assert dressed.font().family() == FAMILY


def test_no_column_is_cut_off_where_the_outline_becomes_narrow(
    qtbot: QtBot, dressed: QApplication
) -> None:
    """As the preview in the dialog of a new round: it is filled before it has its width."""
    preview = SchemeOutline()
    qtbot.addWidget(preview)
    preview.resize(900, 500)
    preview.show_scheme(SCHEMES[0])
    preview.show()
    preview.resize(380, 500)
    QApplication.processEvents()
    assert preview.header().length() <= preview.viewport().width()
    assert preview.columnWidth(1) > 100
