"""First steps: how far a new office is, and where in the demonstration a newcomer is led to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from desktop.domain.commands import Author
from desktop.domain.records import Assessment, AssessmentKey, EvidenceLink, Person, UnitRecord
from desktop.services.office import change_setting, office_of, setting_of
from desktop.services.outcome import Outcome
from desktop.store.workspace import Workspace

_MARK: Final = "demonstration"


class Beginning(NamedTuple):
    """What an office has entered before its first round."""

    office: str
    people: int
    units: int


def beginning_of(workspace: Workspace) -> Beginning:
    """How far it is."""
    with workspace.reading() as view:
        people = view.count(Person, active=True, evaluates=True)
        units = view.count(UnitRecord, active=True)
    return Beginning(office_of(workspace).name.strip(), people, units)


def mark_demonstration(workspace: Workspace, author: Author) -> Outcome:
    """Say that all in this workspace is invented."""
    return change_setting(workspace, author, _MARK, "yes")


def is_demonstration(workspace: Workspace) -> bool:
    """Whether it was said."""
    return setting_of(workspace, _MARK) is not None


def first_with_scan(workspace: Workspace, keys: Iterable[AssessmentKey]) -> AssessmentKey | None:
    """The first of these sheets of which a criterion has a file beside it."""
    with workspace.reading() as view:
        for key in keys:
            links = view.all(EvidenceLink, **key._asdict())
            if any(one.criterion for one in links):
                return key
    return None


def other_with_scan(workspace: Workspace, key: AssessmentKey) -> str:
    """Another unit of the round whose sheet has a file beside a criterion: its name, or blank."""
    with workspace.reading() as view:
        members = sorted(view.all(Assessment, round=key.round), key=lambda one: one.position)
    found = first_with_scan(workspace, (one.key for one in members if one.key != key))
    return next((one.name for one in members if one.key == found), "")
