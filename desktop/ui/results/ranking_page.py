"""排名: the units in their groups, the best first, with grades and what lacks to the next."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QTableWidget

from desktop.ui.parts.boxes import column
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.parts.tables import Heading, add_row, word_table
from desktop.ui.results.result_page import ResultPage
from desktop.viewmodels.ranking_words import ranking_rows, ranking_summary
from desktop.viewmodels.result_book import ResultBook

_HEADINGS: Final = (
    Heading("名次", 70),
    Heading("单位", 240),
    Heading("得分", 90),
    Heading("等次", 90),
    Heading("距上一等次", None),
)


class RankingPage(ResultPage):
    """A table to be read."""

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.table: QTableWidget = word_table("排名", _HEADINGS)
        self.summary = ElidedLabel("", "soft")
        self.setLayout(column(self.summary, self.table, gap=8, margins=(16, 10, 16, 10)))
        self.entry = self.table
        book.sheets_changed.connect(lambda _: self.show_round())

    def show_round(self) -> None:
        """All of it anew."""
        self.summary.set_whole(ranking_summary(self.book))
        self.table.setRowCount(0)
        for words in ranking_rows(self.book):
            add_row(self.table, *words)
