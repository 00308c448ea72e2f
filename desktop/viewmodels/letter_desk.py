"""The letter desk: what was sent in the round that is open, and the one that is looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.domain.records import Letter
from desktop.services.letters import kept_letter, letters_of
from desktop.viewmodels.letter_draft import LetterDraft
from desktop.viewmodels.letter_preview import LetterPreview
from desktop.viewmodels.result_book import ResultBook


class LetterDesk(QObject):
    """The register of one round, the newest last."""

    changed = Signal()

    def __init__(self, book: ResultBook) -> None:
        super().__init__()
        self._book = book
        self.preview = LetterPreview(book.workplace, book.jobs)
        self.letters: list[Letter] = []
        self.chosen: Letter | None = None
        book.workplace.dispatcher.changed.connect(self._on_changed)

    def read(self) -> None:
        """The round that is open now."""
        of = self._book.round
        before = [one for one in self.letters if of is not None and one.round == of.id]
        self.letters = letters_of(self._book.workplace.workspace, of.id) if of else []
        known = {one.id for one in before}
        new = [one for one in self.letters if one.id not in known] if before else []
        held = [one for one in self.letters if self.chosen and one.id == self.chosen.id]
        self.choose(next(iter((*new, *held, *reversed(self.letters))), None))
        self.changed.emit()

    def choose(self, letter: Letter | None) -> None:
        """Look at what was sent."""
        if letter is not None and letter == self.chosen and self.preview.made is not None:
            return
        self.chosen = letter
        if letter is None:
            return
        workspace = self._book.workplace.workspace
        self.preview.show(lambda: kept_letter(workspace, letter))

    @property
    def can_draft(self) -> bool:
        """Whether the round has scores to tell of."""
        scheme = self._book.scheme
        return scheme is not None and bool(scheme.indicators)

    def draft(self) -> LetterDraft:
        """A letter in the making."""
        of = self._book.round
        if of is None:
            raise ValueError("no round is open")
        return LetterDraft(self._book.workplace, self._book.jobs, of.id)

    def unit_of(self, letter: Letter) -> str:
        """Whom it went to; blank where it is the whole round's."""
        return "" if letter.unit is None else self._book.name_of(letter.unit)

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table == "letter" for table, _ in touched):
            self.read()
