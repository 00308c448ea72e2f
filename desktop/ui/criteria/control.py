"""The control: what every shape's widget has in common, and what it tells the card around it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

Fact = Mapping[str, object]


class Control(QWidget):
    """Shows a fact's own keys and tells of new ones; it keeps nothing that the view-model does not know."""

    drafted = Signal(object)  # what is being typed; None while the fields are blank
    chosen = Signal(object)  # what was decided by one click
    unclear = Signal(str)  # what is typed makes no fact, and why
    evidence_wanted = Signal(int)  # of the item at this place
    charge_wanted = Signal(int)  # the item at this place is to be charged to another unit too

    beside = False  # whether it is small enough to stand beside the wording

    @property
    def below(self) -> QWidget | None:
        """What does not fit beside the wording, such as a list."""
        return None

    def lock(self, *, locked: bool) -> None:
        """Take nothing more, or again."""
        self.setEnabled(not locked)
        if self.below is not None:
            self.below.setEnabled(not locked)

    def show_fact(self, fact: Fact | None) -> None:
        """Show what is recorded or being typed; never asked while what is typed is unclear."""
        raise NotImplementedError

    def show_shared(self, words: Mapping[int, str]) -> None:
        """Say of the items at these places where else they stand; only what has items shows it."""

    def entry(self) -> QWidget:
        """Where typing begins."""
        raise NotImplementedError

    def entries(self) -> tuple[QWidget, ...]:
        """All that can be typed or pressed, in order."""
        return (self.entry(),)
