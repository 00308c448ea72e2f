"""Where units are held against one another, what one records is read again for all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.amounts import ZERO
from desktop.domain.records import AssessmentKey
from desktop.domain.sheet_parts import parts_of
from desktop.services.recording import record_finding
from desktop.services.round_sights import SheetSight
from desktop.viewmodels.cell_words import cell_text, typed_fact, typed_text
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.overview import Overview
from desktop.viewmodels.part_rows import State
from desktop.viewmodels.round_sheets import RoundSheets
from desktop.viewmodels.table_rows import Shade, unit_row
from desktop.viewmodels.workplace import Workplace
from tests.domain.building import said
from tests.services.building import ME
from tests.services.relative import FIRST, FOURTH, ROUND, SECOND, THIRD, relative_round


@pytest.fixture
def place(tmp_path: Path, qtbot: QtBot) -> Iterator[Workplace]:
    with relative_round(tmp_path / "工作区") as workspace:
        yield Workplace(workspace, ME)


def record(place: Workplace, key: AssessmentKey, number: int) -> None:
    with place.deed() as tell:
        tell(record_finding(place.workspace, ME, key, "rank", {"count": number}).outcome)


def scores(sheets: RoundSheets) -> list[str]:
    found = [one for one in sheets.sheets.values() if isinstance(one, SheetSight)]
    return [said(one.sheet.indicators[0].score) for one in found]


def test_the_sheets_of_a_round(place: Workplace) -> None:
    sheets = RoundSheets(place)
    sheets.open(ROUND)
    for key, number in ((FIRST, 9), (SECOND, 8), (THIRD, 7)):
        record(place, key, number)
    assert scores(sheets) == ["10", "8", "4", "", ""]
    record(place, FOURTH, 10)
    assert scores(sheets) == ["8", "4", "4", "10", ""]


def test_the_sheet_that_is_open(place: Workplace) -> None:
    record(place, FIRST, 9)
    one = OpenAssessment(place)
    one.open(FIRST)
    record(place, SECOND, 8)
    assert said(one.sheet.total) == "10"
    one.draft("rank", {"count": 7})
    assert said(one.sheet.total) == "8"
    one.commit()
    assert one.recorded("rank") == {"count": 7}


def test_the_overview(place: Workplace, qtbot: QtBot) -> None:
    record(place, FIRST, 9)
    overview = Overview(place)
    overview.wake()
    qtbot.waitUntil(lambda: bool(overview.rounds) and overview.rounds[0].complete)
    record(place, SECOND, 10)
    qtbot.waitUntil(lambda: overview.rounds[0].complete)
    first = overview.rounds[0].standings[0]
    overview.sleep()
    assert first.sheet is not None
    assert said(first.sheet.total) == "8"


def test_a_cell_says_that_it_is_provisional(place: Workplace) -> None:
    sheets = RoundSheets(place)
    sheets.open(ROUND)
    record(place, FIRST, 9)
    record(place, SECOND, 10)
    sight = sheets.sheets[FIRST]
    assert isinstance(sight, SheetSight)
    part = parts_of(sight.scheme)[0]
    row = unit_row(part, sight)
    [cell] = row.cells
    assert (cell.text, cell.shade, cell.moved, row.reasons.text) == ("9·暂", Shade.WAITS, ZERO, "")
    record(place, THIRD, 1)
    record(place, FOURTH, 1)
    sight = sheets.sheets[FIRST]
    assert isinstance(sight, SheetSight)
    row = unit_row(part, sight)
    assert (row.cells[0].text, row.cells[0].shade, row.state) == ("9", Shade.LOST, State.LOST)


def test_a_cell_takes_the_figure_alone(place: Workplace) -> None:
    sheets = RoundSheets(place)
    sheets.open(ROUND)
    assert sheets.sight is not None
    criterion = sheets.sight.scheme.criteria["rank"]
    assert typed_fact(criterion, "12户", None) == {"count": 12}
    settled = {"count": 12, "among": [3, 4]}
    assert (cell_text(criterion, settled), typed_text(criterion, settled)) == ("12", "12")
