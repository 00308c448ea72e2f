"""Year rankings: quarters of one scheme taken together; what is missing, open or not taken part in is said."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.domain.commands import Command
from desktop.domain.records import Assessment, AssessmentKey, Round, SchemeText
from desktop.services.recording import record_finding
from desktop.services.taking_part import excuse_unit
from desktop.services.workspaces import open_workspace
from desktop.services.year_rankings import YearSight, see_year
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME, office_in, rounds
from tests.services.test_second_scoring import _SCHEME

TOGETHER = """together = { each = "quarter", by = "weights", weights = { "1" = "25%", "2" = "25%", "4" = "50%" } }
rounding = { total_places = 1 }"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def quarter(
    workspace: Workspace,
    name: str,
    period: str,
    missed: Mapping[str, int | None],
    declared: str = TOGETHER,
) -> str:
    """A round of a quarter: what each unit missed, None where nothing is judged."""
    text = _SCHEME.format(scorers=declared)
    digest = sha256(text.encode()).hexdigest()
    with workspace.writing() as desk:
        day = desk.all(Round)[0].opened
        if desk.get(SchemeText, digest) is None:
            desk.put(SchemeText(digest, "twice", "1", text))
        desk.put(Round(name, f"批次{name}", period, "twice", digest, day))
        for at, unit in enumerate(missed):
            desk.put(Assessment(name, unit, at, f"单位{unit}"))
        desk.seal(Deed(Command.OPEN_ROUND, ME, name))
    for unit, count in missed.items():
        key = AssessmentKey(name, unit)
        if count is not None:
            record_finding(workspace, ME, key, "missed", {"count": count})
            record_finding(workspace, ME, key, "late", {"found": False})
    return name


def year(workspace: Workspace, round_id: str) -> YearSight:
    found = see_year(workspace, round_id)
    assert found is not None
    return found


def test_quarters_are_weighed_and_what_has_no_round_yet_is_waited_for(office: Workspace) -> None:
    quarter(office, "q1", "2022年第一季度", {"u-a": 0, "u-b": 4})
    two = quarter(office, "q2", "2022年第2季度", {"u-a": 1, "u-b": 4})
    quarter(office, "q3", "2022年第3季度", {"u-a": 9, "u-b": 9})  # it has no weight
    found = year(office, two)
    assert [(one.name, one.round and one.round.id) for one in found.parts] == [
        ("第1季度", "q1"),
        ("第2季度", "q2"),
        ("第4季度", None),
    ]
    assert found.ranking.provisional
    assert [(one.unit, one.amount, one.place) for one in found.ranking.standings] == [
        ("u-a", Decimal("19.5"), 1),
        ("u-b", Decimal("16.0"), 2),
    ]
    quarter(office, "q4", "2022年第四季度", {"u-a": 8, "u-b": 0})
    whole = year(office, "q1")
    assert not whole.ranking.provisional
    amounts = {one.unit: one.amount for one in whole.ranking.standings}
    assert amounts == {"u-a": Decimal("15.8"), "u-b": Decimal("18.0")}  # 15.75 half up


def test_open_absent_and_unlisted_quarters_are_told_apart(office: Workspace) -> None:
    quarter(office, "q1", "2022年第一季度", {"u-a": 0, "u-b": 2, "u-c": 2})
    quarter(office, "q2", "2022年第二季度", {"u-a": 2, "u-b": None, "u-c": 0})
    quarter(office, "q4", "2022年第四季度", {"u-b": 0, "u-c": 1})
    excuse_unit(office, ME, AssessmentKey("q2", "u-c"), "停业整顿")
    found = year(office, "q4")
    states = {unit: [part.state for part in one.parts] for unit, one in found.units.items()}
    assert states == {
        "u-b": ["scored", "pending", "scored"],
        "u-c": ["scored", "absent", "scored"],
        "u-a": ["scored", "scored", "unlisted"],
    }
    assert found.ranking.of("u-c").amount == Decimal("18.7")  # (18 + 2 × 19) ÷ 3
    assert found.ranking.of("u-a").amount == 19
    assert found.ranking.provisional


def test_a_unit_that_took_part_in_nothing_stands_apart(office: Workspace) -> None:
    for name, period in (
        ("q1", "2022年第一季度"),
        ("q2", "2022年第二季度"),
        ("q4", "2022年第四季度"),
    ):
        quarter(office, name, period, {"u-a": 0, "u-b": None})
        excuse_unit(office, ME, AssessmentKey(name, "u-b"), "停业整顿")
    found = year(office, "q1").ranking
    assert (found.of("u-b").apart, found.provisional) == ("absent", False)


def test_of_two_rounds_about_one_quarter_the_one_asked_about_counts(office: Workspace) -> None:
    quarter(office, "q1", "2022年第一季度", {"u-a": 0})
    quarter(office, "q1b", "2022年第一季度", {"u-a": 5})
    assert year(office, "q1").ranking.of("u-a").amount == 20
    assert year(office, "q1b").ranking.of("u-a").amount == 15


def test_without_a_declaration_or_a_quarter_there_is_no_year(office: Workspace) -> None:
    quarter(office, "whole", "2022年", {"u-a": 0})
    assert see_year(office, "whole") is None
    assert see_year(office, rounds().sections) is None
