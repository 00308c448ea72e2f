"""Witnesses: what backups tell of the audit trail, held against the trail as it is now.

A trail that was cut off at its end is sound in itself; who was there before knows better.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from desktop.domain.audit_trail import ChainHead
from desktop.domain.records import WorkspaceRecord
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.backups import FOLDER, Backups
from desktop.store.connection import connect, transaction_on
from desktop.store.views import View


def contradictions(database: Path) -> Iterator[str]:
    """Every backup in the workspace whose last event the audit trail no longer has."""
    engine = connect(database, looking=True)
    try:
        with transaction_on(engine) as connection:
            yield from _contradictions(View(connection), database.parent / FOLDER)
    except (Trouble, DBAPIError):
        return  # what cannot be read is no news: verification names it
    finally:
        engine.dispose()


def _contradictions(view: View, backups: Path) -> Iterator[str]:
    own = {one.id for one in view.all(WorkspaceRecord)}
    for name, workspace, head in _told(backups):
        event = view.event(head.count)
        if workspace in own and (event is None or event.hash != head.hash):
            told = f"备份“{name}”里有留痕第 {head.count} 条"
            yield f"{told}，现在的留痕里没有这一条；留痕被截短或换过"


def _told(folder: Path) -> Iterator[tuple[str, str, ChainHead]]:
    with suppress(Trouble):
        for backup in Backups(folder).all():
            with suppress(Refused, Trouble):
                manifest = backup.manifest()
                yield backup.path.name, manifest.workspace, manifest.head
