"""The undo stack: found in the events alone, so that it outlives every screen."""

import pytest

from desktop.domain.commands import Command
from desktop.domain.undo_stack import Step, undo_stack


def step(number: int, command: Command, reverts: int = 0, *, changed: bool = True) -> Step:
    return Step(number, f"#{number}", command, f"#{reverts}" if reverts else None, changed)


R, U, D = Command.RECORD_FINDING, Command.UNDO, Command.REDO


@pytest.mark.parametrize(
    ("steps", "done", "undone"),
    [
        ([], [], []),
        ([step(1, R), step(2, R)], [1, 2], []),
        ([step(1, R), step(2, R), step(3, U, 2)], [1], [2]),
        ([step(1, R), step(2, R), step(3, U, 2), step(4, U, 1)], [], [2, 1]),
        ([step(1, R), step(2, R), step(3, U, 2), step(4, U, 1), step(5, D, 1)], [1], [2]),
        ([step(1, R), step(2, R), step(3, U, 2), step(4, D, 2)], [1, 2], []),
        ([step(1, R), step(2, U, 1), step(3, R)], [3], []),
        ([step(1, R), step(2, U, 1), step(3, R, changed=False)], [], [1]),
        ([step(1, R), step(2, R, changed=False)], [1], []),
        ([step(1, R), step(2, U, 7)], [1], []),
        ([step(1, R), step(2, R), step(3, U, 1)], [1, 2], []),
        ([step(1, R), step(2, U, 1), step(3, D, 7)], [], [1]),
        ([step(1, U, 1), step(2, D, 1)], [], []),
        ([step(1, R), step(2, Command.FINALISE)], [], []),
        ([step(1, R), step(2, U, 1), step(3, Command.FINALISE)], [], []),
        ([step(1, R), step(2, Command.FINALISE), step(3, Command.REOPEN)], [], []),
        ([step(1, R), step(2, Command.REPLACE_SCHEME, changed=False), step(3, R)], [3], []),
        ([step(1, R), step(2, Command.ADD_EVIDENCE)], [1], []),
        ([step(1, R), step(2, U, 1), step(3, Command.OPEN_ROUND)], [], [1]),
    ],
)
def test_what_undo_and_redo_act_on(steps: list[Step], done: list[int], undone: list[int]) -> None:
    stack = undo_stack(steps)
    assert [one.number for one in stack.done] == done
    assert [one.number for one in stack.undone] == undone
