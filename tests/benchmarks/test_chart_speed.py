"""How fast the charts of two hundred units are on the screen: chosen, made anew after a change, and as a drawing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.documents.charts.svg import as_svg
from desktop.services.chart_pictures import poster
from desktop.services.charts.charted import Charted
from desktop.services.round_charts import CHARTS, chart_of
from desktop.services.workspaces import open_workspace
from desktop.ui.results.chart_page import ChartPage
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.benchmarks.test_speed import median_of
from tests.services.building import ME
from tests.services.charting import NOW, charted_now, charted_then, office_of

UNITS = 200
GOAL = 0.100


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("charts") / "w"
    office_of(place, UNITS).close()
    return place


@pytest.fixture(scope="module")
def both(folder: Path) -> tuple[Charted, Charted]:
    with open_workspace(folder) as workspace:
        return charted_now(workspace), charted_then(workspace)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, folder: Path) -> Iterator[ChartPage]:
    dress(qapp)
    with open_workspace(folder) as workspace:
        jobs = Jobs()
        book = ResultBook(Workplace(workspace, ME), jobs)
        book.wake()
        book.open(NOW)
        made = ChartPage(book)
        qtbot.addWidget(made)
        made.resize(1288, 640)
        made.show_round()
        made.show()
        made.charts.choose(CHARTS[-1])
        qtbot.waitUntil(lambda: made.charts.chart.figures is not None, timeout=10_000)
        yield made
        jobs.end()


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_on_the_screen_within_a_tenth_of_a_second(
    benchmark: BenchmarkFixture, page: ChartPage, name: str
) -> None:
    """From the choice, or a change of a sheet, to the painted picture."""
    page.charts.choose(name)

    def shown() -> None:
        page.charts._made = {}
        page.charts.changed.emit()
        page.canvas.grab()

    benchmark.pedantic(shown, rounds=12, warmup_rounds=2)
    assert page.picture.currentWidget() is page.canvas
    assert median_of(benchmark) <= GOAL


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_a_drawing_within_a_tenth_of_a_second(
    benchmark: BenchmarkFixture, both: tuple[Charted, Charted], name: str
) -> None:
    """From the sheets to the text of an SVG."""
    made = benchmark.pedantic(
        lambda: as_svg(poster(chart_of(name, *both), "2022年度考核")), rounds=12, warmup_rounds=2
    )
    assert made.count("<text") > 10
    assert median_of(benchmark) <= GOAL
