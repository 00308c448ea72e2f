"""交接与归档: sheets on their way between workstations, and the archive of a finished round."""

from __future__ import annotations

from desktop.ui.parts.boxes import column
from desktop.ui.parts.labels import rule
from desktop.ui.results.archive_box import ArchiveBox
from desktop.ui.results.exchange_box import ExchangeBox
from desktop.ui.results.result_page import ResultPage
from desktop.viewmodels.archive_keeping import ArchiveKeeping
from desktop.viewmodels.exchange import Exchange
from desktop.viewmodels.result_book import ResultBook


class HandoverPage(ResultPage):
    """Two boxes, one below the other."""

    hint = "交出的考核包是一个文件，用 U 盘带到另一台电脑，在那里的“结果 · 交接与归档”接收"

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.exchange = ExchangeBox(Exchange(book))
        self.archive = ArchiveBox(ArchiveKeeping(book))
        whole = column(self.exchange, rule(), self.archive, None, gap=14, margins=(16, 12, 16, 12))
        whole.setStretchFactor(self.exchange, 1)
        self.setLayout(whole)
        self.entry = self.exchange.give_button

    def show_round(self) -> None:
        """All of it anew."""
        self.exchange.show_standing()
        self.archive.show_standing()
