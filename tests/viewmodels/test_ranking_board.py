"""The ranking as a table: what stands beside a unit, in words; a sound model; and what the year says."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.domain.ranking import Standing
from desktop.domain.records import AssessmentKey
from desktop.services.workspaces import open_workspace
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ranking_board import RankingBoard
from desktop.viewmodels.ranking_lines import BandLine, RankLine, _RoundTeller, columns_of
from desktop.viewmodels.ranking_words import gap_words
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, office_in, rounds
from tests.viewmodels.overall import ROUND, Overall, overall

_FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def of(qtbot: QtBot, tmp_path: Path) -> Iterator[Overall]:
    del qtbot
    with overall(tmp_path) as made:
        yield made


def board_of(of: Overall) -> RankingBoard:
    made = RankingBoard(of.book)
    made.show_round()
    return made


def line_of(board: RankingBoard, unit: str) -> RankLine:
    return next(one for one in board.lines if isinstance(one, RankLine) and one.key.unit == unit)


def test_the_model_is_sound_and_bands_cannot_be_chosen(of: Overall) -> None:
    of.settle("u-a")
    board = board_of(of)
    tester = QAbstractItemModelTester(board, _FATAL)
    assert tester.model() is board
    band = next(n for n, one in enumerate(board.lines) if isinstance(one, BandLine))
    assert board.flags(board.index(band, 0)) == Qt.ItemFlag.NoItemFlags
    assert board.index(band, 0).data() == "没有名次（3 个单位）"
    assert board.index(band, 1).data() is None
    assert board.index(0, 0).data(Qt.ItemDataRole.FontRole) is None
    assert board.rowCount(board.index(0, 0)) == board.columnCount(board.index(0, 0)) == 0
    assert board.line(QModelIndex()) is None
    assert board.headerData(99, Qt.Orientation.Horizontal) is None


def test_the_cursor_finds_its_unit_or_the_first(of: Overall) -> None:
    of.settle("u-b")
    board = board_of(of)
    assert board.row_of(AssessmentKey(ROUND, "u-b")) == 0
    assert board.row_of(AssessmentKey(ROUND, "u-x")) == 0
    empty = RankingBoard(of.book)
    assert empty.row_of(None) == -1
    assert not empty.provisional


def test_a_plan_without_points_ranks_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    with open_workspace(office_in(tmp_path)) as workspace:
        book = ResultBook(Workplace(workspace, ME), Jobs())
        board = RankingBoard(book)
        book.open(rounds().plan)
        board.show_round()
        assert (board.lines, board.columns) == ([], ())
        assert board.summary == "这个批次的方案不计分，没有排名"
        assert not board.provisional


def test_states_are_told_as_they_are(of: Overall) -> None:
    of.settle("u-a")
    of.settle("u-b")
    of.lock("u-b")
    board = board_of(of)
    at = [one.words for one in board.columns].index("状态")
    states = {unit: line_of(board, unit).cells[at] for unit in ("u-a", "u-b", "u-c")}
    assert (states["u-a"], states["u-b"]) == ("已评完", "已定稿")
    assert states["u-c"].startswith("未评 ")


def test_ranked_by_one_thing_or_another_the_full_marks_are_its_own(of: Overall) -> None:
    of.settle("u-a")
    board_of(of)
    scheme = of.book.scheme
    assert scheme is not None
    for by, words, share in (
        ("total", "总分", Fraction(of.book.ranking.of("u-a").amount or 0) / 40),
        ("reports", "报送材料", Fraction(1)),
    ):
        rules = replace(scheme.ranking, by=by)
        changed = replace(scheme, ranking=rules)
        columns = columns_of(changed, None)
        assert words in [one.words for one in columns]
        full = Decimal(10) if by == "reports" else of.book.ranking.of("u-a").amount
        teller = _RoundTeller(of.book, {})
        line = teller.line(Standing("u-a", "", "", full, 1), columns, changed)
        assert line.share == share
    bonus = replace(scheme, ranking=replace(scheme.ranking, by="bonus"))
    line = _RoundTeller(of.book, {}).line(
        Standing("u-a", "", "", Decimal(0), 1), columns_of(bonus, None), bonus
    )
    assert line.share in {None, Fraction(0)}
    without = replace(bonus, bonus=None)
    told = _RoundTeller(of.book, {}).line(
        Standing("u-a", "", "", Decimal(0), 1), columns_of(without, None), without
    )
    assert told.share is None


def test_why_a_unit_stands_where_it_stands_is_said(of: Overall) -> None:
    board_of(of)
    teller = _RoundTeller(of.book, {"u-a": "2 份评分（1、2）平均"})
    last = ("序号2①",)
    placed = Standing(
        "u-a",
        "",
        "",
        Decimal(3),
        4,
        hindrance="consequence",
        next_grade="优秀",
        held_by=last,
        placed_last=last,
    )
    assert list(filter(None, teller.remarks(placed))) == [
        "因序号2①排在末位",
        "2 份评分（1、2）平均",
    ]


def test_what_lies_between_a_unit_and_the_next_grade() -> None:
    one = Standing("u", "", "", Decimal(80), 1, grade="合格", next_grade="优秀")
    assert gap_words(replace(one, lacking=Decimal("10.50"))) == "距优秀差 10.5 分"
    assert gap_words(replace(one, hindrance="quota")) == "分数已到优秀，名额不足"
    assert (
        gap_words(replace(one, lacking=Decimal(1), hindrance="quota"))
        == "距优秀差 1 分（名额不足）"
    )
    held = replace(one, hindrance="consequence", held_by=("序号5①",))
    assert gap_words(held) == "因序号5①不能评优秀"
    last = replace(held, placed_last=("序号5①",))
    assert gap_words(last) == "因序号5①排在末位，不能评优秀"
    assert gap_words(one) == gap_words(Standing("u", "", "pending")) == ""
