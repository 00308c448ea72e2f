"""Row findings: which findings were accepted from the ledgers and rest on rows of them."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.records import FindingRecord, ProposalAnswer
from desktop.store.workspace import Workspace


def findings_on(workspace: Workspace, rows: Iterable[str]) -> int:
    """How many accepted findings that still stand rest on any of these rows."""
    theirs = {*rows}
    with workspace.reading() as view:
        return sum(
            view.get(FindingRecord, one.round, one.unit, one.criterion) is not None
            for one in view.all(ProposalAnswer, accepted=True)
            if not theirs.isdisjoint(one.rows)
        )
