"""The sheets of a round follow what is recorded, each alone where that can be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.amounts import show
from desktop.domain.records import AssessmentKey
from desktop.services.recording import record_finding
from desktop.services.round_sights import SheetSight
from desktop.viewmodels.round_sheets import RoundSheets
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME
from tests.services.relative import FIRST, SECOND, UNITS, relative_round
from tests.services.relative import ROUND as RELATIVE_ROUND
from tests.viewmodels.overall import ROUND, Overall, overall


class Heard:
    """The sheets, and what they told."""

    def __init__(self, workplace: Workplace, round_id: str) -> None:
        self.sheets = RoundSheets(workplace)
        self.sheets.open(round_id)
        self.whole: list[None] = []
        self.again: list[set[AssessmentKey]] = []
        self.sheets.read_whole.connect(lambda: self.whole.append(None))
        self.sheets.read_again.connect(self.again.append)

    def score(self, unit: str) -> str:
        one = self.sheets.sheets[AssessmentKey(self.sheets.round, unit)]
        assert isinstance(one, SheetSight)
        found = one.sheet.indicators[0].score
        return "—" if found is None else show(found)


@pytest.fixture
def of(qtbot: QtBot, tmp_path: Path) -> Iterator[Overall]:
    with overall(tmp_path) as made:
        yield made


def test_items_alone_are_read_on_their_own_sheet(of: Overall) -> None:
    heard = Heard(of.workplace, ROUND)
    key = AssessmentKey(ROUND, "u-a")
    for number in (1, 2, 1, 0):  # only the items change, but for the first
        of.record("u-a", "late", {"items": [{}] * number})
        assert heard.score("u-a") == str(10 - number)
    assert heard.again == [{key}] * 4
    assert heard.whole == []


def test_items_of_another_round_are_none_of_ours(of: Overall) -> None:
    heard = Heard(of.workplace, ROUND)
    of.workplace.dispatcher.changed.emit(frozenset({("item", ("i-unknown",))}))
    assert (heard.whole, heard.again) == ([], [])


def test_a_change_of_the_round_is_a_change_of_all(of: Overall) -> None:
    heard = Heard(of.workplace, ROUND)
    of.put(of.round)
    of.lock("u-a")
    assert len(heard.whole) == 1
    assert heard.again == []


def test_what_happens_out_of_sight_is_read_when_it_is_wanted(of: Overall) -> None:
    heard = Heard(of.workplace, ROUND)
    heard.sheets.sleep()
    of.record("u-a", "late", {"items": [{}]})
    of.record("u-b", "late", {"count": 2})
    assert (heard.score("u-a"), heard.again) == ("—", [])
    heard.sheets.wake()
    assert (heard.score("u-a"), heard.score("u-b")) == ("9", "8")
    assert heard.again == [{AssessmentKey(ROUND, "u-a"), AssessmentKey(ROUND, "u-b")}]


def test_where_units_are_compared_one_changes_the_others(qtbot: QtBot, tmp_path: Path) -> None:
    with relative_round(tmp_path / "round") as workspace:
        record_finding(workspace, ME, FIRST, "rank", {"count": 5})
        workplace = Workplace(workspace, ME)
        heard = Heard(workplace, RELATIVE_ROUND)
        before = heard.score(FIRST.unit)
        with workplace.deed() as tell:
            tell(record_finding(workspace, ME, SECOND, "rank", {"count": 9}).outcome)
        assert heard.again == [{AssessmentKey(RELATIVE_ROUND, unit) for unit in UNITS}]
        assert heard.score(FIRST.unit) != before
