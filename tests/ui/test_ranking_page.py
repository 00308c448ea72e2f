"""排名 with real keys: bands, ties, grades, units apart with their reasons, the year, and second scorings."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.domain.records import AssessmentKey, UnitRecord
from desktop.services.office import keep_units
from desktop.services.papers import Paper, Wanted
from desktop.services.second_scoring import open_beside
from desktop.services.workspaces import open_workspace
from desktop.ui.dialogs.grounds_dialog import GroundsDialog
from desktop.ui.results.ranking_page import RankingPage
from desktop.ui.results.scoring_dialog import ScoringDialog
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ranking_lines import BandLine, RankLine
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, office_in
from tests.services.test_second_scoring import missed
from tests.services.test_year_rankings import quarter

SCHEME = """together = { each = "quarter", by = "mean" }
scorers = { by = "mean" }
ranking = { within = "group" }
grades = [{ name = "优秀", at_least = 18, most = 1 }, { name = "合格", less_than = 18 }]"""


class Open:
    """The page over the third quarter of four units in two groups."""

    def __init__(self, workplace: Workplace) -> None:
        self.at = workplace
        self.jobs = Jobs()
        self.book = ResultBook(workplace, self.jobs)
        self.page = RankingPage(self.book)
        self.page.resize(1100, 620)
        self.sheets: list[tuple[object, ...]] = []
        self.papers: list[object] = []
        self.refusals: list[str] = []
        self.remarks: list[str] = []
        self.book.sheet_wanted.connect(lambda *told: self.sheets.append(told))
        self.book.paper_wanted.connect(self.papers.append)
        workplace.refused.connect(self.refusals.append)
        workplace.remarked.connect(self.remarks.append)
        self.book.opened.connect(self.page.show_round)
        self.book._sheets.wake()
        self.book.open("q3")

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.page.view, key, modifier)

    def go(self, unit: str) -> None:
        """The cursor to a unit."""
        board = self.page.board
        row = next(
            n
            for n, one in enumerate(board.lines)
            if isinstance(one, RankLine) and one.key.unit == unit
        )
        self.page.view.setCurrentIndex(board.index(row, 0))

    @property
    def here(self) -> str:
        """The unit that the cursor is at."""
        line = self.page.view.line
        return line.key.unit if line else ""

    def last(self) -> tuple[str, ...]:
        """What is said of the last unit."""
        return self.told[-1]

    @property
    def told(self) -> list[tuple[str, ...]]:
        """Bands, and the cells of units."""
        return [
            (one.words,) if isinstance(one, BandLine) else one.cells
            for one in self.page.board.lines
        ]

    def answering(self, answer: Callable[[QDialog], object]) -> None:
        """Answer the next dialog."""

        def find() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                answer(dialog)
                if dialog.isVisible():
                    dialog.reject()

        QTimer.singleShot(0, find)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first and the third quarter, to be copied."""
    folder = office_in(tmp_path_factory.mktemp("ranking"))
    with open_workspace(folder) as workspace:
        units = [
            UnitRecord(f"u-{n}", f"单位{n}", groups=(("甲组" if n in "ab" else "乙组"),))
            for n in "abcd"
        ]
        keep_units(workspace, ME, units)
        quarter(workspace, "q1", "2022年第一季度", {"u-a": 0, "u-b": 0, "u-c": 1, "u-d": 4}, SCHEME)
        quarter(
            workspace, "q3", "2022年第三季度", {"u-a": 1, "u-b": 1, "u-c": 3, "u-d": None}, SCHEME
        )
    return folder


@pytest.fixture
def open_(qtbot: QtBot, dressed: QApplication, built: Path, tmp_path: Path) -> Iterator[Open]:
    del dressed
    with open_workspace(Path(shutil.copytree(built, tmp_path / "office"))) as workspace:
        made = Open(Workplace(workspace, ME))
        qtbot.addWidget(made.page)
        made.page.show()
        made.page.view.setFocus()
        yield made
        made.jobs.end()


def test_groups_are_bands_and_who_has_no_place_stands_behind_all(open_: Open) -> None:
    assert open_.told == [
        ("甲组（2 个单位）",),
        ("1（并列）", "单位u-a", "19", "合格", "已评完", "分数已到优秀，名额不足"),
        ("1（并列）", "单位u-b", "19", "合格", "已评完", "分数已到优秀，名额不足"),
        ("乙组（1 个单位）",),
        ("1", "单位u-c", "17", "合格", "已评完", "距优秀差 1 分"),
        ("没有名次（1 个单位）",),
        ("未评完", "单位u-d", "", "", "未评 2 条", ""),
    ]
    assert open_.page.fleeting.isVisible()
    assert open_.page.summary.text() == "4 个单位，已排名 3 个；还有单位没有评完"
    missed(open_.at.workspace, "q3", "u-d", 5)


def test_keys_pass_over_bands_and_enter_opens_the_sheet(open_: Open) -> None:
    assert open_.here == "u-a"
    for unit in ("u-b", "u-c"):
        open_.press(Qt.Key.Key_Down)
        assert open_.here == unit
    assert open_.page._sentence.text() == "第 1 名，合格，距优秀差 1 分"
    open_.press(Qt.Key.Key_Return)
    assert open_.sheets == [(AssessmentKey("q3", "u-c"), "", "")]


def test_lines_are_copied_for_a_spreadsheet(open_: Open) -> None:
    open_.go("u-c")
    open_.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head = "分组\t名次\t单位\t总分\t等次\t状态\t说明"
    assert QGuiApplication.clipboard().text() == (
        f"{head}\n乙组\t1\t单位u-c\t17\t合格\t已评完\t距优秀差 1 分\n"
    )
    open_.page.copies.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert (lines[0], len(lines)) == (head, 5)
    assert lines[4] == "乙组\t未评完\t单位u-d\t\t\t未评 2 条\t"


