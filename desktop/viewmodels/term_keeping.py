"""Keeping the terms that the office itself sets: how many working days units have to object."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.services.objection_terms import DAYS_SETTING
from desktop.services.objections import days_now
from desktop.services.office import change_setting
from desktop.viewmodels.workplace import Workplace


class TermKeeping(QObject):
    """One number for the whole office; letters and notices tell it."""

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        workplace.dispatcher.changed.connect(self._on_changed)

    @property
    def days(self) -> int:
        """How many working days units have to object."""
        return days_now(self._at.workspace)

    def keep_days(self, days: int) -> bool:
        """Give units so many; False where it was refused."""
        if days == self.days:
            return True
        at = self._at
        return at.attempt(lambda: change_setting(at.workspace, at.author, DAYS_SETTING, str(days)))

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table == "setting" for table, _ in touched):
            self.changed.emit()
