"""The demonstration year: every proposal is what an independent count of its rows comes to; faults can be seen."""

import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from desktop.domain.ledgers.doubts import doubts_of
from desktop.domain.ledgers.due_reports import FAULTY
from desktop.domain.ledgers.kinds import LEDGERS
from desktop.domain.records import AssessmentKey, EvidenceLink, LedgerRow, ProposalAnswer
from desktop.services.demonstration_year.chance import Chance
from desktop.services.demonstration_year.year import rows_of_year
from desktop.services.duty_grid import duty_grid
from desktop.services.ledgers import rows_in
from desktop.services.proposals import ProposalSight, proposals_of
from desktop.services.report_grid import report_grid
from desktop.services.rounds import list_rounds
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.program import CHECKOUT
from tests.services.building import demonstration, demonstration_in, rows, waits
from tests.services.independent_count import COUNTS, Found
from tests.services.office_rows import Office, criteria

Plain = dict[str, Any]
DATA = CHECKOUT / "resources/demo"
NAMES = tomllib.loads((DATA / "ledgers.toml").read_text("utf-8"))
YEARS = tomllib.loads((DATA / "years.toml").read_text("utf-8"))["years"]
RATES = {
    "publication-rate": "inspections.publication_rate",
    "follow-up": "inspections.follow_up_rate",
}
# Within the year, soon after it, and when all of its terms are over: how many years on, month and day.
DAYS = (0, 7, 20), (1, 1, 31), (1, 9, 1)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with open_workspace(demonstration_in(tmp_path_factory.mktemp("year"))) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def office() -> Office:
    return Office(demonstration())


def sheets(demo: Workspace) -> Iterator[tuple[str, int, str, AssessmentKey]]:
    for one in list_rounds(demo):
        for unit in one.units:
            yield one.round.scheme, int(one.round.period[:4]), unit.name, unit.key


def proposed(shape: str, sight: ProposalSight) -> Found:
    """What a proposal says, as plainly as it is counted."""
    fact: Found = sight.proposal.fact
    if fact is None:
        return None
    match shape:
        case "each":
            exempt = [bool(item.get("exempt")) for item in fact["items"]]
            return sorted(zip(sight.proposal.rows, exempt, strict=True))
        case "share":
            return sorted((item["absent"], item["expected"]) for item in fact["items"])
        case "tiers":
            return fact["count"] if "count" in fact else (fact["done"], fact["total"])
    return fact[{"flag": "found", "shortfall": "actual", "award": "met", "choice": "choice"}[shape]]


def expected(criterion: Plain, count: Found) -> Found:
    """What the count comes to in the criterion's shape."""
    if count is None:
        return None
    match criterion["shape"]:
        case "each":
            return sorted(count)
        case "flag":
            return any(one is True or (one and not one[1]) for one in count)
        case "award":
            return count >= criterion.get("given", {}).get("least", 1)
        case "choice":
            return criterion["read_as"][count]
    return count


@pytest.mark.parametrize("day", DAYS)
def test_every_proposal_is_what_an_independent_count_comes_to(
    demo: Workspace, office: Office, day: tuple[int, int, int]
) -> None:
    found, counted = {}, {}
    for scheme, year, name, key in sheets(demo):
        as_of = date(year + day[0], *day[1:])
        of = office.year_of(key.unit, year, as_of.isoformat())
        sights = proposals_of(demo, key, as_of)
        told = {one["id"]: one for one in criteria(scheme)}
        assert told.keys() == sights.keys()
        for id_, one in told.items():
            place = f"{scheme}/{name}/{id_}"
            found[place] = proposed(one["shape"], sights[id_])
            counted[place] = expected(one, COUNTS[one["from"]](of, one.get("given", {})))
    assert {
        place: (found[place], counted[place]) for place in found if found[place] != counted[place]
    } == {}
    assert len(found) > 300


