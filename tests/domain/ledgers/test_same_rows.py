"""Same rows: what is found is what looking at every row would find, however blank they are."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, PLAN, ledger_named
from desktop.domain.ledgers.same_rows import SameBy, SameRows
from tests.domain.ledgers.building import day, item, meeting, run

Plain = Mapping[str, Any]


def alike(ledger: str, one: object, other: object) -> bool:
    rows = SameRows(ledger_named(ledger).same_by)
    rows.add("u", one, 7)
    assert rows.like("u-b", other)[1] == []
    return rows.like("u", other)[1] == [7]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"number": "T-1"}, {"number": "ｔ-１", "title": "别的"}, True),
        # A number is begun anew every year; a row without any day may be of any.
        (
            {"number": "T-1", "planned": day("2021-6-1")},
            {"number": "T-1", "planned": day("6-1")},
            0,
        ),
        ({"number": "T-1", "planned": day("2021-6-1")}, {"number": "T-1"}, True),
        # Within a year the number goes before all else.
        ({"number": "T-1", "planned": day("6-1")}, {"number": "T-1", "planned": day("9-1")}, True),
        ({"number": "T-1"}, {"number": "T-2"}, False),
        # A row that was entered without its number is found by its title.
        ({}, {"number": "T-2"}, True),
        ({"plan": "1"}, {"plan": "2"}, False),
        ({"plan": "1"}, {}, True),
        ({"planned": day("6-1")}, {"planned": day("9-1")}, False),
        ({"planned": day("6-1")}, {"started": day("5-1"), "ended": "5-20"}, True),
        ({"started": day("2021-5-1")}, {"planned": day("5-20")}, False),
        ({"started": day("5-1")}, {"started": day("5-2")}, False),
        # When it ended may be mended; where nothing else tells, it is another run.
        (
            {"planned": day("6-1"), "ended": "5-20"},
            {"planned": day("6-1"), "ended": "5-21"},
            True,
        ),
        ({"ended": "5-20"}, {"ended": "6-20"}, False),
        ({"ended": "5-20"}, {"ended": "5-20"}, True),
        ({"title": "药品"}, {}, False),
        ({"by": "甲县"}, {}, False),
        ({"lead": "乙局"}, {"lead": "丙局"}, False),
    ],
)
def test_runs(one: Plain, other: Plain, *, same: bool) -> None:
    assert alike(INSPECTIONS, run(**one), run(**other)) is bool(same)
    assert alike(INSPECTIONS, run(**other), run(**one)) is bool(same)


def test_documents() -> None:
    first = meeting("3-1", number="第1期", kind="bulletin")
    assert alike(ACTIVITIES, first, meeting("3-2", number="第1期", kind="bulletin"))
    assert not alike(ACTIVITIES, first, meeting("2021-3-1", number="第1期", kind="bulletin"))
    assert not alike(ACTIVITIES, first, meeting("3-1", number="第2期", kind="bulletin"))
    assert alike(ACTIVITIES, meeting("3-1"), meeting("3-1", number="〔2022〕1号"))
    assert not alike(ACTIVITIES, meeting("3-1"), meeting("3-2"))


def test_plan_items() -> None:
    """A department's own plan and the joint one are numbered each for itself."""
    assert alike(PLAN, item("1"), item("１", title="别的"))
    assert not alike(PLAN, item("1"), item("1", year=2023))
    assert not alike(PLAN, item("1"), item("1", sort="department"))


def test_what_was_known_of_a_row_before_still_finds_it() -> None:
    rows = SameRows(ledger_named(INSPECTIONS).same_by)
    rows.add("u", run(), 1)
    assert rows.like("u", run(planned=day("6-1")))[1] == [1]
    rows.add("u", run(planned=day("6-1")), 1)
    rows.add("u", run(planned=day("9-1")), 2)
    same_by, found = rows.like("u", run())
    assert (same_by, sorted(found)) == (ledger_named(INSPECTIONS).same_by[-1], [1, 2])


_DAYS = st.sampled_from([None, day("2021-12-1"), day("6-1"), day("6-2")])
_RUNS = st.builds(
    Inspection,
    title=st.sampled_from(["食品", "药品"]),
    sort=st.just("joint"),
    number=st.sampled_from(["", "1", "2"]),
    plan=st.sampled_from(["", "1", "2"]),
    planned=_DAYS,
    started=_DAYS,
    ended=_DAYS,
)
_PAPERS = st.builds(
    Activity,
    title=st.sampled_from(["食品", "药品"]),
    kind=st.just("bulletin"),
    number=st.sampled_from(["", "1", "2"]),
    held=_DAYS.filter(bool),
)


def _same(same_by: SameBy, one: object, other: object) -> bool:
    told, others = same_by.told_by(one), same_by.told_by(other)
    return all(getattr(one, name) == getattr(other, name) for name in same_by.columns) and all(
        told[name] == others[name]
        for name, unless in same_by.apart.items()
        if name in told and name in others and not any(u in told and u in others for u in unless)
    )


@given(st.lists(_RUNS | _PAPERS, max_size=12), _RUNS | _PAPERS)
def test_the_lookup_finds_what_a_look_at_every_row_finds(rows: list[object], asked: object) -> None:
    ledger = ledger_named(INSPECTIONS if isinstance(asked, Inspection) else ACTIVITIES)
    known = [one for one in rows if isinstance(one, type(asked))]
    same = SameRows(ledger.same_by)
    for number, one in enumerate(known):
        assert {*same.like("u", one)[1]} <= {*range(number)}
        same.add("u", one, number)
    ways = [
        [n for n, one in enumerate(known) if _same(way, one, asked)]
        for way in ledger.same_by
        if way is ledger.same_by[-1] or getattr(asked, way.columns[0])
    ]
    assert sorted(same.like("u", asked)[1]) == next(filter(None, ways), [])
