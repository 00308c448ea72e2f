"""The frame that is being drawn on a page, by mouse or by keys, until it is taken or called off."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.services.evidence_pages import Region
from desktop.viewmodels.page_geometry import moved, resized

_WIDTH, _HEIGHT = 0.6, 0.3  # of what is in sight, where a frame begins
_STEP: Final = 0.01  # of the page, for one key


class PageFrame(QObject):
    """Where the frame is, and whether it can still be moved."""

    changed = Signal()
    taken = Signal(object)  # the region

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_on = False
        self.is_offered = True  # on what is no evidence nothing is framed
        self.region: Region | None = None

    def begin(self, in_sight: Region) -> None:
        """A frame in the middle of what is in sight, to be moved, or drawn elsewhere."""
        width, height = in_sight.right - in_sight.left, in_sight.bottom - in_sight.top
        across, down = width * (1 - _WIDTH) / 2, height * (1 - _HEIGHT) / 2
        middle = Region(
            in_sight.left + across,
            in_sight.top + down,
            in_sight.right - across,
            in_sight.bottom - down,
        )
        self._set(middle, is_on=True)

    def draw(self, region: Region) -> None:
        """The frame as it is dragged."""
        if self.is_on:
            self._set(region, is_on=True)

    def move(self, turns: int, across: int, down: int) -> None:
        """So many steps, as one sees the page."""
        if self.is_on and self.region:
            self._set(moved(self.region, turns, across * _STEP, down * _STEP), is_on=True)

    def resize(self, turns: int, across: int, down: int) -> None:
        """Its right and lower edge, so many steps, as one sees the page."""
        if self.is_on and self.region:
            self._set(resized(self.region, turns, across * _STEP, down * _STEP), is_on=True)

    def take(self) -> None:
        """It is where it should be: it stays in sight, and is moved no more."""
        if self.is_on and self.region:
            self._set(self.region, is_on=False)
            self.taken.emit(self.region)

    def clear(self) -> None:
        """No frame."""
        self._set(None, is_on=False)

    def _set(self, region: Region | None, *, is_on: bool) -> None:
        if (region, is_on) != (self.region, self.is_on):
            self.region, self.is_on = region, is_on
            self.changed.emit()
