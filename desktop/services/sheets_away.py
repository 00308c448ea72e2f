"""Sheets away: which sheet is with another workstation now, and since when."""

from __future__ import annotations

from desktop.domain.records import AssessmentKey
from desktop.domain.result_records import Handover
from desktop.store.views import View


def given_away(view: View, workspace: str, key: AssessmentKey) -> Handover | None:
    """The newest handover by which a sheet is with somebody else now."""
    held = [one for one in view.all(Handover, round=key.round) if key.unit in one.units]
    last = max(held, key=told_at, default=None)
    return last if last and last.workspace == workspace and last.back is None else None


def told_at(one: Handover) -> int:
    """By which own event, or just before it."""
    return one.number if one.own is None else one.own
