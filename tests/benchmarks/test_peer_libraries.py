"""What SQLite, Python and ReportLab by themselves take for the same, with nothing scored, checked or traced.

They hold no bound. The page of performance sets them beside our own figures.
"""

import json
import sqlite3
import tomllib
from itertools import count, cycle
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.graphics import renderSVG
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing

from desktop.bundle import bundled
from desktop.store.workspace import DATABASE
from tests.benchmarks.full_round import MANY
from tests.benchmarks.test_ledgers import ROWS
from tests.benchmarks.test_workspace_speed import keys_of

FILES = 8_000
_ROWS_OF = (
    "SELECT * FROM finding WHERE round = ? AND unit = ?",
    "SELECT * FROM item WHERE round = ? AND unit = ?",
)
ACROSS, HIGH = 1_600, 500  # dots of a chart


def test_sqlite_opens_a_database(benchmark: BenchmarkFixture, year: Path) -> None:
    """And reads its last event, nothing of what it says being proved."""

    def opened() -> tuple[int]:
        with sqlite3.connect(year / DATABASE) as database:
            found: tuple[int] = database.execute("SELECT max(number) FROM event").fetchone()
        database.close()
        return found

    assert benchmark.pedantic(opened, rounds=10, warmup_rounds=1)[0] > 0


def test_sqlite_reads_a_sheets_rows(benchmark: BenchmarkFixture, year: Path) -> None:
    keys = cycle(keys_of(year))
    with sqlite3.connect(year / DATABASE) as database:

        def read() -> int:
            key = next(keys)
            return sum(len(database.execute(one, key).fetchall()) for one in _ROWS_OF)

        assert benchmark.pedantic(read, rounds=300, warmup_rounds=5) > 0


def test_sqlite_keeps_five_thousand_rows(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """In one transaction, as durable; no trail, no event, no reference."""
    fields = json.dumps({"title": "食品生产企业抽查", "ended": "2022-09-14", "drawn": 12})
    rounds = count()
    with sqlite3.connect(tmp_path / "bare.db", isolation_level=None) as bare:
        bare.execute("PRAGMA journal_mode = TRUNCATE")
        bare.execute("PRAGMA synchronous = EXTRA")
        bare.execute("CREATE TABLE row (id TEXT PRIMARY KEY, unit TEXT, fields TEXT) WITHOUT ROWID")

        def keep() -> None:
            turn = next(rounds)
            rows = [(f"{turn}-{at}", "u-1", fields) for at in range(ROWS)]
            bare.execute("BEGIN IMMEDIATE")
            bare.executemany("INSERT INTO row VALUES (?, ?, ?)", rows)
            bare.execute("COMMIT")

        benchmark.pedantic(keep, rounds=5)


def test_sqlite_finds_files_by_name(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """Where a name has the letters; whose file it is, is not asked."""
    with sqlite3.connect(tmp_path / "bare.db") as bare:
        bare.execute("CREATE TABLE file (id INTEGER PRIMARY KEY, name TEXT)")
        names = ((f"第{at}份抽查材料扫描件.pdf",) for at in range(FILES))
        bare.executemany("INSERT INTO file (name) VALUES (?)", names)
        bare.commit()

        def found() -> int:
            return len(bare.execute("SELECT * FROM file WHERE name LIKE '%77%'").fetchall())

        assert benchmark.pedantic(found, rounds=10, warmup_rounds=1) > 0


def test_scheme_files_are_only_parsed(benchmark: BenchmarkFixture) -> None:
    """What they say is not looked at."""
    texts = [one.read_text("utf-8") for one in bundled("schemes").glob("*/scheme.toml")]
    assert len(benchmark(lambda: [tomllib.loads(one) for one in texts])) == len(texts)


def test_reportlab_draws_a_chart_of_its_own(benchmark: BenchmarkFixture) -> None:
    """A column for every unit, to the text of an SVG."""

    def drawn() -> str:
        chart = VerticalBarChart()
        chart.width, chart.height = ACROSS, HIGH
        chart.data = [[60 + at * 37 % 40 for at in range(MANY)]]
        chart.categoryAxis.categoryNames = [f"{at}" for at in range(MANY)]
        page = Drawing(ACROSS, HIGH)
        page.add(chart)
        return str(renderSVG.drawToString(page))

    assert benchmark.pedantic(drawn, rounds=5, warmup_rounds=1).count("<text") >= MANY
