"""Keeping rounds: renamed, archived, deleted while nothing was done in them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.domain.records import Round
from desktop.services.rounds import archive_round, change_round, delete_round
from desktop.viewmodels.workplace import Workplace


class RoundKeeping(QObject):
    """What the overview's menu does."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace

    def change(self, changed: Round) -> None:
        """Another name or period, or whether its sheets are reviewed."""
        with self._at.deed() as tell:
            tell(change_round(self._at.workspace, self._at.author, changed))

    def archive(self, round_id: str, *, archived: bool) -> None:
        """Put it away, or take it out again."""
        with self._at.deed() as tell:
            tell(archive_round(self._at.workspace, self._at.author, round_id, archived=archived))

    def delete(self, round_id: str) -> None:
        """Delete a round in which nothing was ever done."""
        with self._at.deed() as tell:
            tell(delete_round(self._at.workspace, self._at.author, round_id))
