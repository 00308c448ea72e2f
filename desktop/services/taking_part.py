"""Taking part: a unit that does not take part in a round is marked so with its grounds, and brought in again."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.commands import Author, Command
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.values import read_grounds
from desktop.services.assessments import open_assessment_of
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace


def excuse_unit(workspace: Workspace, author: Author, key: AssessmentKey, grounds: str) -> Outcome:
    """It is not ranked and holds up nobody; what is recorded of it stays. Undone where the round is looked at."""
    with workspace.writing() as desk:
        of = open_assessment_of(desk, key)
        if of.absent:
            raise Refused(f"“{of.name}”已经标为未参加考核（{of.absent}）")
        why = read_grounds(grounds, "未参加考核要写明理由", "grounds")
        desk.put(replace(of, absent=why))
        return outcome_of(desk.seal(Deed(Command.EXCUSE_UNIT, author, key.round, grounds=why)))


def bring_in_unit(workspace: Workspace, author: Author, key: AssessmentKey) -> Outcome:
    """It takes part after all."""
    with workspace.writing() as desk:
        of = open_assessment_of(desk, key)
        if not of.absent:
            raise Refused(f"“{of.name}”没有标为未参加考核，无可撤去")
        desk.put(replace(of, absent=""))
        return outcome_of(desk.seal(Deed(Command.BRING_IN_UNIT, author, key.round)))
