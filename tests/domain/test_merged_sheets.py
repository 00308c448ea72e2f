"""Merged sheets: a finding and its items stay one thing, lists are merged, evidence is never lost."""

from desktop.domain.audit_trail import Plain, PlainRow, Rows
from desktop.domain.merged_sheets import (
    FACT,
    SheetStates,
    added_on_both_sides,
    compare_sheets,
    merged,
)

FINDING = ("finding", ("r", "u", "c"))
LISTED: PlainRow = {"itemised": 1}
COUNTED: PlainRow = {"fact": '{"count":2}'}


def item(name: str, position: int = 0, **more: Plain) -> Rows:
    row: dict[str, Plain] = {"round": "r", "unit": "u", "criterion": "c", "position": position}
    return {("item", (name,)): row | more}


def link(name: str, **more: Plain) -> Rows:
    row: dict[str, Plain] = {"evidence": "e", "round": "r", "unit": "u"}
    return {("evidence_link", (name,)): row | more}


def sheet(finding: PlainRow | None = None, *items: Rows) -> Rows:
    rows: Rows = {} if finding is None else {FINDING: finding}
    for one in items:
        rows |= one
    return rows


def states(old: Rows, ours: Rows, theirs: Rows) -> SheetStates:
    return SheetStates([old], ours, theirs)


def together(of: SheetStates) -> Rows:
    """What comes of both where nobody has to choose."""
    found = compare_sheets(of)
    assert found.conflicts == ()
    return merged(of, found)


def test_items_of_both_are_kept_one_after_the_other() -> None:
    of = states(
        sheet(LISTED, item("a")),
        sheet(LISTED, item("a"), item("c", 1)),
        sheet(LISTED, item("a"), item("b", 1)),
    )
    expected = sheet(LISTED, item("a"), item("b", 1), item("c", 2))
    assert together(of) == expected
    assert together(states(of.bases[0], of.theirs, of.ours)) == expected
    assert added_on_both_sides(of) == (("r", "u", "c"),)


def test_what_one_side_added_is_no_double() -> None:
    of = states(sheet(LISTED), sheet(LISTED, item("a")), sheet(LISTED))
    assert added_on_both_sides(of) == ()


def test_who_moved_an_item_says_where_it_stands() -> None:
    old = sheet(LISTED, item("a"), item("b", 1))
    moved = sheet(LISTED, item("b"), item("a", 1))
    assert together(states(old, old, moved)) == moved
    assert together(states(old, moved, old)) == moved


def test_an_item_that_is_taken_out_closes_the_list() -> None:
    old = sheet(LISTED, item("a"), item("b", 1))
    theirs = sheet(LISTED, item("b"))
    assert together(states(old, old, theirs)) == theirs


def test_an_item_taken_out_here_and_changed_there_is_a_conflict() -> None:
    of = states(sheet(LISTED, item("a")), sheet(LISTED), sheet(LISTED, item("a", note="属实")))
    found = compare_sheets(of)
    [conflict] = found.conflicts
    assert conflict.place == ("item", ("a",))
    assert merged(of, found) == sheet(LISTED)
    assert merged(of, found, [conflict]) == sheet(LISTED, item("a", note="属实"))


def test_a_note_and_a_fact_go_their_own_ways() -> None:
    of = states(sheet(COUNTED), sheet({**COUNTED, "note": "口头"}), sheet({"fact": "{}"}))
    assert together(of) == sheet({"fact": "{}", "note": "口头"})
    back = states(of.bases[0], of.theirs, of.ours)
    assert together(back) == sheet({"fact": "{}", "note": "口头"})


def test_one_fact_here_and_another_there_is_one_conflict_with_all_items() -> None:
    of = states(sheet(LISTED, item("a")), sheet(LISTED, item("a"), item("b", 1)), sheet(COUNTED))
    found = compare_sheets(of)
    [conflict] = found.conflicts
    assert (conflict.place, conflict.fields) == (FINDING, None)
    assert merged(of, found) == of.ours
    assert merged(of, found, [conflict]) == of.theirs


def test_a_list_counted_anew_there_alone_is_taken_with_its_items() -> None:
    of = states(sheet(LISTED, item("a")), sheet(LISTED, item("a")), sheet(COUNTED))
    [taken] = compare_sheets(of).taken
    assert taken.fields == FACT
    assert together(of) == of.theirs
    assert together(states(of.bases[0], of.theirs, of.ours)) == of.theirs


def test_a_finding_withdrawn_here_and_changed_there_is_a_conflict() -> None:
    old = sheet(LISTED, item("a"))
    for theirs in (sheet({**LISTED, "note": "属实"}, item("a")), sheet(LISTED)):
        of = states(old, {}, theirs)
        found = compare_sheets(of)
        [conflict] = found.conflicts
        assert merged(of, found, [conflict]) == theirs
        assert merged(of, found) == {}


def test_a_finding_withdrawn_there_alone_goes() -> None:
    old = sheet(LISTED, item("a"))
    assert together(states(old, old, {})) == {}
    assert together(states(old, {}, old)) == {}


def test_evidence_of_an_item_that_went_stays_with_its_criterion() -> None:
    old = sheet(LISTED, item("a"))
    of = states(old, sheet(LISTED, item("a"), link("l", item="a")), sheet(LISTED))
    assert together(of) == sheet(LISTED, link("l", criterion="c"))


def test_evidence_of_an_item_that_nobody_knows_loses_it_alone() -> None:
    of = states({}, link("l", item="gone", requirement=1), {})
    assert together(of) == link("l", requirement=1)


def test_what_both_linked_alike_is_linked_once() -> None:
    of = states({}, link("m", criterion="c"), link("l", criterion="c"))
    assert together(of) == link("l", criterion="c")
    assert together(states({}, of.theirs, of.ours)) == link("l", criterion="c")


def test_what_one_side_linked_twice_stays() -> None:
    twice = link("l", criterion="c") | link("m", criterion="c")
    assert together(states({}, twice, {})) == twice
