"""A page of the ledger screen: what it shows, how one goes on there, and what it says where there is nothing."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.ui.parts.empty_page import Way
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.ledger_history import LedgerPlace

ADD: Final = "add"
IMPORT: Final = "import"
UNSEARCH: Final = "unsearch"
SETTINGS: Final = "settings"
OVERVIEW: Final = "overview"


class LedgerPage(QWidget):
    """Reports, duties, or a ledger's rows."""

    hint = ""
    add_words = "登记一行"
    searched = False  # whether rows can be searched, and shown for one unit; else units are sought
    seek_words = "查找单位…"
    ways: tuple[Way, ...] = ()  # out of having nothing

    def __init__(self, book: LedgerBook) -> None:
        super().__init__()
        self.book = book
        self.entry: QWidget = self

    @property
    def filled(self) -> bool:
        """Whether there is anything to show."""
        raise NotImplementedError

    @property
    def summary(self) -> str:
        """What it comes to, in a line."""
        raise NotImplementedError

    @property
    def nothing(self) -> str:
        """Why there is nothing, and what to do."""
        raise NotImplementedError

    @property
    def place(self) -> LedgerPlace:
        """Where the cursor is."""
        raise NotImplementedError

    def add(self) -> None:
        """Enter something."""
        raise NotImplementedError

    def begin(self) -> None:
        """The cursor to where one would go on."""
