"""Items of a finding: the single occurrences behind a count, each with note, date and exemption."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.domain.refusals import Refused
from desktop.domain.values import (
    read_count,
    read_date,
    read_each,
    read_flag,
    read_mapping,
    read_text,
    take,
    take_or,
)

ITEM_KEYS: Final = frozenset({"note", "date", "exempt", "reason"})


@dataclass(frozen=True, slots=True)
class Item:
    """One occurrence. An exempt one stays recorded and is not counted; its grounds are never blank."""

    note: str = ""
    date: date | None = None
    exempt: bool = False
    grounds: str = ""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """How often something was found: a bare count, or the items themselves."""

    recorded: int
    exempt: int = 0
    items: tuple[Item, ...] = ()


def read_item(value: object) -> Item:
    """Read `{"note", "date", "exempt", "reason"}`, all of them optional."""
    return item_from(read_mapping(value, ITEM_KEYS))


def item_from(plain: Mapping[str, object]) -> Item:
    """Read the keys that every kind of item has."""
    exempt = take_or(plain, "exempt", read_flag, default=False)
    if exempt and "reason" not in plain:
        raise Refused("免责要写明理由（reason）", "reason")
    return Item(
        note=take_or(plain, "note", read_text, ""),
        date=take_or(plain, "date", read_date, None),
        exempt=exempt,
        grounds=take_or(plain, "reason", read_text, ""),
    )


def refuse_exempt(items: Iterable[Item]) -> None:
    """What earns is not exempted: an item that does not count is not listed."""
    for index, item in enumerate(items):
        if item.exempt:
            raise Refused("得分项不能免责；不计分的请从清单里删去", f"items.{index}.exempt")


def read_occurrences(fact: Mapping[str, object]) -> Occurrences:
    """Read `{"count": 3}` or `{"items": […]}`; both at once could contradict each other."""
    if "count" in fact and "items" in fact:
        raise Refused("count 和 items 只能写一个：逐件记录时件数由清单得出")
    if "items" in fact:
        items = take(fact, "items", lambda value: read_each(value, read_item))
        return Occurrences(len(items), sum(item.exempt for item in items), items)
    if "count" not in fact:
        raise Refused("缺少“count”（件数）或“items”（逐件清单）")
    return Occurrences(take(fact, "count", read_count))


def exemption_words(items: Sequence[Item], unit: str) -> str:
    """Say how many items are not counted and why, each reason once."""
    exempt = [item.grounds for item in items if item.exempt]
    if not exempt:
        return ""
    return f"，其中 {len(exempt)} {unit}免责（{'；'.join(dict.fromkeys(exempt))}）"
