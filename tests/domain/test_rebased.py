"""Rebasing: a change that is taken back alters only the columns that it was about; undo's barriers."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.audit_trail import Change, Plain, PlainRow
from desktop.domain.commands import Command
from desktop.domain.undo_stack import Step, UndoStack, rebased, undo_stack

Row = dict[str, Plain]


def change(before: PlainRow | None, after: PlainRow | None) -> Change:
    return Change("assessment", ("r", "u"), before, after)


NAMED = change({"name": "甲", "size": 3}, {"name": "乙", "size": 3})


def test_on_the_row_that_it_knew_a_change_is_itself() -> None:
    assert rebased(NAMED, {"name": "甲", "size": 3}) == NAMED


@pytest.mark.parametrize("now", ["乙", "丙", "", None])
def test_a_column_that_was_changed_again_is_left_alone(now: Plain) -> None:
    assert rebased(NAMED, {"name": now, "size": 3}) is None


def test_another_column_that_was_changed_since_is_kept() -> None:
    now: Row = {"name": "甲", "size": 9, "kind": "town"}
    assert rebased(NAMED, now) == change(now, {"name": "乙", "size": 9, "kind": "town"})
    assert rebased(NAMED, {"name": "甲"}) == change({"name": "甲"}, {"name": "乙"})


def test_one_of_several_columns_that_was_changed_again_is_enough() -> None:
    both = change({"name": "甲", "size": 3}, {"name": "乙", "size": 4})
    assert rebased(both, {"name": "甲", "size": 4}) is None
    assert rebased(both, {"name": "乙", "size": 3}) is None


def test_the_place_stays() -> None:
    moved = rebased(NAMED, {"name": "甲"})
    assert moved is not None
    assert (moved.table, moved.key) == ("assessment", ("r", "u"))


TOLD = change({"name": "甲"}, {"name": "甲", "evaluator": "p"})  # at its default before


def test_a_column_comes_from_its_default_and_goes_back_to_it() -> None:
    bare: Row = {"name": "丁"}
    told: Row = {"name": "丁", "evaluator": "p"}
    assert rebased(TOLD, bare) == change(bare, told)
    assert rebased(TOLD.inverse, told) == change(told, bare)


def test_a_column_that_left_its_default_since_was_changed_again() -> None:
    assert rebased(TOLD, {"name": "甲", "evaluator": "q"}) is None
    assert rebased(TOLD.inverse, {"name": "甲"}) is None


# As a column is told that is empty and has another default.
EMPTY: Row = {"name": "甲", "evaluator": None}


def test_nothing_written_is_not_the_default() -> None:
    assert rebased(TOLD, EMPTY) is None
    filled = change(EMPTY, {"name": "甲", "evaluator": "p"})
    assert rebased(filled, {"name": "甲"}) is None
    assert rebased(filled, EMPTY) == filled


@pytest.mark.parametrize("emptied", [change({"name": "甲"}, EMPTY), change(EMPTY, {"name": "甲"})])
def test_a_column_that_was_emptied_goes_back_to_its_default(emptied: Change) -> None:
    assert rebased(emptied, emptied.before) == emptied


CREATED = change(None, {"name": "甲"})
REMOVED = CREATED.inverse


def test_a_row_is_created_only_where_there_is_none() -> None:
    assert rebased(CREATED, None) == CREATED
    assert rebased(CREATED, {"name": "甲"}) is None
    assert rebased(CREATED, {}) is None


def test_a_row_is_removed_only_as_it_was() -> None:
    assert rebased(REMOVED, {"name": "甲"}) == REMOVED
    assert rebased(REMOVED, {"name": "甲", "size": 3}) is None
    assert rebased(REMOVED, None) is None


def test_a_row_that_is_gone_is_not_changed() -> None:
    assert rebased(NAMED, None) is None
    assert rebased(change({}, {"name": "甲"}), None) is None


NAMES = st.sampled_from("abcdef")
VALUES = st.none() | st.integers(0, 3) | st.sampled_from(["x", "y"])
ROWS = st.dictionaries(NAMES, VALUES)


def unlike(one: Row, other: Row) -> set[str]:
    """A column that is left out is at its default, which is not null."""
    return {name for name in "abcdef" if one.get(name, "\0") != other.get(name, "\0")}


def mixed(names: set[str], inside: Row, outside: Row) -> Row:
    """These columns as in the one row, all others as in the other."""
    kept = {name: value for name, value in outside.items() if name not in names}
    return kept | {name: inside[name] for name in names if name in inside}


@given(ROWS, ROWS, ROWS, st.sets(NAMES))
def test_undo_restores_just_the_columns_that_were_changed(
    before: Row, other: Row, since: Row, names: set[str]
) -> None:
    """Whatever was done to the others since, and whether or not there is a default."""
    after = mixed(names, other, before)
    now = mixed(names, after, since)
    back = rebased(change(before, after).inverse, now)
    assert back == change(now, mixed(names, before, since))
    assert rebased(back.inverse, mixed(names, before, since)) == back.inverse


@given(ROWS, ROWS, ROWS)
def test_what_is_not_refused_leaves_the_others_alone(before: Row, after: Row, now: Row) -> None:
    found = rebased(change(before, after), now)
    names = unlike(before, after)
    if found is None:
        assert names & unlike(before, now)
    else:
        assert not names & unlike(before, now)
        assert found == change(now, mixed(names, after, now))


@given(st.none() | ROWS, st.none() | ROWS)
def test_on_what_it_knew_every_change_is_itself(before: Row | None, after: Row | None) -> None:
    assert rebased(change(before, after), before) == change(before, after)


R, U, D = Command.RECORD_FINDING, Command.UNDO, Command.REDO


def stack_of(*commands: tuple[Command | None, int]) -> UndoStack:
    """Steps from 1 on; the number beside a command is that of the step that it reverts."""
    steps = [
        Step(number, f"#{number}", command, f"#{of}" if of else None, changed=True)
        for number, (command, of) in enumerate(commands, 1)
    ]
    return undo_stack(steps)


def numbers(steps: Sequence[Step]) -> list[int]:
    return [one.number for one in steps]


def test_a_later_programs_command_is_a_barrier() -> None:
    """What it does is not known here; so nothing before it is undone or done again."""
    assert stack_of((R, 0), (None, 0)) == UndoStack()
    assert stack_of((R, 0), (R, 0), (U, 2), (None, 0)) == UndoStack()
    assert stack_of((None, 0)) == UndoStack()


def test_after_the_barrier_undo_begins_anew() -> None:
    stack = stack_of((R, 0), (None, 0), (R, 0), (R, 0), (U, 4), (U, 1), (D, 1))
    assert (numbers(stack.done), numbers(stack.undone)) == ([3], [4])


def test_a_barrier_holds_even_where_it_changed_nothing() -> None:
    quiet = Step(2, "#2", None, None, changed=False)
    assert undo_stack([Step(1, "#1", R, None, changed=True), quiet]) == UndoStack()
