"""Builders of Word documents part by part, as any program may write them, or nobody would."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from tests.intake.raw_workbooks import links

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text: str) -> str:
    """A paragraph; a line's end within it is a break."""
    runs = "<w:br/>".join(f"<w:t>{escape(line)}</w:t>" for line in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table; `^` is a cell that belongs to the one above it, and a cell may bring its own XML."""
    return f"<w:tbl>{''.join(map(_row, rows))}</w:tbl>"


def _row(cells: Sequence[str]) -> str:
    return f"<w:tr>{''.join(map(_cell, cells))}</w:tr>"


def _cell(text: str) -> str:
    if text == "^":
        return f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('旧字')}</w:tc>"
    if text.startswith("<"):
        return f"<w:tc>{text}</w:tc>"
    return f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph(text)}</w:tc>'


def body(inner: str) -> str:
    """The main part with this in its body."""
    return f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'


def raw_document(path: Path, inner: str, parts: Mapping[str, str | None] | None = None) -> Path:
    """A document; further parts come to it, replace others, or take them away (None)."""
    whole: dict[str, str | None] = {
        "_rels/.rels": links("officeDocument:word/document.xml"),
        "word/document.xml": body(inner),
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in (whole | dict(parts or {})).items():
            if content is not None:
                archive.writestr(name, content)
    return path
