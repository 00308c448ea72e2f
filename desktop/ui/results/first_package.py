"""The first package of a workstation that has no round yet: taken where 结果 is still empty."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.results.exchange_box import take_package
from desktop.ui.results.merge_dialog import MergeDialog
from desktop.viewmodels.exchange import Exchange
from desktop.viewmodels.merge_draft import MergeDraft
from desktop.viewmodels.result_book import ResultBook


def take_first_package(parent: QWidget, book: ResultBook) -> None:
    """Ask for it, look at it, and let it be taken over; then the book has its round."""
    exchange = Exchange(book)
    exchange.setParent(parent)

    def on_planned(draft: MergeDraft) -> None:
        dialog = MergeDialog(parent, draft)
        draft.ended.connect(book.open)
        dialog.open()

    exchange.planned.connect(on_planned)
    take_package(parent, exchange)
