"""The program of the year to come, in a process of its own: what it keeps before it upgrades a workspace.

    python -m tests.store.next_backup FOLDER ARCHIVE

FOLDER holds `old`, a workspace of this program; ARCHIVE is a backup of it. What happened is written out as JSON.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from desktop.domain.audit_trail import ChainHead
from desktop.domain.troubles import Trouble
from desktop.services.backing_up import list_backups, restore_from_file
from desktop.store.backups import FOLDER, Backups
from desktop.store.upgrading import revision_in
from desktop.store.workspace import DATABASE, open_workspace
from tests.store.next_program import become_the_next_program


def opened(folder: Path) -> str:
    """What opening says."""
    try:
        open_workspace(folder).close()
    except Trouble as trouble:
        return trouble.message
    return "opened"


def kept(folder: Path) -> list[Any]:
    """Every backup: its name, whether it is good, and what it holds."""
    found = []
    for one in Backups(folder / FOLDER).all():
        told = one.manifest()
        found.append([one.path.name, one.is_good(), told.revision, told.head.hash])
    return found


def upgrade_of(folder: Path) -> dict[str, Any]:
    """What was kept, also after a second opening."""
    said = [opened(folder), opened(folder)]
    with open_workspace(folder) as workspace:
        listed = [one.before_upgrade for one in list_backups(workspace)]
    return {"said": said, "kept": kept(folder), "listed": listed}


def upgrade_without_room(folder: Path) -> dict[str, Any]:
    """Where nothing can be kept, nothing is upgraded."""
    (folder / FOLDER).write_bytes(b"in the way")
    return {"said": opened(folder), "revision": revision_in(folder / DATABASE)}


def upgrade_of_damaged(folder: Path) -> dict[str, Any]:
    """A page of the database stands in the place of another."""
    content = (folder / DATABASE).read_bytes()
    page = 4096
    moved = content[: 5 * page] + content[7 * page : 8 * page] + content[6 * page :]
    (folder / DATABASE).write_bytes(moved)
    return {"said": opened(folder), "kept": kept(folder)}


def restored(archive: Path, folder: Path) -> dict[str, Any]:
    """An older backup comes back as it was; opening upgrades it."""
    told = restore_from_file(archive, folder)
    assert told.head != ChainHead("", 0)
    before = revision_in(folder / DATABASE)
    return {"head": told.head.hash, "before": before, "said": opened(folder), "kept": kept(folder)}


def main(place: Path, archive: Path) -> dict[str, Any]:
    """All of it."""
    become_the_next_program(place / "scripts")
    old = place / "old"
    return {
        "usual": upgrade_of(shutil.copytree(old, place / "usual")),
        "full": upgrade_without_room(shutil.copytree(old, place / "full")),
        "damaged": upgrade_of_damaged(shutil.copytree(old, place / "damaged")),
        "restored": restored(archive, place / "restored"),
    }


if __name__ == "__main__":
    answer = main(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))
