"""What follows the scoring of a finished round: its meeting, objections and their decisions, repairs, the bulletin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from desktop.domain.commands import Author
from desktop.domain.letter_forms import LetterKind
from desktop.domain.records import AssessmentKey
from desktop.domain.sheet_parts import parts_of
from desktop.services.assessments import assessment_of, scheme_of
from desktop.services.corrections import Correction, NewFact
from desktop.services.demonstration_year.alterations import Data
from desktop.services.letter_orders import suggested_order
from desktop.services.letters import make_letters, register_letters
from desktop.services.meetings import Convened, change_in_meeting, close_meeting, open_meeting
from desktop.services.objections import Raised, Resolution, decide_objection, raise_objection
from desktop.services.rectifications import change_rectifications, list_lost, rectifications_of
from desktop.store.workspace import Workspace

_Keys = Mapping[str, AssessmentKey]


def hold_meeting(
    workspace: Workspace, author: Author, round_id: str, told: Data, keys: _Keys
) -> None:
    """The meeting that the data tells of, with what it changed."""
    if "meeting" not in told:
        return
    of = told["meeting"]
    convened = Convened(of["name"], _today(), of["chair"], of["present"])
    meeting, _ = open_meeting(workspace, author, round_id, convened)
    for one in of["changes"]:
        unit = keys[one["unit"]].unit
        change_in_meeting(workspace, author, meeting, unit, (_corrected(one), one["grounds"]))
    close_meeting(workspace, author, meeting)


def follow_up(workspace: Workspace, author: Author, round_id: str, told: Data, keys: _Keys) -> None:
    """What came after the sheets were finalised. Terms run from today, for so do the sheets."""
    for one in told.get("objections", ()):
        key, criterion = keys[one["unit"]], one["criterion"]
        raised = Raised(
            _part(workspace, key, criterion), criterion, one["claim"], _today(), one["by"]
        )
        objection, _ = raise_objection(workspace, author, key, raised)
        correction = _corrected(one) if "fact" in one else None
        decided = Resolution(one["state"], one["grounds"], _today(), correction)
        decide_objection(workspace, author, objection, decided)
    for one in told.get("rectifications", ()):
        _repair(workspace, author, keys[one["unit"]], one)
    if told.get("letter"):
        with workspace.reading() as view:
            order = suggested_order(view, round_id, LetterKind.BULLETIN, _today())
        register_letters(workspace, author, make_letters(workspace, order))


def _repair(workspace: Workspace, author: Author, key: AssessmentKey, told: Data) -> None:
    due = _today() + timedelta(days=told["due"])
    list_lost(workspace, author, key.round, [key.unit], due)
    listed = rectifications_of(workspace, key.round)
    own = [one.record.id for one in listed if one.record.unit == key.unit]
    change_rectifications(
        workspace,
        author,
        own,
        lambda one: replace(one, measure=told["measure"], owner=told["owner"]),
    )


def _corrected(told: Data) -> Correction:
    return NewFact(told["criterion"], told["fact"])


def _part(workspace: Workspace, key: AssessmentKey, criterion: str) -> str:
    with workspace.reading() as view:
        scheme = scheme_of(view, assessment_of(view, key))
    parts = parts_of(scheme)
    return next(one.id for one in parts if criterion in {each.id for each in one.criteria})


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the office's day
