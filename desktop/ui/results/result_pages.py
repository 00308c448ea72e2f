"""The pages of 结果, in their order: each is loaded when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from desktop.ui.results.result_page import ResultPage
from desktop.viewmodels.result_book import ResultBook

Made = Callable[[ResultBook], ResultPage]


def _matrix(book: ResultBook) -> ResultPage:
    from desktop.ui.results.matrix_page import MatrixPage

    return MatrixPage(book)


def _ranking(book: ResultBook) -> ResultPage:
    from desktop.ui.results.ranking_page import RankingPage

    return RankingPage(book)


def _charts(book: ResultBook) -> ResultPage:
    from desktop.ui.results.chart_page import ChartPage

    return ChartPage(book)


def _check(book: ResultBook) -> ResultPage:
    from desktop.ui.results.check_page import CheckPage

    return CheckPage(book)


def _meetings(book: ResultBook) -> ResultPage:
    from desktop.ui.results.meeting_page import MeetingPage

    return MeetingPage(book)


def _objections(book: ResultBook) -> ResultPage:
    from desktop.ui.results.objection_page import ObjectionPage

    return ObjectionPage(book)


def _rectifications(book: ResultBook) -> ResultPage:
    from desktop.ui.results.rectification_page import RectificationPage

    return RectificationPage(book)


def _letters(book: ResultBook) -> ResultPage:
    from desktop.ui.results.letters_page import LettersPage

    return LettersPage(book)


def _handover(book: ResultBook) -> ResultPage:
    from desktop.ui.results.handover_page import HandoverPage

    return HandoverPage(book)


RESULT_PAGES: Final[Mapping[str, Made]] = {
    "总表": _matrix,
    "排名": _ranking,
    "图表": _charts,
    "核查": _check,
    "会议": _meetings,
    "异议": _objections,
    "整改": _rectifications,
    "发文": _letters,
    "交接归档": _handover,
}
