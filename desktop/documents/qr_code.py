"""QR codes: a text as dark and light squares, for paper and for pictures."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel


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


def _runs(at: int, row: list[bool]) -> list[Run]:
    found: list[Run] = []
    for column, dark in enumerate(row):
        if dark and column and row[column - 1]:
            found[-1] = found[-1]._replace(length=found[-1].length + 1)
        elif dark:
            found.append(Run(at, column, 1))
    return found
