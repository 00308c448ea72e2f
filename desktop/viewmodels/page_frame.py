"""The frame that is being drawn on a page, by mouse or by keys, until it is taken or called off."""

from __future__ import annotations

from typing import Final

from desktop.services.evidence_pages import Region
from desktop.viewmodels.page_geometry import moved, resized

_WIDTH, _HEIGHT = 0.6, 0.3  # of what is in sight, where a frame begins
STEP: Final = 0.01  # of the page, for one key


class PageFrame:
    """Where the frame is, and whether it can still be moved."""

    def __init__(self) -> None:
        self.is_on = False
        self.region: Region | None = None

    def begin(self, in_sight: Region) -> None:
        """A frame in the middle of what is in sight."""
        self.is_on = True
        width, height = in_sight.right - in_sight.left, in_sight.bottom - in_sight.top
        across, down = width * (1 - _WIDTH) / 2, height * (1 - _HEIGHT) / 2
        self.region = Region(
            in_sight.left + across,
            in_sight.top + down,
            in_sight.right - across,
            in_sight.bottom - down,
        )

    def draw(self, region: Region) -> None:
        """The frame as it is dragged."""
        if self.is_on:
            self.region = region

    def move(self, turns: int, across: int, down: int) -> None:
        """So many steps, as one sees the page."""
        if self.is_on and self.region:
            self.region = moved(self.region, turns, across * STEP, down * STEP)

    def resize(self, turns: int, across: int, down: int) -> None:
        """Its right and lower edge, so many steps."""
        if self.is_on and self.region:
            self.region = resized(self.region, turns, across * STEP, down * STEP)

    def take(self) -> Region | None:
        """It stays in sight, and is moved no more."""
        taken = self.region if self.is_on else None
        self.is_on = False
        return taken

    def clear(self) -> None:
        """No frame."""
        self.is_on, self.region = False, None
