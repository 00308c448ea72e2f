"""The printer: a PDF's pages through the system's dialog, at the printer's own resolution."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop.domain.troubles import Trouble
from desktop.services.evidence_pages import OpenedFile, PageReader, PageSize
from desktop.services.progress import Cancelled, IsCancelled, Progress
from desktop.ui.parts.asking import ask

# Dots an inch. A finer printer is given 600 and spreads them: black text gains nothing beyond that,
# and each doubling is four times as much to draw and to send.
_FINEST: Final = 600
_PIXELS: Final = 10_000_000  # drawn at a time, 40 MB: a page of A4 at 600 dpi would be 140
_POINTS: Final = 72
_UNTAKEN: Final = "打印机没有接受这份文件，请检查打印机是否接通、有没有纸，再试一次"


def ask_printer(parent: QWidget, title: str, pages: int, first: PageSize) -> QPrinter | None:
    """Which printer, which pages, how many copies, on one side or both."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("考评台")
    printer.setFullPage(True)
    printer.setPageLayout(layout_of(first))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印　{title}")
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if ask(dialog) else None


def layout_of(size: PageSize) -> QPageLayout:
    """The sheet of paper for a page, without margins: the page has its own."""
    short, long = sorted(size)
    turned = size.width > size.height
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    paper = QPageSize(
        QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    return QPageLayout(paper, orientation, QMarginsF())


def print_file(
    printer: QPrinter, content: bytes, progress: Progress, cancelled: IsCancelled
) -> int:
    """Every page of a PDF that was asked for; how many there were. It runs beside the window."""
    with TemporaryDirectory() as folder, PageReader() as reader:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(content)
        file = reader.open(path)
        order = pages_in_order(printer, file.pages)
        # Only now: the dialog may have chosen another printer than the one it was opened with.
        printer.setResolution(min(_FINEST, printer.resolution()))
        painter = QPainter()
        try:
            for done, page in enumerate(order):
                progress(done, len(order))
                if cancelled():
                    printer.abort()
                    raise Cancelled
                printer.setPageLayout(layout_of(reader.size(file, page)))
                begun = printer.newPage() if done else painter.begin(printer)
                if not begun:
                    raise Trouble(_UNTAKEN)
                _draw(painter, printer, reader, file, page)
        finally:
            if painter.isActive():
                painter.end()  # before the printer goes
        progress(len(order), len(order))
    return len(order)


def pages_in_order(printer: QPrinter, pages: int) -> list[int]:
    """Page after page: Qt leaves the order to us, and the copies where the printer makes none itself."""
    wanted = pages_wanted(printer, pages)
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        wanted.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return wanted * copies
    return [page for page in wanted for _ in range(copies)]


def pages_wanted(printer: QPrinter, pages: int) -> list[int]:
    """The pages of the ranges that were chosen, or all."""
    ranges = printer.pageRanges()
    if ranges.isEmpty():
        return list(range(1, pages + 1))
    return [page for page in range(1, pages + 1) if ranges.contains(page)]


def _draw(
    painter: QPainter, printer: QPrinter, reader: PageReader, file: OpenedFile, page: int
) -> None:
    size = reader.size(file, page)
    dots = printer.resolution() / _POINTS
    across, down = round(size.width * dots), round(size.height * dots)
    # Qt would make a JPEG of each picture, and dirty the edges of the text.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    step = max(1, _PIXELS // across)
    for top in range(0, down, step):
        rows = range(top, min(top + step, down))
        drawn = reader.band(file, page, (across, down), rows)
        picture = QImage(
            drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888
        )
        painter.drawImage(0, top, picture)
