"""The workplace: the open workspace, who sits at it, and the one way in which the window changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.commands import Author
from desktop.domain.records import Person
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.office import office_of, people_of
from desktop.services.outcome import Outcome
from desktop.services.pins import has_pin, pin_fits
from desktop.services.workspaces import Workspace
from desktop.viewmodels.dispatcher import Dispatcher

_NOBODY: Final = "考核办公室"  # before anybody is named
Tell = Callable[[Outcome], None]


class Workplace(QObject):
    """Holds the workspace and the author of what follows; a known failure becomes one sentence."""

    refused = Signal(str)
    remarked = Signal(str)
    author_changed = Signal()

    def __init__(self, workspace: Workspace, author: Author) -> None:
        super().__init__()
        self.workspace = workspace
        self.author = author
        self.dispatcher = Dispatcher()
        self.dispatcher.changed.connect(self._on_changed)

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        """Whoever sits here and is named anew signs with the new name from now on."""
        if all(table != "person" for table, _ in touched):
            return
        found = (one for one in people_of(self.workspace) if one.id == self.author.person)
        for one in found:
            if one.name != self.author.name:
                self.author = Author(one.name, one.id)
                self.author_changed.emit()

    @contextmanager
    def deed(self) -> Iterator[Tell]:
        """Do something that may be refused; tell each outcome, so that every screen reads it again."""
        try:
            yield self.dispatcher.tell
        except (Refused, Trouble) as failure:
            self.refused.emit(failure.message)

    def attempt(self, deed: Callable[[], Outcome]) -> bool:
        """Do one thing; False where it was refused, and why has been said."""
        try:
            outcome = deed()
        except (Refused, Trouble) as failure:
            self.refused.emit(failure.message)
            return False
        self.dispatcher.tell(outcome)
        return True

    @property
    def office(self) -> str:
        """The office's name."""
        return office_of(self.workspace).name

    def people(self) -> list[Person]:
        """Who may sit here: everybody who evaluates or reviews and is still there."""
        return [one for one in people_of(self.workspace) if one.active]

    def asks_pin(self, person: Person) -> bool:
        """Whether this person's name is kept by a PIN."""
        return person.id != self.author.person and has_pin(self.workspace, person.id)

    def sit_down(self, person: Person, pin: str = "") -> None:
        """From now on every event bears this name."""
        if self.asks_pin(person) and not pin_fits(self.workspace, person.id, pin):
            self.refused.emit(f"口令不对，仍由{self.author.name}操作")
            return
        self.author = Author(person.name, person.id)
        self.author_changed.emit()


def author_for(workspace: Workspace, person: str) -> Author:
    """Who sat here last, if still there; else the first who evaluates."""
    people = [one for one in people_of(workspace) if one.active]
    people = [one for one in people if not has_pin(workspace, one.id)]
    last = [one for one in people if one.id == person]
    found = next(iter(last + [one for one in people if one.evaluates]), None)
    return Author(_NOBODY) if found is None else Author(found.name, found.id)
