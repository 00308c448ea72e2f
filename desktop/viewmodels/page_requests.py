"""What the window asks of the reader of pages, each as frozen data; pictures come back as Qt draws them."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, NamedTuple

from PySide6.QtGui import QImage

from desktop.domain.records import Evidence
from desktop.domain.troubles import Trouble
from desktop.services.evidence_pages import (
    OpenedEvidence,
    OpenedFile,
    PageReader,
    PageSize,
    Region,
    RenderedPage,
    open_evidence,
)
from desktop.services.workspaces import Workspace

_MOST_DOTS: Final = 16_000_000  # a picture's; A4 at 400% has 14 million


class Hit(NamedTuple):
    """One place where words stand."""

    page: int
    region: Region


class Found(NamedTuple):
    """What a search came to on some pages, and whether they have any text, as far as that was asked."""

    hits: tuple[Hit, ...]
    has_text: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """Open a file."""

    workspace: Workspace
    evidence: Evidence

    def ask(self, reader: PageReader) -> OpenedEvidence:
        """Its pages, or why there are none."""
        return open_evidence(self.workspace, reader, self.evidence)


@dataclass(frozen=True, slots=True)
class Measuring:
    """How large is a page?"""

    file: OpenedFile
    page: int

    def ask(self, reader: PageReader) -> PageSize:
        """Its size."""
        return reader.size(self.file, self.page)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page at a size in dots; see `drawing`."""

    file: OpenedFile
    page: int
    width: int
    height: int

    def ask(self, reader: PageReader) -> QImage:
        """The picture."""
        return _picture(reader.render(self.file, self.page, self.width, self.height))


@dataclass(frozen=True, slots=True)
class Miniature:
    """A page as large as a box allows."""

    file: OpenedFile
    page: int
    width: int
    height: int

    def ask(self, reader: PageReader) -> QImage:
        """The small picture."""
        size = reader.size(self.file, self.page)
        scale = min(self.width / size.width, self.height / size.height)
        sides = (max(1, round(side * scale)) for side in size)
        return _picture(reader.render(self.file, self.page, *sides))


@dataclass(frozen=True, slots=True)
class Finding:
    """Where words stand on some pages, few enough to be answered at once."""

    file: OpenedFile
    pages: tuple[int, ...]
    words: str
    asks_for_text: bool

    def ask(self, reader: PageReader) -> Found:
        """All hits; where there is none, perhaps also whether there is any text."""
        hits: list[Hit] = []
        for page in self.pages:
            with suppress(Trouble):  # what cannot be read has nothing to be found
                hits += [Hit(page, one) for one in reader.search(self.file, page, self.words)]
        return Found(tuple(hits), bool(hits) or (self.asks_for_text and self._has_text(reader)))

    def _has_text(self, reader: PageReader) -> bool:
        for page in self.pages:
            with suppress(Trouble):
                if reader.text(self.file, page).strip():
                    return True
        return False


def drawing(file: OpenedFile, page: int, width: float, height: float) -> Drawing:
    """A page in so many dots, or in as many as are still worth the memory."""
    over = max(1.0, math.sqrt(width * height / _MOST_DOTS))
    return Drawing(file, page, max(1, round(width / over)), max(1, round(height / over)))


def _picture(page: RenderedPage) -> QImage:
    """A copy in the format that is drawn without further ado, made beside the window."""
    raw = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGBX8888)
    return raw.convertToFormat(QImage.Format.Format_RGB32)
