"""A PDF in the child: its pages drawn, read and searched by PDFium; one page is held at a time."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no types
from pypdfium2 import raw

from desktop.intake.pages.faults import Fault, Undecodable
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.passages import passages

_LOCKED: Final = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
_WHITE: Final = 0xFFFFFFFF
_DRAWING: Final[int] = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
_LARGEST: Final = 1e6  # points; nothing on paper comes near it
_GRID: Final = 1_000_000  # how finely PDFium is asked where something stands
_KEPT: Final = 16 << 20  # bytes of the file, where its pages are alike

_Region = tuple[float, float, float, float]


class PdfFile:
    """A PDF that is open; sizes are in points, the way up as one looks at it."""

    def __init__(self, path: str, limits: Limits) -> None:
        self._path = Path(path)
        self._limits = limits
        self._pdf: Any = _opened(self._path)
        self._page: Any = None
        self._number = 0
        self.pages = len(self._pdf)
        if self.pages > limits.pages:
            self.close()
            raise Undecodable(Fault.TOO_MANY_PAGES)
        self._turns = max(1, _KEPT * self.pages // self._path.stat().st_size)
        self._turned = 0

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page, which is not read for it."""
        width, height = self._pdf.get_page_size(page - 1)
        return max(1.0, min(width, _LARGEST)), max(1.0, min(height, _LARGEST))

    def render(self, page: int, width: int, height: int, rows: range) -> memoryview:
        """Some rows of a page's pixels at this size: red, green, blue and 255, on white."""
        shown = self._held(page)
        pixels = (ctypes.c_ubyte * (width * len(rows) * 4))()
        bitmap = raw.FPDFBitmap_CreateEx(width, len(rows), raw.FPDFBitmap_BGRx, pixels, width * 4)
        place = 0, -rows.start, width, height, 0, _DRAWING  # of the whole page
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, len(rows), _WHITE)
            raw.FPDF_RenderPageBitmap(bitmap, shown, *place)
            if self._pdf.formenv:
                raw.FPDF_FFLDraw(self._pdf.formenv, bitmap, shown, *place)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        return memoryview(pixels).cast("B")

    def text(self, page: int) -> str:
        """What can be read on a page; blank on a scan."""
        with self._read(page) as read:
            return "".join(self._characters(read)).replace("\r\n", "\n")

    def search(self, page: int, words: str) -> list[_Region]:
        """Where the words stand, a region for each line that they touch."""
        with self._read(page) as read:
            found = (
                region
                for first, last in passages(self._characters(read), words)
                for region in self._regions(read, first, last)
            )
            return list(itertools.islice(found, self._limits.regions))

    def close(self) -> None:
        """Give up the file, and the page that is held."""
        self._release()
        self._pdf.close()

    def _held(self, page: int) -> Any:  # noqa: ANN401  # PDFium's bindings have no types
        """The page, which stays for the next request: it is often the same at another size."""
        if page != self._number:
            self._release()
            if self._turned == self._turns:  # else PDFium keeps all that it ever read
                self._pdf.close()
                self._pdf, self._turned = _opened(self._path), 0
            self._turned += 1
            self._page, self._number = self._pdf[page - 1], page
        return self._page

    def _release(self) -> None:
        if self._page is not None:
            self._page.close()
        self._page, self._number = None, 0

    @contextmanager
    def _read(self, page: int) -> Iterator[Any]:
        read = self._held(page).get_textpage()
        try:
            yield read
        finally:
            read.close()

    def _characters(self, read: Any) -> list[str]:  # noqa: ANN401  # as above
        count = min(raw.FPDFText_CountChars(read), self._limits.characters)
        return [chr(raw.FPDFText_GetUnicode(read, at)) for at in range(count)]

    def _regions(self, read: Any, first: int, last: int) -> Iterator[_Region]:  # noqa: ANN401  # as above
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        for at in range(raw.FPDFText_CountRects(read, first, last - first + 1)):
            raw.FPDFText_GetRect(read, at, left, top, right, bottom)
            xs, ys = zip(
                self._place(left.value, top.value),
                self._place(right.value, bottom.value),
                strict=True,  # a turned page turns them about
            )
            yield min(xs), min(ys), max(xs), max(ys)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as fractions of what is shown of it, from the top left."""
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
        return max(0.0, min(across.value / _GRID, 1.0)), max(0.0, min(down.value / _GRID, 1.0))


def _opened(path: Path) -> Any:  # noqa: ANN401  # PDFium's bindings have no types
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        fault = Fault.ENCRYPTED if error.err_code in _LOCKED else Fault.DAMAGED
        raise Undecodable(fault) from error
    pdf.init_forms()  # seals and filled-in fields are drawn as parts of a form
    return pdf
