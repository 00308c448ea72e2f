"""The manual on paper: its PDF to the system's printer, as any other paper of the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from desktop.services.evidence_pages import PageReader
from desktop.services.manual.book import Book
from desktop.ui.printing.printer import ask_printer, print_file
from desktop.viewmodels.jobs import Jobs


def print_book(parent: QWidget, jobs: Jobs, book: Book, tell: Callable[[str], None]) -> None:
    """Ask for the printer, then print beside the window."""
    with TemporaryDirectory() as folder, PageReader() as reader:
        path = Path(folder) / "manual.pdf"
        path.write_bytes(book.content)
        file = reader.open(path)
        count, first = file.pages, reader.size(file, 0)
    printer = ask_printer(parent, book.title, count, first)
    if printer is None:
        return
    jobs.start(
        f"正在打印“{book.title}”",
        lambda progress, off: print_file(printer, book.content, progress, off),
        lambda pages: tell(f"已把“{book.title}”送到打印机，共 {pages} 页"),
    )
