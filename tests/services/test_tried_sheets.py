"""Tried sheets: what a correction would do where units are held against one another is what it does once it is made."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.amounts import show
from desktop.domain.records import Assessment, AssessmentKey
from desktop.services.assessments import sheet_of
from desktop.services.corrections import Correction, NewFact, NewJudgement, Weighed, weigh
from desktop.services.finalising import finalise
from desktop.services.meetings import Convened, change_in_meeting, open_meeting
from desktop.services.recording import record_finding, set_aside, withdraw_finding
from desktop.services.round_rankings import rank_round
from desktop.services.round_sights import see_round
from desktop.services.standing_words import place_words
from desktop.services.tried_sheets import see_opened
from desktop.services.workspaces import verify
from desktop.store.workspace import Workspace
from tests.services.building import ME
from tests.services.relative import FIRST, FOURTH, ROUND, SECOND, THIRD, relative_round

_COUNTS = {FIRST: 9, SECOND: 12, THIRD: 1, FOURTH: 5}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """Everything recorded; the first and the second are locked."""
    with relative_round(tmp_path / "工作区") as workspace:
        for key, count in _COUNTS.items():
            record_finding(workspace, ME, key, "rank", {"count": count})
            judged = {"points": "8", "reason": "看过材料"}
            record_finding(workspace, ME, key, "trained", judged)
            record_finding(workspace, ME, key, "faults", {"count": 0})
            record_finding(workspace, ME, key, "complaints", {"items": []})
        for key in (FIRST, SECOND):
            finalise(workspace, ME, key)
        yield workspace
    assert verify(workspace.folder).faults == ()


def change(workspace: Workspace, key: AssessmentKey, made: Correction) -> Weighed:
    """Weigh it, make it at a meeting, and hold both against what the round then says."""
    weighed = weigh(see_round(workspace, ROUND), key, made)
    called = Convened("审定会", date(2026, 12, 20))
    meeting, _ = open_meeting(workspace, ME, ROUND, called)
    done = change_in_meeting(workspace, ME, meeting, key.unit, (made, "会上核实"))
    ranking = rank_round(see_round(workspace, ROUND))
    assert done.weighed == weighed
    assert weighed.after.total == show(sheet_of(workspace, key).total)
    assert weighed.after.place == place_words(ranking.of(key.unit))
    for one in weighed.moved:
        [found] = [each for each in _units(workspace) if each.name == one.name]
        assert one.after == place_words(ranking.of(found.unit))
    return weighed


def _units(workspace: Workspace) -> list[Assessment]:
    with workspace.reading() as view:
        return view.all(Assessment, round=ROUND)


def test_a_locked_sheet_is_compared_anew_and_settled_again(office: Workspace) -> None:
    weighed = change(office, FIRST, NewFact("rank", {"count": 20}))
    assert (weighed.before.score, weighed.after.score) == ("8", "10")
    assert not weighed.pending
    [first] = [one for one in _units(office) if one.unit == FIRST.unit]
    assert first.finalised


def test_an_open_sheet_moves_the_open_ones_and_not_the_locked(office: Workspace) -> None:
    weighed = change(office, THIRD, NewFact("rank", {"count": 30}))
    assert (weighed.before.score, weighed.after.score) == ("4", "10")
    assert show(sheet_of(office, FIRST).total) == "26"


def test_a_judgement_on_a_locked_sheet(office: Workspace) -> None:
    weighed = change(office, SECOND, NewJudgement("order", "4"))
    assert (weighed.before.score, weighed.after.score) == ("10", "4")
    assert weighed.before.place == "1"


def test_a_mean_of_the_others_follows(office: Workspace) -> None:
    withdraw_finding(office, ME, THIRD, "trained")
    set_aside(office, ME, THIRD, "training", "没有任务")
    before = show(sheet_of(office, THIRD).total)
    weighed = change(office, FOURTH, NewJudgement("training", "2"))
    assert (weighed.before.score, weighed.after.score) == ("8", "2")
    assert show(sheet_of(office, THIRD).total) != before


def test_a_locked_sheet_reads_as_if_it_were_open(office: Workspace) -> None:
    sight = see_opened(office, FIRST)
    assert not sight.assessment.finalised
    assert sight.plain["facts"]["rank"] == {"count": 9}
    assert sight.sheet == sheet_of(office, FIRST)
    assert sight.drafted({"rank": {"count": 20}}).total > sight.sheet.total
    assert see_opened(office, THIRD).plain == see_opened(office, THIRD).plain
