"""Table deeds: what is done in the table, in one sheet or in many at once, and taken back as it was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.outcome import Outcome
from desktop.services.recording_many import together
from desktop.services.undoing import Undoable, redo, undo, undoable
from desktop.services.workspaces import Workspace
from desktop.viewmodels.workplace import Tell, Workplace

Done = Mapping[AssessmentKey, Outcome]
Record = Callable[[Workspace, Author], Done]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: in words, where the eye finds it, and its event in each sheet."""

    words: str
    part: str
    unit: str
    criterion: str
    events: Mapping[AssessmentKey, int]


@dataclass(frozen=True, slots=True)
class _Way:
    """Backwards or forwards again."""

    words: str
    again: Callable[[Workspace, Author, AssessmentKey | None], Outcome]
    next_of: Callable[[Undoable], int | None]


_UNDO: Final = _Way("撤销", undo, lambda found: None if found.undo is None else found.undo.number)
_REDO: Final = _Way("重做", redo, lambda found: None if found.redo is None else found.redo.number)


class TableDeeds:
    """Remembers which events belong together; the audit trail alone says what they did."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def do(self, step: Step, record: Record) -> str:
        """Do it as one step. Blank, or why it failed, which the window says as well."""
        why = ""
        with self._workplace.deed() as tell:
            try:
                done = record(self._workplace.workspace, self._workplace.author)
            except (Refused, Trouble) as failure:
                why = failure.message
                raise
            if done:
                events = {key: one.event for key, one in done.items()}
                self._done.append(replace(step, events=events))
                self._undone.clear()
                tell(together(done.values()))
        return why

    def undo(self, on_done: Callable[[Step], None]) -> None:
        """Take the last step back, in every sheet that it touched."""
        with self._workplace.deed() as tell:
            on_done(self._walked(_UNDO, self._done, self._undone, tell))

    def redo(self, on_done: Callable[[Step], None]) -> None:
        """Do again what was taken back last."""
        with self._workplace.deed() as tell:
            on_done(self._walked(_REDO, self._undone, self._done, tell))

    def _walked(self, way: _Way, source: list[Step], target: list[Step], tell: Tell) -> Step:
        if not source:
            raise Refused(f"这张表里没有可以{way.words}的操作")
        step = source.pop()
        self._refuse_overtaken(way, step)
        workspace, author = self._workplace.workspace, self._workplace.author
        done: list[Outcome] = []
        try:
            for key in step.events:
                outcome = way.again(workspace, author, key)
                done.append(outcome)  # told even where the next one fails
        finally:
            if done:
                tell(together(done))
        target.append(step)
        self._workplace.remarked.emit(f"已{way.words}：{step.words}")
        return step

    def _refuse_overtaken(self, way: _Way, step: Step) -> None:
        """In each sheet the step must be what comes next."""
        for key, event in step.events.items():
            if way.next_of(undoable(self._workplace.workspace, key)) != event:
                words = f"“{step.words}”之后，那里又有别的改动"
                raise Refused(f"{words}，请到该单位的表单里{way.words}")
