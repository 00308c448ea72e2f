"""Backups on a failing disk: at whichever call it fails there is a sentence, no leftover, and the older one stays."""

import errno
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

import pytest

from desktop.domain.troubles import Trouble
from desktop.store.backups import FOLDER, Backups
from desktop.store.packing import pack
from desktop.store.restoring import restore
from desktop.store.second_place import SecondPlace
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, open_workspace
from tests.store.building import rich_folder
from tests.store.faults import shim
from tests.store.faults.shim import Kind
from tests.store.faults.tree import scratch
from tests.torture import times

pytestmark = [
    pytest.mark.uncounted,
    pytest.mark.skipif(not shim.available(), reason="needs Linux and a C compiler"),
]

NOW = datetime(2026, 11, 21, 17, 3, 9, tzinfo=UTC)
# Most calls write one page after the other: the short form takes every so many of them.
EACH = 12
STEP = times(23, 1)


def silent(_done: int, _total: int) -> None:
    pass


@pytest.fixture
def root() -> Iterator[Path]:
    with scratch() as folder:
        root = folder / "root"
        root.mkdir()
        rich_folder(root)
        with open_workspace(root / "rich") as workspace:
            backup = Backups(root / "rich" / FOLDER).make(root / "rich" / DATABASE, NOW)
            pack(root / "full.zip", backup, workspace.files, silent, bool)
        yield root


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


class Faults:
    """A disk that fails at one call after the other, once or from then on."""

    def __init__(self, error: str, persistent: str) -> None:
        self._error = int(error)
        self._persistent = bool(persistent)
        # What is not wanted cannot be removed from a disk on which nothing can be removed, or opened any more.
        kept = Kind.UNLINK | Kind.OPEN if persistent else Kind.UNLINK
        self._kinds = shim.CHANGES & ~kept
        self._troubles: list[str] = []

    def sweep(self, attempt: Callable[[], object], check: Callable[[], None]) -> None:
        """Try until it no longer fails, and check what is left each time."""
        nth, hit = 1, True
        while hit:
            shim.arm(nth, self._error, persistent=self._persistent, kinds=self._kinds)
            try:
                attempt()
            except Trouble as trouble:
                self._troubles.append(trouble.message)
            finally:
                shim.disarm()
            check()
            hit = shim.hits() > 0
            nth += 1 if nth < EACH else STEP
        sys.stdout.write("\n".join(self._troubles))


def make_under_faults(place: str, *how: str) -> None:
    """A backup into the workspace."""
    folder = Path(place) / "rich"
    backups = Backups(folder / FOLDER)
    [first] = backups.all()

    def check() -> None:
        found = backups.all()
        assert first in found
        assert all(one.is_good() for one in found)

    with open_workspace(folder):
        deed = lambda: backups.make(folder / DATABASE, NOW.replace(hour=18))  # noqa: E731  # short
        Faults(*how).sweep(deed, check)
    backups.clear_up()
    assert not list((folder / FOLDER).glob("*.part"))


def pack_under_faults(place: str, *how: str) -> None:
    """A full file in the place of an older one."""
    root = Path(place)
    [backup] = Backups(root / "rich" / FOLDER).all()
    before = names(root)
    turn = iter(range(99_999))
    told: set[str] = set()

    def check() -> None:
        assert names(root) | {"rich/lock"} == before | {"rich/lock"}
        target = root.parent / f"back {next(turn)}"
        lacking = restore(root / "full.zip", target, silent, bool)
        # Where the folder cannot be synced in the end, the new file is there all the same.
        assert {one.partition("：")[0] for one in lacking} in (told, set())
        rmtree(target)

    def attempt() -> None:
        faults = pack(root / "full.zip", backup, workspace.files, silent, bool)
        told.clear()  # evidence that could not be read is told, and noted in the file
        told.update(one.partition("：")[0] for one in faults)

    with open_workspace(root / "rich") as workspace:
        Faults(*how).sweep(attempt, check)


def restore_under_faults(place: str, *how: str) -> None:
    """A workspace from a full file."""
    root = Path(place)
    before = names(root)
    target = root / "new" / "back"

    def check() -> None:
        if target.exists():
            assert list(faults_in(target / DATABASE, target / "files")) == []
            rmtree(root / "new")
        assert names(root) == before

    deed = lambda: restore(root / "full.zip", target, silent, bool)  # noqa: E731  # as above
    Faults(*how).sweep(deed, check)


def bring_under_faults(place: str, *how: str) -> None:
    """Everything to a stick that fails."""
    root = Path(place)
    [backup] = Backups(root / "rich" / FOLDER).all()
    (root / "stick").mkdir()
    with open_workspace(root / "rich") as workspace:
        there = SecondPlace(workspace, root / "stick")
        there.furnish()
        room = root / "stick" / workspace.id

        def check() -> None:
            held = Backups(room).all()
            assert all(one.is_good() for one in held)
            if there.last_visit():
                assert there.bring(backup, NOW, silent, bool).faults == ()
            rmtree(room)
            (root / "rich" / "second-place.json").unlink(missing_ok=True)
            room.mkdir()

        deed = lambda: there.bring(backup, NOW, silent, bool)  # noqa: E731  # as above
        Faults(*how).sweep(deed, check)


@pytest.mark.parametrize(
    "worker", [make_under_faults, pack_under_faults, restore_under_faults, bring_under_faults]
)
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
@pytest.mark.parametrize("persistent", ["", "on"], ids=["once", "on"])
def test_a_failing_disk_costs_a_sentence(
    root: Path, worker: Callable[..., None], error: int, persistent: str
) -> None:
    told = shim.run_function(worker, str(root), str(error), persistent, root=root).splitlines()
    assert len(told) > EACH / 2
    for sentence in told:
        assert "请" in sentence  # what to do
        assert "。" not in sentence
