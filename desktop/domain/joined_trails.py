"""Joined trails: the events of other workspaces that came with their sheets, held against their hashes and ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from desktop.domain.audit_trail import Event, ForeignEvent, joined_by, read_changes, read_parents

TRAIL: Final = ""  # among what a handover keeps by unit; no unit has a blank id


def unmet_joints(own: Iterable[Event], foreign: Iterable[ForeignEvent]) -> Iterator[str]:
    """Every own event that followed another workspace's too, which is not kept here any more."""
    kept = {event.hash for event in foreign}
    for event in own:
        other = joined_by(event)
        if other is not None and other not in kept:
            yield f"留痕第 {event.number} 条：所接的另一工作区的留痕不在"


def came_with(events: Sequence[ForeignEvent]) -> Mapping[str, object]:
    """Which events came, to be kept with the one that takes them in: from which on, and which as links alone."""
    links: list[list[int]] = []
    for event in events:
        if event.told is None and links and links[-1][1] == event.number - 1:
            links[-1][1] = event.number
        elif event.told is None:
            links.append([event.number, event.number])
    return {"first": events[0].number, "links": links}


def lost_pieces(own: Iterable[Event], foreign: Iterable[ForeignEvent]) -> Iterator[str]:
    """Every event of another workspace that came here and lacks now, or of which only its link is left."""
    kept = {(one.workspace, one.number): one.told is not None for one in foreign}
    told: set[tuple[str, int]] = set()
    for event in own:
        for workspace, number, whole in _came(event):
            place, held = (workspace, number), kept.get((workspace, number))
            if place not in told and (held is None or whole > held):
                told.add(place)
                what = "不在了" if held is None else "内容不在了"
                yield f"工作区 {workspace} 的留痕第 {number} 条：{what}"


def _came(event: Event) -> Iterator[tuple[str, int, bool]]:
    """By workspace and number, what an own event took in, and whether it came whole."""
    if joined_by(event) is None or event.digest != event.hash:
        return  # what was altered is told as such, and says nothing of others
    for change in read_changes(event.changes):
        row = change.after or {}
        if change.table != "handover" or row.get("own") != event.number:
            continue
        trail = json.loads(str(row.get("sheets", "{}"))).get(TRAIL)
        if trail:
            links = {n for first, last in trail["links"] for n in range(first, last + 1)}
            for number in range(trail["first"], int(str(row["number"])) + 1):
                yield str(row["workspace"]), number, number not in links


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
