"""The dispatcher: the one place where view-models hear what a command touched."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.services.outcome import Outcome


class Dispatcher(QObject):
    """Tells what was touched, as (table, key) pairs; whoever shows it reads it again."""

    changed = Signal(object)  # frozenset[tuple[str, Key]]

    def tell(self, outcome: Outcome) -> None:
        """Pass on what a command touched."""
        self.changed.emit(outcome.touched)
