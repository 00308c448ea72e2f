"""A chain extract: an audit trail that tells only part of its events in full and keeps of the others what links them.

So what belongs to one round can be carried elsewhere, nothing else leaks, and the whole chain still holds together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from desktop.domain.audit_trail import (
    NO_EVENTS,
    ChainHead,
    Event,
    joined_by,
    parents_of,
    read_parents,
    write_plain,
)


class Link(NamedTuple):
    """An event of which nothing is told but how it is linked."""

    number: int
    hash: str
    parents: str


def extracted(events: Iterable[Event], is_told: Callable[[Event], bool]) -> Iterator[str]:
    """One line of JSON an event, in their order."""
    for one in events:
        told: Mapping[str, object] = (
            asdict(one) if is_told(one) else Link(one.number, one.hash, one.parents)._asdict()
        )
        yield write_plain(told)


def read_extract(lines: Iterable[str]) -> list[Event | Link]:
    """The events that the lines tell of; a line that tells of none is a ValueError."""
    return [_read(json.loads(line)) for line in lines]


def _read(plain: Any) -> Event | Link:  # noqa: ANN401  # any plain data
    if not isinstance(plain, dict):
        raise ValueError(plain)  # noqa: TRY004  # one kind of failure for whoever reads
    try:
        return Event(**plain) if "changes" in plain else Link(**plain)
    except TypeError as error:
        raise ValueError(plain) from error


def extract_faults(told: Iterable[Event | Link], head: ChainHead = NO_EVENTS) -> Iterator[str]:
    """Every event after this head that does not follow, or is not what its hash says, in words."""
    for one in told:
        if one.number != head.count + 1:
            yield f"留痕第 {one.number} 条：前一条是第 {head.count} 条，中间有缺失或编号被改"
        elif not follows(one, head):
            yield f"留痕第 {one.number} 条：与前一条接不上"
        if isinstance(one, Event) and one.digest != one.hash:
            yield f"留痕第 {one.number} 条：内容与校验值不符，已被改动"
        head = ChainHead(one.hash, one.number)


def follows(one: Event | Link, head: ChainHead) -> bool:
    """Whether an event comes right after this head; one that joined another workspace's chain names that too."""
    if isinstance(one, Event):
        return one.parents == parents_of(head, joined_by(one))
    # Of a link nobody can say whether it was a merge.
    _, *joined = read_parents(one.parents) or ("",)
    return one.parents == parents_of(head, *joined[:1])
