"""Charging: one event for which two units are at fault; it lies on the sheets of both, under one mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from desktop.domain.commands import Author, Command
from desktop.domain.recorded import plain_item
from desktop.domain.records import Assessment, AssessmentKey, ItemRecord, new_id
from desktop.domain.refusals import Refused
from desktop.services.assessments import assessment_of
from desktop.services.outcome import Outcome
from desktop.services.recording import OpenedSheet, items_of, lay_out_finding
from desktop.services.recording_many import together
from desktop.store.desk import Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace

_CLASS: Final = "class"


class Charge(NamedTuple):
    """Which item is charged to which other unit; in a class of its own where its share is another."""

    item: str
    other: str
    of_class: str = ""


def charge_also(
    workspace: Workspace, author: Author, key: AssessmentKey, charge: Charge
) -> Outcome:
    """Lay the item on the other unit's sheet too: one transaction, one event a sheet."""
    with workspace.writing() as desk:
        own = OpenedSheet(desk, key)
        item = desk.get(ItemRecord, charge.item)
        if item is None or (item.round, item.unit) != key:
            raise Refused("这一件已经不在了，请重新打开再试", "item")
        if not own.criterion(item.criterion).charges_two:
            raise Refused("本办法没有规定这一条可以同时记在两个单位", "criterion")
        if charge.other == key.unit:
            raise Refused("请选择另一个单位", "other")
        _refuse_third(desk, item)
        marked = replace(item, shared=item.shared or new_id())
        done = []
        if marked != item:
            desk.put(marked)
            done.append(own.seal(Command.CHARGE_ALSO, author).outcome)
        done.append(_lay_beside(desk, author, marked, charge))
        return together(done)


def shared_with(view: View, items: tuple[ItemRecord, ...]) -> Mapping[str, str]:
    """For each item that is charged to two units, where else it stands, in words."""
    told = {}
    for item in items:
        if item.shared:
            other = _other(view, item)
            told[item.id] = (
                f"同时记在 {other.name}" if other else "原来同时记在另一单位，那边已经撤去"
            )
    return told


def _other(view: View, item: ItemRecord) -> Assessment | None:
    found = view.all(ItemRecord, round=item.round, shared=item.shared)
    other = next((one for one in found if one.unit != item.unit), None)
    return None if other is None else assessment_of(view, AssessmentKey(other.round, other.unit))


def _refuse_third(view: View, item: ItemRecord) -> None:
    other = _other(view, item) if item.shared else None
    if other is not None:
        raise Refused(f"这一件已经同时记在“{other.name}”，一件只能记在两个单位", "other")


def _lay_beside(desk: Desk, author: Author, item: ItemRecord, charge: Charge) -> Outcome:
    other = OpenedSheet(desk, AssessmentKey(item.round, charge.other))
    try:
        _lay_out(other, item, charge.of_class)
        return other.seal(Command.CHARGE_ALSO, author).outcome
    except Refused as refused:
        raise Refused(f"“{other.of.name}”：{refused.message}", refused.at or "other") from None


def _lay_out(other: OpenedSheet, item: ItemRecord, of_class: str) -> None:
    """The same item behind those that the other unit has; what was only counted there cannot be added to."""
    if other.of.absent:
        raise Refused("标为未参加考核，不能记在它的表上")
    criterion = other.criterion(item.criterion)
    held = other.plain["facts"].get(criterion.id, {"items": []})
    if "items" not in held:
        raise Refused(f"“{criterion.label}”没有逐件记录，请先到它的表上改为逐件记录")
    told = plain_item(item) | ({_CLASS: of_class} if of_class else {})
    fact = {**held, "items": [*held["items"], told]}
    own = items_of(other.desk, other.of.key, criterion.id)
    items = lay_out_finding(other, criterion.id, fact, own)
    other.desk.put(replace(items[-1], shared=item.shared))
