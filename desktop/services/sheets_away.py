"""Sheets away: which sheet is with another workstation now, and since when."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.records import AssessmentKey
from desktop.domain.result_records import Handover
from desktop.store.views import View


def given_away(view: View, workspace: str, key: AssessmentKey) -> Handover | None:
    """The newest handover by which a sheet is with somebody else now."""
    return away_in(view, workspace, key.round).get(key.unit)


def away_in(view: View, workspace: str, round_id: str) -> Mapping[str, Handover]:
    """The same of every sheet of a round that is away, by its unit."""
    last: dict[str, Handover] = {}
    for one in sorted(view.all(Handover, round=round_id), key=told_at):
        last |= dict.fromkeys(one.units, one)
    return {
        unit: one for unit, one in last.items() if one.workspace == workspace and one.back is None
    }


def told_at(one: Handover) -> int:
    """By which own event, or just before it."""
    return one.number if one.own is None else one.own
