"""Row doubts: a unit's own rows that look wrong, as its ledgers show them in a year."""

from datetime import date
from pathlib import Path

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, Kept
from desktop.services.ledgers import keep_rows
from desktop.services.row_doubts import doubted_rows
from desktop.services.workspaces import open_workspace
from tests.services.building import ME, office_in

TODAY = date(2026, 11, 22)


def run(ended: date) -> Inspection:
    return Inspection(title="食品", sort="joint", ended=ended, drawn=12, directory=10)


def test_a_units_own_rows_of_the_year_by_their_ledger(tmp_path: Path) -> None:
    doubted, before = run(date(2022, 8, 3)), run(date(2021, 8, 3))
    sound = Inspection(title="药品", sort="joint", ended=date(2022, 8, 3))
    meeting = Activity(kind="meeting", held=date(2022, 5, 1), title="部署会")
    with open_workspace(office_in(tmp_path)) as workspace:
        rows = [("r-1", "u-a", doubted), ("r-2", "u-a", before), ("r-3", "u-a", sound)]
        kept = [Kept(*one) for one in [*rows, ("r-4", "u-b", doubted)]]
        keep_rows(workspace, ME, INSPECTIONS, kept)
        keep_rows(workspace, ME, ACTIVITIES, [Kept("r-5", "u-a", meeting)])
        found = doubted_rows(workspace, "u-a", 2022, TODAY)
    assert {ledger: [*rows] for ledger, rows in found.items()} == {INSPECTIONS: ["r-1"]}
    [one] = found[INSPECTIONS]["r-1"]
    assert one.words == "抽取户数 12，多于名录库户数 10"
