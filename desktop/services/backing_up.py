"""Backing up: when the window closes, daily, to a second place, into one full file; and back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop.domain.audit_trail import ChainHead
from desktop.domain.commands import Author
from desktop.domain.records import WorkspaceRecord
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.office import change_setting, setting_of
from desktop.services.outcome import Outcome
from desktop.services.workspaces import chain_head
from desktop.store.archive import opened
from desktop.store.backups import FOLDER, Backup, Backups
from desktop.store.copying import Cancelled, IsCancelled, Progress, go_on, say_nothing
from desktop.store.packing import backup_beside, pack
from desktop.store.places import file_to_write, refuse_inside
from desktop.store.restoring import restore
from desktop.store.second_place import Brought, SecondPlace
from desktop.store.verification import head_in
from desktop.store.workspace import DATABASE, Workspace

SECOND_PLACE: Final = "second-place"
_KEPT: Final = "没有覆盖；请换一个名称，或先把它移开"

__all__ = ["Brought", "Cancelled"]  # those above name them, and may not know the store


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup in the workspace as a list shows it; the file is what it is restored from."""

    file: Path
    made: datetime
    events: int
    before_upgrade: bool
    size: int  # of the database, in bytes


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What was done by itself: a backup where something had changed, and how the second place fared."""

    backup: KeptBackup | None = None
    second: bool = False  # it was written to just now
    faults: tuple[str, ...] = ()  # evidence that could not be brought there
    trouble: str = ""  # why it was not reached


@dataclass(frozen=True, slots=True)
class SecondPlaceStanding:
    """The second place: whether it is there now, when it last got everything, what has changed since."""

    place: Path
    there: bool
    last: datetime | None
    behind: bool
    on_same_disk: bool


@dataclass(frozen=True, slots=True)
class FullFile:
    """A whole workspace in one file, or rebuilt from one; its faults are missing or damaged evidence."""

    head: ChainHead
    faults: tuple[str, ...]


def back_up_when_closing(
    workspace: Workspace, progress: Progress = say_nothing, cancelled: IsCancelled = go_on
) -> BackedUp:
    """Back up what has changed; the second place gets it too, if it is there."""
    backup, new = _backup_of_now(workspace)
    made = _shown(backup) if new else None
    standing = second_place_standing(workspace)
    if standing is None or not standing.behind:
        return BackedUp(made)
    try:
        place = _named_second_place(workspace)
        brought = place.bring(backup, datetime.now().astimezone(), progress, cancelled)
    except (Trouble, Refused) as failure:
        return BackedUp(made, trouble=failure.message)
    return BackedUp(made, second=True, faults=brought.faults)


def back_up_daily(
    workspace: Workspace, progress: Progress = say_nothing, cancelled: IsCancelled = go_on
) -> BackedUp:
    """The same for a window that stays open: once a day."""
    moments = [one.moment for one in _backups(workspace).all()]
    days = {moment.made.date() for moment in moments if not moment.before_upgrade}
    if datetime.now().astimezone().date() in days:
        return BackedUp()
    return back_up_when_closing(workspace, progress, cancelled)


def back_up_to_second_place(
    workspace: Workspace, progress: Progress = say_nothing, cancelled: IsCancelled = go_on
) -> Brought:
    """Bring everything to the second place now; what lies there is read again and mended.

    Told is which evidence could not be brought, and how many files were mended.
    """
    backup, _ = _backup_of_now(workspace)
    now = datetime.now().astimezone()
    place = _named_second_place(workspace)
    return place.bring(backup, now, progress, cancelled, reading=True)


def back_up_to_file(
    workspace: Workspace,
    out: Path,
    progress: Progress = say_nothing,
    cancelled: IsCancelled = go_on,
) -> FullFile:
    """Make one full file, in the place of an older one of the same workspace."""
    out = file_to_write(out)
    refuse_inside(out, workspace.folder)
    _refuse_to_lose(out, workspace)
    with _backup_for(out, workspace) as backup:
        faults = pack(out, backup, workspace.files, progress, cancelled)
        return FullFile(backup.manifest().head, faults)


def _refuse_to_lose(out: Path, workspace: Workspace) -> None:
    """A script may keep to one name; but what gives way must stand in this workspace's trail to its last event."""
    if not out.exists():
        return
    with opened(out) as older:
        told = older.manifest
    with workspace.reading() as view:
        own = {one.id for one in view.all(WorkspaceRecord)}
        event = view.event(told.head.count)
    if told.workspace not in own:
        raise Refused(f"“{out}”是另一个工作区的备份，{_KEPT}", "out")
    if event is None or event.hash != told.head.hash:
        raise Refused(f"“{out}”里有这个工作区没有的留痕，{_KEPT}", "out")


def restore_from_file(
    file: Path, folder: Path, progress: Progress = say_nothing, cancelled: IsCancelled = go_on
) -> FullFile:
    """Rebuild a workspace in a new or empty folder, from a full file or from one backup's database."""
    faults = restore(file, folder, progress, cancelled)
    return FullFile(head_in(folder / DATABASE), faults)


def list_backups(workspace: Workspace) -> tuple[KeptBackup, ...]:
    """The backups in the workspace, the newest first."""
    return tuple(_shown(one) for one in reversed(_backups(workspace).all()))


def _shown(backup: Backup) -> KeptBackup:
    return KeptBackup(backup.path, *backup.moment, backup.size())


def name_second_place(workspace: Workspace, author: Author, place: Path | None) -> Outcome:
    """Choose a folder that is there now; None: no second place any more."""
    if place is not None:
        place = Path(os.path.abspath(place))  # noqa: PTH100  # a link to a stick stays a link
        SecondPlace(workspace, place).furnish()
    return change_setting(workspace, author, SECOND_PLACE, "" if place is None else str(place))


def second_place_standing(workspace: Workspace) -> SecondPlaceStanding | None:
    """How the second place stands; None where there is none."""
    place = _second_place(workspace)
    if place is None:
        return None
    visit = place.last_visit()
    behind = place.is_behind(chain_head(workspace))
    last = visit.at if visit else None
    # Where a stick was pulled out, an empty folder of this disk may be left.
    same = place.there and place.on_same_disk
    return SecondPlaceStanding(place.place, place.there, last, behind, same)


def _second_place(workspace: Workspace) -> SecondPlace | None:
    named = setting_of(workspace, SECOND_PLACE)
    return SecondPlace(workspace, Path(named)) if named else None


def _named_second_place(workspace: Workspace) -> SecondPlace:
    place = _second_place(workspace)
    if place is None:
        raise Refused("还没有指定第二备份位置，请先在设置里指定")
    return place


def _backups(workspace: Workspace) -> Backups:
    return Backups(workspace.folder / FOLDER)


@contextmanager
def _backup_for(out: Path, workspace: Workspace) -> Iterator[Backup]:
    """The workspace's own one, or, where that cannot be made, one beside the file: it may be the rescue."""
    with ExitStack() as passing:
        try:
            backup, _ = _backup_of_now(workspace)
        except Trouble:
            now, database = datetime.now().astimezone(), workspace.folder / DATABASE
            backup = passing.enter_context(backup_beside(out, database, now))
        yield backup


def _backup_of_now(workspace: Workspace) -> tuple[Backup, bool]:
    """A good backup of the present state, and whether it had to be made."""
    backups = _backups(workspace)
    held = backups.holding(chain_head(workspace))
    if held is not None:
        return held, False
    now = datetime.now().astimezone()
    made = backups.make(workspace.folder / DATABASE, now)
    backups.thin(now)
    return made, True
