"""What `kaoping demo` records beside each scheme: known keys, facts that score, evidence that is asked for."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.evidence import Requirement
from desktop.domain.findings import Unit, read_findings, scheme_for
from desktop.domain.scheme import Criterion, Scheme
from desktop.domain.score_sheet import Line, ScoreSheet
from desktop.domain.scoring import score
from desktop.schemefiles.files import installed
from desktop.services.schemes import list_schemes, open_scheme
from tests.program import CHECKOUT

Plain = dict[str, Any]

STATES = {"open", "half", "scored", "finalised"}
SETTLED = {"scored", "finalised"}
RECORDED = {"facts", "discretion", "not_applicable"}
KEYS = {
    "demo": ({"round", "period", "units"}, set()),
    "unit": (
        {"name", "evaluator", "state"},
        {"kind", "size", "groups", "settle_rest", "evidence", "waivers"} | RECORDED,
    ),
    "evidence": (
        {"title", "file", "lines"},
        {"pages", "criterion", "requirement", "piece", "plan_item"},
    ),
    "waiver": ({"requirement", "reason"}, {"piece"}),
}
SCORED = [scheme.id for scheme in list_schemes() if scheme.points]
PLANS = [scheme.id for scheme in list_schemes() if not scheme.points]


def demo_of(scheme_id: str) -> Plain:
    return tomllib.loads((installed()[scheme_id].parent / "demo.toml").read_text("utf-8"))


DEMOS = {scheme_id: demo_of(scheme_id) for scheme_id in SCORED}
OFFICE = tomllib.loads((CHECKOUT / "resources/demo/office.toml").read_text("utf-8"))


def units(*states: str) -> Iterator[tuple[str, Plain]]:
    for scheme_id, demo in DEMOS.items():
        for unit in demo["units"]:
            if not states or unit["state"] in states:
                yield scheme_id, unit


def named(*states: str) -> list[Any]:
    return [pytest.param(*one, id=f"{one[0]}/{one[1]['name']}") for one in units(*states)]


def whole_facts(scheme: Scheme, unit: Plain) -> Plain:
    """The unit's facts, the rest settled with what loses nothing where it asks for that."""
    facts = dict(unit.get("facts", {}))
    if unit.get("settle_rest"):
        for criterion in scheme.all_criteria():
            clean = criterion.rule.clean()
            if criterion.id not in facts and clean is not None:
                facts[criterion.id] = clean
    return facts


def sheet_of(scheme_id: str, unit: Plain) -> ScoreSheet:
    plain = {key: unit[key] for key in RECORDED & unit.keys()}
    plain["unit"] = {key: unit[key] for key in ("kind", "size") if key in unit}
    scheme = scheme_for(open_scheme(scheme_id), Unit(**plain["unit"]))
    return score(read_findings(scheme, plain | {"facts": whole_facts(scheme, unit)}))


def lines_of(sheet: ScoreSheet) -> Iterator[Line]:
    for indicator in sheet.indicators:
        yield from indicator.lines
    yield from sheet.bonus_lines
    yield from sheet.penalty_lines


def loses(criterion: Criterion, line: Line) -> bool:
    if criterion.rule.earns:
        return criterion.rule.most is None or line.nominal < criterion.rule.most
    return line.nominal < 0


def check_keys(what: str, table: Plain) -> None:
    needed, allowed = KEYS[what]
    assert needed <= table.keys(), f"{what} {table}: missing {needed - table.keys()}"
    assert table.keys() <= needed | allowed, f"{what}: unknown {table.keys() - needed - allowed}"


def pieces_of(requirement: Requirement) -> set[str]:
    by_case = [piece for pieces in (requirement.cases or {}).values() for piece in pieces]
    also = requirement.also or {}
    return {*requirement.pieces, *requirement.once, *requirement.per_penalty, *also, *by_case}


def check_asked_for(scheme: Scheme, table: Plain) -> None:
    """The requirement exists, and the piece is named exactly where it has pieces."""
    [requirement] = [one for one in scheme.requirements if one.no == table["requirement"]]
    piece = table.get("piece")
    assert piece is None or piece in pieces_of(requirement)
    if "title" in table:
        assert (piece is not None) == bool(pieces_of(requirement))
        assert ("plan_item" in table) <= (requirement.per == "plan-item")


def test_every_scheme_has_a_demonstration() -> None:
    assert all(path.with_name("demo.toml").exists() for path in installed().values())


@pytest.mark.parametrize("scheme_id", PLANS)
def test_a_plan_has_a_dozen_units_of_which_nothing_is_recorded(scheme_id: str) -> None:
    demo = demo_of(scheme_id)
    check_keys("demo", demo)
    assert len(demo["units"]) >= 12
    for unit in demo["units"]:
        check_keys("unit", unit)
        assert unit.keys() <= {"name", "groups", "evaluator", "state"}
        assert unit["state"] == "open"
        assert unit["evaluator"] in {one["name"] for one in OFFICE["people"] if one["evaluates"]}


