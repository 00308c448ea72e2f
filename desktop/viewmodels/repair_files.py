"""Repair files: what proves that a lost point was put right; they belong to no sheet, which may be final."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.records import EvidenceLink
from desktop.services.rectifications import repair_files
from desktop.viewmodels.row_files import HeldFile, RowFiles


class RepairFiles(RowFiles):
    """As the files of a ledger's row, linked to a rectification instead."""

    def linked(self) -> Iterable[HeldFile]:
        """What proves it."""
        found = repair_files(self.workplace.workspace, self.row)
        return [HeldFile(link.evidence, name, link.id) for link, name in found]

    def link_of(self, evidence: str) -> EvidenceLink:
        """What links a file to the repair."""
        return EvidenceLink("", evidence, rectification=self.row)