def test_every_measure_finds_a_fault_in_one_unit_and_none_in_another(
    demo: Workspace, office: Office
) -> None:
    found: dict[str, set[bool]] = {}
    for scheme, year, _, key in sheets(demo):
        of = office.year_of(key.unit, year, f"{year + 1}-01-31")
        for one in criteria(scheme):
            count = COUNTS[one["from"]](of, one.get("given", {}))
            if count is not None:
                found.setdefault(one["from"], set()).add(is_faulty(one["shape"], count))
    assert {measure for measure, faults in found.items() if faults != {True, False}} == set()
    assert len(found) > 35


def is_faulty(shape: str, count: Found) -> bool:
    """Whether it loses points, by and large."""
    match shape:
        case "shortfall":
            return bool(count < 20)
        case "award" | "tiers" if isinstance(count, int):
            return count == 0
        case "tiers":
            return bool(count[0] < count[1])
        case "choice":
            return bool(count != "completed")
        case "share":
            return bool(count)
    return any(one is True or (one and not one[1]) for one in count)


def test_what_was_settled_agrees_with_the_ledgers(demo: Workspace) -> None:
    """Where it does not, the evaluator judged, or two rounds look at one ledger."""
    differing = set()
    for one in list_rounds(demo):
        told = tomllib.loads(
            (CHECKOUT / "schemes" / one.round.scheme / "demo.toml").read_text("utf-8")
        )
        shapes = {of["id"]: of["shape"] for of in criteria(one.round.scheme)}
        as_of = date(int(one.round.period[:4]) + 1, 1, 31)
        for data, unit in zip(told["units"], one.units, strict=True):
            for id_, sight in proposals_of(demo, unit.key, as_of).items():
                fact = data.get("facts", {}).get(id_, {})
                if fact and said(fact) != said(sight.proposal.fact):
                    differing.add((unit.name, id_, shapes[id_]))
    assert {one for one in differing if one[2] != "award"} == {
        ("青岭区", "materials-missed", "each"),
        ("南屿区", "large-meetings", "share"),
    }


def said(fact: Found) -> Found:
    """A fact's figures; items are as good as their number."""
    if fact is None:
        return None
    if "items" in fact:
        return len(fact["items"])
    if fact.keys() & {"points", "met"}:
        return fact.get("met", "judged")
    figures = [fact[name] for name in ("count", "found", "actual", "choice") if name in fact]
    return figures[0] if figures else (fact["done"], fact["total"])


def test_it_is_a_whole_year_of_24_departments_and_55_joint_items(office: Office) -> None:
    assert (len(NAMES["departments"]), len(NAMES["joint"])) == (24, 55)
    cities = {one["unit"] for one in YEARS if len(one.get("counties", ())) == 3}
    for id_, unit in office.units.items():
        if unit["name"] in cities:
            of = office.year_of(id_, 2022, "2023-01-31")
            assert len([one for one in of.ledgers["plan"] if not one.get("by")]) == 55
            members = [one.get("sort", "departments") for one in of.ledgers["members"]]
            assert (members.count("departments"), members.count("counties")) == (24, 3)
    monthly = [one for one in office.rows if str(one.get("report")).endswith("/monthly")]
    assert {one["due"][5:7] for one in monthly} == {f"{month:02}" for month in range(1, 13)}
    states = {one.get("state", "received") for one in office.rows if one["ledger"] == "receipts"}
    assert states == {"received", "accepted", "returned", "excused"}
    duties = {one["state"] for one in office.rows if one["ledger"] == "duties"}
    assert duties == {"open", "under-way", "done", "failed"}


def test_terms_end_on_the_day_the_day_after_with_the_year_and_never(demo: Workspace) -> None:
    [key] = [key for scheme, _, name, key in sheets(demo) if name == "南屿区"]
    sights = proposals_of(demo, key, date(2023, 1, 31))
    late = [one.day for one in sights["published-late"].proposal.counted]
    assert late == [date(2022, 10, 20), date(2023, 1, 5)]  # a day after the twentieth; in January
    assert len(sights["unpublished"].proposal.counted) == 1
    with demo.reading() as view:
        ended = view.all(LedgerRow, unit=key.unit, ledger="inspections")
    published = {
        one.fields["title"]: one.fields["published"]
        for one in ended
        if one.fields.get("ended") == "2022-09-16" and one.fields.get("plan")
    }
    assert published.items() >= {("兽药经营", "2022-10-19"), ("报废机动车回收", "2022-10-20")}


