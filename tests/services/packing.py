"""Packing: zips as units hand them in, with forms and scans."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

# It has no types.
from openpyxl import Workbook  # type: ignore[import-untyped]


def packed(path: Path, files: Mapping[str, bytes]) -> Path:
    """A zip with these files, by their whole names."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def scan(words: str) -> bytes:
    """Some content of its own."""
    return f"%PDF-1.4 {words}".encode()


def sheet(*rows: tuple[object, ...]) -> bytes:
    """A workbook of one sheet."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(out)
    return out.getvalue()
