"""What Qt's own tables and forms take to be filled and painted, with nothing of an office behind them.

They hold no bound. The page of performance sets them beside our own figures.
"""

from itertools import count

import pytest
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QWidget
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.ui.theme.dressing import dress
from tests.benchmarks.full_round import MANY
from tests.benchmarks.test_peer_widgets import points, shown
from tests.benchmarks.year import UNITS

FIELDS = 12  # of an indicator's form
SIZES = {
    "units": (UNITS, 10),
    "reports": (UNITS, 26),
    "pieces": (620, 4),
    "matrix": (MANY, 56),
}


@pytest.mark.parametrize("size", SIZES)
def test_a_plain_table_opens(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication, size: str
) -> None:
    """A new one over figures that are there, painted."""
    dress(qapp)
    model = points(*SIZES[size])

    def opened() -> None:
        view = shown(qtbot, model)
        view.repaint()
        view.hide()

    benchmark.pedantic(opened, rounds=10, warmup_rounds=1)


def test_a_plain_form_is_filled(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication
) -> None:
    """The same fields with other words, painted."""
    dress(qapp)
    form, fields, turns = QWidget(), [QLineEdit() for _ in range(FIELDS)], count()
    qtbot.addWidget(form)
    lines = QFormLayout(form)
    for at, one in enumerate(fields):
        lines.addRow(f"第{at + 1}项", one)
    form.resize(600, 640)
    form.show()
    QApplication.processEvents()

    def fill() -> None:
        turn = next(turns)
        for at, one in enumerate(fields):
            one.setText(f"第{turn}个单位，第{at}处")
        form.repaint()
        QApplication.processEvents()

    benchmark.pedantic(fill, rounds=40, warmup_rounds=5)
