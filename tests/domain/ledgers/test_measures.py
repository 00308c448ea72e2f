"""The registry of measures: every one answers as it says, and what stands beside it is checked."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given as over

from desktop.domain.keys import kinds_of
from desktop.domain.ledgers.given import Given
from desktop.domain.ledgers.kinds import LEDGERS
from desktop.domain.ledgers.measured import Question, Unknown
from desktop.domain.ledgers.measures import MEASURES, Measure, measure_slips, told
from tests.domain.ledgers.building import Plain, question
from tests.domain.ledgers.strategies import questions

FULL: Plain = {
    "kind": "meeting",
    "subject": ("rules",),
    "sort": "joint",
    "level": "counties",
    "objects": ("market",),
    "leader": True,
    "least": 2,
    "drawn": 3,
    "share": Fraction(3, 100),
    "working_days": 20,
    "same_year": True,
    "months": 1,
    "hours": 48,
    "platform_from": date(2022, 8, 3),
    "among": "16个部门",
    "exempt_objects": ("other",),
}


@pytest.mark.parametrize(("name", "measure"), MEASURES.items(), ids=[*MEASURES])
def test_a_measure_reads_a_ledger_and_takes_keys_that_there_are(
    name: str, measure: Measure
) -> None:
    assert measure.ledger in LEDGERS
    assert measure.words
    assert measure.needs | measure.takes <= kinds_of(Given).keys()
    assert not measure.needs & measure.takes
    assert name.count(".") == 1


@pytest.mark.parametrize(("name", "measure"), MEASURES.items(), ids=[*MEASURES])
def test_empty_ledgers_are_never_a_proposal(name: str, measure: Measure) -> None:
    given = {one: FULL[one] for one in measure.needs}
    answer = measure.ask(question(given=given))
    assert isinstance(answer, Unknown)
    assert answer.gaps


@over(questions())
def test_a_measure_answers_as_it_says_whatever_the_order_of_rows(asked: Question) -> None:
    """Only a plan's items keep an order, their own."""
    of = asked.ledgers
    turned = replace(
        of,
        activities=of.activities[::-1],
        runs=of.runs[::-1],
        members=of.members[::-1],
        receipts=of.receipts[::-1],
    )
    for name, measure in MEASURES.items():
        given = Given(**{one: FULL[one] for one in measure.needs})
        answer = measure.ask(replace(asked, given=given))
        assert isinstance(answer, measure.answers | Unknown), name
        assert all(answer.gaps), name
        assert measure.ask(replace(asked, given=given, ledgers=turned)) == answer, name


def test_every_key_is_of_use() -> None:
    """`least` is an award's own."""
    used = frozenset[str]().union(*(one.needs | one.takes for one in MEASURES.values()))
    assert used | {"least"} == kinds_of(Given).keys() == FULL.keys()


def test_what_stands_there() -> None:
    assert told(Given()) == frozenset()
    assert told(Given(**FULL)) == FULL.keys()
    assert told(Given(level="own")) == frozenset()


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("activities.held", {"kind": "meeting"}, []),
        ("activities.held", {}, [("“activities.held”还要写 given.kind", ("given",))]),
        (
            "reports.missed",
            {"kind": "meeting", "hours": 1},
            [
                ("“reports.missed”用不上 given.hours，请删去", ("given", "hours")),
                ("“reports.missed”用不上 given.kind，请删去", ("given", "kind")),
            ],
        ),
        (
            "activities.hold",
            {},
            [("没有“activities.hold”这个台账口径，是不是要写“activities.held”？", ("from",))],
        ),
    ],
)
def test_slips(name: str, given: Plain, said: list[object]) -> None:
    assert [(slip.message, slip.place) for slip in measure_slips(name, Given(**given))] == said


def test_what_the_use_takes_is_no_slip() -> None:
    given = Given(kind="meeting", least=2)
    assert [*measure_slips("activities.held", given, frozenset({"least"}))] == []
    assert len([*measure_slips("activities.held", given)]) == 1
