"""How fast the ledgers answer: the year of sixty units scrolls at a frame's pace, thousands of rows are searched."""

from collections.abc import Iterator
from datetime import date
from itertools import count, cycle
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.domain.ledgers.doubts import doubts_by_row
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import INSPECTIONS, RECEIPTS, Kept, Row
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.records import UnitRecord
from desktop.services.ledgers import keep_rows
from desktop.services.office import keep_units
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.workspaces import create_workspace, open_workspace
from desktop.ui.ledgers.state_grid import StateGrid
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.workplace import Workplace
from tests.benchmarks.test_speed import median_of
from tests.benchmarks.year import AUTHOR, UNITS
from tests.services.building import PLAN, SECTIONS

YEAR = 2022
ROWS = 5_000
FRAME = 0.016
STATES = ("received", "accepted", "returned")


def receipts() -> Iterator[Kept[Row]]:
    """Every unit's monthly reports until August, in all states."""
    for unit in range(UNITS):
        for month in range(1, 9):
            due, state = date(YEAR, month, 20), STATES[(unit + month) % 3]
            came = date(YEAR, month, 15 + (unit * month) % 12)
            told = Receipt(report=f"{PLAN}/monthly", due=due, received=came, state=state)
            yield Kept("", f"u-{unit}", told)


def runs() -> Iterator[Kept[Row]]:
    """What a platform exports in a year."""
    for number in range(ROWS):
        ended = date(YEAR, 1 + number % 11, 1 + number % 28)
        told = Inspection(
            title=f"第{number}次食品安全双随机抽查任务",
            number=f"R{number}",
            plan=f"2022-{number % 300}",
            sort="joint" if number % 2 else "department",
            partners=("县农业农村局", "县交通运输局"),
            directory=200,
            drawn=number % 90,
            ended=ended,
            published=ended,
        )
        yield Kept("", f"u-{number % UNITS}", told)


@pytest.fixture(scope="session")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: sixty units, a plan of sixteen reports, five thousand runs."""
    folder = tmp_path_factory.mktemp("ledgers") / "workspace"
    with create_workspace(folder) as workspace:
        units = [UnitRecord(f"u-{number}", f"第{number}单位") for number in range(UNITS)]
        keep_units(workspace, AUTHOR, units)
        for scheme in (PLAN, SECTIONS):  # the one asks for reports, the other for results in time
            plan = RoundPlan("监管", "2022年", scheme, [one.id for one in units])
            open_round(workspace, AUTHOR, plan)
        keep_rows(workspace, AUTHOR, RECEIPTS, [*receipts()])
        keep_rows(workspace, AUTHOR, INSPECTIONS, [*runs()])
    return folder


@pytest.fixture
def book(ledgers: Path) -> Iterator[LedgerBook]:
    with open_workspace(ledgers) as workspace:
        made = LedgerBook(Workplace(workspace, AUTHOR))
        made.open(RECEIPTS, year=YEAR)
        yield made


@pytest.fixture
def screen(
    qtbot: QtBot, qapp: QApplication, book: LedgerBook, request: pytest.FixtureRequest
) -> Iterator[LedgerScreen]:
    """On a screen of 1366 × 768, less the bar and the rail; at another text scale where one is asked for."""
    dress(qapp, getattr(request, "param", 100))
    made = LedgerScreen(book, Jobs(), Preferences())
    made.resize(1288, 722)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    made.entry.setFocus()
    QApplication.processEvents()
    yield made
    made.deleteLater()
    QApplication.processEvents()
    dress(qapp)


def step(grid: StateGrid, bar: QScrollBar) -> None:
    """One step of the wheel, painted."""
    bar.setValue(bar.value() + 60 if bar.value() < bar.maximum() else 0)
    grid.viewport().repaint()


@pytest.mark.parametrize("screen", [100, 150], indirect=True)
@pytest.mark.parametrize("across", [False, True], ids=["down", "across"])
def test_the_year_of_sixty_units_scrolls_at_a_frames_pace(
    benchmark: BenchmarkFixture,
    screen: LedgerScreen,
    across: bool,  # noqa: FBT001  # pytest's
) -> None:
    if across:
        screen.resize(800, 722)  # where the whole year has no room
    grid = screen.reports.grid
    assert (grid.model().rowCount(), grid.model().columnCount()) == (UNITS, 16)
    bar = grid.horizontalScrollBar() if across else grid.verticalScrollBar()
    QApplication.processEvents()
    assert bar.maximum() > 60
    benchmark.pedantic(lambda: step(grid, bar), rounds=120, warmup_rounds=4)
    assert median_of(benchmark) < FRAME


def test_the_place_opens_at_once(
    benchmark: BenchmarkFixture, qapp: QApplication, book: LedgerBook
) -> None:
    """Made, read, laid out and painted."""
    dress(qapp)

    def opened() -> None:
        book.sleep()
        book.open(RECEIPTS)
        screen = LedgerScreen(book, Jobs(), Preferences())
        screen.resize(1288, 722)
        screen.show()
        screen.repaint()
        screen.hide()
        screen.deleteLater()
        QApplication.processEvents()

    benchmark.pedantic(opened, rounds=10, warmup_rounds=1)
    assert median_of(benchmark) < 0.300


def test_a_letter_more_is_sought_in_five_thousand_rows(
    benchmark: BenchmarkFixture, screen: LedgerScreen, book: LedgerBook
) -> None:
    book.open(INSPECTIONS)
    screen.seek()
    keys = cycle([Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace])

    def typed() -> None:
        QTest.keyClick(screen.search, next(keys))
        screen.rows.rows.viewport().repaint()
        QApplication.processEvents()

    benchmark.pedantic(typed, rounds=40, warmup_rounds=4)
    assert len(book.sight.rows) == ROWS
    assert median_of(benchmark) < 0.100


def test_five_thousand_rows_are_doubted_in_a_tenth_of_a_second(benchmark: BenchmarkFixture) -> None:
    rows = [one._replace(id=f"r{number}") for number, one in enumerate(runs())]
    doubted = benchmark.pedantic(
        lambda: doubts_by_row(rows, date(YEAR, 12, 31), YEAR), rounds=10, warmup_rounds=1
    )
    assert len(doubted) == ROWS / 2  # one department's own, yet with partners
    assert median_of(benchmark) < 0.100


def test_a_row_is_chosen_with_its_days_counted(
    benchmark: BenchmarkFixture, screen: LedgerScreen, book: LedgerBook
) -> None:
    book.open(INSPECTIONS)
    view, turn = screen.rows.rows, count()
    view.setFocus()

    def chosen() -> None:
        QTest.keyClick(view, Qt.Key.Key_Down if next(turn) % 400 < 200 else Qt.Key.Key_Up)
        QApplication.processEvents()

    benchmark.pedantic(chosen, rounds=120, warmup_rounds=4)
    assert "第 20 个工作日" in screen.rows._days.text()
    assert median_of(benchmark) < FRAME


def test_the_space_bar_takes_a_report_in(benchmark: BenchmarkFixture, screen: LedgerScreen) -> None:
    """Recorded durably, the year read again and painted."""
    grid = screen.reports.grid
    grid.setCurrentIndex(grid.model().index(UNITS - 1, 12))
    keys = cycle([Qt.Key.Key_Space, Qt.Key.Key_Delete])

    def pressed() -> None:
        QTest.keyClick(grid, next(keys))
        grid.viewport().repaint()

    benchmark.pedantic(pressed, rounds=20, warmup_rounds=2)
    assert median_of(benchmark) < 0.200
