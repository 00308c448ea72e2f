"""The pins of a file: numbered places on its pages that prove something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.services.evidence_pages import Region
from desktop.viewmodels.page_geometry import region_of


@dataclass(frozen=True, slots=True)
class Pin:
    """One place; without a region it is the whole page."""

    id: str
    page: int
    region: str
    words: str

    @property
    def place(self) -> Region | None:
        """The region as the window measures it."""
        return region_of(self.region)


class PagePins(QObject):
    """In the order of their numbers; one of them may be the one that was gone to last."""

    changed = Signal()
    chosen = Signal(str)
    reached = Signal(Pin)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pins: tuple[Pin, ...] = ()
        self.current = ""

    def show(self, pins: tuple[Pin, ...]) -> None:
        """The pins of the file that is open."""
        self.pins = pins
        self.changed.emit()

    def on(self, page: int) -> Iterator[tuple[int, Pin]]:
        """The pins of a page, each with its number in the file."""
        return ((number, one) for number, one in enumerate(self.pins, 1) if one.page == page)

    def choose(self, pin: str) -> None:
        """The user wants to know what it proves."""
        self.current = pin
        self.changed.emit()
        self.chosen.emit(pin)

    def step(self, by: int) -> None:
        """Go to the next one, or the one before; behind the last comes the first."""
        if not self.pins:
            return
        ids = [one.id for one in self.pins]
        at = ids.index(self.current) + by if self.current in ids else min(by, 0)
        pin = self.pins[at % len(ids)]
        self.current = pin.id
        self.changed.emit()
        self.reached.emit(pin)
