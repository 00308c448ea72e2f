"""Sheets ahead: read while there is quiet, and only what still stands is taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.recording import record_finding
from desktop.services.round_sights import see_round
from desktop.services.rounds import first_round, results_first, rounds_of
from desktop.services.workspaces import open_workspace
from desktop.viewmodels import sheets_ahead
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.round_sheets import RoundSheets
from desktop.viewmodels.sheets_ahead import SheetsAhead
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, office_in, rounds


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Workplace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield Workplace(workspace, ME)


@pytest.fixture
def ahead(qtbot: QtBot, place: Workplace, monkeypatch: pytest.MonkeyPatch) -> Iterator[SheetsAhead]:
    monkeypatch.setattr(sheets_ahead, "_QUIET", 1)
    made = SheetsAhead(place)
    newest = first_round(place.workspace)
    qtbot.waitUntil(lambda: made.taken(newest) is not None)
    yield made
    made.close()


def test_it_is_what_reading_the_round_gives(place: Workplace, ahead: SheetsAhead) -> None:
    newest = first_round(place.workspace)
    taken, read = ahead.taken(newest), see_round(place.workspace, newest)
    assert taken is not None
    assert taken.sheets == read.sheets
    assert (taken.round, taken.scheme, taken.groups) == (read.round, read.scheme, read.groups)


def test_the_rounds_after_it_are_read_too(
    qtbot: QtBot, place: Workplace, ahead: SheetsAhead
) -> None:
    listed = [one.id for one in results_first(rounds_of(place.workspace))]
    qtbot.waitUntil(lambda: all(ahead.taken(one) for one in listed))
    assert len(listed) > 1
    for one in listed:
        taken = ahead.taken(one)
        assert taken is not None
        assert taken.sheets == see_round(place.workspace, one).sheets


def test_no_more_is_held_than_there_is_room_for(
    qtbot: QtBot, place: Workplace, ahead: SheetsAhead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets_ahead, "_MOST", 1)
    newest, *others = (one.id for one in results_first(rounds_of(place.workspace)))
    ahead.begin()
    qtbot.waitUntil(lambda: ahead.is_done)
    assert ahead.taken(newest) is not None
    assert [one for one in others if ahead.taken(one)] == []


def test_a_book_opens_with_it(place: Workplace, ahead: SheetsAhead) -> None:
    newest = first_round(place.workspace)
    sheets = RoundSheets(place, ahead)
    sheets.open(newest)
    taken = ahead.taken(newest)
    assert taken is not None
    assert [*sheets.sheets.values()] == [*taken.sheets]


def test_what_was_recorded_since_is_never_missed(place: Workplace, ahead: SheetsAhead) -> None:
    """Also where nobody told the window: another program, or a command that failed half way."""
    newest = first_round(place.workspace)
    before = ahead.taken(newest)
    record_finding(place.workspace, ME, rounds().section, "study-missed", {"count": 3})
    assert before is not None
    assert ahead.taken(newest) is None


def test_after_a_change_it_is_read_anew(qtbot: QtBot, place: Workplace, ahead: SheetsAhead) -> None:
    newest = first_round(place.workspace)
    with place.deed() as tell:
        done = record_finding(place.workspace, ME, rounds().section, "study-missed", {"count": 3})
        tell(done.outcome)
    qtbot.waitUntil(lambda: ahead.taken(newest) is not None)
    book = ResultBook(place, None, ahead)  # type: ignore[arg-type]  # no job is started here
    book.open(newest)
    assert [*book.sheets.values()] == [*see_round(place.workspace, newest).sheets]
