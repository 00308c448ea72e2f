"""Power cuts: what was acknowledged is there, whatever of the unsynced writes a disk had come to make."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.store import connection
from desktop.store.workspace import create_workspace
from tests.store.faults import shim
from tests.store.faults.calls import ACK
from tests.store.faults.campaign import Campaign, run_campaign
from tests.store.faults.office import failures_in, make_office, work
from tests.store.faults.tree import Tree, scratch
from tests.torture import times

pytestmark = [
    pytest.mark.uncounted,
    pytest.mark.skipif(not shim.available(), reason="needs Linux and a C compiler"),
]

CUTS = times(24, 2_000)
TURNS = str(times(5, 12))


@pytest.fixture
def root() -> Iterator[Path]:
    with scratch() as folder:
        yield folder / "root"


def campaign(root: Path, worker: Callable[..., None], cuts: int, seed: int) -> Campaign:
    root.mkdir()
    make_office(root / "ws")
    start = Tree.of(root)
    log = root.with_name("log")
    shim.run_function(worker, str(root), TURNS, root=root, log=log)
    return run_campaign(log, start, cuts, seed, failures_in)


def test_nothing_acknowledged_is_lost(root: Path) -> None:
    ran = campaign(root, work, CUTS, seed=1)
    assert ran.failed == 0, ran


def work_without_sync(root: str, turns: str) -> None:
    """The same work, where the database does not wait for the disk."""
    slack = [one.replace("EXTRA", "OFF") for one in connection._PRAGMAS]
    pytest.MonkeyPatch().setattr(connection, "_PRAGMAS", slack)
    work(root, turns)


def work_without_file_sync(root: str, turns: str) -> None:
    """The same work, where evidence files are not synced, only their folders."""
    sync_only(stat.S_ISDIR)
    work(root, turns)


def work_without_folder_sync(root: str, turns: str) -> None:
    """The same work, where the names of evidence files are not synced."""
    sync_only(stat.S_ISREG)
    work(root, turns)


def sync_only(wanted: Callable[[int], bool]) -> None:
    """Let the program sync what is wanted, and believe that it synced the rest."""
    sync = os.fsync

    def choose(file: int) -> None:
        if wanted(os.fstat(file).st_mode):
            sync(file)

    pytest.MonkeyPatch().setattr(os, "fsync", choose)


@pytest.mark.parametrize(
    "worker", [work_without_sync, work_without_file_sync, work_without_folder_sync]
)
def test_it_would_be_lost_without_a_sync(root: Path, worker: Callable[..., None]) -> None:
    assert campaign(root, worker, times(30, 60), seed=1).failed


def create(root: str) -> None:
    create_workspace(Path(root) / "ws").close()
    os.write(os.open(f"{root}/{ACK}", os.O_CREAT | os.O_WRONLY | os.O_APPEND), b"made\n")


def failures_of_creation(left: Path, promised: str) -> list[str]:
    """Before it is promised it may be missing, but never half there."""
    if promised or (left / "ws" / "kaoping.db").exists():
        return failures_in(left, "")
    create_workspace(left / "ws").close()
    return failures_in(left, "")


def test_a_new_workspace_is_whole_or_not_there(root: Path) -> None:
    root.mkdir()
    log = root.with_name("log")
    shim.run_function(create, str(root), root=root, log=log)
    ran = run_campaign(log, Tree({}), max(10, CUTS // 5), 1, failures_of_creation)
    assert ran.failed == 0, ran
