"""Letters: what the office sends in a round, kept as it was sent."""

from __future__ import annotations

from desktop.domain.commands import Author, Command
from desktop.domain.record_checks import checked
from desktop.domain.records import AssessmentKey, Letter
from desktop.domain.refusals import Refused
from desktop.services.assessments import assessment_of, round_of
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace


def keep_letter(workspace: Workspace, author: Author, letter: Letter) -> Outcome:
    """Keep a letter as it was sent; registered again, it is corrected, never given to another round or unit."""
    with workspace.writing() as desk:
        round_of(desk, letter.round)
        if letter.unit is not None:
            assessment_of(desk, AssessmentKey(letter.round, letter.unit))
        held = desk.get(Letter, letter.id)
        if held is not None and (held.round, held.unit) != (letter.round, letter.unit):
            raise Refused(f"发文“{held.title}”已经登记在别处，不能改到这里", "id")
        desk.put(checked(letter))
        return outcome_of(desk.seal(Deed(Command.KEEP_LETTER, author, letter.round)))


def letters_of(workspace: Workspace, round_id: str) -> list[Letter]:
    """The letters of a round, by their day."""
    with workspace.reading() as view:
        letters = view.all(Letter, round=round_id)
        return sorted(letters, key=lambda one: (one.dated, one.number, one.id))
