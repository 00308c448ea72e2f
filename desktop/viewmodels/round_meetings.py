"""The meetings of the round that is open, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.result_records import Meeting
from desktop.services.meetings import (
    ChangeSight,
    Convened,
    changes_of,
    close_meeting,
    meetings_of,
    open_meeting,
)
from desktop.services.outcome import Outcome
from desktop.services.papers import Paper, Wanted
from desktop.viewmodels.meeting_walk import MeetingWalk, turn_words
from desktop.viewmodels.result_book import ResultBook

_FIGURES: Final = (("score", "得分"), ("total", "总分"), ("place", "名次"), ("grade", "等次"))


class RoundMeetings(QObject):
    """One meeting is chosen; the one that goes on, or the newest, unless somebody chose another."""

    changed = Signal()

    def __init__(self, book: ResultBook) -> None:
        super().__init__()
        self.book = book
        self.meetings: tuple[Meeting, ...] = ()
        self.chosen: Meeting | None = None
        self.changes: tuple[ChangeSight, ...] = ()
        book.workplace.dispatcher.changed.connect(self._on_changed)

    def read(self) -> None:
        """Those of the round that is open."""
        at, of = self.book.workplace, self.book.round
        with at.deed():
            self.meetings = () if of is None else tuple(meetings_of(at.workspace, of.id))
            kept = self.chosen.id if self.chosen else ""
            first = next(iter(self.meetings), None)
            self.chosen = next((one for one in self.meetings if one.id == kept), first)
            self.changes = tuple(changes_of(at.workspace, self.chosen.id)) if self.chosen else ()
        self.changed.emit()

    @property
    def running(self) -> Meeting | None:
        """The one that goes on."""
        return next((one for one in self.meetings if not one.closed), None)

    def choose(self, meeting: str) -> None:
        """Look at another one."""
        self.chosen = next((one for one in self.meetings if one.id == meeting), self.chosen)
        self.read()

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The changes of the one that is chosen, in words."""
        parts = {one.id: one.full_name for one in self.book.parts}
        for sight in self.changes:
            one = sight.change
            turns = [f"{words} {turn_words(one.before, one.after, n)}" for n, words in _FIGURES]
            where = f"{sight.unit}\n{parts.get(one.part, one.part)}"
            figures = ("\n".join(turns[:2]), "\n".join(turns[2:]))
            yield (str(one.position), where, one.what, one.grounds, *figures)

    # -- what is done

    def begin(self, convened: Convened) -> bool:
        """Begin a meeting over the round."""
        at, of = self.book.workplace, self.book.round
        if of is None:
            return False
        round_id = of.id

        def deed() -> Outcome:
            identity, outcome = open_meeting(at.workspace, at.author, round_id, convened)
            self.chosen = Meeting(identity, round_id, *convened)
            return outcome

        return at.attempt(deed)

    def end(self) -> bool:
        """End the one that goes on."""
        at, running = self.book.workplace, self.running
        if running is None:
            return False
        meeting = running.id
        return at.attempt(lambda: close_meeting(at.workspace, at.author, meeting))

    def walk(self) -> MeetingWalk | None:
        """The way through the meeting that goes on."""
        running = self.running
        return None if running is None else MeetingWalk(self.book, running)

    def print(self) -> None:
        """会议改动清单 of the one that is chosen."""
        if self.chosen is not None:
            wanted = Wanted(Paper.CHANGES, self.chosen.round, about=self.chosen.id)
            self.book.paper_wanted.emit(wanted)

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table in {"meeting", "meeting_change"} for table, _ in touched):
            self.read()
