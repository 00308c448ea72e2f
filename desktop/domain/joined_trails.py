"""Joined trails: the events of other workspaces that came with their sheets, held against their hashes and ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from desktop.domain.audit_trail import Event, ForeignEvent, joined_by, read_parents


def unmet_joints(own: Iterable[Event], foreign: Iterable[ForeignEvent]) -> Iterator[str]:
    """Every own event that followed another workspace's too, which is not kept here any more."""
    kept = {event.hash for event in foreign}
    for event in own:
        other = joined_by(event)
        if other is not None and other not in kept:
            yield f"留痕第 {event.number} 条：所接的另一工作区的留痕不在"


def foreign_faults(foreign: Iterable[ForeignEvent]) -> Iterator[str]:
    """Every event of another workspace that is not what its hash says, or does not follow the one before it."""
    ordered = sorted(foreign, key=attrgetter("workspace", "number"))
    for workspace, events in groupby(ordered, attrgetter("workspace")):
        before: ForeignEvent | None = None
        for event in events:
            where = f"工作区 {workspace} 的留痕第 {event.number} 条"
            if before is not None and event.number == before.number:
                yield f"{where}：有两条不同的"
            elif before is not None and _breaks(before, event):
                yield f"{where}：与前一条接不上"
            if event.told is not None and event.told.digest != event.hash:
                yield f"{where}：内容与校验值不符，已被改动"
            before = event


def _breaks(before: ForeignEvent, event: ForeignEvent) -> bool:
    """Whether it should follow this one and does not; where numbers lack, nobody can say."""
    follows = event.number == before.number + 1
    return follows and read_parents(event.parents)[:1] != (before.hash,)
