"""Sheets ahead: the round that is opened first under 结果, read while nobody waits for anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.round_sights import RoundSight, SheetSight, UnreadSheet, frame_of, see_sheets
from desktop.services.rounds import first_round
from desktop.services.workspaces import chain_head
from desktop.viewmodels.workplace import Workplace

_QUIET: Final = 5_000  # milliseconds without a change before it begins


class SheetsAhead(QObject):
    """One sheet a turn. What was read counts only while nothing was recorded since it began."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        self._head = ""
        self._frame: RoundSight | None = None
        self._found: list[SheetSight | UnreadSheet] = []
        self._waiting: Iterator[AssessmentKey] = iter(())
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self.begin)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._read_next)
        workplace.dispatcher.changed.connect(lambda _: self._drop())
        self._quiet.start()

    def close(self) -> None:
        """Nothing is read any more."""
        self._quiet.stop()
        self._turn.stop()

    def begin(self) -> None:
        """Read the newest round; one whose sheets hang on one another is left to be read together."""
        self._found, self._frame = [], None
        try:
            newest = first_round(self._at.workspace)
            frame = frame_of(self._at.workspace, newest) if newest else None
        except (Refused, Trouble):
            return  # whoever opens it is told why
        if frame is None or frame.scheme.is_relative or frame.scheme.scorers:
            return
        self._frame, self._head = frame, chain_head(self._at.workspace).hash
        self._waiting = iter(frame.members)
        self._turn.start()

    def taken(self, round_id: str) -> RoundSight | None:
        """The round as it stands, if it was read whole and nothing was recorded since."""
        frame = self._frame
        if frame is None or self._turn.isActive() or frame.round.id != round_id:
            return None
        if chain_head(self._at.workspace).hash != self._head:
            return None
        return replace(frame, sheets=tuple(self._found))

    def _read_next(self) -> None:
        key = next(self._waiting, None)
        if key is None:
            self._turn.stop()
            return
        try:
            self._found += see_sheets(self._at.workspace, [key]).values()
        except (Refused, Trouble):
            self._drop()

    def _drop(self) -> None:
        """It is begun anew once there is quiet."""
        self._turn.stop()
        self._frame = None
        self._quiet.start()
