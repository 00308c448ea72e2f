"""The sheets of a round: read together once, and one by one again when something touches them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import AssessmentKey
from desktop.domain.sheet_parts import SheetPart, parts_of
from desktop.services.round_sights import (
    RoundSight,
    SheetSight,
    UnreadSheet,
    see_round,
    see_sheets,
)
from desktop.viewmodels.workplace import Workplace

Touched = frozenset[tuple[str, tuple[object, ...]]]
_OF_SHEETS: Final = frozenset({"finding", "discretion", "not_applicable"})


class RoundSheets(QObject):
    """What the table shows of them is made elsewhere; asleep, it only notes what will have to be read."""

    read_whole = Signal()
    read_again = Signal(object)  # set[AssessmentKey]

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._awake = True
        self._stale: set[AssessmentKey] = set()
        self._all_stale = True
        self.round = ""
        self.parts: tuple[SheetPart, ...] = ()
        self.sight: RoundSight | None = (
            None  # as the round was read whole; its sheets may be older than these
        )
        self.sheets: dict[AssessmentKey, SheetSight | UnreadSheet] = {}
        workplace.dispatcher.changed.connect(self._on_changed)

    def open(self, round_id: str) -> None:
        """Read a round, or what of it may have changed since; refused where it cannot be read."""
        if round_id != self.round or self._all_stale:
            sight = see_round(self._workplace.workspace, round_id)
            self.round, self.parts, self.sight = round_id, parts_of(sight.scheme), sight
            self.sheets = {one.assessment.key: one for one in sight.sheets}
        elif self._stale:
            self.sheets |= see_sheets(self._workplace.workspace, self._stale)
        self._stale, self._all_stale = set(), False

    def wake(self) -> None:
        """In sight: read what is stale."""
        self._awake = True
        self._refresh()

    def sleep(self) -> None:
        """Out of sight."""
        self._awake = False

    def _on_changed(self, touched: Touched) -> None:
        own = {key for table, key in touched if table in _OF_SHEETS and key[0] == self.round}
        beside = {one.round.id for one in self.sight.beside} if self.sight else set[str]()
        self._stale |= {AssessmentKey(str(key[0]), str(key[1])) for key in own}
        self._all_stale |= any(
            (table == "assessment" and key[0] == self.round)
            or table == "round"  # it, or one that scores its units beside it
            or key[0] in beside
            or (table == "item" and not own)  # its key does not say whose sheet it is on
            for table, key in touched
        )
        if self._awake:
            self._refresh()

    def _refresh(self) -> None:
        if not self.round or not (self._stale or self._all_stale):
            return
        whole, stale = self._all_stale, self._stale
        with self._workplace.deed():
            self.open(self.round)
            if whole:
                self.read_whole.emit()
            else:
                self.read_again.emit(stale)
