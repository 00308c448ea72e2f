"""交接归档: sheets on their way between workstations, and the archive of a finished round."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from desktop.ui.parts.boxes import column, framed, holder
from desktop.ui.results.archive_box import ArchiveBox
from desktop.ui.results.exchange_box import ExchangeBox
from desktop.ui.results.result_page import ResultPage
from desktop.viewmodels.archive_keeping import ArchiveKeeping
from desktop.viewmodels.exchange import Exchange
from desktop.viewmodels.result_book import ResultBook


class HandoverPage(ResultPage):
    """Two boxes, one below the other."""

    hint = "交出的考核包是一个文件，用优盘带到另一台电脑，在那里的“结果 · 交接归档”接收"

    def __init__(self, book: ResultBook) -> None:
        super().__init__(book)
        self.exchange = ExchangeBox(Exchange(book))
        self.archive = ArchiveBox(ArchiveKeeping(book))
        cards = [
            framed("card", column(one, margins=(18, 14, 18, 16)))
            for one in (self.exchange, self.archive)
        ]
        inside = QScrollArea()
        inside.setWidgetResizable(True)
        inside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setWidget(holder(column(*cards, None, gap=14, margins=(16, 14, 16, 14))))
        self.setLayout(column(inside, gap=0))
        self.entry = self.exchange.give_button

    def show_round(self) -> None:
        """All of it anew."""
        self.exchange.show_standing()
        self.archive.show_standing()
