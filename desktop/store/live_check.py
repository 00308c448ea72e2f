"""The check of a workspace that is open: everything in it is looked at, and who works in it goes on working."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.domain.audit_trail import NO_EVENTS, ChainHead
from desktop.domain.records import Evidence
from desktop.domain.refusals import printable
from desktop.domain.troubles import Trouble
from desktop.store.causes import troubles
from desktop.store.connection import connect
from desktop.store.copy_check import check_copy
from desktop.store.copying import PART, Cancelled, IsCancelled, Progress
from desktop.store.database_copy import copy_database
from desktop.store.durable_files import make_folder
from desktop.store.evidence_check import STRANGE, file_faults
from desktop.store.manifests import evidence_name
from desktop.store.schema import schema_faults
from desktop.store.verification import UNREADABLE, faults_in, unreadable
from desktop.store.witnesses import contradictions
from desktop.store.workspace import DATABASE, Workspace

_COPIES: Final = "incoming"  # what a crash leaves there the next opening clears away


def live_faults(
    workspace: Workspace, progress: Progress, cancelled: IsCancelled
) -> tuple[tuple[str, ...], ChainHead]:
    """Every fault, and the end of the trail that was looked at; as `faults_in` finds them where nobody works.

    The database is judged by a copy of one moment, and files that came since belong to what was recorded since.
    """
    folder = workspace.folder
    try:
        head, faults = _copy_faults(workspace)
    except Trouble:  # it cannot be copied, and so is worth every look
        return tuple(faults_in(folder / DATABASE, folder / "files")), NO_EVENTS
    if cancelled():
        raise Cancelled
    faults += [*contradictions(folder / DATABASE)]
    if not faults:
        faults = [*_file_faults(workspace, progress, cancelled)]
    elif cancelled():
        raise Cancelled
    else:  # the events may know of files that the rows do not
        faults = [
            *faults_in(folder / DATABASE, folder / "files"),
            *contradictions(folder / DATABASE),
        ]
    return tuple(faults), head


def structure_faults(workspace: Workspace) -> tuple[str, ...]:
    """A quick look at the database alone: its pages, and whether it is built as this program builds it."""
    engine = connect(workspace.folder / DATABASE, looking=True)
    try:
        with engine.connect() as connection:
            lines = connection.exec_driver_sql("PRAGMA quick_check(1)").fetchall()
            found = [str(line) for (line,) in lines if line != "ok"]
            return tuple(map(printable, (*found, *schema_faults(connection))))
    except UNREADABLE as error:
        return (unreadable(error),)
    finally:
        engine.dispose()


def _copy_faults(workspace: Workspace) -> tuple[ChainHead, list[str]]:
    with workspace.reading() as view:
        head = view.head()
    place = workspace.folder / _COPIES
    copy = place / f"{secrets.token_hex(16)}{PART}"
    with troubles("核对工作区", place):
        make_folder(place)
    try:
        copy_database(workspace.folder / DATABASE, copy)
        return head, check_copy(copy)
    finally:
        _remove(copy)


def _remove(copy: Path) -> None:
    for one in (copy, copy.with_name(f"{copy.name}-journal")):
        with suppress(OSError):  # else the next opening does it
            one.unlink(missing_ok=True)


def _file_faults(workspace: Workspace, progress: Progress, cancelled: IsCancelled) -> Iterator[str]:
    with workspace.reading() as view:
        evidence = {one.sha256: one.size for one in view.all(Evidence)}
    found = [*file_faults(workspace.folder, evidence, progress, cancelled)]
    with workspace.reading() as view:
        later = {one.sha256 for one in view.all(Evidence)} - evidence.keys()
    new = {f"{evidence_name(digest)}：{STRANGE}" for digest in later}
    yield from (one for one in map(printable, found) if one not in new)
