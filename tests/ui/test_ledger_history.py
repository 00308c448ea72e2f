"""留痕 of the ledgers: of the row where the cursor is, of its unit, of all; of a grid's cell likewise."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import ACTIVITIES, DUTIES, INSPECTIONS, MEMBERS, Kept
from desktop.ui.dialogs.history_dialog import HistoryDialog
from desktop.ui.screens.ledger_screen import LedgerScreen
from tests.ui.dropping import button_of
from tests.viewmodels.ledgering import Ledgers, meeting, run

Key = Qt.Key


def opened(screen: LedgerScreen) -> HistoryDialog:
    screen.history_button.setFocus()
    QTest.keyClick(screen.history_button, Key.Key_Space)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HistoryDialog)
    return dialog


def told(dialog: HistoryDialog) -> list[tuple[str, ...]]:
    return [(one.what, *(each.words for each in one.changes)) for one in dialog.history.passages]


def scopes(dialog: HistoryDialog) -> list[tuple[str, str]]:
    return [(one.words, one.title) for one in dialog.history.scopes]


def test_a_row_says_who_changed_which_cell(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(INSPECTIONS, run("食品", drawn=3), run("药品", "u-b", drawn=5))
    [food] = [one for one in year.rows(INSPECTIONS) if one.row.told == "食品"]
    assert isinstance(food.row, Inspection)
    year.keep(INSPECTIONS, Kept(food.id, food.unit, replace(food.row, drawn=12)))
    year.keep(ACTIVITIES, meeting("部署会"))
    year.book.open(INSPECTIONS)
    rows = screen.rows.rows
    [at] = [at for at in range(2) if rows.table.row_at(at).row.told == "食品"]
    rows.setCurrentIndex(rows.table.index(at, 0))
    dialog = opened(screen)
    assert scopes(dialog) == [
        ("这一行", "食品"),
        ("这个单位", "甲科"),
        ("全部单位", "全部单位的台账"),
    ]
    changed, made = told(dialog)
    assert changed[1:] == ("抽取户数：3 → 12",)
    assert made == ("登记台账：抽查任务“食品”", "甲科")
    dialog.scopes.choose(1)
    assert len(told(dialog)) == 3
    dialog.scopes.choose(2)
    assert any("药品" in words for one in told(dialog) for words in one)
    dialog.reject()


def test_a_cell_of_a_grid_is_asked_for_alike(screen: LedgerScreen, year: Ledgers) -> None:
    grid = screen.reports.grid
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_Space)
    name = screen.reports.place.name
    dialog = opened(screen)
    assert scopes(dialog)[0] == ("这一行", name)
    assert [one[0].partition("：")[0] for one in told(dialog)] == ["登记台账"]
    dialog.reject()
    QTest.keyClick(grid, Key.Key_Delete)
    dialog = opened(screen)
    assert [one[0] for one in scopes(dialog)] == ["这个单位", "全部单位"]
    dialog.reject()


def test_a_task_is_asked_for_alike(screen: LedgerScreen, year: Ledgers) -> None:
    year.book.open(DUTIES)
    QTest.keyClick(screen.duties.grid, Key.Key_Space)
    dialog = opened(screen)
    assert [one[0] for one in scopes(dialog)] == ["这一行", "这个单位", "全部单位"]
    assert len(told(dialog)) == 1
    dialog.reject()


def test_where_nothing_was_entered_there_is_the_rest(screen: LedgerScreen, year: Ledgers) -> None:
    year.book.open(MEMBERS)
    dialog = opened(screen)
    assert [one[0] for one in scopes(dialog)] == ["全部单位"]
    button_of(dialog, "关闭").click()
    year.book.show_unit("u-b")
    dialog = opened(screen)
    assert scopes(dialog)[0] == ("这个单位", "乙科")
    assert "还没有人动过" in dialog._empty.text()
    dialog.reject()
