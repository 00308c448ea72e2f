"""The demonstration's finished rounds: two years of one scheme, judged from a seed, with all that came after."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest

from desktop.domain.letter_forms import LetterKind
from desktop.domain.records import Round
from desktop.services.charts.charted import lost_by
from desktop.services.demonstration import make_demonstration
from desktop.services.demonstration_rounds.judged import Judged
from desktop.services.demonstration_year.chance import Chance
from desktop.services.letters import letters_of
from desktop.services.meetings import changes_of, meetings_of
from desktop.services.objections import objections_of
from desktop.services.office import units_of
from desktop.services.rectifications import rectifications_of, repairs_due
from desktop.services.round_charts import before
from desktop.services.round_rankings import rank_round
from desktop.services.round_sights import SheetSight, see_round
from desktop.services.rounds import RoundStanding, list_rounds
from desktop.services.schemes import open_scheme
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.program import CHECKOUT

Plain = dict[str, Any]
DATA: Final[Plain] = tomllib.loads((CHECKOUT / "resources/demo/finished.toml").read_text("utf-8"))
LAST, NEWEST = (one["round"] for one in DATA["rounds"])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The demonstration as a user gets it."""
    folder = tmp_path_factory.mktemp("whole") / "demo"
    make_demonstration(folder)
    with open_workspace(folder) as workspace:
        yield workspace
    assert verify(folder).faults == ()


@pytest.fixture(scope="module")
def standings(whole: Workspace) -> dict[str, RoundStanding]:
    return {one.round.name: one for one in list_rounds(whole) if one.round.name in {LAST, NEWEST}}


def test_all_is_finalised_but_who_does_not_take_part(standings: dict[str, RoundStanding]) -> None:
    names = [one["name"] for one in DATA["units"]]
    assert len(names) == 24
    for told in DATA["rounds"]:
        of = standings[told["round"]]
        assert [one.name for one in of.units] == names
        assert of.round.archived == told.get("archived", False)
        absent = told.get("absent", {})
        assert {one.name: one.absent for one in of.units if one.absent} == absent
        assert {one.state for one in of.units if not one.absent} == {"finalised"}
    assert len(DATA["rounds"][1]["absent"]) == 1


def test_scores_are_spread_and_some_share_a_place(
    whole: Workspace, standings: dict[str, RoundStanding]
) -> None:
    for of in standings.values():
        totals = [one.sheet.total for one in of.units if one.sheet and not one.absent]
        assert max(totals) - min(totals) >= 15
        assert len(set(totals)) >= 10
        assert any(one.sheet.bonus for one in of.units if one.sheet)
        places = Counter(one.place for one in rank_round(see_round(whole, of.round.id)).standings)
        assert max(number for place, number in places.items() if place is not None) >= 2


def test_points_are_lost_for_reasons_in_the_office_s_own_words(
    whole: Workspace, standings: dict[str, RoundStanding]
) -> None:
    for of in standings.values():
        said = [
            row.reason
            for one in see_round(whole, of.round.id).sheets
            if isinstance(one, SheetSight)
            for row in lost_by(one).rows
        ]
        assert len(said) >= 20
        assert len(set(said)) >= 10


def test_last_year_is_what_this_year_is_set_beside(whole: Workspace) -> None:
    with whole.reading() as view:
        rounds = {one.name: one for one in view.all(Round)}
    assert next(iter(before(rounds[NEWEST], rounds.values()))) == rounds[LAST]


def test_what_came_after_is_there(whole: Workspace, standings: dict[str, RoundStanding]) -> None:
    told, of = DATA["rounds"][1], standings[NEWEST].round
    [meeting] = meetings_of(whole, of.id)
    assert meeting.closed
    changes = changes_of(whole, meeting.id)
    assert [one.unit for one in changes] == [one["unit"] for one in told["meeting"]["changes"]]
    assert all(one.change.before["total"] != one.change.after["total"] for one in changes)
    objections = {one.unit: one.objection for one in objections_of(whole, of.id)}
    assert {name: one.state for name, one in objections.items()} == {
        one["unit"]: one["state"] for one in told["objections"]
    }
    corrected = objections["市水利局"]
    assert corrected.after is not None
    repairs = rectifications_of(whole, of.id)
    assert {one.unit for one in repairs} == {one["unit"] for one in told["rectifications"]}
    assert all(one.record.measure and one.record.owner and one.still_lost for one in repairs)
    assert {one.unit for one in repairs_due(whole, date.today())} == {"市交通运输局"}  # noqa: DTZ011
    [letter] = letters_of(whole, of.id)
    assert (letter.kind, letter.unit) == (LetterKind.BULLETIN.value, None)
    assert letters_of(whole, standings[LAST].round.id) == []


def test_units_are_those_of_the_other_rounds_too(whole: Workspace) -> None:
    names = [one.name for one in units_of(whole)]
    assert len(names) == len(set(names))
    assert {one["name"] for one in DATA["units"]} < set(names)


def test_what_is_drawn_is_the_seed_s_alone() -> None:
    """And what is told of one criterion moves no other."""
    scheme = open_scheme(DATA["rounds"][0]["scheme"])
    judged = Judged(DATA["criteria"])
    once, again = (dict(judged.facts(scheme, {}, 40, Chance("甲"))) for _ in range(2))
    assert once == again
    told = dict(judged.facts(scheme, {"rules": {"met": False}}, 40, Chance("甲")))
    assert told == once | {"rules": {"met": False}}
    assert dict(judged.facts(scheme, {}, 40, Chance("乙"))) != once


def test_a_criterion_that_needs_a_figure_must_be_written() -> None:
    scheme = open_scheme(DATA["rounds"][0]["scheme"])
    with pytest.raises(ValueError, match="must be written"):
        dict(Judged(()).facts(scheme, {}, 0, Chance("甲")))


def test_the_data_names_what_there_is() -> None:
    [name] = {one["scheme"] for one in DATA["rounds"]}
    scheme = open_scheme(name)
    units = {one["name"]: one for one in DATA["units"]}
    assert len(units) == len(DATA["units"])
    assert {one["id"] for one in DATA["criteria"]} <= scheme.criteria.keys()
    assert all(len(one["amiss"]) == len(DATA["rounds"]) for one in units.values())
    for of in DATA["rounds"]:
        named = {*of.get("absent", {}), *of.get("told", {}), *of.get("judged", {})}
        after = (*of.get("meeting", {}).get("changes", ()), *of.get("objections", ()))
        named |= {one["unit"] for one in (*after, *of.get("rectifications", ()))}
        assert named <= units.keys()
        assert {one["criterion"] for one in after} <= scheme.criteria.keys()
