"""The manual as it is being read: which page is open, the way back, what is looked for, and its printed book."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.services.manual.book import Book, book_of, save_book
from desktop.services.manual.finding import Found, Hit, find_in
from desktop.services.manual.pages import Manual, Page
from desktop.viewmodels.jobs import Jobs


class ManualReading(QObject):
    """One for each window of help; nothing of it is remembered."""

    moved = Signal()  # another page, heading or picture
    found = Signal()  # something else was looked for
    saved = Signal(str)  # what was done, in a sentence
    failed = Signal(str)
    printable = Signal(object)  # Book

    def __init__(self, manual: Manual, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.manual = manual
        self.jobs = Jobs()
        self.jobs.failed.connect(self.failed)
        self._way: list[str] = [manual.pages[0].name]
        self._at = 0
        self._begun = False
        self.words = ""
        self._found = Found()

    @property
    def target(self) -> str:
        """What is open, as links name it."""
        return self._way[self._at]

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.manual.page(self.target.partition("#")[0])

    @property
    def heading(self) -> str:
        """Where on it one is to begin."""
        return self.target.partition("#")[2]

    @property
    def marked(self) -> tuple[str, ...]:
        """The words that are looked for, as they stand in the manual."""
        return self._found.words

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Where they stand."""
        return self._found.hits

    @property
    def is_near(self) -> bool:
        """Whether the manual has only something like what was asked."""
        return self._found.is_near

    @property
    def can_go_back(self) -> bool:
        """Whether one came from somewhere."""
        return self._at > 0

    @property
    def can_go_on(self) -> bool:
        """Whether one came back from somewhere."""
        return self._at + 1 < len(self._way)

    def go(self, target: str) -> None:
        """Follow a link; what lay ahead is forgotten. The first is where one begins."""
        if not self._begun:
            self._begun, self._way = True, [target or self.target]
        elif target and target != self.target:
            self._way[self._at + 1 :] = [target]
            self._at += 1
        self.moved.emit()

    def step(self, by: int) -> None:
        """Back, or on again."""
        if 0 <= self._at + by < len(self._way):
            self._at += by
            self.moved.emit()

    def find(self, words: str) -> None:
        """Look for words in every page."""
        self.words = words.strip()
        self._found = find_in(self.manual, self.words)
        self.found.emit()

    # -- paper

    def make_book(self, *, whole: bool) -> None:
        """For the printer: all of it or the page that is open."""
        manual, only = self.manual, None if whole else self.page.name
        self.jobs.start(
            "正在排使用手册", lambda _progress, _off: book_of(manual, only), self._on_made
        )

    def save(self, out: Path, *, whole: bool) -> None:
        """As a PDF where the user wants it."""
        manual, only = self.manual, None if whole else self.page.name
        self.jobs.start(
            "正在保存使用手册",
            lambda _progress, _off: save_book(book_of(manual, only), out),
            self._on_saved,
        )

    def close(self) -> None:
        """Nothing may come back any more."""
        self.jobs.end()

    def _on_made(self, book: Book) -> None:
        self.printable.emit(book)

    def _on_saved(self, place: Path) -> None:
        self.saved.emit(f"已存成“{place.name}”，在 {place.parent}")
