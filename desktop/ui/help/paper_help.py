"""The manual on paper: its PDF to the system's printer, as any other paper of the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.services.evidence_pages import PageSize
from desktop.services.manual.book import Book
from desktop.ui.printing.printer import ask_printer, print_file
from desktop.viewmodels.jobs import Jobs


def print_book(parent: QWidget, jobs: Jobs, book: Book, tell: Callable[[str], None]) -> None:
    """Ask for the printer, then print beside the window."""
    printer = ask_printer(parent, book.title, book.pages, PageSize(*book.size))
    if printer is None:
        return
    jobs.start(
        f"正在打印“{book.title}”",
        lambda progress, off: print_file(printer, book.content, progress, off),
        lambda pages: tell(f"已把“{book.title}”送到打印机，共 {pages} 页"),
    )
