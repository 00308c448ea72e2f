"""What must be fast, and how fast: `make bench` measures it and holds the bounds."""

import json
import subprocess
import sys
import time
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from desktop.domain.findings import read_findings
from desktop.domain.scheme import Criterion
from desktop.domain.scoring import score
from desktop.schemefiles.files import installed, read_scheme_file
from desktop.services.schemes import open_scheme
from tests.program import CHECKOUT

SCHEME = "shuozhou-2022-cities"
SHEETS = 10_000


def median_of(benchmark: BenchmarkFixture) -> float:
    """The median of what was measured, in seconds."""
    assert benchmark.stats is not None
    return float(benchmark.stats.stats.median)


def fault(criterion: Criterion) -> dict[str, object]:
    """A fact at fault, so that every line has arithmetic and a cut to tell of."""
    facts: dict[str, dict[str, object]] = {
        "flag": {"found": True},
        "each": {"count": 2},
        "shortfall": {"actual": 17},
        "award": {"met": True},
        "choice": {"choice": "one-missing"},
    }
    return facts[criterion.rule.shape]


def whole_sheet() -> dict[str, object]:
    """A Shuozhou sheet with every criterion recorded, as a program would send it."""
    scheme = open_scheme(SCHEME)
    return {"scheme": SCHEME, "facts": {c.id: fault(c) for c in scheme.all_criteria()}}


def sheet_of_a_year() -> dict[str, object]:
    """A sheet with every criterion recorded, each third of them at fault."""
    scheme = open_scheme(SCHEME)
    facts = {
        c.id: fault(c) if number % 3 == 0 else (c.rule.clean() or {"actual": 20})
        for number, c in enumerate(scheme.all_criteria())
    }
    return {"scheme": SCHEME, "facts": facts}


def test_one_sheet_is_scored_in_a_millisecond(benchmark: BenchmarkFixture) -> None:
    scheme, plain = open_scheme(SCHEME), whole_sheet()
    sheet = benchmark(lambda: score(read_findings(scheme, plain)))
    assert not sheet.pending
    assert median_of(benchmark) < 0.001


def test_all_schemes_load_in_fifty_milliseconds(benchmark: BenchmarkFixture) -> None:
    paths = list(installed().values())
    files = benchmark(lambda: [read_scheme_file(path) for path in paths])
    assert all(file.scheme for file in files)
    assert median_of(benchmark) < 0.050


def seconds_a_sheet(benchmark: BenchmarkFixture, folder: Path, sheet: dict[str, object]) -> float:
    """How long one sheet takes among ten thousand in one command, its answers written to a file."""
    lines, answers = folder / "sheets.jsonl", folder / "answers.jsonl"
    lines.write_text((json.dumps(sheet) + "\n") * SHEETS, "utf-8")
    call = [sys.executable, "-m", "desktop", "score", str(lines)]

    def scored() -> None:
        with answers.open("wb") as out:
            subprocess.run(call, cwd=CHECKOUT, stdout=out, check=True)

    benchmark.pedantic(scored, rounds=3)
    assert answers.read_bytes().count(b"\n") == SHEETS
    return median_of(benchmark) / SHEETS


def test_ten_thousand_sheets_in_one_command(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    assert seconds_a_sheet(benchmark, tmp_path, sheet_of_a_year()) < 0.0005


def test_ten_thousand_of_the_worst_sheets(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    # Every criterion at fault and every bound reached: measured, and bounded only roughly.
    assert seconds_a_sheet(benchmark, tmp_path, whole_sheet()) < 0.001


def first_answer() -> float:
    """Seconds from process start to the first answer, with the process still waiting for more."""
    line = json.dumps({"scheme": SCHEME, "facts": {"no-meeting": {"found": True}}}).encode()
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", "score"],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line + b"\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        took = time.perf_counter() - started
    assert b'"total"' in answer
    return took


def test_first_answer_comes_within_150_milliseconds(benchmark: BenchmarkFixture) -> None:
    took = benchmark.pedantic(first_answer, rounds=15, warmup_rounds=2)
    assert took > 0
    assert median_of(benchmark) < 0.150


def test_bare_interpreter_for_comparison(benchmark: BenchmarkFixture) -> None:
    call = [sys.executable, "-c", "pass"]
    benchmark.pedantic(lambda: subprocess.run(call, check=True), rounds=15, warmup_rounds=2)
    assert median_of(benchmark) < 0.150
