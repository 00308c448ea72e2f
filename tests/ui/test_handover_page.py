"""交接归档 with keys: sheets are handed over, taken in, and every conflict is decided before anything is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.records import AssessmentKey
from desktop.services.handing_over import handovers_of
from desktop.services.merge_plans import plan_merge
from desktop.services.merge_words import merge_sight
from desktop.services.recording import judge
from desktop.services.undoing import undo
from desktop.store.workspace import Workspace
from desktop.ui.results.handover_dialog import HandoverDialog
from desktop.ui.results.handover_page import HandoverPage
from desktop.ui.results.merge_dialog import MergeDialog
from desktop.ui.results.results_screen import ResultsScreen
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.merge_draft import MergeDraft
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.journeys.test_reachable import cut_off, unnamed, unreachable
from tests.services.building import ME
from tests.services.sharing import YOU, Pair, opened_pair, shared_pair
from tests.ui.seat import visible

Said = list[str]
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with shared_pair(tmp_path) as opened:
        yield opened


def book_of(workspace: Workspace, round_id: str = "") -> ResultBook:
    made = ResultBook(Workplace(workspace, ME), Jobs())
    made.open(round_id)
    return made


def end(qtbot: QtBot, book: ResultBook) -> None:
    qtbot.waitUntil(lambda: not book.jobs.running, timeout=20_000)
    book.jobs.end()


@pytest.fixture
def book(qtbot: QtBot, pair: Pair) -> Iterator[ResultBook]:
    made = book_of(pair.here, pair.round)
    yield made
    end(qtbot, made)


@pytest.fixture
def page(book: ResultBook, window: QWidget) -> HandoverPage:
    made = HandoverPage(book)
    made.setParent(window)
    made.resize(1000, 560)
    made.show()
    made.show_round()
    return made


def rows(page: HandoverPage) -> list[list[str]]:
    table = page.exchange.table
    return [
        [item.text() if (item := table.item(at, place)) else "" for place in range(4)]
        for at in range(table.rowCount())
    ]


def dialog_of(parent: QWidget, kind: type[D]) -> D:
    shown = [one for one in cast("list[D]", parent.findChildren(kind)) if one.isVisible()]
    assert len(shown) == 1
    return shown[0]


def conflicting(pair: Pair) -> Path:
    """Two indicators were judged on both sides, and one there alone."""
    for unit in ("u-a", "u-b"):
        key = AssessmentKey(pair.round, unit)
        judge(pair.here, ME, key, "study", {"score": "8", "reason": "集体研究"})
        judge(pair.there, YOU, key, "study", {"score": "7.5", "reason": "酌情"})
    judge(
        pair.there,
        YOU,
        AssessmentKey(pair.round, "u-b"),
        "archives",
        {"score": "3", "reason": "酌情"},
    )
    return pair.package(pair.there)


def merging(pair: Pair, book: ResultBook, window: QWidget) -> MergeDialog:
    plan = plan_merge(pair.here, conflicting(pair))
    draft = MergeDraft(book.workplace, book.jobs, plan, merge_sight(pair.here, plan))
    made = MergeDialog(window, draft)
    made.open()
    return made


def scores(pair: Pair) -> Said:
    kept = [pair.rows(pair.here, unit) for unit in ("u-a", "u-b")]
    return [
        str(one["discretion", (pair.round, unit, "study")]["score"])
        for unit, one in zip(("u-a", "u-b"), kept, strict=True)
    ]


def test_what_is_away_is_listed(page: HandoverPage) -> None:
    [[way, _, units, state]] = rows(page)
    assert (way, units, state) == ("交给二组", "甲科、乙科", "还没有收回")


def test_sheets_are_handed_over_with_keys(
    page: HandoverPage, pair: Pair, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = pair.place / "丙.kpjh"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out.with_suffix("")), ""))

    said: Said = []
    page.book.workplace.remarked.connect(said.append)
    page.exchange.give_button.click()
    dialog = dialog_of(page.window(), HandoverDialog)
    assert not dialog.go_button.isEnabled()
    dialog.to.setText("三组")
    dialog.list.setFocus()
    dialog.list.setCurrentRow(2)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert out.exists()
    assert said[0].startswith("已把 1 个单位交给三组")
    assert [one[0] for one in rows(page)] == ["交给三组", "交给二组"]


def test_a_package_is_opened_and_merged(
    page: HandoverPage, pair: Pair, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = AssessmentKey(pair.round, "u-a")
    judge(pair.there, YOU, key, "study", {"score": "7.5", "reason": "酌情"})
    file = pair.package(pair.there)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    said: Said = []
    page.book.workplace.remarked.connect(said.append)
    page.exchange.take_button.click()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(MergeDialog)), timeout=20_000)
    dialog = dialog_of(page.window(), MergeDialog)
    QTest.keyClick(dialog.merge_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["已合并 2 个单位：并入对方改动 1 处"]
    assert [one[3][:3] for one in rows(page)] == ["已接收", "已收回"]
    assert pair.rows(pair.here) == pair.rows(pair.there)
    page.exchange.take_button.click()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=20_000)
    assert said[1] == "这个考核包已经合并过，没有新的内容"


def test_every_conflict_is_decided_with_keys(
    pair: Pair, book: ResultBook, window: QWidget, qtbot: QtBot
) -> None:
    dialog = merging(pair, book, window)
    table = dialog.table
    assert table.rowCount() == 2
    assert not dialog.merge_button.isEnabled()
    before = [pair.rows(pair.here, unit) for unit in ("u-a", "u-b")]
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Left)
    sides = [[(table.item(at, place)).text()[0] for place in (2, 3)] for at in (0, 1)]  # type: ignore[union-attr]
    assert sides == [["○", "●"], ["●", "○"]]
    with qtbot.waitSignal(dialog.finished, timeout=20_000):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert scores(pair) == ["7.5", "8"]
    undo(pair.here, ME, None)
    assert [pair.rows(pair.here, unit) for unit in ("u-a", "u-b")] == before


def test_what_is_shown_is_decided_at_once(pair: Pair, book: ResultBook, window: QWidget) -> None:
    dialog = merging(pair, book, window)
    dialog.units.setCurrentText("乙科")
    dialog.units.activated.emit(dialog.units.currentIndex())
    assert [dialog.table.isRowHidden(at) for at in (0, 1)] == [True, False]
    dialog.theirs_button.click()
    dialog.units.setCurrentIndex(0)
    dialog.units.activated.emit(0)
    dialog.filter.choose(1)
    assert [dialog.table.isRowHidden(at) for at in (0, 1)] == [False, True]
    assert dialog.table.currentRow() == 0
    dialog.ours_button.click()
    assert dialog.merge_button.isEnabled()
    dialog.reject()
    assert scores(pair) == ["8", "8"]


def test_a_click_on_a_side_chooses_it(pair: Pair, book: ResultBook, window: QWidget) -> None:
    dialog = merging(pair, book, window)
    for place in (0, 3, 2):
        dialog.table.cellClicked.emit(1, place)
    item = dialog.table.item(1, 2)
    assert item is not None
    assert item.text().startswith("● 8 分，理由：集体研究\n王考评 ")
    assert item.font().bold()
    dialog.reject()


def test_overtaken_it_says_so_and_stays_open(
    pair: Pair, book: ResultBook, window: QWidget, qtbot: QtBot
) -> None:
    dialog = merging(pair, book, window)
    dialog.ours_button.click()
    key = AssessmentKey(pair.round, "u-c")
    judge(pair.here, ME, key, "study", {"score": "6", "reason": "酌情"})
    with qtbot.waitSignal(book.jobs.failed, timeout=20_000) as caught:
        dialog.merge_button.click()
    assert "请重新打开这个考核包" in caught.args[0]
    assert dialog.isVisible()
    assert dialog.merge_button.isEnabled()
    dialog.reject()


def test_the_first_package_of_an_empty_workstation(
    qtbot: QtBot, tmp_path: Path, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_pair(tmp_path) as pair:
        file = pair.package(pair.here)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
        book = book_of(pair.there)
        screen = ResultsScreen(book)
        screen.setParent(window)
        screen.resize(1000, 560)
        screen.show()
        [way] = [one for one in screen.empty.buttons if one.text() == "接收考核包…"]
        way.click()
        qtbot.waitUntil(lambda: bool(window.findChildren(MergeDialog)), timeout=20_000)
        dialog = dialog_of(window, MergeDialog)
        assert dialog.merge_button.text() == "接收"
        [units] = visible(dialog, QListWidget)  # all of them, however many: no tip is needed
        assert [units.item(at).text() for at in range(units.count())] == ["甲科", "乙科"]
        qtbot.waitUntil(dialog.isActiveWindow)
        assert (unnamed(dialog), unreachable(dialog), cut_off(dialog)) == ([], [], [])
        with qtbot.waitSignal(dialog.finished, timeout=20_000):
            dialog.merge_button.click()
        assert book.round is not None
        assert [one.units for one in handovers_of(pair.there, pair.round)] == [("甲科", "乙科")]
        end(qtbot, book)
