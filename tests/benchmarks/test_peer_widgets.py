"""What Qt's own widgets take for the same, with nothing of an office behind them: a form, a sort, a search, a table.

They hold no bound. The page of performance sets them beside our own figures.
"""

import random
from itertools import count, cycle
from pathlib import Path
from time import perf_counter

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.ui.theme.dressing import dress
from tests.benchmarks.full_round import MANY
from tests.benchmarks.test_ledger_speed import ROWS
from tests.benchmarks.test_matrix_speed import WIDE
from tests.benchmarks.test_viewer_speed import A4, PAGES, scan
from tests.intake.pages.building import scans

CRITERIA = 54
RUN_COLUMNS = 20
ACROSS = 560  # dots, as the viewer is beside the form
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Plain(QAbstractTableModel):
    """Values in a list of lists, shown as they are."""

    def __init__(self, rows: list[list[object]]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: ARG002, N802  # Qt's
        return len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: ARG002, N802  # Qt's
        return len(self.rows[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor("#E6EEF8")
        return None


def shown(qtbot: QtBot, proxy: QSortFilterProxyModel | Plain) -> QTableView:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(proxy)
    view.resize(1288, 640)
    view.show()
    QApplication.processEvents()
    return view


def points(rows: int, columns: int) -> Plain:
    chance = random.Random(1)  # noqa: S311  # no secret
    return Plain([[chance.randint(0, 1_000) / 100 for _ in range(columns)] for _ in range(rows)])


def test_a_bare_form_takes_a_digit(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication
) -> None:
    """A field and a label beside it, nothing scored and nothing kept."""
    dress(qapp)
    form, field, total = QWidget(), QLineEdit(), QLabel("0")
    qtbot.addWidget(form)
    lines = QVBoxLayout(form)
    lines.addWidget(field)
    lines.addWidget(total)
    field.textChanged.connect(total.setText)
    form.show()
    field.setFocus()
    QApplication.processEvents()
    turns = count()

    def press() -> None:
        field.selectAll()
        QTest.keyClicks(field, str(next(turns) % 2))
        total.repaint()

    benchmark.pedantic(press, rounds=120, warmup_rounds=8)
    assert total.text() in {"0", "1"}


def test_a_proxy_sorts_the_units(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication
) -> None:
    """Two hundred lines by their last column, painted; nothing is scored."""
    dress(qapp)
    model, proxy = points(MANY, CRITERIA + 2), QSortFilterProxyModel()
    proxy.setSourceModel(model)
    shown(qtbot, proxy)
    orders = cycle([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])

    def sort() -> None:
        proxy.sort(CRITERIA + 1, next(orders))
        QApplication.processEvents()

    benchmark.pedantic(sort, rounds=12, warmup_rounds=2)
    assert proxy.rowCount() == MANY


def test_a_proxy_seeks_a_letter_more(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication
) -> None:
    """Five thousand rows, in all of their columns."""
    dress(qapp)
    rows = [[f"第{row}次抽查任务之{at}" for at in range(RUN_COLUMNS)] for row in range(ROWS)]
    proxy = QSortFilterProxyModel()
    proxy.setFilterKeyColumn(-1)
    proxy.setSourceModel(Plain([[*one] for one in rows]))
    shown(qtbot, proxy)
    words = cycle(["第1", "第12", "第1", ""])

    def seek() -> None:
        proxy.setFilterFixedString(next(words))
        QApplication.processEvents()

    benchmark.pedantic(seek, rounds=12, warmup_rounds=4)


@pytest.mark.parametrize("scale", [100, 150])
def test_a_plain_table_scrolls(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication, scale: int
) -> None:
    """Sixty by sixty, drawn by Qt's own delegate, in the same leaps as our matrix."""
    dress(qapp, scale)
    view, times = shown(qtbot, points(WIDE, WIDE + 2)), list[float]()
    down, along = view.verticalScrollBar(), view.horizontalScrollBar()

    def step() -> None:
        began = perf_counter()
        down.setValue(len(times) * 37 % max(1, down.maximum()))
        along.setValue(len(times) * 61 % max(1, along.maximum()))
        QApplication.processEvents()
        times.append(perf_counter() - began)

    benchmark.pedantic(step, rounds=150, warmup_rounds=20)
    dress(qapp)
    assert along.maximum() > 0


def test_the_window_itself_draws_a_page(
    benchmark: BenchmarkFixture,
    qapp: QApplication,  # pictures want it
    tmp_path: Path,
) -> None:
    """Without a helper process: the window answers nobody meanwhile, and a broken file takes it along."""
    path, turns = tmp_path / "扫描件.pdf", count(1)
    path.write_bytes(scans(PAGES, scan(1), A4))
    with pypdfium2.PdfDocument(path) as file:

        def drawn() -> QPixmap:
            page = file[next(turns) * 77 % PAGES]
            made = page.render(scale=ACROSS / page.get_width(), rev_byteorder=True).to_pil()
            dots = made.convert("RGBA").tobytes()
            shape = QImage.Format.Format_RGBA8888
            image = QImage(dots, made.width, made.height, shape)
            return QPixmap.fromImage(image)

        assert benchmark.pedantic(drawn, rounds=30, warmup_rounds=2).width() >= ACROSS - 1
