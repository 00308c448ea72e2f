"""History as the window shows it: what was done to one criterion, one indicator or the whole sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import within_quotes
from desktop.domain.sheet_parts import SheetPart
from desktop.services.history import Passage, history_of
from desktop.viewmodels.workplace import Workplace

Index = QModelIndex | QPersistentModelIndex
PASSAGE_ROLE: Final = Qt.ItemDataRole.UserRole
_NOWHERE: Final = QModelIndex()
_TIME: Final = "%Y-%m-%d %H:%M"


class Scope(Enum):
    """How much of a sheet's history is shown; the value is how the screen names it."""

    CRITERION = "这一条"
    PART = "本项"
    SHEET = "整张表"


class HistoryPlace(NamedTuple):
    """Where one asked from: a sheet, a part of it, and a criterion with its name; blank without one."""

    key: AssessmentKey
    part: SheetPart
    criterion: str
    name: str


class History(QAbstractListModel):
    """The passages of one sheet, the newest first, narrowed to a scope."""

    def __init__(
        self, workplace: Workplace, place: HistoryPlace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace, self._place = workplace, place
        self._all: tuple[Passage, ...] = ()
        self.passages: tuple[Passage, ...] = ()
        self.scope = self.scopes[0]
        workplace.dispatcher.changed.connect(self._read)
        self._read()

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """What can be chosen between; without a criterion the first falls away."""
        every = tuple(Scope)
        return every if self._place.criterion else every[1:]

    def show_scope(self, scope: Scope) -> None:
        """Show this much of it."""
        self.scope = scope
        self._lay_out()

    def _read(self) -> None:
        with self._workplace.deed():
            self._all = history_of(self._workplace.workspace, self._place.key)
        self._lay_out()

    def _lay_out(self) -> None:
        self.beginResetModel()
        self.passages = self._narrowed()
        self.endResetModel()

    def _narrowed(self) -> tuple[Passage, ...]:
        if self.scope is Scope.SHEET:
            return self._all
        if self.scope is Scope.CRITERION:
            found = within(self._all, frozenset({self._place.criterion}), frozenset())
            return tuple(replace(one, what=_unnamed(one.what, self._place.name)) for one in found)
        part = self._place.part
        indicators = frozenset(filter(None, (part.id, part.extra)))
        return within(self._all, frozenset(one.id for one in part.criteria), indicators)

    # -- as Qt reads it

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One a passage."""
        return 0 if parent.isValid() else len(self.passages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """The passage for the delegate; all of its words for everything else."""
        if not index.isValid():
            return None
        passage = self.passages[index.row()]
        if role == PASSAGE_ROLE:
            return passage
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken(passage)
        return None


def within(
    passages: Sequence[Passage], criteria: frozenset[str], indicators: frozenset[str]
) -> tuple[Passage, ...]:
    """The passages that concern one of these, each with the changes that do."""
    return tuple(
        replace(
            one,
            changes=tuple(
                change
                for change in one.changes
                if change.criterion in criteria or change.indicator in indicators
            ),
        )
        for one in passages
        if one.criteria & criteria or one.indicators & indicators
    )


def _unnamed(what: str, name: str) -> str:
    """Without the name of the one criterion that all of it is about."""
    name = within_quotes(name)
    return what.replace(f"“{name}”", "").replace(f"‘{name}’", "")


def when(passage: Passage) -> str:
    """The day and the minute, as clocks here show it."""
    return passage.at.astimezone().strftime(_TIME)


def lines(passage: Passage) -> tuple[str, ...]:
    """What stands under what was done: each change, then why."""
    grounds = (f"理由：{passage.grounds}",) if passage.grounds else ()
    return (*(change.words for change in passage.changes), *grounds)


def spoken(passage: Passage) -> str:
    """A passage as a screen reader says it."""
    return "；".join((f"{when(passage)} {passage.author} {passage.what}", *lines(passage)))
