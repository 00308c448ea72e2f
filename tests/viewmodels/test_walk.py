"""The walk: part by part, unit by unit, and to whatever is still open."""

import pytest

from desktop.domain.records import AssessmentKey
from desktop.services.finalising import finalise
from desktop.services.recording import record_finding
from desktop.viewmodels.walk import Walk
from tests.services.building import ME, rounds, settle
from tests.viewmodels.building import HERE, LAST, NEXT
from tests.viewmodels.opened import Opened

pytestmark = pytest.mark.uncounted


class Walked:
    """A walk, and where it went."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.walk = Walk(opened.workplace, opened.assessment)
        self.moves: list[tuple[AssessmentKey, str]] = []
        self.finished = 0
        self.walk.moved.connect(self._note)
        self.walk.finished.connect(self._end)

    def _note(self) -> None:
        self.moves.append(self.at)

    def _end(self) -> None:
        self.finished += 1

    @property
    def at(self) -> tuple[AssessmentKey, str]:
        """The sheet and the part that are open."""
        assert self.walk.part is not None
        return self.opened.here, self.walk.part.id


@pytest.fixture
def walked(every: Opened) -> Walked:
    made = Walked(every)
    made.walk.enter(HERE)
    made.moves.clear()
    return made


def test_without_a_sheet_it_is_nowhere(every: Opened) -> None:
    every.assessment.close()
    walk = Walk(every.workplace, every.assessment)
    assert (walk.part, walk.place, walk.unit_place, walk.members) == (None, 0, 0, ())


def test_it_begins_with_the_first_part(walked: Walked) -> None:
    assert walked.at == (HERE, "flag")
    assert [one.name for one in walked.walk.members] == ["甲科", "乙科", "丙科"]


def test_steps_go_to_the_ends_and_no_further(walked: Walked) -> None:
    walk, parts = walked.walk, walked.opened.assessment.parts
    assert not walk.step(-1)
    visited = ["flag"]
    while walk.step(1):
        visited.append(walked.at[1])
    assert visited == [one.id for one in parts]
    assert walked.at == (HERE, "+penalty")
    assert walk.step(-1)
    assert walked.at == (HERE, "+bonus")
    assert [part for _, part in walked.moves] == [*visited[1:], "+bonus"]


def test_another_unit_keeps_the_part(walked: Walked) -> None:
    walked.walk.go_to("two")
    assert walked.walk.step_unit(1)
    assert walked.at == (NEXT, "two")
    assert walked.walk.step_unit(1)
    assert (walked.at, walked.walk.unit_place) == ((LAST, "two"), 2)
    assert not walked.walk.step_unit(1)
    assert walked.at == (LAST, "two")
    assert walked.walk.step_unit(-1)
    assert walked.at == (NEXT, "two")


def test_going_on_records_what_is_typed(walked: Walked) -> None:
    walked.opened.assessment.draft("flag-it", {"found": True})
    walked.walk.step(1)
    assert walked.opened.fact("flag-it") == {"found": True}
    walked.opened.assessment.draft("each-it", {"count": 1})
    walked.walk.step_unit(1)
    assert walked.opened.fact("each-it", HERE) == {"count": 1}


def test_another_scheme_begins_at_its_own_first_part(office: Opened) -> None:
    made = Walked(office)
    made.walk.enter(rounds().city)
    made.walk.step(3)
    made.walk.enter(rounds().section)
    assert made.at[1] == office.assessment.parts[0].id
    assert [one.unit for one in made.walk.members] == ["u-a", "u-b", "u-c"]


def test_the_next_open_part_is_behind_and_then_from_the_top(walked: Walked) -> None:
    walked.walk.go_to("two")
    walked.walk.next_open()
    assert walked.at == (HERE, "aside")
    walked.walk.go_to("+penalty")
    walked.walk.next_open()
    assert walked.at == (HERE, "flag")
    walked.opened.record("each-it", {"count": 0})
    walked.walk.next_open()
    assert walked.at == (HERE, "shortfall")


def test_what_is_typed_is_not_open_any_more(walked: Walked) -> None:
    walked.opened.assessment.draft("each-it", {"count": 1})
    walked.walk.next_open()
    assert walked.at == (HERE, "shortfall")
    assert walked.opened.fact("each-it") == {"count": 1}


def sections(office: Opened) -> Walked:
    made = Walked(office)
    made.walk.enter(rounds().settled)
    made.moves.clear()
    return made


def test_the_next_open_part_may_be_another_units(office: Opened) -> None:
    """The third section is settled; the first one is open behind its first criterion."""
    made = sections(office)
    made.walk.next_open()
    assert made.at[0] == rounds().section
    assert (
        made.at[1] != office.assessment.parts[0].id
        or "study-missed" not in office.assessment.sheet.pending
    )
    assert made.finished == 0


def test_locked_units_are_passed_over(office: Opened) -> None:
    made = sections(office)
    settle(office.workspace, rounds().section)
    done = finalise(office.workspace, ME, rounds().section)
    office.workplace.dispatcher.tell(done)
    made.walk.next_open()
    assert made.at[0] == rounds().neighbour
    assert made.at[1] == office.assessment.parts[0].id


def test_nothing_open_in_the_whole_round_is_said(office: Opened) -> None:
    made = sections(office)
    for key in (rounds().section, rounds().neighbour):
        settle(office.workspace, key)
    made.walk.step(4)
    before = made.at
    made.walk.next_open()
    assert (made.at, made.finished) == (before, 1)


def test_units_that_join_are_walked_too(office: Opened) -> None:
    made = Walked(office)
    made.walk.enter(rounds().section)
    made.walk.step_unit(1)
    done = record_finding(office.workspace, ME, rounds().section, "study-missed", {"count": 0})
    office.workplace.dispatcher.tell(done.outcome)
    assert (made.walk.unit_place, len(made.walk.members)) == (1, 3)
    made.walk.step_unit(-1)
    assert office.here == rounds().section


def test_a_unit_that_is_not_there_is_refused_and_the_open_one_stays(walked: Walked) -> None:
    walked.walk.go_to("two")
    walked.walk.enter(HERE._replace(unit="u-none"), "each")
    assert walked.opened.here == HERE
    assert len(walked.opened.refusals) == 1
    assert [one.name for one in walked.walk.members] == ["甲科", "乙科", "丙科"]
