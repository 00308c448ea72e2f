"""Exports of a platform are read while one still looks at the screen: 5,000 rows at once, a whole year in a breath."""

from pathlib import Path

import pytest

# It has no types.
from openpyxl import Workbook as Written  # type: ignore[import-untyped]
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.intake.cell_days import read_day
from desktop.intake.heading_matches import Heading
from desktop.intake.table_columns import table_layout
from desktop.intake.table_files import read_table_file
from desktop.intake.table_rows import TableRows, table_rows
from tests.benchmarks.test_speed import median_of

KNOWN = (Heading("unit", ("单位名称",)), Heading("day", ("检查日期",)))
COLUMNS = 30


def exported(path: Path, count: int) -> Path:
    """An export with names, numbers and days as text, as platforms write them."""
    book = Written(write_only=True)
    sheet = book.create_sheet("任务")
    sheet.append(["单位名称", "检查日期", *(f"其他{column}" for column in range(COLUMNS - 2))])
    for row in range(count):
        others = [
            f"第 {row} 项抽查任务之 {column}" if column % 3 else row * column
            for column in range(COLUMNS - 2)
        ]
        sheet.append([f"某某有限责任公司{row % 900}", f"2022年8月{row % 28 + 1}日", *others])
    book.save(path)
    return path


@pytest.mark.parametrize(("count", "most"), [(5_000, 1.5), (20_000, 9)])
def test_an_export_is_read(
    benchmark: BenchmarkFixture, tmp_path: Path, count: int, most: float
) -> None:
    path = exported(tmp_path / "任务.xlsx", count)
    (only,) = benchmark.pedantic(read_table_file, args=(path,), rounds=3).sheets
    assert len(only.rows) == count + 1
    assert median_of(benchmark) < most


def test_its_rows_are_read(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    (only,) = read_table_file(exported(tmp_path / "任务.xlsx", 5_000)).sheets

    def entries() -> TableRows:
        read = table_rows(only.rows, table_layout(only.rows, KNOWN), frozenset({"unit"}))
        for one in read.entries:
            read_day(one.cells["day"])
        return read

    assert len(benchmark.pedantic(entries, rounds=3).entries) == 5_000
    assert median_of(benchmark) < 0.5
