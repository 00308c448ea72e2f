"""Objection files: what came with an objection; they belong to no sheet, for a locked one is reached by nothing."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.records import EvidenceLink
from desktop.services.objections import files_of
from desktop.viewmodels.row_files import HeldFile, RowFiles


class ObjectionFiles(RowFiles):
    """As the files of a ledger's row, linked to an objection instead."""

    def linked(self) -> Iterable[HeldFile]:
        """What came with it."""
        found = files_of(self.workplace.workspace, self.row)
        return [HeldFile(link.evidence, name, link.id) for link, name in found]

    def link_of(self, evidence: str) -> EvidenceLink:
        """What links a file to the objection."""
        return EvidenceLink("", evidence, objection=self.row)