def test_the_office_and_its_people() -> None:
    assert OFFICE.keys() == {"office", "people"}
    assert OFFICE["office"].keys() == {"name", "address", "contact", "phone"}
    assert "演示" in OFFICE["office"]["name"]
    for person in OFFICE["people"]:
        assert person.keys() == {"name", "evaluates", "reviews"}
    names = [person["name"] for person in OFFICE["people"]]
    assert len(names) == len(set(names))
    for duty in ("evaluates", "reviews"):
        assert any(person[duty] for person in OFFICE["people"])


@pytest.mark.parametrize("scheme_id", SCORED)
def test_a_round_has_units_in_every_stage(scheme_id: str) -> None:
    demo = DEMOS[scheme_id]
    check_keys("demo", demo)
    states = [unit["state"] for unit in demo["units"]]
    assert {"open", "half", "scored"} <= {*states} <= STATES
    assert 4 <= len(states) <= 6
    names = [unit["name"] for unit in demo["units"]]
    assert len(names) == len(set(names))
    assert 3 <= sum(len(unit.get("evidence", [])) for unit in demo["units"]) <= 6


@pytest.mark.parametrize(("scheme_id", "unit"), named("finalised"))
def test_what_is_finalised_shows_all_there_is_to_see(scheme_id: str, unit: Plain) -> None:
    scheme = open_scheme(scheme_id)
    assert not scheme.requirements
    assert unit["discretion"]
    items = [item for fact in unit["facts"].values() for item in fact.get("items", [])]
    assert [item for item in items if item.get("exempt")]
    lines = lines_of(sheet_of(scheme_id, unit))
    assert len([line for line in lines if loses(scheme.criteria[line.criterion], line)]) > 2


def test_some_unit_is_finalised() -> None:
    assert len({scheme_id for scheme_id, _ in units("finalised")}) == 2


@pytest.mark.parametrize(("scheme_id", "unit"), named())
def test_a_unit_is_in_its_state_when_loaded(scheme_id: str, unit: Plain) -> None:
    check_keys("unit", unit)
    sheet = sheet_of(scheme_id, unit)
    match unit["state"]:
        case "open":
            assert not unit.keys() & (RECORDED | {"settle_rest", "evidence", "waivers"})
        case "half":
            assert unit["facts"]
            assert "settle_rest" not in unit
            assert sheet.pending
        case _:
            assert sheet.pending == ()
            assert sheet.assessed_points == sheet.points
            assert 0 < sheet.total < sheet.points


@pytest.mark.parametrize(("scheme_id", "unit"), named())
def test_its_evaluator_may_evaluate(scheme_id: str, unit: Plain) -> None:
    assert unit["evaluator"] in {one["name"] for one in OFFICE["people"] if one["evaluates"]}


@pytest.mark.parametrize(("scheme_id", "unit"), named(*SETTLED))
def test_no_bonus_is_given_by_saying_nothing(scheme_id: str, unit: Plain) -> None:
    extras = open_scheme(scheme_id).extras
    assert {one.id for extra in extras for one in extra.criteria} <= unit["facts"].keys()


@pytest.mark.parametrize("scheme_id", SCORED)
def test_every_shape_is_at_fault_somewhere(scheme_id: str) -> None:
    criteria = open_scheme(scheme_id).criteria
    sheets = [sheet_of(scheme_id, unit) for unit in DEMOS[scheme_id]["units"]]
    at_fault = {
        criteria[line.criterion].rule.shape
        for sheet in sheets
        for line in lines_of(sheet)
        if loses(criteria[line.criterion], line)
    }
    assert at_fault == {criterion.rule.shape for criterion in criteria.values()}


@pytest.mark.parametrize(("scheme_id", "unit"), named())
def test_its_evidence_is_asked_for_and_can_be_drawn(scheme_id: str, unit: Plain) -> None:
    scheme = open_scheme(scheme_id)
    for evidence in unit.get("evidence", []):
        check_keys("evidence", evidence)
        assert evidence["file"].endswith(".pdf")
        assert not re.search(r'[<>:"/\\|?*]', evidence["file"])
        if "criterion" in evidence:
            assert not evidence.keys() & {"requirement", "piece", "plan_item"}
            assert evidence["criterion"] in whole_facts(scheme, unit)
        else:
            check_asked_for(scheme, evidence)
        assert draw_scan(evidence["title"], evidence["lines"], evidence.get("pages", 1))
    files = [evidence["file"] for evidence in unit.get("evidence", [])]
    assert len(files) == len(set(files))


@pytest.mark.parametrize(("scheme_id", "unit"), named())
def test_its_waivers_name_what_is_asked_for_and_why(scheme_id: str, unit: Plain) -> None:
    for waiver in unit.get("waivers", []):
        check_keys("waiver", waiver)
        check_asked_for(open_scheme(scheme_id), waiver)
        assert waiver["reason"].strip()


def test_a_unit_of_several_rounds_is_the_same_in_each() -> None:
    seen: dict[str, Plain] = {}
    for _, unit in units():
        who = {key: unit.get(key) for key in ("kind", "size", "groups")}
        assert seen.setdefault(unit["name"], who) == who


def test_the_readme_names_every_key() -> None:
    text = (CHECKOUT / "schemes/README.md").read_text("utf-8").split("\n## Demonstration\n")[1]
    section = text.split("\n## ")[0]
    keys = set().union(*(part for pair in KEYS.values() for part in pair))
    assert [key for key in sorted(keys) if f"`{key}`" not in section] == []
