"""How fast the round table answers: opening it over sixty units, and from the key to the repainted total."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.domain.shapes.each import Each
from desktop.services.rounds import rounds_of
from desktop.services.workspaces import open_workspace
from desktop.ui.screens.round_table_screen import RoundTableScreen
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.round_table import RoundTable
from desktop.viewmodels.workplace import Workplace
from tests.benchmarks.test_speed import median_of
from tests.benchmarks.year import AUTHOR, UNITS


@pytest.fixture
def workplace(year: Path) -> Iterator[Workplace]:
    with open_workspace(year) as workspace:
        yield Workplace(workspace, AUTHOR)


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, workplace: Workplace) -> RoundTableScreen:
    dress(qapp)
    made = RoundTableScreen(RoundTable(workplace))
    qtbot.addWidget(made)
    made.resize(1288, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


def widest(table: RoundTable) -> str:
    """The part with the most criteria."""
    return max(table.parts, key=lambda part: len(part.criteria)).id


class Painted(QObject):
    """Remembers when the scores were painted last."""

    at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802  # Qt's
        if event.type() == QEvent.Type.Paint:
            self.at = perf_counter()
        return False


def test_the_widest_indicator_of_sixty_units_opens_in_a_fifth_of_a_second(
    benchmark: BenchmarkFixture, screen: RoundTableScreen, workplace: Workplace
) -> None:
    rounds = [one.id for one in rounds_of(workplace.workspace)]
    table = screen._table
    table.open(rounds[0], "")
    part, turn = widest(table), count(1)

    def opened() -> None:
        table.open(rounds[next(turn) % len(rounds)], part)
        screen.begin()
        QApplication.processEvents()

    benchmark.pedantic(opened, rounds=10, warmup_rounds=1)
    assert len(table.rows) == UNITS
    assert median_of(benchmark) <= 0.200


def test_a_typed_digit_moves_the_total(
    benchmark: BenchmarkFixture, screen: RoundTableScreen, workplace: Workplace
) -> None:
    table, cells = screen._table, screen.grid.cells
    table.open(rounds_of(workplace.workspace)[0].id, "")
    table.open(rounds_of(workplace.workspace)[0].id, widest(table))
    column = next(n for n, one in enumerate(table.criteria) if isinstance(one.rule, Each))
    painted, turn, times = Painted(), count(), []
    screen.grid.scores.viewport().installEventFilter(painted)

    def typed() -> None:
        row = next(turn) % UNITS
        cells.go(row, column)
        QApplication.processEvents()
        told = table.rows[row].cells[column].text  # another benchmark may have typed a 1 there
        key = Qt.Key.Key_2 if told == "1" else Qt.Key.Key_1
        before, began = table.rows[row].total.text, perf_counter()
        QTest.keyClick(cells, key)
        while painted.at < began:
            QApplication.processEvents()
        times.append(painted.at - began)
        assert table.rows[row].total.text != before
        assert cells.delegate.field is not None
        QTest.keyClick(cells.delegate.field, Qt.Key.Key_Escape)
        QApplication.processEvents()

    benchmark.pedantic(typed, rounds=120, warmup_rounds=8)
    benchmark.extra_info["median_ms"] = median(times) * 1_000
    benchmark.extra_info["p95_ms"] = quantiles(times, n=20)[-1] * 1_000
    assert median(times) <= 0.016
    assert quantiles(times, n=20)[-1] <= 0.033
