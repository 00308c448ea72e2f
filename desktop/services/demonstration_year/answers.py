"""What the demonstration's evaluators answered to a few of the proposals; most of them wait."""

from __future__ import annotations

from datetime import date

from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey
from desktop.services.demonstration_year.alterations import Data
from desktop.services.proposals import accept_proposal, proposals_of, reject_proposal
from desktop.store.workspace import Workspace


def answer_proposals(workspace: Workspace, author: Author, key: AssessmentKey, told: Data) -> None:
    """Accept what is told, or reject it where grounds are; the year is over by then."""
    as_of = date(told["year"] + 1, 1, 31)
    for one in told.get("answers", ()):
        agreed = proposals_of(workspace, key, as_of)[one["criterion"]].proposal
        if "grounds" in one:
            reject_proposal(workspace, author, key, agreed, one["grounds"])
        else:
            accept_proposal(workspace, author, key, agreed)
