"""Proposals at once: all that wait on one sheet are accepted in one transaction, one event and one step of undo."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.commands import Author, Command
from desktop.domain.ledgers.proposals import Proposal
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.services.proposals import lay_out_acceptance
from desktop.services.recording import OpenedSheet, Recording
from desktop.store.workspace import Workspace


def accept_proposals(
    workspace: Workspace, author: Author, key: AssessmentKey, agreed: Sequence[Proposal]
) -> Recording:
    """Record every one of them, or none; a refusal names the criterion."""
    if not agreed:
        raise Refused("没有等待认定的台账建议")
    with workspace.writing() as desk:
        sheet = OpenedSheet(desk, key)
        for one in agreed:
            try:
                lay_out_acceptance(sheet, one)
            except Refused as refused:
                label = sheet.criterion(one.criterion).label
                raise Refused(f"“{label}”：{refused.message}", refused.at) from None
        return sheet.seal(Command.ACCEPT_PROPOSAL, author)
