"""How fast a workspace is, and how it grows: 60 units, 6 rounds, up to 100,000 events."""

import sqlite3
from itertools import count
from pathlib import Path
from statistics import quantiles

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.domain.records import AssessmentKey
from desktop.services.assessments import sheet_of
from desktop.services.recording import record_finding
from desktop.services.rounds import list_rounds
from desktop.services.undoing import undoable
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import DATABASE
from tests.benchmarks.test_speed import median_of
from tests.benchmarks.year import AUTHOR, FULL, make_year


def keys_of(year: Path) -> list[AssessmentKey]:
    with open_workspace(year) as workspace:
        return [unit.key for one in list_rounds(workspace) for unit in one.units]


def worst_of(benchmark: BenchmarkFixture) -> float:
    """The 95th percentile, in seconds."""
    assert benchmark.stats is not None
    return float(quantiles(benchmark.stats.stats.data, n=20)[-1])


def test_a_finding_is_durable(benchmark: BenchmarkFixture, year: Path) -> None:
    key = keys_of(year)[7]
    turns = count()
    with open_workspace(year) as workspace:
        criterion = sheet_of(workspace, key).indicators[0].lines[0].criterion

        def record() -> None:
            fact = {"found": bool(next(turns) % 2), "note": "核对材料后认定"}
            record_finding(workspace, AUTHOR, key, criterion, fact)

        benchmark.pedantic(record, rounds=400, warmup_rounds=5)
    benchmark.extra_info["p95_ms"] = worst_of(benchmark) * 1_000
    assert median_of(benchmark) < 0.015
    assert worst_of(benchmark) < 0.050


def test_a_bare_commit_for_comparison(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "bare.db", isolation_level=None) as bare:
        bare.execute("PRAGMA journal_mode = TRUNCATE")
        bare.execute("PRAGMA synchronous = EXTRA")
        bare.execute("CREATE TABLE event (number INTEGER PRIMARY KEY, changes TEXT)")

        def commit() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO event (changes) VALUES (?)", ("核" * 200,))
            bare.execute("COMMIT")

        benchmark.pedantic(commit, rounds=400, warmup_rounds=5)
    benchmark.extra_info["p95_ms"] = worst_of(benchmark) * 1_000


def test_a_full_workspace_opens(benchmark: BenchmarkFixture, year: Path) -> None:
    benchmark.pedantic(lambda: open_workspace(year).close(), rounds=10, warmup_rounds=1)
    assert median_of(benchmark) < 1.5


def test_one_sheet_is_read_and_scored(benchmark: BenchmarkFixture, year: Path) -> None:
    keys = iter(keys_of(year) * 10)
    with open_workspace(year) as workspace:
        sheet = benchmark.pedantic(
            lambda: sheet_of(workspace, next(keys)), rounds=300, warmup_rounds=5
        )
    assert not sheet.pending
    assert median_of(benchmark) < 0.020


def test_what_undo_would_take_back(benchmark: BenchmarkFixture, year: Path) -> None:
    key = keys_of(year)[7]
    with open_workspace(year) as workspace:
        found = benchmark.pedantic(lambda: undoable(workspace, key), rounds=20)
    assert found.undo is not None


def test_everything_is_verified(benchmark: BenchmarkFixture, year: Path) -> None:
    found = benchmark.pedantic(lambda: verify(year), rounds=1)
    assert found.faults == ()


@pytest.mark.parametrize("events", [FULL // 100, FULL // 10, FULL])
def test_it_grows_evenly(
    benchmark: BenchmarkFixture, year: Path, tmp_path: Path, events: int
) -> None:
    folder = year
    if events < FULL:
        folder = tmp_path / "workspace"
        make_year(folder, events).close()
    size = (folder / DATABASE).stat().st_size
    benchmark.extra_info["bytes_an_event"] = size / events
    benchmark.pedantic(lambda: open_workspace(folder).close(), rounds=5, warmup_rounds=1)
    assert size / events < 1_500
