"""Searching a file: words, page by page from the one in sight, and the places where they stand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.services.evidence_pages import Kind, OpenedFile
from desktop.viewmodels.page_requests import Finding, Found, Hit

_MOST: Final = 2_000
_AT_ONCE: Final = 4  # pages
_NO_TEXT: Final = "这份材料是扫描件或图片，里面没有可以查找的文字"


class PageSearch(QObject):
    """What was found so far; `request` is what to ask next."""

    changed = Signal()
    reached = Signal(Hit)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file: OpenedFile | None = None
        self.words = ""
        self.hits: list[Hit] = []
        self.at: int | None = None  # which of the hits one looks at
        self._pages: list[int] = []  # still to be searched, the next one last
        self._has_text = False

    def open(self, file: OpenedFile | None) -> None:
        """Another file, in which nothing is searched for yet."""
        self.file = file
        self.find("", 1)

    def find(self, words: str, page: int) -> None:
        """Look for other words, first on this page and those behind it; blank ones end the search."""
        self.words = words.strip()
        self.hits, self.at, self._has_text = [], None, False
        self._pages = []
        if self.file is not None and self.words and self.file.kind is Kind.PDF:
            self._pages = [*range(page - 1, 0, -1), *range(self.file.pages, page - 1, -1)]
        self.changed.emit()

    @property
    def request(self) -> Finding | None:
        """What to ask next."""
        if self.file is None or not self._pages:
            return None
        pages = tuple(reversed(self._pages[-_AT_ONCE:]))
        return Finding(self.file, pages, self.words, not (self._has_text or self.hits))

    def take(self, finding: Finding, found: Found) -> None:
        """Note what came back, and go to the first hit."""
        if finding != self.request:
            return
        said = self.said
        del self._pages[-len(finding.pages) :]
        self._has_text = self._has_text or found.has_text
        looked_at = self.hit
        self.hits = sorted([*self.hits, *found.hits], key=lambda one: one.page)
        if len(self.hits) >= _MOST:
            self._pages.clear()
        if looked_at is not None:
            self.at = self.hits.index(looked_at)
        elif self.hits:
            self.at = self.hits.index(found.hits[0])
            self.reached.emit(self.hits[self.at])
        if self.said != said:
            self.changed.emit()

    def skip(self, finding: Finding) -> None:
        """Where the search fails altogether, nothing is found."""
        self.take(finding, Found((), has_text=False))

    def step(self, by: int) -> None:
        """Go to the next hit, or the one before; behind the last comes the first."""
        if self.hits:
            self.at = ((self.at or 0) + by) % len(self.hits)
            self.changed.emit()
            self.reached.emit(self.hits[self.at])

    def on(self, page: int) -> list[Hit]:
        """The hits on a page."""
        return [one for one in self.hits if one.page == page]

    @property
    def hit(self) -> Hit | None:
        """The one that is looked at."""
        return None if self.at is None else self.hits[self.at]

    @property
    def said(self) -> str:
        """How it stands, in words."""
        if self.file is None or not self.words:
            return ""
        if self.at is not None:
            more = " 处以上" if len(self.hits) >= _MOST else "…" if self._pages else ""
            return f"{self.at + 1} / {len(self.hits)}{more}"
        if self._pages:
            return "正在查找…"
        return "没有找到" if self._has_text else _NO_TEXT
