"""Merging: who left a group of fields as it was gives way; what both changed otherwise is a conflict."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.audit_trail import Plain, PlainRow, Rows
from desktop.domain.merging import Cell, Compared, applied, compare_rows, only

PERSON = ("person", ("p",))
ITEM = ("item", ("i",))
LINK = ("evidence_link", ("l",))
SHEET = ("assessment", ("r", "u"))
JUDGED = ("discretion", ("r", "u", "study"))


def rows(place: tuple[str, tuple[Plain, ...]], row: PlainRow | None) -> Rows:
    return {} if row is None else {place: row}


def compared(
    place: tuple[str, tuple[Plain, ...]],
    old: PlainRow | None,
    ours: PlainRow | None,
    theirs: PlainRow | None,
) -> Compared:
    return compare_rows([rows(place, old)], rows(place, ours), rows(place, theirs), [place])


def counts(found: Compared) -> tuple[int, int, int]:
    return len(found.taken), len(found.kept), len(found.conflicts)


@pytest.mark.parametrize(
    ("old", "ours", "theirs", "expected"),
    [
        ("a", "a", "a", (0, 0, 0)),
        ("a", "a", "b", (1, 0, 0)),
        ("a", "b", "a", (0, 1, 0)),
        ("a", "b", "b", (0, 0, 0)),
        ("a", "b", "c", (0, 0, 1)),
        (None, None, "b", (1, 0, 0)),
        (None, "b", None, (0, 1, 0)),
        (None, "b", "c", (0, 0, 1)),
        ("a", None, "a", (0, 1, 0)),
        ("a", "a", None, (1, 0, 0)),
        ("a", None, "b", (0, 0, 1)),
        ("a", None, None, (0, 0, 0)),
    ],
)
def test_one_field(
    old: str | None, ours: str | None, theirs: str | None, expected: tuple[int, int, int]
) -> None:
    told = [None if one is None else {"name": one} for one in (old, ours, theirs)]
    assert counts(compared(PERSON, *told)) == expected


def test_fields_are_changed_one_without_the_other() -> None:
    found = compared(PERSON, {"name": "a"}, {"name": "b"}, {"name": "a", "kind": "k"})
    [taken], [kept] = found.taken, found.kept
    assert (taken.fields, kept.fields) == (("kind",), ("name",))
    assert applied(rows(PERSON, {"name": "b"}), taken.theirs) == {
        PERSON: {"name": "b", "kind": "k"}
    }


def test_what_means_something_together_is_one_thing() -> None:
    found = compared(
        JUDGED,
        {"score": "7", "grounds": "x"},
        {"score": "8", "grounds": "x"},
        {"score": "7", "grounds": "y"},
    )
    [conflict] = found.conflicts
    assert conflict.fields == ("score", "grounds")
    ours = rows(JUDGED, {"score": "8", "grounds": "x"})
    assert applied(ours, conflict.theirs) == rows(JUDGED, {"score": "7", "grounds": "y"})


def test_a_files_place_is_one_thing() -> None:
    [conflict] = compared(LINK, {"page": 1}, {"page": 2}, {"page": 1, "region": "x"}).conflicts
    assert conflict.fields is None


def test_a_place_in_a_list_is_no_change() -> None:
    found = compared(ITEM, {"position": 1, "note": "a"}, {"position": 0, "note": "a"}, None)
    assert counts(found) == (1, 0, 0)
    moved = compared(ITEM, {"position": 1}, {"position": 0}, {"position": 2})
    assert counts(moved) == (0, 0, 0)


def test_values_within_a_field_stand_for_themselves() -> None:
    old = {"counts": '{"a":1,"b":1}'}
    ours, theirs = {"counts": '{"a":2,"b":1}'}, {"counts": '{"a":1}', "evaluator": "p"}
    found = compared(SHEET, old, ours, theirs)
    assert {one.fields for one in found.taken} == {("counts/b",), ("evaluator",)}
    cells = [cell for one in found.taken for cell in one.theirs]
    assert applied(rows(SHEET, ours), cells) == rows(SHEET, {"counts": '{"a":2}', "evaluator": "p"})
    alone = applied(rows(SHEET, {"counts": '{"a":1}'}), [Cell(SHEET, ("counts/a",), {})])
    assert alone == rows(SHEET, {})


def test_a_sheets_state_is_compared_elsewhere() -> None:
    assert counts(compared(SHEET, {}, {"state": "finalised"}, {"stage": "submitted"})) == (0, 0, 0)


def test_where_they_crossed_either_state_counts() -> None:
    """We had b once more and they c: each is a state that the other one knew."""
    bases = [rows(PERSON, {"name": one}) for one in ("a", "b")]
    ours, theirs = rows(PERSON, {"name": "c"}), rows(PERSON, {"name": "b"})
    assert counts(compare_rows(bases, ours, theirs, [PERSON])) == (0, 1, 0)
    both = compare_rows(bases, rows(PERSON, {"name": "a"}), theirs, [PERSON])
    assert counts(both) == (0, 0, 1)


def test_a_field_of_a_row_that_is_gone_changes_nothing() -> None:
    assert applied({}, [Cell(PERSON, ("name",), {"name": "b"})]) == {}


NAMES = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), max_size=3)
STATES = st.none() | NAMES


@given(STATES, STATES, STATES)
def test_both_sides_see_the_same(
    old: Mapping[str, int] | None, ours: Mapping[str, int] | None, theirs: Mapping[str, int] | None
) -> None:
    here, there = compared(PERSON, old, ours, theirs), compared(PERSON, old, theirs, ours)
    assert [one.fields for one in here.taken] == [one.fields for one in there.kept]
    assert [one.fields for one in here.conflicts] == [one.fields for one in there.conflicts]
    if not here.conflicts:
        sides = [
            applied(rows(PERSON, side), (cell for one in found.taken for cell in one.theirs))
            for side, found in ((ours, here), (theirs, there))
        ]
        assert sides[0] == sides[1]


def test_defaults_are_left_out() -> None:
    assert only({"a": 1, "b": 2}, ("b", "c")) == {"b": 2}
