"""Finalising: an assessment is locked when everything is settled, and reopened only with a reason and a name."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.commands import Author, Command
from desktop.domain.records import FINALISED, OPEN, AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.review_rules import Move
from desktop.domain.values import read_grounds
from desktop.services.assessments import (
    assessment_of,
    recorded_of,
    round_of,
    round_scheme,
    unfinished_assessment_of,
)
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.peers import lay_out_unsettled, settle_against_peers
from desktop.services.reviewing import refuse_move
from desktop.services.unsettled import refuse_unsettled
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace


def finalise(workspace: Workspace, author: Author, key: AssessmentKey) -> Outcome:
    """Lock an assessment; refused while something is pending or missing, and where it is reviewed, not approved.

    Its review is over by that: reopened, it is reviewed anew.
    """
    with workspace.writing() as desk:
        of = unfinished_assessment_of(desk, key)
        if of.absent:
            raise Refused(f"“{of.name}”标为未参加考核，没有可以定稿的；要参加请先撤去未参加")
        refuse_move(desk, of, author, Move.FINALISE)
        refuse_unsettled(desk, of, Move.FINALISE.value)
        scheme = round_scheme(desk, round_of(desk, key.round))
        settle_against_peers(desk, scheme, recorded_of(desk, of))
        desk.put(replace(of, state=FINALISED, stage=""))
        return outcome_of(desk.seal(Deed(Command.FINALISE, author, *key)))


def refuse_unready(workspace: Workspace, key: AssessmentKey) -> None:
    """Say what finalising would be refused for, before anybody is asked to agree to it."""
    with workspace.reading() as view:
        refuse_unsettled(view, assessment_of(view, key), Move.FINALISE.value)


def reopen(workspace: Workspace, author: Author, key: AssessmentKey, grounds: str) -> Outcome:
    """Unlock an assessment, saying why."""
    with workspace.writing() as desk:
        of = assessment_of(desk, key)
        if not of.finalised:
            raise Refused(f"“{of.name}”还没有定稿，不用撤销")
        read_grounds(grounds, "撤销定稿要写明理由", "grounds")
        desk.put(replace(of, state=OPEN))
        lay_out_unsettled(desk, of)
        return outcome_of(desk.seal(Deed(Command.REOPEN, author, *key, grounds)))
