"""What is known and held of a file's pages: sizes, pictures, what failed; and what is lacking of a page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QImage

from desktop.services.evidence_pages import OpenedFile, PageSize
from desktop.viewmodels.page_geometry import Fit, Layout, Room, Zoom, lay_out
from desktop.viewmodels.page_pictures import PagePictures
from desktop.viewmodels.page_requests import Drawing, Measuring, drawing


class PageStock:
    """Of the one file that is open; pictures of the one before stay as long as there is room."""

    def __init__(self) -> None:
        self.file: OpenedFile | None = None
        self.room: Room | None = None
        self.zoom: Zoom = Fit.WIDTH
        self.turns = 0
        self.pictures = PagePictures()
        self.failures: dict[int, str] = {}
        self._sizes: dict[int, PageSize] = {}

    def open(self, file: OpenedFile | None) -> None:
        """Another file, or none."""
        self.file = file
        self.failures.clear()
        self._sizes.clear()

    def layout(self, page: int) -> Layout | None:
        """How a page lies, once its size is known."""
        size = self._sizes.get(page)
        if self.file is None or self.room is None or size is None or page in self.failures:
            return None
        return lay_out(size, self.file.kind, self.zoom, self.turns, self.room)

    def picture(self, page: int) -> QImage | None:
        """The page as it is wanted, or else as it is there."""
        wanted = self._drawing(page)
        if wanted is None:
            return None
        return self.pictures.get(wanted) or self.pictures.best(wanted.file, page)

    def missing(self, page: int, beside: int | None = None) -> Iterator[Measuring | Drawing]:
        """What to ask next of a page; of one beside another, only where all can be held."""
        if self.file is None or self.room is None or page in self.failures:
            return
        if not 1 <= page <= self.file.pages:
            return
        wanted = self._drawing(page)
        if wanted is None:
            yield Measuring(self.file, page)
        elif wanted not in self.pictures and self._is_worth_it(wanted, beside):
            yield wanted

    def measured(self, request: Measuring, size: PageSize) -> None:
        """A size has come."""
        if request.file == self.file:
            self._sizes[request.page] = size

    def failed(self, request: Measuring | Drawing, why: str) -> None:
        """A page cannot be shown."""
        if request.file == self.file:
            self.failures[request.page] = why

    def _drawing(self, page: int) -> Drawing | None:
        layout = self.layout(page)
        if self.file is None or self.room is None or layout is None:
            return None
        ratio = self.room.ratio
        return drawing(self.file, page, layout.width * ratio, layout.height * ratio)

    def _is_worth_it(self, wanted: Drawing, beside: int | None) -> bool:
        here = None if beside is None else self._drawing(beside)
        return here is None or self.pictures.can_hold(here, wanted)
