"""The sheets of a round: read together once, and one by one again when something touches them."""

from __future__ import annotations

from collections.abc import Mapping
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
    sheets_of_items,
)
from desktop.viewmodels.sheets_ahead import SheetsAhead
from desktop.viewmodels.workplace import Workplace

Touched = frozenset[tuple[str, tuple[object, ...]]]
_TOGETHER: Final = 20
_OF_SHEETS: Final = frozenset({"finding", "discretion", "not_applicable"})


class RoundSheets(QObject):
    """What the table shows of them is made elsewhere; asleep, it only notes what will have to be read."""

    read_whole = Signal()
    read_again = Signal(object)  # set[AssessmentKey]

    def __init__(self, workplace: Workplace, ahead: SheetsAhead | None = None) -> None:
        super().__init__()
        self._workplace, self._ahead = workplace, ahead
        self._awake = True
        self._stale: set[AssessmentKey] = set()
        self._stale_items: set[str] = set()  # whose key does not say on which sheet they are
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
            read = self._ahead.taken(round_id) if self._ahead else None
            sight = read or see_round(self._workplace.workspace, round_id)
            self.round, self.parts, self.sight = round_id, parts_of(sight.scheme), sight
            self.sheets = {one.assessment.key: one for one in sight.sheets}
        elif stale := self._stale_sheets():
            self.sheets |= self._seen_again(stale)
        self._stale, self._stale_items, self._all_stale = set(), set(), False

    def _seen_again(
        self, stale: set[AssessmentKey]
    ) -> Mapping[AssessmentKey, SheetSight | UnreadSheet]:
        """Many are read faster together."""
        if len(stale) < _TOGETHER:
            return see_sheets(self._workplace.workspace, stale)
        sight = see_round(self._workplace.workspace, self.round)
        return {one.assessment.key: one for one in sight.sheets if one.assessment.key in stale}

    def _stale_sheets(self) -> set[AssessmentKey]:
        """Those that were named, and those on which the items are, or were when they were read."""
        found = set(self._stale)
        if self._stale_items:
            for key, one in self.sheets.items():
                if isinstance(one, UnreadSheet) or not self._stale_items.isdisjoint(one.items):
                    found.add(key)
            found |= sheets_of_items(self._workplace.workspace, self._stale_items)
        if found and self.sight is not None and self.sight.scheme.is_relative:
            return {*self.sheets}  # what one unit has decides what the others get
        return found & self.sheets.keys()

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
        self._stale_items |= {str(key[0]) for table, key in touched if table == "item" and not own}
        self._all_stale |= any(
            (table == "assessment" and key[0] == self.round)
            or table == "round"  # it, or one that scores its units beside it
            or key[0] in beside
            or (table == "item" and beside and not own)  # it may be on one of theirs
            for table, key in touched
        )
        if self._awake:
            self._refresh()

    def _refresh(self) -> None:
        if not self.round or not (self._stale or self._stale_items or self._all_stale):
            return
        with self._workplace.deed():
            whole = self._all_stale
            stale = set() if whole else self._stale_sheets()
            self.open(self.round)
            if whole:
                self.read_whole.emit()
            elif stale:
                self.read_again.emit(stale)
