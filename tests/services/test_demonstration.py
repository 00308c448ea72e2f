"""The demonstration: what its data says is what the workspace holds, by the people it names."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    Evidence,
    EvidenceLink,
    UnitRecord,
    WaiverRecord,
)
from desktop.domain.refusals import Refused
from desktop.services.assessments import recorded_of, sheet_of
from desktop.services.checklists import checklist
from desktop.services.demonstration import _left
from desktop.services.office import author_named, office_of, people_of, units_of
from desktop.services.recording import record_finding
from desktop.services.rounds import RoundStanding, UnitStanding, list_rounds
from desktop.services.schemes import open_scheme
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.program import CHECKOUT
from tests.services.building import CITIES, SECTIONS, demonstration_in, events_of

Plain = dict[str, Any]
OFFICE = tomllib.loads((CHECKOUT / "resources/demo/office.toml").read_text("utf-8"))
DATA: dict[str, Plain] = {
    path.parent.name: tomllib.loads(path.read_text("utf-8"))
    for path in sorted((CHECKOUT / "schemes").glob("*/demo.toml"))
}
YEARS: Plain = tomllib.loads((CHECKOUT / "resources/demo/years.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = demonstration_in(tmp_path_factory.mktemp("demo"))
    with open_workspace(folder) as workspace:
        yield workspace
    assert verify(folder).faults == ()


@pytest.fixture(scope="module")
def standings(demo: Workspace) -> dict[str, RoundStanding]:
    return {one.round.scheme: one for one in list_rounds(demo)}


def pairs(standings: dict[str, RoundStanding]) -> Iterator[tuple[str, Plain, UnitStanding]]:
    for scheme, data in DATA.items():
        for told, unit in zip(data["units"], standings[scheme].units, strict=True):
            yield scheme, told, unit


def test_rounds_are_those_of_the_data(standings: dict[str, RoundStanding]) -> None:
    assert standings.keys() == DATA.keys()
    for scheme, data in DATA.items():
        of = standings[scheme].round
        assert (of.name, of.period, of.archived) == (data["round"], data["period"], False)
        assert [one.name for one in standings[scheme].units] == [
            one["name"] for one in data["units"]
        ]


def test_each_unit_is_as_far_as_its_data_says(standings: dict[str, RoundStanding]) -> None:
    for scheme, told, unit in pairs(standings):
        expected = {"half": "open"}.get(told["state"], told["state"])
        assert unit.state == expected, (scheme, told["name"])
        criteria = len(open_scheme(scheme).criteria)
        untouched = told["state"] == "open"
        assert (unit.pending == criteria) == untouched
    states = {told["state"] for _, told, _ in pairs(standings)}
    assert states == {"open", "half", "scored", "finalised"}


def test_office_and_people_are_those_of_the_data(demo: Workspace) -> None:
    assert office_of(demo).name == OFFICE["office"]["name"]
    people = {one.name: (one.evaluates, one.reviews) for one in people_of(demo)}
    assert people == {one["name"]: (one["evaluates"], one["reviews"]) for one in OFFICE["people"]}


def test_a_unit_of_several_rounds_is_kept_once(demo: Workspace) -> None:
    names = [unit["name"] for data in DATA.values() for unit in data["units"]]
    assert len(set(names)) < len(names)
    assert sorted(one.name for one in units_of(demo)) == sorted(set(names))
    with demo.reading() as view:
        assert {one.name for one in view.all(UnitRecord)} == set(names)


def test_what_was_told_is_what_is_recorded(
    demo: Workspace, standings: dict[str, RoundStanding]
) -> None:
    with demo.reading() as view:
        for scheme, told, unit in pairs(standings):
            of = view.get(Assessment, *unit.key)
            assert of
            plain = recorded_of(view, of).plain()
            said = told.get("facts", {})
            assert {name: plain["facts"][name].keys() for name in said} == {
                name: fact.keys() for name, fact in said.items()
            }, (scheme, told["name"])
            assert plain["discretion"] == told.get("discretion", {})
            assert plain["not_applicable"] == told.get("not_applicable", {})
            waived = view.all(WaiverRecord, **unit.key._asdict())
            assert len(waived) == len(told.get("waivers", ()))


def test_everything_is_done_by_the_evaluator_named(
    demo: Workspace, standings: dict[str, RoundStanding]
) -> None:
    evaluators = {unit.key: told["evaluator"] for _, told, unit in pairs(standings)}
    people = {one.name: one.id for one in people_of(demo)}
    done = 0
    for event in events_of(demo):
        if event.round is not None and event.unit is not None:
            name = evaluators[AssessmentKey(event.round, event.unit)]
            assert (event.author, event.person) == (name, people[name])
            done += 1
    assert done > 200
    with demo.reading() as view:
        found = {one.key: one.evaluator for one in view.all(Assessment)}
    assert found == {key: people[name] for key, name in evaluators.items()}


def test_evidence_is_there_as_pdf_and_linked(
    demo: Workspace, standings: dict[str, RoundStanding]
) -> None:
    units = [unit for data in DATA.values() for unit in data["units"]]
    told = [one for unit in (*units, *YEARS["years"]) for one in unit.get("evidence", ())]
    rows = [one for one in told if "row" in one]
    assert rows
    with demo.reading() as view:
        kept, links = view.all(Evidence), view.all(EvidenceLink)
    assert {one.name for one in kept} == {one["file"] for one in told}
    for one in kept:
        content = demo.files.path_of(one.sha256).read_bytes()
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")
        assert (len(content), one.media_type) == (one.size, "application/pdf")
    brought = [one for one in links if one.criterion and one.evidence in _of_rows(links)]
    assert brought  # with the proposals that were accepted
    assert len(links) == len(told) + len(brought)
    assert {one.evidence for one in links} == {one.sha256 for one in kept}
    assert len(_of_rows(links)) == len(rows)
    assert all(one.criterion or one.requirement or one.ledger_row for one in links)
    assert all(one.page == 1 for one in links)


def _of_rows(links: list[EvidenceLink]) -> set[str]:
    return {one.evidence for one in links if one.ledger_row}


def test_a_city_s_checklist_shows_what_is_there(
    demo: Workspace, standings: dict[str, RoundStanding]
) -> None:
    for _, told, unit in pairs({CITIES: standings[CITIES]} | standings):
        linked = sum("requirement" in one for one in told.get("evidence", ()))
        rows = checklist(demo, unit.key).rows
        assert sum(row.present for row in rows) == linked
    assert sum(row.present for row in checklist(demo, standings[CITIES].units[0].key).rows) > 0


def test_its_people_go_on_working(tmp_path: Path) -> None:
    with open_workspace(demonstration_in(tmp_path)) as workspace:
        units = next(one for one in list_rounds(workspace) if one.round.scheme == SECTIONS).units
        unit = next(one for one in units if one.state == "open")
        author = author_named(workspace, OFFICE["people"][0]["name"])
        before = sheet_of(workspace, unit.key)
        criterion = before.pending[0]
        clean = open_scheme(SECTIONS).criteria[criterion].rule.clean()
        assert clean is not None
        record_finding(workspace, author, unit.key, criterion, clean)
        assert len(sheet_of(workspace, unit.key).pending) == len(before.pending) - 1
        final = next(one for one in units if one.state == "finalised")
        with pytest.raises(Refused, match="已经定稿"):
            record_finding(workspace, author, final.key, criterion, clean)


def test_what_has_no_clean_fact_must_be_told() -> None:
    with pytest.raises(ValueError, match="joint-count has no clean fact and must be told"):
        list(_left(open_scheme(CITIES), {}))
    told = {"not_applicable": {"joint-inspections": {"reason": "无"}}}
    with pytest.raises(ValueError, match="county-joint-count"):
        list(_left(open_scheme(CITIES), told))
    parts = list(_left(open_scheme(SECTIONS), {"facts": {"unplanned": {"found": True}}}))
    assert len(parts) == len(open_scheme(SECTIONS).indicators)
    assert ["no-liaison"] in parts
    assert sum(map(len, parts)) == 23
