"""The viewer of evidence: how soon a page is there, how the window breathes, and what memory it takes."""

import gc
import os
import random
import re
import statistics
import time
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.domain.records import Evidence
from desktop.services.workspaces import open_workspace
from desktop.ui.theme.dressing import dress
from desktop.ui.viewer.evidence_viewer import EvidenceViewer
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.page_view import PageView
from desktop.viewmodels.workplace import Workplace
from tests.benchmarks.test_speed import median_of
from tests.intake.pages.building import scans
from tests.services.building import ME, add, office_in

PAGES = 200
A4 = (1654, 2339)  # at 200 dpi


def scan(seed: int) -> bytes:
    """A JPEG of a page full of lines, as a scanner makes it."""
    page = Image.new("L", A4, 245)
    pen, chance = ImageDraw.Draw(page), random.Random(seed)  # noqa: S311  # the same each time
    for y in range(200, 2200, 40):
        x = 150
        while x < 1500:
            width = chance.randint(10, 40)
            pen.rectangle((x, y, x + width, y + 24), fill=30)
            x += width + 12
    content = BytesIO()
    page.save(content, "JPEG", quality=80)
    return content.getvalue()


class Desk:
    """A viewer of its own, as large as beside the form on a usual screen."""

    def __init__(self, workplace: Workplace) -> None:
        self.jobs = Jobs()
        self.view = PageView(workplace, self.jobs)
        self.viewer = EvidenceViewer(self.view)
        self.viewer.resize(560, 640)
        self.viewer.show()
        QApplication.processEvents()

    def wait(self) -> None:
        """Until the page is painted as sharp as it should be."""
        while not self.view.is_here or list(self.view._stock.missing(self.view.page)):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self.viewer.canvas.viewport().repaint()

    def rest(self) -> None:
        """Until nothing more is wanted."""
        while list(self.view._wanted()):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def close(self) -> None:
        self.view.close()
        self.viewer.deleteLater()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workplace, Evidence]]:
    with open_workspace(office_in(tmp_path_factory.mktemp("viewer"))) as workspace:
        content = scans(PAGES, scan(1), A4)
        evidence = Evidence(add(workspace, "扫描件.pdf", content), "扫描件.pdf", len(content))
        yield Workplace(workspace, ME), evidence


@pytest.fixture
def desk(file: tuple[Workplace, Evidence], qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    dress(qapp)
    made = Desk(file[0])
    yield made
    made.close()


def held(process: int) -> float:
    """MiB of a process that are in memory."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+([0-9]+) kB", status)
    assert found
    return int(found[1]) / 1024


def test_a_long_scan_is_open_at_its_first_page(
    benchmark: BenchmarkFixture, file: tuple[Workplace, Evidence], qapp: QApplication
) -> None:
    """Cold: the child starts as well."""
    dress(qapp)
    desks: list[Desk] = []

    def prepared() -> tuple[tuple[Desk], dict[str, object]]:
        desks.append(Desk(file[0]))
        return (desks[-1],), {}

    def opened(desk: Desk) -> None:
        desk.view.show(file[1])
        desk.wait()

    benchmark.pedantic(opened, setup=prepared, rounds=10)
    for desk in desks:
        desk.close()
    assert median_of(benchmark) < 0.300


def test_another_file_is_open_at_its_first_page(
    benchmark: BenchmarkFixture, file: tuple[Workplace, Evidence], desk: Desk
) -> None:
    """Warm: as one goes from criterion to criterion."""
    other = scans(30, scan(2), A4)
    name = "另一份.pdf"
    second = Evidence(add(file[0].workspace, name, other), name, len(other))
    files = [file[1], second]

    def opened() -> None:
        files.reverse()
        desk.view.show(files[0])
        desk.view._stock.pictures._held.clear()  # none is left from last time
        desk.wait()

    opened()
    benchmark.pedantic(opened, rounds=20)
    assert median_of(benchmark) < 0.150


def test_a_page_is_turned(
    benchmark: BenchmarkFixture, file: tuple[Workplace, Evidence], desk: Desk
) -> None:
    """Reading on: the next page was drawn beforehand."""
    desk.view.show(file[1])
    desk.wait()

    def turn() -> None:
        desk.view.turn_to(desk.view.page + 1)
        desk.wait()

    benchmark.pedantic(turn, setup=desk.rest, rounds=50)
    assert median_of(benchmark) < 0.030


def test_pages_are_leafed_through(
    benchmark: BenchmarkFixture, file: tuple[Workplace, Evidence], desk: Desk
) -> None:
    """Each a long way from the last, so that nothing was drawn beforehand."""
    desk.view.show(file[1])
    desk.wait()

    def turn() -> None:
        desk.view.turn_to(1 + (desk.view.page + 77) % PAGES)
        desk.wait()

    benchmark.pedantic(turn, rounds=50)
    assert median_of(benchmark) < 0.100


def test_memory_does_not_grow_with_pages_viewed(
    benchmark: BenchmarkFixture, file: tuple[Workplace, Evidence], desk: Desk
) -> None:
    desk.view.show(file[1])
    desk.wait()
    child = desk.view._loader._reader._child
    assert child
    window: list[float] = []
    helper: list[float] = []

    def view_all() -> None:
        for page in range(1, PAGES + 1):
            desk.view.turn_to(page)
            desk.wait()
            window.append(held(os.getpid()))
            helper.append(held(child.pid))

    gc.collect()
    benchmark.pedantic(view_all, rounds=1)
    figures = {"window": window, "child": helper}
    for name, seen in figures.items():
        benchmark.extra_info[name] = f"{seen[0]:.0f} to {seen[-1]:.0f} MiB, at most {max(seen):.0f}"
    grown = {
        name: max(seen[PAGES // 2 :]) - max(seen[: PAGES // 4]) for name, seen in figures.items()
    }
    benchmark.extra_info["grown_MiB"] = max(grown.values())
    assert max(grown.values()) < 8, grown


def test_the_window_breathes_while_large_pages_are_drawn(
    benchmark: BenchmarkFixture, file: tuple[Workplace, Evidence], desk: Desk
) -> None:
    """Pauses of a 5 ms tick while pages of 14 million dots are drawn, one after the other."""
    desk.view.show(file[1])
    desk.view.set_zoom(4.0)
    desk.wait()
    ticks: list[float] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()

    def leaf() -> None:
        for page in range(50, 60):
            desk.view.turn_to(page)
            desk.wait()

    benchmark.pedantic(leaf, rounds=1)
    timer.stop()
    pauses = [1000 * (two - one) for one, two in pairwise(ticks)]
    told = f"median {statistics.median(pauses):.1f} ms, at most {max(pauses):.0f} ms"
    benchmark.extra_info |= {"pauses": told, "most_ms": max(pauses)}
    assert statistics.median(pauses) < 8
    assert max(pauses) < 100
