"""Resuming: where somebody left off, found in the audit trail, so that it is the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.audit_trail import Event
from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.sheet_parts import parts_of
from desktop.services.assessments import assessment_of, round_of, scheme_of
from desktop.services.history import passage
from desktop.store.views import View
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LastPlace:
    """The sheet, the part of it and the criterion that were worked on last; blank where it was none."""

    key: AssessmentKey
    part: str
    criterion: str
    round_name: str
    unit_name: str
    part_name: str
    at: datetime


def last_place(workspace: Workspace, author: Author) -> LastPlace | None:
    """Where this author was last, or where anybody was."""
    with workspace.reading() as view:
        event = view.last_worked(author.person) if author.person else None
        event = event or view.last_worked(None)
        return None if event is None else _place(view, event)


def _place(view: View, event: Event) -> LastPlace | None:
    key = AssessmentKey(str(event.round), str(event.unit))
    try:
        of, in_round = assessment_of(view, key), round_of(view, key.round)
    except Refused:  # the round or the unit is gone since
        return None
    scheme = scheme_of(view, of)
    told = passage(event, scheme)
    found = next(
        (
            (part, one.id)
            for part in parts_of(scheme)
            for one in part.criteria
            if one.id in told.criteria
        ),
        None,
    ) or next(((part, "") for part in parts_of(scheme) if part.id in told.indicators), None)
    part, criterion = found or (None, "")
    return LastPlace(
        key,
        part.id if part else "",
        criterion,
        in_round.name,
        of.name,
        part.full_name if part else "",
        told.at,
    )
