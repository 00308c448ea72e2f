"""How long the demonstration takes, with its whole year of ledgers."""

from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from desktop.services.demonstration import make_demonstration
from tests.benchmarks.test_speed import median_of


def test_the_demonstration_is_made(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(make_demonstration, (tmp_path / "demo",), rounds=1)
    assert median_of(benchmark) < 10
