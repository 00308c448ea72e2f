"""The head of 结果: beside its nine pages a round is still told by its name, however narrow the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.results.results_screen import ResultsScreen
from desktop.viewmodels.result_book import ResultBook
from tests.journeys.evaluator import wait_until
from tests.ui.test_letters_page import book

__all__ = ["book"]

_NARROW, _WIDE = 940, 1280  # beside the bar of places, in windows of 1024 and of 1366


@pytest.fixture
def screen(book: ResultBook, window: QWidget) -> Iterator[ResultsScreen]:
    made = ResultsScreen(book)
    made.setParent(window)
    made.resize(_WIDE, 600)
    made.show()
    yield made
    made.let_go()


def test_a_narrow_window_takes_from_the_pages_and_not_from_the_name(
    screen: ResultsScreen,
) -> None:
    QApplication.processEvents()
    apart = screen.tabs.width()
    letters = 15 * screen.rounds.fontMetrics().horizontalAdvance("督")
    screen.resize(_NARROW, 600)
    wait_until(lambda: screen.rounds.width() >= letters)
    assert screen.tabs.width() < apart
    screen.resize(_WIDE, 600)
    wait_until(lambda: screen.tabs.width() == apart)
