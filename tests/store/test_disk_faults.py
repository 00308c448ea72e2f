"""Faults of the disk at every call: nothing acknowledged is lost, a sentence says what is wrong, work goes on."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from desktop.domain.records import AssessmentKey
from desktop.domain.troubles import Trouble
from desktop.services.workspaces import chain_head
from desktop.store.workspace import Workspace, open_workspace
from tests.store.faults import shim
from tests.store.faults.calls import ACK
from tests.store.faults.office import (
    attach,
    failures_in,
    finalise_and_reopen,
    keys_of,
    make_office,
    record,
)
from tests.store.faults.shim import Kind
from tests.store.faults.tree import scratch
from tests.torture import times

pytestmark = [
    pytest.mark.uncounted,
    pytest.mark.skipif(not shim.available(), reason="needs Linux and a C compiler"),
]

# After the first calls the short form takes every third.
EACH = 7
STEP = times(3, 1)
# A full disk still reads.
CASES = [(errno.ENOSPC, shim.CHANGES), (errno.EIO, shim.CHANGES | Kind.READ)]
on_every_disk = pytest.mark.parametrize(("error", "kinds"), CASES, ids=["full", "broken"])
for_how_long = pytest.mark.parametrize("persistent", ["", "on"], ids=["once", "on"])

Make = Callable[[Workspace, AssessmentKey, int], str]


@pytest.fixture
def root() -> Iterator[Path]:
    with scratch() as folder:
        (folder / "root").mkdir()
        make_office(folder / "root" / "ws")
        yield folder / "root"


class Faults:
    """One kind of fault, at one call after the other."""

    def __init__(self, root: str, error: str, kinds: str, persistent: str) -> None:
        self._promises = os.open(f"{root}/{ACK}", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        self._error, self._kinds = int(error), Kind(int(kinds))
        self._persistent = bool(persistent)
        self.tried = 0

    def sweep(self, attempt: Callable[[int], str]) -> None:
        """Make the attempt fail at one call after the other, until it no longer fails.

        What stands in the way must be a known trouble; without the fault it is done after all.
        """
        nth, hit = 0, True
        while hit:
            nth, said = nth + (1 if nth < EACH else STEP), "请"
            shim.arm(nth, self._error, persistent=self._persistent, kinds=self._kinds)
            try:
                self._promise(attempt(2 * nth))
            except Trouble as trouble:
                said = trouble.message
            finally:
                shim.disarm()
            assert "请" in said  # what to do
            hit = shim.hits() > 0
            self.tried += hit
            self._promise(attempt(2 * nth + 1))

    def _promise(self, told: str) -> None:
        os.write(self._promises, f"{told}\n".encode())


def work_under_faults(*case: str) -> None:
    """The same program goes on after each fault, and reads what is true."""
    faults = Faults(*case)
    with open_workspace(Path(case[0]) / "ws") as workspace:
        settled, still_open = keys_of(workspace)

        def attempt(make: Make, key: AssessmentKey, turn: int) -> str:
            told = make(workspace, key, turn)
            assert f" {head_of(workspace)}" in told
            return told

        for make in (record, attach):
            faults.sweep(partial(attempt, make, still_open))
        faults.sweep(partial(attempt, finalise_and_reopen, settled))
    sys.stdout.write(str(faults.tried))


def head_of(workspace: Workspace) -> str:
    with workspace.reading() as view:
        return view.head().hash


def open_under_faults(*case: str) -> None:
    """Opening either works or says why not; the next program finds all as it was."""
    faults = Faults(*case)

    def attempt(_: int) -> str:
        with open_workspace(Path(case[0]) / "ws") as workspace:
            return f"event {chain_head(workspace).count} {head_of(workspace)}"

    faults.sweep(attempt)
    sys.stdout.write(str(faults.tried))


@on_every_disk
@for_how_long
@pytest.mark.parametrize("worker", [work_under_faults, open_under_faults])
def test_nothing_is_lost_and_work_goes_on(
    root: Path, worker: Callable[..., None], error: int, kinds: Kind, persistent: str
) -> None:
    case = (str(root), str(error), str(int(kinds)), persistent)
    tried = shim.run_function(worker, *case, root=root)
    assert int(tried) > 5
    assert failures_in(root, (root / ACK).read_text("utf-8")) == []
