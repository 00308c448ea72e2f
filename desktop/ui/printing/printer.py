"""The printer: a PDF's pages through the system's dialog, at the printer's own resolution."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.troubles import Trouble
from desktop.services.evidence_pages import OpenedFile, PageReader, PageSize
from desktop.services.progress import Cancelled, IsCancelled, Progress

_FINEST: Final = 300  # dots an inch; more makes no page clearer, and ten times as large
_POINTS: Final = 72
_UNTAKEN: Final = "打印机没有接受这份文件，请检查打印机是否接通、有没有纸，再试一次"


def ask_printer(parent: QWidget, title: str, pages: int, first: PageSize) -> QPrinter | None:
    """Which printer, which pages, how many copies, on one side or both."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(min(_FINEST, printer.resolution()))
    printer.setDocName(title)
    printer.setCreator("考评台")
    printer.setFullPage(True)
    printer.setPageLayout(layout_of(first))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印　{title}")
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


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
        wanted = pages_wanted(printer, file.pages)
        painter = QPainter()
        try:
            for done, page in enumerate(wanted):
                progress(done, len(wanted))
                if cancelled():
                    printer.abort()
                    raise Cancelled
                size = reader.size(file, page)
                printer.setPageLayout(layout_of(size))
                begun = printer.newPage() if done else painter.begin(printer)
                if not begun:
                    raise Trouble(_UNTAKEN)
                _draw(painter, printer, reader, file, page)
        finally:
            if painter.isActive():
                painter.end()  # before the printer goes
        progress(len(wanted), len(wanted))
    return len(wanted)


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
    drawn = reader.render(file, page, round(size.width * dots), round(size.height * dots))
    picture = QImage(
        drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888
    )
    painter.drawImage(QRectF(0, 0, size.width * dots, size.height * dots), picture)
