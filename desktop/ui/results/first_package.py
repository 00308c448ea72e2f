"""A package that is taken outside its page: the first where there is no round yet, or one opened from its folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.ui.parts.asking import put_up
from desktop.ui.results.exchange_box import take_package
from desktop.ui.results.merge_dialog import MergeDialog
from desktop.viewmodels.exchange import Exchange
from desktop.viewmodels.merge_draft import MergeDraft
from desktop.viewmodels.result_book import ResultBook


def take_first_package(parent: QWidget, book: ResultBook) -> None:
    """Ask for it, look at it, and let it be taken over; then the book has its round."""
    take_package(parent, _exchange(parent, book))


def take_this_package(parent: QWidget, book: ResultBook, file: Path) -> None:
    """The same of a file that is known."""
    _exchange(parent, book).open_package(file)


def _exchange(parent: QWidget, book: ResultBook) -> Exchange:
    exchange = Exchange(book)
    exchange.setParent(parent)

    def on_planned(draft: MergeDraft) -> None:
        dialog = MergeDialog(parent, draft)
        draft.ended.connect(book.open)
        put_up(dialog)

    exchange.planned.connect(on_planned)
    return exchange
