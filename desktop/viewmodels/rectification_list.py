"""The rectification list: a round's, narrowed to a unit and a state, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.result_records import Rectification
from desktop.services.outcome import Outcome
from desktop.services.rectifications import (
    RectificationSight,
    change_rectifications,
    list_lost,
    rectifications_of,
)
from desktop.viewmodels.rectification_words import Shown, list_words
from desktop.viewmodels.result_book import ResultBook

DUE_DAYS: Final = 30
_OF_LIST: Final = frozenset({"rectification", "evidence_link", "office_day"})


class RectificationList(QObject):
    """Reads again what was touched, while somebody looks at it."""

    changed = Signal()

    def __init__(self, book: ResultBook, parent: QObject) -> None:
        super().__init__(parent)
        self._book = book
        self.sights: tuple[RectificationSight, ...] = ()
        self.unit, self.state = "", Shown.ALL
        book.workplace.dispatcher.changed.connect(self._on_changed)

    @property
    def today(self) -> date:
        """The office's day."""
        return date.today()  # noqa: DTZ011  # the office's day

    @property
    def shown(self) -> list[RectificationSight]:
        """Those that the filters let through."""
        today = self.today
        return [
            one
            for one in self.sights
            if self.unit in {"", one.record.unit} and self.state.takes(one, today)
        ]

    @property
    def summary(self) -> str:
        """The whole list in one line."""
        return list_words(self.sights, self.today) if self.sights else ""

    @property
    def units(self) -> dict[str, str]:
        """The round's units by their ids."""
        sheets = self._book.sheets.values()
        return {one.assessment.unit: one.assessment.name for one in sheets}

    def narrow(self, unit: str, state: Shown) -> None:
        """Show only these."""
        self.unit, self.state = unit, state
        self.changed.emit()

    def read(self) -> None:
        """Read the round's list."""
        found = self._book.round
        with self._book.workplace.deed():
            workspace = self._book.workplace.workspace
            self.sights = () if found is None else rectifications_of(workspace, found.id)
        self.changed.emit()

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table in _OF_LIST for table, _ in touched):
            self.read()

    # -- what is done

    @property
    def usual_due(self) -> date:
        """What a new one is due on unless one says otherwise."""
        return self.today + timedelta(days=DUE_DAYS)

    def put_on(self, units: Iterable[str], due: date | None) -> bool:
        """List what these units lost; False where it is refused."""
        at, found = self._book.workplace, self._book.round
        if found is None:
            return False
        return at.attempt(lambda: list_lost(at.workspace, at.author, found.id, units, due))

    def change(
        self, ids: Sequence[str], *changes: Callable[[Rectification], Rectification]
    ) -> bool:
        """Change these by the same rules, one after the other; False where it is refused."""
        at = self._book.workplace

        def changed(one: Rectification) -> Rectification:
            for change in changes:
                one = change(one)
            return one

        def deed() -> Outcome:
            return change_rectifications(at.workspace, at.author, ids, changed)

        return at.attempt(deed)
