"""How fast the window answers: from the key to the repainted total, and from one unit to the next."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.domain.shapes.each import Each
from desktop.domain.shapes.flag import Flag
from desktop.services.rounds import list_rounds
from desktop.ui.criteria.control import Control
from tests.benchmarks.test_speed import median_of
from tests.benchmarks.test_workspace_speed import worst_of
from tests.journeys.evaluator import Evaluator, sit_down, stand_up


@pytest.fixture
def evaluator(qtbot: QtBot, qapp: QApplication, tmp_path: Path, year: Path) -> Iterator[Evaluator]:
    sitting = sit_down(qapp, tmp_path / "settings", year)
    first = list_rounds(sitting.office.workplace.workspace)[0]
    sitting.office.enter(first.units[7].key)
    yield sitting
    stand_up(sitting)


class Painted(QObject):
    """Remembers when the total was painted last."""

    at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802  # Qt's
        if event.type() == QEvent.Type.Paint:
            self.at = perf_counter()
        return False


def control_of(evaluator: Evaluator, shape: type) -> Control:
    """The first control of a shape, in whichever indicator it stands."""
    for part in evaluator.office.assessment.parts:
        if any(isinstance(one.rule, shape) for one in part.criteria):
            evaluator.office.walk.go_to(part.id)
            cards = evaluator.scoring.form.cards
            return next(one.control for one in cards if isinstance(one.criterion.rule, shape))
    raise AssertionError(shape)


def measured(evaluator: Evaluator, benchmark: BenchmarkFixture, press: Callable[[], None]) -> None:
    """Time from the key to the paint of the strip that shows the total."""
    painted = Painted()
    evaluator.scoring.strip.total.installEventFilter(painted)
    times = []

    def once() -> None:
        before = evaluator.scoring.strip.total.text()
        began = perf_counter()
        press()
        while painted.at < began:
            QApplication.processEvents()
        times.append(painted.at - began)
        assert evaluator.scoring.strip.total.text() != before
        evaluator.office.assessment.commit()
        QApplication.processEvents()

    benchmark.pedantic(once, rounds=120, warmup_rounds=8)
    benchmark.extra_info["median_ms"] = median(times) * 1_000
    benchmark.extra_info["p95_ms"] = quantiles(times, n=20)[-1] * 1_000
    assert median(times) <= 0.016
    assert quantiles(times, n=20)[-1] <= 0.033


def test_a_typed_digit_moves_the_total(benchmark: BenchmarkFixture, evaluator: Evaluator) -> None:
    control = control_of(evaluator, Each)
    control.entry().setFocus()
    turns = count()

    def press() -> None:
        field = control.entry()
        field.selectAll()  # type: ignore[attr-defined]  # a line edit
        QTest.keyClicks(field, str(next(turns) % 2))

    evaluator.write("5")
    evaluator.office.assessment.commit()
    measured(evaluator, benchmark, press)


def test_a_case_that_is_chosen_moves_the_total(
    benchmark: BenchmarkFixture, evaluator: Evaluator
) -> None:
    """With the durable commit in it: a click is recorded at once."""
    control = control_of(evaluator, Flag)
    control.entry().setFocus()
    turns = count(1)
    measured(evaluator, benchmark, lambda: QTest.keyClicks(evaluator.focus, str(next(turns) % 2)))


def test_the_next_unit_is_there(benchmark: BenchmarkFixture, evaluator: Evaluator) -> None:
    turns = count()

    def step() -> None:
        evaluator.office.walk.step_unit(1 if next(turns) % 2 else -1)
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=60, warmup_rounds=4)
    benchmark.extra_info["p95_ms"] = worst_of(benchmark) * 1_000
    assert median_of(benchmark) < 0.100


def test_the_next_indicator_is_there(benchmark: BenchmarkFixture, evaluator: Evaluator) -> None:
    turns = count()

    def step() -> None:
        evaluator.office.walk.step(1 if next(turns) % 14 < 7 else -1)
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=56, warmup_rounds=2)
    assert median_of(benchmark) < 0.100
