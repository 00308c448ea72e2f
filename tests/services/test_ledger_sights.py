"""What the screen of ledgers shows: units and years that there are, a year's rows in their order, what proves them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, Kept
from desktop.domain.records import EvidenceLink, UnitRecord
from desktop.services.evidence import link_evidence
from desktop.services.ledger_sights import (
    LedgerSight,
    LedgerUnit,
    counts_of,
    ledger_sight,
    ledger_units,
    ledger_years,
    row_files,
)
from desktop.services.ledgers import keep_rows
from desktop.services.office import keep_units
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, PLAN, add, office_in, rounds


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def run(title: str, **more: object) -> Inspection:
    return Inspection(title=title, sort="department", **more)  # type: ignore[arg-type]  # whichever


def keep(office: Workspace, *rows: tuple[str, Inspection], unit: str = "u-a") -> None:
    keep_rows(office, ME, INSPECTIONS, [Kept(name, unit, row) for name, row in rows])


def test_units_that_are_assessed_stand_by_their_names(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-b", "乙科", active=False)])
    assert ledger_units(office) == (LedgerUnit("u-c", "丙科"), LedgerUnit("u-a", "甲科"))


def test_years_are_those_of_the_rounds_and_this_one(office: Workspace) -> None:
    assert ledger_years(office, date(2026, 1, 1)) == (2026, 2022)
    open_round(office, ME, RoundPlan("跨年", "2023年10月至2024年9月", PLAN, ["u-a"]))
    assert ledger_years(office, date(2022, 5, 1)) == (2024, 2023, 2022)


def test_the_rows_of_a_year_stand_in_the_order_of_their_days(office: Workspace) -> None:
    keep(
        office,
        ("r-1", run("乙", ended=date(2022, 8, 3))),
        ("r-2", run("甲", ended=date(2022, 8, 3))),
        ("r-3", run("丙", planned=date(2022, 3, 1))),
        ("r-4", run("去年", ended=date(2021, 12, 31))),
        ("r-5", run("无日")),
    )
    keep(office, ("r-6", run("丁", ended=date(2022, 1, 1))), unit="u-b")
    shown = ledger_sight(office, INSPECTIONS, "u-a", 2022)
    assert [one.id for one in shown.rows] == ["r-5", "r-3", "r-1", "r-2"]
    assert [one.id for one in ledger_sight(office, INSPECTIONS, None, 2022).rows] == [
        *("r-5", "r-6", "r-3", "r-1", "r-2")
    ]
    assert [one.id for one in ledger_sight(office, INSPECTIONS, "u-a", 2021).rows] == ["r-5", "r-4"]
    assert ledger_sight(office, ACTIVITIES, "u-a", 2022).rows == ()


def test_a_row_tells_what_proves_it(office: Workspace) -> None:
    keep(office, ("r-1", run("甲", ended=date(2022, 8, 3))), ("r-2", run("乙")))
    file = add(office)
    link_evidence(office, ME, EvidenceLink("", file, ledger_row="r-1"))
    link_evidence(office, ME, EvidenceLink("", file, *rounds().section, criterion="study-missed"))
    shown = ledger_sight(office, INSPECTIONS, "u-a", 2022)
    assert (shown.files_of("r-1"), shown.files_of("r-2")) == (1, 0)
    [found] = row_files(office, "r-1")
    assert (found.name, found.link.ledger_row) == ("会议纪要.pdf", "r-1")
    assert row_files(office, "r-2") == ()
    assert LedgerSight().files_of("r-1") == 0


def test_each_ledger_is_counted(office: Workspace) -> None:
    keep(office, ("r-1", run("甲")), ("r-2", run("乙")))
    meeting = Activity(kind="meeting", held=date(2022, 3, 1), title="部署会")
    keep_rows(office, ME, ACTIVITIES, [Kept("", "u-a", meeting)])
    counted = counts_of(office)
    assert (counted[INSPECTIONS], counted[ACTIVITIES], counted.total()) == (2, 1, 3)
