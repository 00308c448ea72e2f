"""Sheets ahead: the rounds that are opened first under 结果, read while nobody waits for anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.round_sights import RoundSight, SheetSight, UnreadSheet, frame_of, see_sheets
from desktop.services.rounds import results_first, rounds_of
from desktop.services.workspaces import chain_head
from desktop.viewmodels.workplace import Workplace

_QUIET: Final = 5_000  # milliseconds without a change before it begins
_MOST: Final = 600  # sheets of all rounds together: what is read ahead is held in memory


class SheetsAhead(QObject):
    """One sheet a turn. What was read counts only while nothing was recorded since it began."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        self._head = ""
        self._read: dict[str, RoundSight] = {}
        self._steps: Iterator[None] = iter(())
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self.begin)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._step)
        workplace.dispatcher.changed.connect(lambda _: self._drop())
        self._quiet.start()

    def close(self) -> None:
        """Nothing is read any more."""
        self._quiet.stop()
        self._turn.stop()

    def begin(self) -> None:
        """Read the rounds as 结果 lists them, the newest first."""
        self._read = {}
        try:
            self._head = chain_head(self._at.workspace).hash
        except Trouble:
            return  # whoever opens a round is told why
        self._steps = self._reading()
        self._turn.start()

    @property
    def is_done(self) -> bool:
        """Whether all that is read ahead was read."""
        return not self._turn.isActive() and not self._quiet.isActive()

    def taken(self, round_id: str) -> RoundSight | None:
        """The round as it stands, if it was read whole and nothing was recorded since."""
        read = self._read.get(round_id)
        if read is None or chain_head(self._at.workspace).hash != self._head:
            return None
        return read

    def _reading(self) -> Iterator[None]:
        """Rounds whose sheets hang on one another are left to be read together."""
        workspace, held = self._at.workspace, 0
        for one in results_first(rounds_of(workspace)):
            frame = frame_of(workspace, one.id)
            held += len(frame.members)
            if self._read and held > _MOST:
                return
            if frame.scheme.is_relative or frame.scheme.scorers:
                continue
            found: list[SheetSight | UnreadSheet] = []
            for key in frame.members:
                found += see_sheets(workspace, [key]).values()
                yield
            self._read[one.id] = replace(frame, sheets=tuple(found))

    def _step(self) -> None:
        try:
            next(self._steps)
        except (StopIteration, Refused, Trouble):  # what cannot be read is told to whoever opens it
            self._turn.stop()

    def _drop(self) -> None:
        """It is begun anew once there is quiet."""
        self._turn.stop()
        self._read = {}
        self._quiet.start()
