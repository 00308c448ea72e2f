"""How fast 总表 and 核查 answer: opening two hundred units, one of them changing, scrolling over sixty by sixty."""

from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.services.consistency.round_check import check_round, read_beside
from desktop.services.outcome import Outcome
from desktop.services.recording import record_finding
from desktop.services.round_sights import see_round
from desktop.ui.results.matrix_page import MatrixPage
from desktop.ui.theme.dressing import dress
from desktop.viewmodels import sheets_ahead
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.sheets_ahead import SheetsAhead
from desktop.viewmodels.workplace import Workplace
from tests.benchmarks.full_round import MANY, make_rounds, wide_scheme
from tests.benchmarks.test_speed import median_of
from tests.benchmarks.year import AUTHOR

WIDE = 60
A_FRAME = 0.016
AT_ONCE = 0.100
FROM_NOTHING = 0.5


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    workspace, _ = make_rounds(tmp_path_factory.mktemp("many") / "workspace", MANY, 2)
    with workspace:
        yield Workplace(workspace, AUTHOR)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    folder: Path = tmp_path_factory.mktemp("wide") / "workspace"
    workspace, _ = make_rounds(folder, WIDE, 1, wide_scheme(WIDE))
    with workspace:
        yield Workplace(workspace, AUTHOR)


@pytest.fixture
def ahead(
    qapp: QApplication, qtbot: QtBot, office: Workplace, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SheetsAhead]:
    """As the user finds the rounds under 结果: their sheets were read while nobody waited."""
    dress(qapp)
    monkeypatch.setattr(sheets_ahead, "_QUIET", 1)
    reading = SheetsAhead(office)
    qtbot.waitUntil(lambda: reading.is_done, timeout=60_000)
    yield reading
    reading.close()


def page_of(workplace: Workplace, qtbot: QtBot, ahead: SheetsAhead | None = None) -> MatrixPage:
    page = MatrixPage(ResultBook(workplace, Jobs(), ahead))
    page.book.setParent(page)
    page.book.opened.connect(page.show_round)
    qtbot.addWidget(page)
    page.resize(1288, 640)
    page.show()
    return page


def page_over(workplace: Workplace, qtbot: QtBot, ahead: SheetsAhead | None = None) -> MatrixPage:
    """Awake, with the newest round."""
    page = page_of(workplace, qtbot, ahead)
    page.book.wake()
    return page


def test_the_round_that_was_read_ahead_opens(
    benchmark: BenchmarkFixture, qtbot: QtBot, office: Workplace, ahead: SheetsAhead
) -> None:
    """Ranked, laid out and painted."""

    def fresh() -> tuple[tuple[MatrixPage], dict[str, object]]:
        return (page_of(office, qtbot, ahead),), {}

    def opened(page: MatrixPage) -> None:
        page.book.open()
        QApplication.processEvents()
        assert len(page.table.units) == MANY

    benchmark.pedantic(opened, setup=fresh, rounds=8, warmup_rounds=2)
    assert median_of(benchmark) < AT_ONCE


def test_another_round_of_two_hundred_units_opens(
    benchmark: BenchmarkFixture, qtbot: QtBot, office: Workplace, ahead: SheetsAhead
) -> None:
    """From one round to the other."""
    switched(benchmark, page_over(office, qtbot, ahead))
    assert median_of(benchmark) < AT_ONCE


def test_a_round_of_two_hundred_units_opens_from_nothing(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication, office: Workplace
) -> None:
    """Nothing was read ahead: two hundred sheets of 54 criteria from the database to the painted matrix."""
    dress(qapp)
    switched(benchmark, page_over(office, qtbot))
    assert median_of(benchmark) < FROM_NOTHING


def switched(benchmark: BenchmarkFixture, page: MatrixPage) -> None:
    """From round to round, each painted with everybody's place."""
    turns = cycle(("r-1", "r-2"))

    def opened() -> None:
        page.book.open(next(turns))
        QApplication.processEvents()

    benchmark.pedantic(opened, rounds=8, warmup_rounds=2)
    assert len(page.table.units) == MANY


def test_one_unit_changes_among_two_hundred(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication, office: Workplace
) -> None:
    """From what was recorded elsewhere to the repainted line, and everybody's new place."""
    dress(qapp)
    page = page_over(office, qtbot)
    page.book.open("r-1")
    page.table.sort(len(page.table.columns) - 2)
    scheme, counts = page.book.scheme, count(1)
    assert scheme is not None
    criterion = next(one.id for one in scheme.all_criteria() if one.rule.shape == "each")
    key = next(iter(page.book.sheets))

    def change() -> tuple[tuple[object, ...], dict[str, object]]:
        fact = {"count": next(counts) % 3}
        return (record_finding(office.workspace, AUTHOR, key, criterion, fact).outcome,), {}

    def see(outcome: Outcome) -> None:
        office.dispatcher.tell(outcome)
        QApplication.processEvents()

    benchmark.pedantic(see, setup=change, rounds=12, warmup_rounds=2)
    assert median_of(benchmark) < AT_ONCE


@pytest.mark.parametrize("scale", [100, 150])
def test_sixty_by_sixty_scroll_at_a_frames_pace(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication, wide: Workplace, scale: int
) -> None:
    dress(qapp, scale)
    try:
        page = page_over(wide, qtbot)
        page.book.open("r-1")
        QApplication.processEvents()
        cells, times = page.grid.cells, list[float]()
        assert (len(page.table.units), len(page.table.columns)) == (WIDE, WIDE + 2)
        down, along = cells.verticalScrollBar(), cells.horizontalScrollBar()

        def step() -> None:
            began = perf_counter()
            at = len(times)
            down.setValue((at * 37) % max(1, down.maximum()))
            along.setValue((at * 61) % max(1, along.maximum()))
            QApplication.processEvents()
            times.append(perf_counter() - began)

        benchmark.pedantic(step, rounds=150, warmup_rounds=20)
        benchmark.extra_info["median_ms"] = median(times) * 1_000
        benchmark.extra_info["p95_ms"] = quantiles(times, n=20)[-1] * 1_000
        assert median(times) < A_FRAME
    finally:
        dress(qapp)


def test_two_hundred_units_are_looked_through(
    benchmark: BenchmarkFixture, office: Workplace
) -> None:
    sight = see_round(office.workspace, "r-1")

    def looked() -> int:
        beside = read_beside(office.workspace, sight.scheme, "r-1")
        return len(check_round(sight.scheme, sight.sheets, beside))

    assert benchmark(looked) > 0
    assert median_of(benchmark) < AT_ONCE
