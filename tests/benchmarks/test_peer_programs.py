"""What other programs take for the same: an office suite, openpyxl, poppler, zip and SQLite itself; only what is there.

They hold no bound. The page of performance sets them beside our own figures.
"""

import csv
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

# It has no types.
from openpyxl import Workbook as Written  # type: ignore[import-untyped]
from openpyxl import load_workbook
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.store.workspace import DATABASE
from tests.benchmarks.test_import_speed import COLUMNS, exported
from tests.benchmarks.test_paper_speed import call, office_of
from tests.benchmarks.test_speed import SHEETS
from tests.benchmarks.test_viewer_speed import A4, PAGES, scan
from tests.intake.pages.building import scans

SUITE = shutil.which("soffice")
POPPLER = shutil.which("pdftoppm")
ZIP = shutil.which("zip")
CRITERIA = 42
TOGETHER = 20
VIEWED = 560  # dots across, as the viewer is beside the form

with_suite = pytest.mark.skipif(SUITE is None, reason="no LibreOffice")
Suite = Callable[..., None]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Suite:
    """Calls LibreOffice as somebody who has used it before."""
    home = tmp_path_factory.mktemp("suite").as_uri()

    def called(*words: str | Path) -> None:
        began = [SUITE or "", "--headless", "--norestore", f"-env:UserInstallation={home}"]
        subprocess.run([*began, *map(str, words)], capture_output=True, check=True, timeout=300)

    if SUITE:
        called("--terminate_after_init")
    return called


@with_suite
def test_an_office_suite_starts(benchmark: BenchmarkFixture, suite: Suite) -> None:
    """And ends: it has no window to look at here."""
    benchmark.pedantic(lambda: suite("--terminate_after_init"), rounds=5, warmup_rounds=1)


@with_suite
def test_an_office_suite_scores_ten_thousand_rows(
    benchmark: BenchmarkFixture, tmp_path: Path, suite: Suite
) -> None:
    """A row for each sheet: a count and a deduction, with its floor, for each criterion; nothing is explained."""
    path = tmp_path / "得分.xlsx"
    last = scored_table(path)
    benchmark.pedantic(
        lambda: suite("--convert-to", "csv", "--outdir", tmp_path, path), rounds=2, warmup_rounds=0
    )
    with path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as told:
        assert float([*csv.reader(told)][-1][-1]) == last
    benchmark.extra_info["rows"] = SHEETS


def scored_table(path: Path) -> float:
    """Counts and a formula for the total in every row, none worked out yet; what the last must come to."""
    book = Written(write_only=True)
    sheet = book.create_sheet("得分")
    chance = random.Random(1)  # noqa: S311  # no secret
    total = 0.0
    for row in range(1, SHEETS + 1):
        counts = [chance.choice((0, 0, 1, 2, 7)) for _ in range(CRITERIA)]
        total = sum(max(0.0, 2.5 - 0.5 * one) for one in counts)
        lines = (f"MAX(0,2.5-0.5*{_column(at)}{row})" for at in range(CRITERIA))
        sheet.append([*counts, "=" + "+".join(lines)])
    book.save(path)
    return total


def _column(at: int) -> str:
    first, second = divmod(at, 26)
    return ("" if first == 0 else chr(64 + first)) + chr(65 + second)


@with_suite
@pytest.mark.parametrize("rows", [5_000, 20_000])
def test_an_office_suite_reads_an_export(
    benchmark: BenchmarkFixture, tmp_path: Path, suite: Suite, rows: int
) -> None:
    path = exported(tmp_path / "任务.xlsx", rows)
    benchmark.pedantic(lambda: suite("--convert-to", "csv", "--outdir", tmp_path, path), rounds=2)
    assert path.with_suffix(".csv").stat().st_size > rows * COLUMNS


@pytest.mark.parametrize("rows", [5_000, 20_000])
def test_openpyxl_reads_an_export(benchmark: BenchmarkFixture, tmp_path: Path, rows: int) -> None:
    """As its guide begins: the workbook loaded, its cells gone through."""
    path = exported(tmp_path / "任务.xlsx", rows)

    def read() -> int:
        sheet = load_workbook(path).active
        return sum(1 for row in sheet.iter_rows(values_only=True) if row)

    assert benchmark.pedantic(read, rounds=3) == rows + 1


@with_suite
def test_an_office_suite_makes_pages_of_sheets(
    benchmark: BenchmarkFixture, tmp_path: Path, suite: Suite
) -> None:
    """Twenty of the Word files that the program writes, in one call."""
    opened = office_of(tmp_path / "w", 1)
    words = ("sheet", "--workspace", tmp_path / "w", "--round", opened, "--unit", "u000")
    call(*words, "--out", tmp_path / "0.docx")
    files = [tmp_path / f"{number}.docx" for number in range(TOGETHER)]
    for one in files[1:]:
        shutil.copy(files[0], one)
    options = ("--convert-to", "pdf", "--outdir", tmp_path)
    benchmark.pedantic(lambda: suite(*options, *files), rounds=2)
    benchmark.extra_info["ms_a_sheet"] = benchmark.stats.stats.median / TOGETHER * 1_000  # type: ignore[union-attr]
    assert all(one.with_suffix(".pdf").stat().st_size > 10_000 for one in files)


@pytest.mark.skipif(POPPLER is None, reason="no poppler")
def test_poppler_draws_a_page(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """A page of a long scan as wide as the viewer, by one call."""
    path, turns = tmp_path / "扫描件.pdf", count(1)
    path.write_bytes(scans(PAGES, scan(1), A4))

    def drawn() -> None:
        page = str(1 + next(turns) * 77 % PAGES)
        size = ("-f", page, "-l", page, "-scale-to-x", str(VIEWED), "-scale-to-y", "-1")
        subprocess.run([POPPLER or "", *size, path, tmp_path / "page"], check=True, timeout=60)

    benchmark.pedantic(drawn, rounds=20, warmup_rounds=2)
    assert [*tmp_path.glob("page*.ppm")]


def test_sqlite_copies_a_database(benchmark: BenchmarkFixture, large: Path, tmp_path: Path) -> None:
    """By its own online backup, and looked over; nobody writes meanwhile."""
    turns = count()

    def copied() -> None:
        with sqlite3.connect(large / DATABASE) as source:
            target = sqlite3.connect(tmp_path / f"{next(turns)}.db")
            source.backup(target)
            assert target.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            target.close()

    benchmark.pedantic(copied, rounds=5)


@pytest.mark.skipif(ZIP is None, reason="no zip")
def test_zip_packs_a_workspace(benchmark: BenchmarkFixture, large: Path, tmp_path: Path) -> None:
    turns = count()

    def packed() -> None:
        target = tmp_path / f"{next(turns)}.zip"
        subprocess.run([ZIP or "", "-rq", target, "."], cwd=large, check=True, timeout=120)

    benchmark.pedantic(packed, rounds=3)


def test_sqlite_looks_itself_over(benchmark: BenchmarkFixture, year: Path) -> None:
    """Its pages only: what was recorded it cannot judge."""

    def looked() -> list[tuple[str]]:
        with sqlite3.connect(year / DATABASE) as database:
            return database.execute("PRAGMA integrity_check").fetchall()

    assert benchmark.pedantic(looked, rounds=3) == [("ok",)]