def test_a_few_proposals_are_answered_and_most_wait(demo: Workspace) -> None:
    told = [one for year in YEARS for one in year.get("answers", ())]
    with demo.reading() as view:
        answers = view.all(ProposalAnswer)
        brought = [one for one in view.all(EvidenceLink) if one.item]
    assert len(answers) == len(told)
    [rejected] = [one for one in answers if not one.accepted]
    assert rejected.grounds in {one.get("grounds") for one in told}
    assert len({one.item for one in brought}) == len(brought) >= 3
    sights = [
        sight
        for _, year, _, key in sheets(demo)
        for sight in proposals_of(demo, key, date(year + 1, 9, 1)).values()
    ]
    assert [one.changes for one in sights if one.answer] == [()] * len(answers)
    assert sum(waits(one) for one in sights) > 10 * len(answers)


def test_tasks_and_targets_of_the_plan_stand_in_every_way(demo: Workspace, office: Office) -> None:
    grid = duty_grid(demo, 2020, date(2021, 1, 31))
    cells = {(row.unit, cell.column.id): cell for row in grid.rows for cell in row.cells if cell}
    assert {one.state for one in cells.values()} == {
        "done", "late", "open", "reached", "missed", "unknown"
    }  # fmt: skip
    for (unit, id_), cell in cells.items():
        target = id_.split("/")[1]
        if target in RATES:
            of = office.year_of(unit, 2020, "2021-01-31")
            counted = COUNTS[RATES[target]](of, {})
            assert cell.rate == (counted and Fraction(*counted)), (id_, unit)


def test_whoever_is_in_no_round_reports_all_the_same(demo: Workspace) -> None:
    """Red lines of units that nobody assesses would look like a fault of the program."""
    in_rounds = {(one["unit"], one["year"]) for one in YEARS}
    for year in (2020, 2022):
        amiss = {
            row.name
            for row in report_grid(demo, year, date(2026, 1, 1)).rows
            if any(one is not None and one.state in FAULTY for one in row.cells)
        }
        assert amiss
        assert {(name, year) for name in amiss} <= in_rounds


def test_its_faults_are_those_of_offices_and_no_slips_of_ours(demo: Workspace) -> None:
    """A row that contradicts itself would be doubted before anybody had done anything."""
    with demo.reading() as view:
        held = [one for ledger in LEDGERS for one in rows_in(view, ledger)]
    today = date(2026, 1, 1)
    doubted = {
        one.row.told: found
        for one in held
        if (found := doubts_of(one.row, today, one.row.on.year if one.row.on else 2022))
    }
    assert doubted == {}


def test_it_is_kept_in_few_events(demo: Workspace) -> None:
    [[kept]] = rows(demo.folder, "SELECT count(*) FROM event WHERE command = 'keep-ledger-rows'")
    [[of_rows]] = rows(demo.folder, "SELECT count(*) FROM ledger_row")
    assert int(str(kept)) <= 6 * 6
    assert int(str(of_rows)) > 3000


def test_a_seed_gives_the_same_year() -> None:
    told = YEARS[0]
    assert rows_of_year(NAMES, told, [], {}) == rows_of_year(NAMES, told, [], {})
    assert rows_of_year(NAMES | {"seed": "2"}, told, [], {}) != rows_of_year(NAMES, told, [], {})


def test_chance_is_the_same_under_every_python() -> None:
    chance = Chance("2022-08-01/云川市/2022")
    assert [chance.between(1, 100) for _ in range(8)] == [100, 39, 100, 4, 73, 6, 66, 37]
    assert chance.some("abcdef", 3, "e") == ["c", "e", "f"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"changes": {"inspections": {"没有这一项": {"drawn": 2}}}}, "inspections has no"),
        ({"lacking": {"activities": ["没有这份文件"]}}, "activities has no"),
        ({"receipts": [{"report": "月报", "due": date(2022, 2, 1)}]}, "not due"),
    ],
)
def test_what_names_no_row_is_a_slip_in_the_data(changed: Plain, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rows_of_year(NAMES, YEARS[0] | changed, [], {})
