"""How fast ledgers are: five thousand inspections of sixty units, twenty-four of which share joint items."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.domain.commands import Command
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import INSPECTIONS, PLAN, Kept
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.records import AssessmentKey, UnitRecord
from desktop.services.ledgers import keep_rows
from desktop.services.office import keep_units
from desktop.services.proposals import accept_proposal, proposals_of
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.schemes import list_schemes
from desktop.services.workspaces import create_workspace
from desktop.store.workspace import Workspace
from tests.benchmarks.test_speed import median_of
from tests.benchmarks.year import AUTHOR, UNITS

ROWS = 5_000
IN_JOINT_ITEMS = 24
JOINT_ITEMS = 40
AS_OF = date(2022, 12, 31)
NAMES = [f"第{number}市场监督管理局" for number in range(1, UNITS + 1)]
UNIT_RECORDS = [UnitRecord(f"u{number}", name) for number, name in enumerate(NAMES)]


def asking() -> str:
    """The scheme that asks the ledgers most."""
    return max(list_schemes(), key=lambda one: sum(bool(c.from_) for c in one.all_criteria())).id


def plan(number: int) -> Kept[PlanItem]:
    """A joint item, led by one of the units and joined by seven others."""
    partners = [NAMES[(number * 5 + step * 3) % IN_JOINT_ITEMS] for step in range(8)]
    item = PlanItem(
        year=2022,
        no=f"L{number}",
        title=f"第{number}项部门联合抽查",
        sort="joint",
        lead=partners[0],
        partners=tuple(partners[1:]),
        ends=date(2022, 11, 30),
    )
    return Kept("", f"u{number % IN_JOINT_ITEMS}", item)


def run(number: int) -> Kept[Inspection]:
    """A run with every column that an office fills in; every second of those units' is a joint one."""
    unit, item = number % UNITS, number % JOINT_ITEMS
    joint = unit < IN_JOINT_ITEMS and number % 2 == 0
    day = date(2022, 1, 4) + timedelta(days=number % 330)
    row = Inspection(
        title=f"{NAMES[unit]}第{number}次抽查",
        plan=f"L{item}" if joint else f"{number // UNITS}",
        number=f"R{number}",
        sort="joint" if joint else "department",
        lead=NAMES[unit],
        partners=plan(item).row.partners if joint else (),
        scheme="抽查工作方案〔2022〕1号",
        directory=300,
        drawn=3 + number % 30,
        risk="platform",
        inspectors=("王执法", "李执法"),
        noticed=datetime(2022, 1, 3, 9, 30) + timedelta(days=number % 330),  # noqa: DTZ001  # as ledgers keep it
        started=day,
        ended=day + timedelta(days=2),
        planned=day + timedelta(days=3 + number % 9 - 4),
        result="未发现问题",
        published=day + timedelta(days=10 + number % 30),
        place="国家企业信用信息公示系统",
        problems=number % 3,
        followed=number % 2,
        unfiled=0,
    )
    return Kept("", f"u{unit}", row)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, str]]:
    folder: Path = tmp_path_factory.mktemp("ledgers") / "workspace"
    with create_workspace(folder) as workspace:
        keep_units(workspace, AUTHOR, UNIT_RECORDS)
        ids = [f"u{number}" for number in range(UNITS)]
        round_id, _ = open_round(workspace, AUTHOR, RoundPlan("年度", "2022年", asking(), ids))
        keep_rows(workspace, AUTHOR, PLAN, [plan(number) for number in range(JOINT_ITEMS)])
        rows = [run(number) for number in range(ROWS)]
        keep_rows(workspace, AUTHOR, INSPECTIONS, rows, Command.IMPORT_LEDGER)
        yield workspace, round_id


def test_what_the_ledgers_propose_for_one_unit(
    benchmark: BenchmarkFixture, office: tuple[Workspace, str]
) -> None:
    workspace, round_id = office
    key = AssessmentKey(round_id, "u3")
    found = benchmark.pedantic(
        lambda: proposals_of(workspace, key, AS_OF), rounds=30, warmup_rounds=2
    )
    assert any(one.proposal.counted for one in found.values())
    assert median_of(benchmark) < 0.050


def test_a_proposal_is_accepted(benchmark: BenchmarkFixture, office: tuple[Workspace, str]) -> None:
    workspace, round_id = office
    key = AssessmentKey(round_id, "u5")
    found = proposals_of(workspace, key, AS_OF)
    agreed = max((one.proposal for one in found.values()), key=lambda one: len(one.counted))
    benchmark.pedantic(
        lambda: accept_proposal(workspace, AUTHOR, key, agreed), rounds=15, warmup_rounds=1
    )
    assert median_of(benchmark) < 0.150


def test_five_thousand_rows_are_kept_in_one_event(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    rows = [run(number) for number in range(ROWS)]
    with create_workspace(tmp_path / "workspace") as workspace:  # beside the other tests' rows
        keep_units(workspace, AUTHOR, UNIT_RECORDS)
        benchmark.pedantic(
            lambda: keep_rows(workspace, AUTHOR, INSPECTIONS, rows, Command.IMPORT_LEDGER), rounds=1
        )
    assert median_of(benchmark) < 5
