"""How fast a year of a platform's rows becomes proposals: read, looked at, kept, and every criterion asked of them."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import count
from pathlib import Path

# It has no types.
from openpyxl import Workbook as Written  # type: ignore[import-untyped]
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.domain.ledgers.columns import columns_of
from desktop.domain.ledgers.kinds import INSPECTIONS, LEDGERS
from desktop.domain.records import AssessmentKey, UnitRecord
from desktop.services.ledger_imports import ImportWish, keep_import, open_table, planned_import
from desktop.services.office import keep_units
from desktop.services.proposals import proposals_of
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.workspaces import create_workspace
from desktop.store.workspace import Workspace
from tests.benchmarks.test_speed import median_of
from tests.benchmarks.year import AUTHOR

ROWS = 5_000
SCHEME = "shuozhou-2022-cities"
TODAY = date(2022, 12, 31)
# Twenty columns, as a platform heads them, with what it writes below.
COLUMNS = (
    *("number", "title", "plan", "sort", "lead", "partners", "objects", "directory", "drawn"),
    *("risk", "announced", "noticed", "arrived", "planned", "started", "ended", "result"),
    *("published", "problems", "followed"),
)


def exported(path: Path) -> Path:
    """An export of 5,000 runs, joint and not, some with faults."""
    book = Written(write_only=True)
    sheet = book.create_sheet("任务")
    headings = {one.name: one.heading for one in columns_of(LEDGERS[INSPECTIONS].row)}
    sheet.append(["序号", *(headings[name] for name in COLUMNS)])
    for number in range(1, ROWS + 1):
        sheet.append([number, *_row(number)])
    book.save(path)
    return path


def _row(number: int) -> Iterator[object]:
    joint = number % 4 == 0
    started = date(2022, 1, 5) + timedelta(days=number % 300)
    ended = started + timedelta(days=10)
    yield from (f"RW-2022-{number:05}", f"第 {number} 次双随机抽查", f"JH-{number % 400}")
    yield from ("跨部门联合抽查" if joint else "部门内抽查", None)
    yield from ("税务局、城管局" if joint else None, "企业" if number % 3 else "个体工商户")
    yield from (number * 7, number % 50 + 1, "是" if number % 5 else "否")
    yield started - timedelta(days=40)
    yield from (f"{started - timedelta(days=2)} 09:30", f"{started} 10:00")
    yield from (ended, f"{started:%Y年%m月%d日}", ended, "未发现问题")
    yield ended + timedelta(days=number % 40)
    yield from (number % 3, number % 2)


def test_a_year_of_inspections_becomes_proposals_in_three_seconds(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    path, turn = exported(tmp_path / "任务.xlsx"), count(1)
    with ExitStack() as opened:

        def another() -> tuple[tuple[Workspace, AssessmentKey], dict[str, object]]:
            workspace = opened.enter_context(create_workspace(tmp_path / str(next(turn))))
            keep_units(workspace, AUTHOR, [UnitRecord("u", "某市")])
            round_id, _ = open_round(workspace, AUTHOR, RoundPlan("年度", "2022年", SCHEME, ["u"]))
            return (workspace, AssessmentKey(round_id, "u")), {}

        def proposed(workspace: Workspace, key: AssessmentKey) -> None:
            wish = ImportWish(INSPECTIONS, 2022, key.unit)
            plan = planned_import(workspace, open_table(path), wish)
            assert plan.count("new") == ROWS
            keep_import(workspace, AUTHOR, plan)
            assert any(one.proposal.fact for one in proposals_of(workspace, key, TODAY).values())

        benchmark.pedantic(proposed, setup=another, rounds=3)
    assert median_of(benchmark) < 3
