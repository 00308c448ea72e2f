"""Meetings: opened over a round's sheets, what they changed with its grounds and what came of it, and closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from desktop.domain.commands import Author, Command
from desktop.domain.record_checks import checked
from desktop.domain.records import AssessmentKey, new_id
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Meeting, MeetingChange
from desktop.services.assessments import assessment_of, round_of
from desktop.services.corrections import Correcting, Correction, Weighed, read_decided
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace


class Convened(NamedTuple):
    """A meeting as it is called: its name, its day, who takes the chair, who is there."""

    name: str
    held: date
    chair: str = ""
    present: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that a meeting made, and what it did; `open` where the sheet could not be locked again."""

    outcomes: tuple[Outcome, ...]
    change: MeetingChange
    weighed: Weighed
    open: bool


class ChangeSight(NamedTuple):
    """A change of a meeting, with the names of its unit and its part as they are now."""

    change: MeetingChange
    unit: str


def open_meeting(
    workspace: Workspace, author: Author, round_id: str, convened: Convened
) -> tuple[str, Outcome]:
    """Begin a meeting over a round; one at a time."""
    with workspace.writing() as desk:
        of = round_of(desk, round_id)
        running = next((one for one in desk.all(Meeting, round=round_id) if not one.closed), None)
        if running is not None:
            raise Refused(f"“{of.name}”的会议“{running.name}”还没有结束，请先结束它", "round")
        meeting = checked(Meeting(new_id(), round_id, *convened))
        desk.put(meeting)
        return meeting.id, outcome_of(desk.seal(Deed(Command.OPEN_MEETING, author, round_id)))


def close_meeting(workspace: Workspace, author: Author, meeting: str) -> Outcome:
    """End a meeting: what it changed stands."""
    with workspace.writing() as desk:
        of = _running(desk, meeting)
        desk.put(replace(of, closed=True))
        return outcome_of(desk.seal(Deed(Command.CLOSE_MEETING, author, of.round)))


def change_in_meeting(
    workspace: Workspace, author: Author, meeting: str, unit: str, decided: tuple[Correction, str]
) -> Changed:
    """Make a correction with its grounds; a locked sheet is opened for it and locked again, all or nothing."""
    correction, said = decided
    grounds = read_decided(said)
    with workspace.writing() as desk:
        of = _running(desk, meeting)
        key = AssessmentKey(of.round, unit)
        correcting = Correcting(desk, author, key, grounds)
        weighed = correcting.lay_out(correction)
        change = MeetingChange(
            new_id(),
            of.id,
            *key,
            _next_position(desk, of.id),
            weighed.part.id,
            weighed.what,
            grounds,
            weighed.before._asdict(),
            weighed.after._asdict(),
        )
        desk.put(change)
        outcomes = correcting.seal(Command.CHANGE_IN_MEETING)
        still_open = correcting.was_locked and weighed.pending
    return Changed(outcomes, change, weighed, still_open)


def meetings_of(workspace: Workspace, round_id: str) -> list[Meeting]:
    """The meetings of a round, the newest first; one that goes on stands before all."""
    with workspace.reading() as view:
        held = sorted(view.all(Meeting, round=round_id), key=lambda one: one.held, reverse=True)
        return sorted(held, key=lambda one: one.closed)


def meeting_in(view: View, meeting: str) -> Meeting:
    """A meeting, or a refusal."""
    found = view.get(Meeting, meeting)
    if found is None:
        raise Refused("这次会议不在了，请回到会议清单", "meeting")
    return found


def changes_of(workspace: Workspace, meeting: str) -> Sequence[ChangeSight]:
    """What a meeting changed, in its order."""
    with workspace.reading() as view:
        return changes_in(view, meeting)


def changes_in(view: View, meeting: str) -> Sequence[ChangeSight]:
    """The same, where a view is open already."""
    found = sorted(view.all(MeetingChange, meeting=meeting), key=lambda one: one.position)
    return tuple(
        ChangeSight(one, assessment_of(view, AssessmentKey(one.round, one.unit)).name)
        for one in found
    )


def _running(desk: Desk, meeting: str) -> Meeting:
    of = meeting_in(desk, meeting)
    if of.closed:
        raise Refused(f"会议“{of.name}”已经结束，不能再改；需要改时请另开会议", "meeting")
    return of


def _next_position(desk: Desk, meeting: str) -> int:
    return 1 + max((one.position for one in desk.all(MeetingChange, meeting=meeting)), default=0)