def test_the_paper_is_the_ranking(open_: Open) -> None:
    open_.page.prints.click()
    assert open_.papers == [Wanted(Paper.RANKING, "q3")]


def excusing(open_: Open, words: str) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, GroundsDialog)
        dialog._text.setPlainText(words)
        dialog._do.click()

    open_.answering(answer)
    open_.page.excuses.click()


def test_a_unit_is_marked_absent_for_a_reason_and_brought_in_again(open_: Open) -> None:
    open_.go("u-d")
    assert open_.page.excuses.text() == "标为未参加…"
    excusing(open_, "已撤并")
    assert open_.last() == ("未参加", "单位u-d", "", "", "", "已撤并")
    assert not open_.page.fleeting.isVisible()
    assert open_.here == "u-d"  # the cursor stays with it
    assert open_.page.excuses.text() == "撤去未参加"
    open_.page.excuses.click()
    assert open_.last()[0] == "未评完"


def test_without_grounds_nothing_happens(open_: Open) -> None:
    open_.go("u-d")
    excusing(open_, " ")
    assert open_.last()[0] == "未评完"
    assert open_.refusals == []


def test_the_menu_offers_what_can_be_done_with_the_unit(open_: Open) -> None:
    open_.go("u-a")
    open_.page.fill_menu()
    assert [one.text() for one in open_.page.menu.actions()] == ["打开考核表", "标为未参加…"]
    open_.page.menu.actions()[0].trigger()
    assert open_.sheets == [(AssessmentKey("q3", "u-a"), "", "")]


def test_the_year_has_a_column_for_each_quarter_and_says_what_lacks(open_: Open) -> None:
    open_.page.spans.choose(1)
    wait_until(lambda: bool(open_.page.board.lines))
    headings = [one.words for one in open_.page.board.columns]
    assert headings[2:7] == ["第1季度", "第2季度", "第3季度", "第4季度", "全年总分"]
    lacking = "还缺第2季度、第4季度；"
    assert open_.told[1] == (
        "1（并列）",
        "单位u-a",
        "20",
        "无批次",
        "19",
        "无批次",
        "19.5",
        "合格",
        f"{lacking}分数已到优秀，名额不足",
    )
    assert open_.last()[2:7] == ("16", "无批次", "未评完", "无批次", "16")
    assert open_.page.fleeting.isVisible()
    assert open_.page.summary.text().endswith("还有批次没有评完")
    assert not open_.page.excuses.isEnabled()
    open_.page.turn_absent()  # nothing, by whatever way
    open_.page.prints.click()
    assert open_.papers == [Wanted(Paper.YEAR, "q3")]
    open_.page.spans.choose(0)
    assert len(open_.page.board.columns) == 6


def test_another_round_begins_with_itself_and_without_a_year(open_: Open) -> None:
    open_.page.spans.choose(1)
    wait_until(lambda: bool(open_.page.board.lines))
    other = next(one.id for one in open_.book.rounds if one.name == "科室督查")
    open_.book.open(other)
    assert not open_.page.spans.isVisible()
    assert not open_.page.board.yearly
    assert open_.last()[1] == "丙科" or len(open_.told) == 4


def test_a_round_that_is_no_quarter_says_that_it_has_no_year(open_: Open) -> None:
    quarter(open_.at.workspace, "whole", "2022年", {"u-a": 0}, SCHEME)
    open_.book._rounds = None
    open_.book.open("whole")
    open_.page.spans.choose(1)
    wait_until(lambda: "没有全年合计" in open_.page.summary.text())
    assert open_.page.board.lines == []


def test_a_second_scoring_is_opened_and_compared_line_by_line(open_: Open) -> None:
    def ask(dialog: QDialog) -> None:
        assert isinstance(dialog, ScoringDialog)
        assert dialog.table.isHidden()
        dialog.who.setCurrentText("李复核")
        dialog.again.click()

    open_.answering(ask)
    open_.page.scorings.click()
    assert open_.remarks == ["已开复评，列在总览里这个批次下面；评完后在这里比对"]
    [second] = open_.book.beside
    missed(open_.at.workspace, second.round.id, "u-c", 1)
    open_.book.open("q1")
    open_.book.open("q3")
    assert ("1", "单位u-c", "18", "优秀", "已评完", "2 份评分（17、19）平均") in open_.told
    told: list[list[str]] = []

    def compare(dialog: QDialog) -> None:
        assert isinstance(dialog, ScoringDialog)
        table = dialog.table
        for row in range(table.rowCount()):
            cells = [table.item(row, at) for at in range(table.columnCount())]
            told.append([one.text() if one else "" for one in cells])
        dialog.jumps[1].click()

    open_.answering(compare)
    open_.page.scorings.click()
    assert told == [
        ["单位u-c", "学习", "7", "9"],
        [
            "单位u-c",
            "一1",
            "一1 学习：3 次，每次扣 1 分，扣 3 分",
            "一1 学习：1 次，每次扣 1 分，扣 1 分",
        ],
    ]
    assert open_.sheets == [(AssessmentKey(second.round.id, "u-c"), "study", "")]


def test_what_a_second_scoring_is_refused_for_is_said(open_: Open) -> None:
    open_beside(open_.at.workspace, ME, "q1", [None])
    open_.page.board._round = "nowhere"
    open_.page.scorings.click()
    assert "nowhere" in open_.refusals[0]
