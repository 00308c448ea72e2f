"""Workspaces: where the office's own one is, and opening, making and verifying one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Final

from desktop.domain.audit_trail import NO_EVENTS, ChainHead
from desktop.store.migrations import CURRENT
from desktop.store.upgrading import revision_in
from desktop.store.verification import faults_in, head_in
from desktop.store.witnesses import contradictions
from desktop.store.workspace import (
    DATABASE,
    Workspace,
    create_workspace,
    locked,
    lost_database,
    open_workspace,
)

__all__ = [
    "Verification",
    "Workspace",
    "chain_head",
    "create_workspace",
    "default_folder",
    "is_workspace",
    "lost_database",
    "open_workspace",
    "unused_folder",
    "verify",
]
_OLDER: Final = (
    "工作区由旧版本的考评台建立，各行内容要在升级以后才能核对；请先打开一次工作区，再核验"
)


def default_folder() -> Path:
    """Where the workspace lies unless the user chose another place."""
    from platformdirs import user_data_path  # noqa: PLC0415  # most calls name their folder

    return user_data_path("kaoping", appauthor=False) / "workspace"


def unused_folder() -> Path:
    """Where one more workspace can be made: the usual folder, or one beside it that holds none yet."""
    usual = default_folder()
    beside = (usual.with_name(f"{usual.name}-{number}") for number in count(2))
    places = chain((usual,), beside)
    return next(one for one in places if not (is_workspace(one) or lost_database(one)))


def is_workspace(folder: Path) -> bool:
    """Whether a workspace lies there, sound or not."""
    try:
        return (folder / DATABASE).is_file()
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Verification:
    """What a workspace turned out to be: every fault in words, and the end of its audit trail."""

    faults: tuple[str, ...]
    head: ChainHead


def verify(folder: Path) -> Verification:
    """Look at everything, also in a workspace that cannot be opened any more; change nothing."""
    database = folder / DATABASE
    with locked(folder):
        faults = tuple(faults_in(database, folder / "files"))
        faults += tuple(contradictions(database))
        if not faults and revision_in(database) != CURRENT:
            faults = (_OLDER,)
        return Verification(faults, NO_EVENTS if faults else head_in(database))


def chain_head(workspace: Workspace) -> ChainHead:
    """The audit trail's last hash and length, as a printed sheet bears them."""
    with workspace.reading() as view:
        return view.head()
