"""A page of 结果: what the screen asks of each."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.result_book import ResultBook


class ResultPage(QWidget):
    """Shows something of the round that is open; made when it is first wanted, and shown anew with `show_round`."""

    hint = ""  # how to go on, at the foot

    def __init__(self, book: ResultBook) -> None:
        super().__init__()
        self.book = book
        self.entry: QWidget = self  # where the cursor begins

    def show_round(self) -> None:
        """Another round is open, or all of it was read anew."""
        raise NotImplementedError

    def show_row(self, row: str) -> None:
        """Go to one of its rows, by its id; a page without such rows stays where it is."""

    def let_go(self) -> None:
        """The workspace is closed: what runs beside the page ends with it."""
