"""Passages as the window lists them: what was done, the newest first, in one of several scopes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.services.history import Passage
from desktop.viewmodels.workplace import Workplace

Index = QModelIndex | QPersistentModelIndex
PASSAGE_ROLE: Final = Qt.ItemDataRole.UserRole
_NOWHERE: Final = QModelIndex()
_TIME: Final = "%Y-%m-%d %H:%M"


class Scope(NamedTuple):
    """How much is shown: as the screen names it, what it is about, and its passages."""

    words: str
    title: str
    read: Callable[[], Sequence[Passage]]


class Passages(QAbstractListModel):
    """Those of the scope that was chosen, read anew after whatever is done."""

    def __init__(
        self, workplace: Workplace, scopes: Sequence[Scope], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.scopes = scopes
        self.scope = scopes[0]
        self.passages: Sequence[Passage] = ()
        workplace.dispatcher.changed.connect(self._read)
        self._read()

    def show_scope(self, number: int) -> None:
        """Show this much of it."""
        self.scope = self.scopes[number]
        self._read()

    def _read(self) -> None:
        self.beginResetModel()
        with self._workplace.deed():
            self.passages = self.scope.read()
        self.endResetModel()

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
