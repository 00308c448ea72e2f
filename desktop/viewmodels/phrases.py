"""Phrases as the window offers them: read when a field first asks, read anew once something was written since."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.services.phrase_places import PhrasePlace, phrase_places
from desktop.services.phrases import (
    PHRASE_TABLES,
    Correction,
    Phrase,
    PhraseLibrary,
    Wording,
    correct_phrase,
    phrase_library,
)
from desktop.viewmodels.workplace import Workplace

Index = QModelIndex | QPersistentModelIndex
PHRASE_ROLE: Final = Qt.ItemDataRole.UserRole
MOST_OFFERED: Final = 40  # who wants another one types a word of it
_NOWHERE: Final = QModelIndex()


class Phrases(QObject):
    """The library, and what of it fits what is being typed."""

    changed = Signal()  # it may say something else now

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._library: PhraseLibrary | None = None
        self._stale = True
        self._ranked: dict[tuple[str | None, Wording | None], tuple[Phrase, ...]] = {}
        workplace.dispatcher.changed.connect(self._on_changed)

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table in PHRASE_TABLES or table == "assessment" for table, _ in touched):
            self._stale = True
            self.changed.emit()

    def freshen(self) -> None:
        """Read it anew, if something was written since; while one types it stays as it is."""
        if self._stale:
            with self._workplace.deed():
                self._library = phrase_library(self._workplace.workspace)
                self._ranked.clear()
                self._stale = False

    def ranked(
        self, criterion: str | None = None, wording: Wording | None = None
    ) -> tuple[Phrase, ...]:
        """Every phrase, the likeliest for such a field of this criterion first."""
        if self._library is None:
            self.freshen()
        if self._library is None:
            return ()
        asked = criterion, wording
        if asked not in self._ranked:
            self._ranked[asked] = self._library.phrases(criterion, wording)
        return self._ranked[asked]

    def offered(
        self, typed: str, criterion: str | None, wording: Wording | None
    ) -> tuple[Phrase, ...]:
        """Those that have all that is typed somewhere in them, but for the one that says just that."""
        said = typed.strip()
        ranked = self.ranked(criterion, wording)
        found = (one for one in ranked if one.text != said and holds(one, typed))
        return tuple(islice(found, MOST_OFFERED))

    def places(self, phrase: Phrase) -> tuple[PhrasePlace, ...]:
        """Where a phrase is used."""
        found: list[PhrasePlace] = []
        with self._workplace.deed():
            found += phrase_places(self._workplace.workspace, phrase)
        return tuple(found)

    def correct(self, phrase: Phrase, new: str) -> Correction | None:
        """Put other words in its place in every open sheet; None where that was refused."""
        done: Correction | None = None
        with self._workplace.deed() as tell:
            workspace, author = self._workplace.workspace, self._workplace.author
            done = correct_phrase(workspace, author, phrase.text, new)
            tell(done.outcome)
            self._workplace.remarked.emit(corrected_words(done))
        return done


def holds(phrase: Phrase, typed: str) -> bool:
    """Whether each word that is typed is in it."""
    text = phrase.text.lower()
    return all(word in text for word in typed.lower().split())


def corrected_words(done: Correction) -> str:
    """What a correction did."""
    kept = f"，{done.kept} 份已锁定的保留原文" if done.kept else ""
    return f"已改正 {done.sheets} 份考核表{kept}；在各考核表里可以撤销"


class PhraseList(QAbstractListModel):
    """The phrases that are shown just now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.phrases: tuple[Phrase, ...] = ()

    def show_phrases(self, phrases: tuple[Phrase, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.phrases = phrases
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One a phrase."""
        return 0 if parent.isValid() else len(self.phrases)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Its words; how often it was used is the delegate's."""
        if not index.isValid():
            return None
        phrase = self.phrases[index.row()]
        if role == PHRASE_ROLE:
            return phrase
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{phrase.text}，用过 {phrase.times} 次"
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return phrase.text
        return None
