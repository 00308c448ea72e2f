"""Opening: what is worth saying of a workspace that was opened just now; all of it calm, none of it a fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from desktop.domain.clock_doubts import clock_doubt
from desktop.store.workspace import Workspace


def remarks_on_opening(workspace: Workspace) -> tuple[str, ...]:
    """One sentence each: the copy that was kept before an upgrade, and a clock that can hardly be right."""
    return tuple(_remarks(workspace))


def _remarks(workspace: Workspace) -> Iterator[str]:
    kept = workspace.kept_copy
    if kept is not None:
        yield f"工作区已升级，可以接着用；升级前的副本留在 {kept}"
    doubt = clock_doubt(datetime.now().astimezone(), _last_recorded(workspace))
    if doubt:
        yield doubt


def _last_recorded(workspace: Workspace) -> datetime | None:
    """Before it was opened: an upgrade on the way bears the time that is in doubt."""
    with workspace.reading() as view:
        last = view.event(view.head().count - (workspace.kept_copy is not None))
    return None if last is None else datetime.fromisoformat(last.at)
