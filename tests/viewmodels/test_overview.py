"""The overview: how far each round is, read unit by unit, and where one left off."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.commands import Author
from desktop.domain.records import Person, Round
from desktop.services.due_today import DueSight, due_today
from desktop.services.finalising import finalise
from desktop.services.objections import Raised, Resolution, decide_objection, raise_objection
from desktop.services.office import keep_people
from desktop.services.outcome import Outcome
from desktop.services.recording import Recording, judge, record_finding
from desktop.services.rounds import archive_round, delete_round
from desktop.services.second_scoring import open_beside
from desktop.services.taking_part import excuse_unit
from desktop.services.workspaces import Workspace
from desktop.viewmodels import overview
from desktop.viewmodels.overview import Overview, RoundProgress
from tests.services.building import ME, rename_round, rounds, settle
from tests.viewmodels.opened import Opened


class Awake:
    """An overview in sight."""

    def __init__(self, office: Opened, qtbot: QtBot) -> None:
        self.office, self.bot = office, qtbot
        self.overview = Overview(office.workplace)

    def look(self) -> None:
        """Wait until every unit was read."""
        self.overview.wake()
        self.bot.waitUntil(
            lambda: (
                bool(self.overview.rounds)
                and all(one.complete for one in self.overview.rounds)
                and not self.overview._turn.isActive()
            ),
            timeout=5_000,
        )

    def round(self, round_id: str) -> RoundProgress:
        """One round, read to its end."""
        self.look()
        return next(one for one in self.overview.rounds if one.round.id == round_id)


@pytest.fixture
def awake(office: Opened, qtbot: QtBot) -> Iterator[Awake]:
    made = Awake(office, qtbot)
    yield made
    made.overview.sleep()


def tell(awake: Awake, done: Outcome | Recording) -> None:
    outcome = done if isinstance(done, Outcome) else done.outcome
    awake.office.workplace.dispatcher.tell(outcome)


def test_it_reads_a_unit_at_a_time(awake: Awake) -> None:
    seen: list[int] = []
    awake.overview.changed.connect(
        lambda: seen.append(sum(len(one.standings) for one in awake.overview.rounds))
    )
    awake.overview.wake()
    assert seen[0] == 0  # the rounds are there at once, their units come
    assert not any(one.complete for one in awake.overview.rounds)
    awake.look()
    assert sum(len(one.standings) for one in awake.overview.rounds) == 9


def test_how_far_a_round_is(awake: Awake) -> None:
    sections = awake.round(rounds().sections)
    assert (len(sections.standings), sections.settled, sections.finalised, sections.scored) == (
        3,
        1,
        0,
        True,
    )
    pending = {one.name: one.pending for one in sections.standings}
    assert pending["丙科"] == 0
    assert pending["甲科"] == pending["乙科"] - 1
    assert sections.open_criteria == sum(pending.values())
    cities = awake.round(rounds().cities)
    assert cities.settled == 2
    missing = {one.name: one.missing for one in cities.standings}
    assert missing["丙科"] == 0
    assert missing["甲科"] > 0
    assert cities.missing == sum(missing.values())


def test_a_plan_without_points_has_no_scores(awake: Awake) -> None:
    assert not awake.round(rounds().plan).scored


def test_what_is_recorded_is_followed(awake: Awake) -> None:
    before = awake.round(rounds().sections)
    workspace = awake.office.workspace
    tell(awake, record_finding(workspace, ME, rounds().neighbour, "study-missed", {"count": 0}))
    after = awake.round(rounds().sections)
    assert after.open_criteria == before.open_criteria - 1
    settle(workspace, rounds().neighbour)
    tell(awake, record_finding(workspace, ME, rounds().neighbour, "study-missed", {"count": 1}))
    assert awake.round(rounds().sections).settled == 2
    tell(awake, finalise(workspace, ME, rounds().settled))
    assert awake.round(rounds().sections).finalised == 1


def test_asleep_it_reads_nothing_and_awake_it_is_up_to_date(awake: Awake, qtbot: QtBot) -> None:
    before = awake.round(rounds().sections).open_criteria
    awake.overview.sleep()
    heard: list[int] = []
    awake.overview.changed.connect(lambda: heard.append(1))
    done = record_finding(
        awake.office.workspace, ME, rounds().neighbour, "study-missed", {"count": 0}
    )
    tell(awake, done)
    qtbot.wait(30)
    assert heard == []
    assert awake.round(rounds().sections).open_criteria == before - 1


def test_archived_rounds_stand_last_and_deleted_ones_are_gone(awake: Awake) -> None:
    workspace = awake.office.workspace
    tell(awake, archive_round(workspace, ME, rounds().sections, archived=True))
    awake.look()
    assert awake.overview.rounds[-1].round.id == rounds().sections
    tell(awake, rename_round(workspace, ME, rounds().plan, "新名", "2023年"))
    assert awake.round(rounds().plan).round.name == "新名"
    tell(awake, delete_round(workspace, ME, rounds().plan))
    awake.look()
    assert rounds().plan not in [one.round.id for one in awake.overview.rounds]


def test_where_one_left_off(awake: Awake) -> None:
    workspace = awake.office.workspace
    done = record_finding(workspace, ME, rounds().neighbour, "study-missed", {"count": 1})
    tell(awake, done)
    awake.look()
    last = awake.overview.last
    assert last is not None
    assert (last.key, last.criterion, last.unit_name) == (
        rounds().neighbour,
        "study-missed",
        "乙科",
    )
    assert (last.part, last.round_name) == ("study", "科室督查")
    assert awake.overview.first_place == (rounds().neighbour, "study")
    tell(awake, judge(workspace, ME, rounds().section, "study", {"score": "9", "reason": "研究过"}))
    awake.look()
    assert awake.overview.last is not None
    assert (awake.overview.last.key, awake.overview.last.part) == (rounds().section, "study")


def test_each_evaluator_goes_back_to_ones_own_place(awake: Awake) -> None:
    workspace = awake.office.workspace
    li = Author("李复核", "p-li")
    tell(awake, record_finding(workspace, li, rounds().neighbour, "study-missed", {"count": 1}))
    tell(awake, record_finding(workspace, ME, rounds().section, "study-missed", {"count": 1}))
    awake.look()
    awake.office.workplace.sit_down(Person("p-li", "李复核"))
    assert awake.overview.last is not None
    assert awake.overview.last.key == rounds().neighbour


def test_an_office_without_rounds_begins_nowhere(awake: Awake) -> None:
    workspace = awake.office.workspace
    keep_people(workspace, ME, [Person("p-new", "新人")])
    awake.office.workplace.sit_down(Person("p-new", "新人"))
    awake.look()
    assert awake.overview.first_place is not None  # where anybody left off
    with workspace.reading() as view:
        names = {one.name for one in view.all(Round)}
    assert {one.round.name for one in awake.overview.rounds} == names


def test_what_is_due_is_read_once_and_again_when_the_ledgers_change(
    awake: Awake, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[date] = []

    def listen(workspace: Workspace, today: date) -> DueSight:
        heard.append(today)
        return due_today(workspace, date(2022, 3, 20))

    monkeypatch.setattr(overview, "due_today", listen)
    awake.look()
    assert [one.due.month for one in awake.overview.due.lines] == [1, 2, 3]
    tell(awake, rename_round(awake.office.workspace, ME, rounds().plan, "计划", "2022年"))
    awake.look()
    assert len(heard) == 2
    tell(
        awake,
        record_finding(awake.office.workspace, ME, rounds().section, "study-missed", {"count": 1}),
    )
    awake.look()
    assert len(heard) == 2


def test_a_second_scoring_stands_below_its_round_and_lacks_no_evidence(awake: Awake) -> None:
    office = awake.office.workspace
    second, outcome = open_beside(office, ME, rounds().cities, ["p-li"])
    tell(awake, outcome)
    awake.look()
    shown = [one.round.id for one in awake.overview.rounds]
    assert shown.index(second) == shown.index(rounds().cities) + 1
    assert awake.round(rounds().cities).missing > 0
    assert awake.round(second).missing == 0


def test_a_unit_that_does_not_take_part_is_not_counted_as_open(awake: Awake) -> None:
    before = awake.round(rounds().sections)
    assert (before.assessed, before.absent) == (3, 0)
    tell(awake, excuse_unit(awake.office.workspace, ME, rounds().neighbour, "已撤并"))
    after = awake.round(rounds().sections)
    assert (after.assessed, after.absent, after.settled) == (2, 1, before.settled)
    own = next(one for one in before.standings if one.key == rounds().neighbour)
    assert after.open_criteria == before.open_criteria - own.pending
    assert after.missing == before.missing - own.missing


def test_objections_that_wait_are_counted(awake: Awake) -> None:
    assert awake.round(rounds().sections).objections == 0
    raised = Raised("study", None, "不认可", date(2022, 12, 20))
    workspace = awake.office.workplace.workspace
    objection, outcome = raise_objection(workspace, ME, rounds().section, raised)
    tell(awake, outcome)
    assert awake.round(rounds().sections).objections == 1
    assert awake.round(rounds().cities).objections == 0
    rejected = Resolution("rejected", "没有证明", date(2022, 12, 21))
    tell(awake, decide_objection(workspace, ME, objection, rejected)[0])
    assert awake.round(rounds().sections).objections == 0
