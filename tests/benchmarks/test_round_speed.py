"""How fast the results answer over two hundred units: from a change to the new ranking, as it is seen."""

from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.services.outcome import Outcome
from desktop.services.recording import record_finding
from desktop.services.round_rankings import rank_round
from desktop.services.round_sights import RoundSight, see_round
from desktop.ui.results.ranking_page import RankingPage
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.benchmarks.full_round import MANY, make_rounds
from tests.benchmarks.test_speed import median_of
from tests.benchmarks.year import AUTHOR

A_FRAME = 0.1  # what nobody takes for waiting


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    workspace, _ = make_rounds(tmp_path_factory.mktemp("round") / "workspace", MANY, 1)
    with workspace:
        yield Workplace(workspace, AUTHOR)


@pytest.fixture
def sight(workplace: Workplace) -> RoundSight:
    return see_round(workplace.workspace, "r-1")


def test_two_hundred_sheets_are_ranked(benchmark: BenchmarkFixture, sight: RoundSight) -> None:
    assert len(benchmark(lambda: rank_round(sight)).standings) == MANY
    assert median_of(benchmark) < A_FRAME / 4


def test_a_change_moves_the_ranking_on_the_screen(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication, workplace: Workplace
) -> None:
    """What is recorded elsewhere: the sheet is read again, all are ranked, the table is laid out and painted."""
    dress(qapp)
    book = ResultBook(workplace, Jobs())
    page = RankingPage(book)
    qtbot.addWidget(page)
    page.resize(1288, 720)
    page.show()
    book.wake()
    page.show_round()
    sight = next(iter(book.sheets.values()))
    [criterion, *_] = [
        one.id
        for one in (book.scheme.all_criteria() if book.scheme else ())
        if one.rule.shape == "each"
    ]
    counts = count(1)

    def change() -> tuple[tuple[object, ...], dict[str, object]]:
        fact = {"count": next(counts)}
        key = sight.assessment.key
        return (record_finding(workplace.workspace, AUTHOR, key, criterion, fact).outcome,), {}

    def see(outcome: Outcome) -> None:
        workplace.dispatcher.tell(outcome)
        page.grab()

    benchmark.pedantic(see, setup=change, rounds=9, warmup_rounds=1)
    assert median_of(benchmark) < A_FRAME
