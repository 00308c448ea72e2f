"""Row evidence: how many files prove each row of the ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.domain.records import EvidenceLink
from desktop.store.workspace import Workspace


def files_of_rows(workspace: Workspace, rows: Iterable[str]) -> Mapping[str, int]:
    """How many different files are linked to each of these rows."""
    with workspace.reading() as view:
        return {
            row: len({one.evidence for one in view.all(EvidenceLink, ledger_row=row)})
            for row in dict.fromkeys(rows)
        }
