"""A disk that is full while a workspace is upgraded: it stays as it was and says why, and opens once there is room."""

import errno
import re
import sys
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from desktop.domain.troubles import Trouble
from desktop.services.backing_up import restore_from_file
from desktop.services.workspaces import verify
from desktop.store.migrations import CURRENT
from desktop.store.upgrading import revision_in
from desktop.store.workspace import DATABASE, open_workspace
from tests.store.building import dump_of
from tests.store.faults import shim
from tests.store.faults.tree import scratch
from tests.store.test_released import RELEASED
from tests.torture import times

pytestmark = [
    pytest.mark.uncounted,
    pytest.mark.skipif(not shim.available(), reason="needs Linux and a C compiler"),
]

STRIDE = times(31, 1)


def upgrade_on_full_disks(root: str, stride: str) -> None:
    """The disk is full from a later call on each time, until it is full too late."""
    old, tried = Path(root, "old"), Path(root, "tried")
    before = dump_of(old)
    told = {"old": 0, "new": 0, "named": 0}
    for nth in count(1, int(stride)):
        copytree(old, tried)
        said = opened_when_full(tried, nth)
        revision = revision_in(tried / DATABASE)
        told["old" if revision == "0001" else "new"] += 1
        if revision == "0001":
            assert "请" in said, "it was refused without a word"
            assert dump_of(tried) == before
        if said.startswith("升级工作区没有完成，工作区还是升级以前的样子："):
            assert revision == "0001"
            assert "磁盘已满" in said
            assert re.search(f"升级约需 [1-9][0-9]* MB 空闲空间（{tried}）$", said), said
            told["named"] += 1
        assert revision in {"0001", CURRENT}
        open_workspace(tried).close()
        assert verify(tried).faults == ()
        kept = [*Path(tried, "backups").glob("*-before-upgrade-from-0001.db")]
        assert len(kept) == 1, "each try leaves one more on the disk that is full"
        rmtree(tried)
        if not said:
            break
    sys.stdout.write(f"{told['old']} {told['new']} {told['named']}")


def opened_when_full(folder: Path, nth: int) -> str:
    """What opening says where every change from the nth on finds no room."""
    shim.arm(nth, errno.ENOSPC, persistent=True)
    try:
        open_workspace(folder).close()
    except Trouble as trouble:
        return trouble.message
    finally:
        shim.disarm()
    return ""


def test_an_upgrade_on_a_full_disk_leaves_the_old_one_as_it_was() -> None:
    with scratch() as root:
        restore_from_file(RELEASED / "0001.zip", root / "old")
        said = shim.run_function(upgrade_on_full_disks, str(root), str(STRIDE), root=root)
    old, new, named = map(int, said.split())
    assert old >= 3
    assert new >= 1
    assert named >= old - 1, "but for the lock, all that fails is the upgrade"
