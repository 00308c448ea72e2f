"""Pictures of pages, the few that were drawn or looked at last; they never take more memory than this."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from PySide6.QtGui import QImage

from desktop.services.evidence_pages import OpenedFile
from desktop.viewmodels.page_requests import Drawing

_MOST_BYTES: Final = 64 << 20
_MOST: Final = 8
_BYTES_A_DOT: Final = 4


class PagePictures:
    """Each under the request that drew it; the newest stays whatever its size."""

    def __init__(self, most: int = _MOST, most_bytes: int = _MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._held: OrderedDict[Drawing, QImage] = OrderedDict()

    @property
    def held_bytes(self) -> int:
        """How much memory they take."""
        return sum(one.sizeInBytes() for one in self._held.values())

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, drawing: Drawing) -> bool:
        return drawing in self._held

    def put(self, drawing: Drawing, picture: QImage) -> None:
        """Hold one more, and let go of the oldest."""
        self._held[drawing] = picture
        self._held.move_to_end(drawing)
        while len(self._held) > 1 and (
            len(self._held) > self._most or self.held_bytes > self._most_bytes
        ):
            self._held.popitem(last=False)

    def get(self, drawing: Drawing) -> QImage | None:
        """The picture, which is wanted once more."""
        if drawing in self._held:
            self._held.move_to_end(drawing)
        return self._held.get(drawing)

    def can_hold(self, here: Drawing, beside: Drawing) -> bool:
        """Whether a page and those on both sides of it may be held at once."""
        sides = here.width * here.height + 2 * beside.width * beside.height
        return sides * _BYTES_A_DOT <= self._most_bytes

    def best(self, file: OpenedFile, page: int) -> QImage | None:
        """The page at whichever size it is there, the largest first."""
        sizes = [one for one in self._held if (one.file, one.page) == (file, page)]
        return self._held[max(sizes, key=lambda one: one.width)] if sizes else None
