"""QR codes: a text as dark and light squares, for paper and for pictures."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Final, NamedTuple

from PIL import Image
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

_SQUARE: Final = 8  # pixels
_POINTS_IN_INCH: Final = 72


class Run(NamedTuple):
    """Dark squares side by side: row from above, first column, how many."""

    row: int
    column: int
    length: int


class QrCode(NamedTuple):
    """Its dark squares, and how many there are along an edge, without the quiet zone."""

    size: int
    runs: tuple[Run, ...]


@lru_cache(maxsize=256)
def qr_code(text: str) -> QrCode:
    """The smallest code that holds the text and can still be read with a seventh of it spoilt."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    rows: list[list[bool]] = code.modules
    return QrCode(len(rows), tuple(run for at, row in enumerate(rows) for run in _runs(at, row)))


def code_picture(text: str, edge: float) -> BytesIO:
    """It as a picture that is so many points wide and high."""
    drawn = qr_code(text)
    picture = Image.new("1", (drawn.size, drawn.size), 1)
    for run in drawn.runs:
        picture.paste(0, (run.column, run.row, run.column + run.length, run.row + 1))
    pixels = drawn.size * _SQUARE
    dots = pixels * _POINTS_IN_INCH / edge
    file = BytesIO()
    large = picture.resize((pixels, pixels), Image.Resampling.NEAREST)
    large.save(file, "PNG", dpi=(dots, dots))
    return file


def _runs(at: int, row: list[bool]) -> list[Run]:
    found: list[Run] = []
    for column, dark in enumerate(row):
        if dark and column and row[column - 1]:
            found[-1] = found[-1]._replace(length=found[-1].length + 1)
        elif dark:
            found.append(Run(at, column, 1))
    return found
