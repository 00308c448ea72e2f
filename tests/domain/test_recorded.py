"""What is recorded: plain facts become records and come back, and items keep their ids."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.findings import read_findings
from desktop.domain.recorded import Recorded, plain_fact, plain_values, record_fact
from desktop.domain.records import (
    Assessment,
    DiscretionRecord,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
)
from desktop.domain.scoring import score
from desktop.schemefiles.files import installed
from desktop.services.schemes import open_scheme

Plain = dict[str, Any]
OF = Assessment("r", "u", 0, "甲科")


def cases() -> list[Any]:
    """Every case of every scheme that is not there to be refused."""
    found = []
    for scheme, path in installed().items():
        for file in sorted(path.parent.glob("cases/*.toml")):
            plain = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
            found += [
                pytest.param(scheme, case, id=f"{scheme}/{file.stem}-{number}")
                for number, case in enumerate(plain["cases"], 1)
                if "refused" not in case
            ]
    return found


def recorded(case: Plain) -> Recorded:
    """A case as a workspace keeps it."""
    unit = case.get("unit", {})
    of = replace(OF, kind=unit.get("kind"), size=unit.get("size"))
    facts = [record_fact(of, name, fact, []) for name, fact in case["facts"].items()]
    return Recorded(
        of,
        [finding for finding, _ in facts],
        [item for _, items in facts for item in items],
        [
            DiscretionRecord("r", "u", name, Decimal(str(one["score"])), one["reason"])
            for name, one in case.get("discretion", {}).items()
        ],
        [
            NotApplicableRecord("r", "u", name, one["reason"])
            for name, one in case.get("not_applicable", {}).items()
        ],
    )


CASES = cases()


def test_there_are_cases() -> None:
    assert len(CASES) > 600


@pytest.mark.parametrize(("scheme_id", "case"), CASES)
def test_a_case_comes_back_as_it_was(scheme_id: str, case: Plain) -> None:
    scheme = open_scheme(scheme_id)
    back = recorded(case).plain()
    assert back["facts"] == plain_values(without_nothing(case["facts"]))
    assert score(read_findings(scheme, back)) == score(read_findings(scheme, case))


def without_nothing(value: Any) -> Any:  # noqa: ANN401  # plain data
    """Plain data without the flags that are as they would be anyway."""
    if isinstance(value, list):
        return [without_nothing(one) for one in value]
    if not isinstance(value, dict):
        return value
    unsaid = {"exempt": False, "applies": True}
    kept = {name: one for name, one in value.items() if one is not unsaid.get(name)}
    return {name: without_nothing(one) for name, one in kept.items()}


@given(st.permutations(range(4)))
def test_items_come_in_their_order(order: list[int]) -> None:
    finding, items = record_fact(OF, "c", {"items": [{"note": str(n)} for n in range(4)]}, [])
    shuffled = Recorded(OF, [finding], [items[place] for place in order])
    notes = [one["note"] for one in shuffled.plain()["facts"]["c"]["items"]]
    assert notes == ["0", "1", "2", "3"]


def test_items_of_several_findings_are_told_apart() -> None:
    one, first = record_fact(OF, "one", {"items": [{"note": "甲"}]}, [])
    two, second = record_fact(OF, "two", {"items": []}, [])
    three, _ = record_fact(OF, "three", {"count": 2}, [])
    facts = Recorded(OF, [one, two, three], [*first, *second]).plain()["facts"]
    assert facts == {
        "one": {"items": [{"note": "甲"}]},
        "two": {"items": []},
        "three": {"count": 2},
    }


FULL = {
    "items": [
        {
            "note": "一件",
            "date": "2022-08-03",
            "exempt": True,
            "reason": "下乡",
            "class": "grave",
            "points": "1.50",
        },
        {"date": date(2022, 8, 4), "points": Decimal("0.5")},
        {},
    ],
    "note": "说明",
    "reason": "理由",
    "exempt": True,
}


def test_a_fact_in_records() -> None:
    finding, items = record_fact(OF, "c", FULL, [])
    assert finding == FindingRecord(
        "r", "u", "c", {}, itemised=True, note="说明", grounds="理由", exempt=True
    )
    first, second, third = items
    assert replace(first, id="") == ItemRecord(
        id="",
        round="r",
        unit="u",
        criterion="c",
        position=0,
        note="一件",
        date=date(2022, 8, 3),
        exempt=True,
        grounds="下乡",
        figures={"class": "grave", "points": "1.50"},
    )
    assert (second.position, second.date, second.figures) == (
        1,
        date(2022, 8, 4),
        {"points": "0.5"},
    )
    assert replace(third, id="") == ItemRecord("", "r", "u", "c", 2)
    assert len({first.id, second.id, third.id}) == 3


def test_a_fact_is_left_as_it_was_given() -> None:
    fact: Plain = {"items": [{"note": "甲"}], "note": "说明"}
    record_fact(OF, "c", fact, [])
    assert fact == {"items": [{"note": "甲"}], "note": "说明"}


@pytest.mark.parametrize(
    "fact",
    [
        {"count": 3},
        {"items": []},
        {"items": [{}]},
        {"found": False},
        {"exempt": True, "reason": "免责"},
        {"applies": False, "reason": "没有此项"},
        {"met": True, "note": "说明"},
        {"points": "6", "reason": "酌情"},
        {"done": 1, "total": 3},
        {"choice": "a"},
    ],
    ids=repr,
)
def test_a_fact_and_back(fact: Plain) -> None:
    assert plain_fact(*record_fact(OF, "c", fact, [])) == fact


def test_what_says_nothing_is_not_kept() -> None:
    fact = {"count": 1, "exempt": False, "applies": True}
    assert plain_fact(*record_fact(OF, "c", fact, [])) == {"count": 1}


def test_plain_values() -> None:
    given_values = {"a": [Decimal("1.50"), (date(2022, 8, 3), None)], "b": True, "c": 1, "d": "丁"}
    assert plain_values(given_values) == {
        "a": ["1.50", ["2022-08-03", None]],
        "b": True,
        "c": 1,
        "d": "丁",
    }


def test_the_unit_is_told_where_it_is_known() -> None:
    assert Recorded(OF).plain()["unit"] == {}
    assert Recorded(replace(OF, kind="town", size=3)).plain()["unit"] == {"kind": "town", "size": 3}


def test_judgements_are_told() -> None:
    whole = Recorded(
        OF,
        discretion=[DiscretionRecord("r", "u", "a", Decimal("7.50"), "酌情")],
        not_applicable=[NotApplicableRecord("r", "u", "b", "没有编制")],
    )
    assert whole.plain() == {
        "unit": {},
        "facts": {},
        "discretion": {"a": {"score": "7.5", "reason": "酌情"}},
        "not_applicable": {"b": {"reason": "没有编制"}},
    }


A, B, C = {"note": "甲"}, {"note": "乙", "class": "x"}, {"note": "丙", "date": "2022-08-03"}


def held(*items: Plain) -> list[ItemRecord]:
    """Items as they are kept, under ids that tell their places."""
    _, found = record_fact(OF, "c", {"items": [*items]}, [])
    return [replace(one, id=f"{'zyxw'[one.position]}{one.position}") for one in found]


def ids(before: Sequence[ItemRecord], *items: Plain) -> list[str]:
    """The ids after a fact with these items; one that is new is a dash."""
    _, found = record_fact(OF, "c", {"items": [*items]}, before)
    assert len({one.id for one in found}) == len(found)
    assert [one.position for one in found] == [*range(len(found))]
    known = {one.id for one in before}
    return [one.id if one.id in known else "-" for one in found]


def always(before: list[ItemRecord], *items: Plain) -> list[str]:
    """The same, whatever order the database gives the held items in: ids are of chance."""
    found = {tuple(ids(order, *items)) for order in permutations(before)}
    assert len(found) == 1, found
    return [*found.pop()]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([A, B, C], ["z0", "y1", "x2"]),
        ([C, A, B], ["x2", "z0", "y1"]),
        ([A, B, C, {"note": "丁"}], ["z0", "y1", "x2", "-"]),
        ([{"note": "丁"}, A, B, C], ["-", "z0", "y1", "x2"]),
        ([A, {"note": "丁"}, B, C], ["z0", "-", "y1", "x2"]),
        ([B, C], ["y1", "x2"]),
        ([A, C], ["z0", "x2"]),
        ([], []),
        ([A, B | {"note": "改"}, C], ["z0", "y1", "x2"]),
        ([A, B, C | {"date": "2022-08-04"}], ["z0", "y1", "x2"]),
        ([{"note": "一"}, {"note": "二"}, {"note": "三"}], ["z0", "y1", "x2"]),
        ([C, B | {"exempt": True, "reason": "免"}, A], ["x2", "y1", "z0"]),
    ],
)
def test_items_keep_their_ids(items: list[Plain], expected: list[str]) -> None:
    assert always(held(A, B, C), *items) == expected


def test_a_count_leaves_no_items() -> None:
    finding, items = record_fact(OF, "c", {"count": 3}, held(A, B))
    assert (finding.fact, finding.itemised, items) == ({"count": 3}, False, [])


@pytest.mark.parametrize("same", [{}, A])
def test_twins_keep_their_places(same: Plain) -> None:
    """Once: items that say the same change ids, so that evidence goes from one to the other."""
    before = held(same, same, same)
    assert always(before, same, same, same) == ["z0", "y1", "x2"]
    assert always(before, same, same, same, A | {"note": "新"}) == ["z0", "y1", "x2", "-"]


def test_a_twin_that_is_edited_keeps_its_id() -> None:
    """Once: the other one takes it, and the edited one becomes new."""
    before = held({}, {})
    assert always(before, {"note": "改"}, {}) == ["z0", "y1"]
    assert always(before, {}, {"note": "改"}) == ["z0", "y1"]


def test_the_order_of_an_items_keys_says_nothing() -> None:
    """Once: the database gives keys in order; a fact that gives them otherwise is not known again."""
    given_items = [{"expected": 5, "absent": 1}, {"expected": 6, "absent": 2}]
    before = held(*({key: one[key] for key in sorted(one)} for one in given_items))
    assert ids(before, *reversed(given_items)) == ["y1", "z0"]


def test_a_number_is_the_same_however_it_was_given() -> None:
    before = held({"points": "1.50"}, {"points": "2"})
    assert always(before, {"points": "2"}, {"points": Decimal("1.50")}) == ["y1", "z0"]


WORDS = st.sampled_from(["", "甲", "乙", "丙"])
ITEMS = st.lists(WORDS.map(lambda note: {"note": note} if note else {}), max_size=4)


@given(ITEMS, ITEMS)
def test_ids_are_never_shared_and_none_is_lost_needlessly(
    before: list[Plain], after: list[Plain]
) -> None:
    known = held(*before)
    found = ids(known, *after)
    assert len(found) == len(after)
    same = sum(min(before.count(one), after.count(one)) for one in ({}, *map(dict, unique(before))))
    assert sum(one != "-" for one in found) >= same


def unique(items: list[Plain]) -> list[Plain]:
    """Each once, and the blank one not at all."""
    return [dict(one) for one in {tuple(item.items()) for item in items} if one]


@given(ITEMS)
def test_the_same_again_changes_nothing(items: list[Plain]) -> None:
    """Once: as with twins."""
    known = held(*items)
    assert always(known, *items) == [one.id for one in known]
