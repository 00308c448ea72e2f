"""Tables of a Word document as our own type setting takes them: columns with one face, cells of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docx.oxml.ns import qn

from desktop.documents.letters.filling import ROW
from desktop.documents.letters.properties import Styles, weights
from desktop.documents.letters.set_paragraphs import Paragraphs
from desktop.documents.letters.writing import Element, P
from desktop.documents.manuscript import (
    Abreast,
    Align,
    Block,
    Closing,
    Column,
    Face,
    Grid,
    Paper,
    Words,
)
from desktop.documents.setting.typefaces import BODY, LATIN

_TWENTIETHS: Final = 20
_CELL: Final = qn("w:tc")
_HEADING: Final = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
_HEIGHT: Final = f"{qn('w:trPr')}/{qn('w:trHeight')}"
_SPAN: Final = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"
_GOES_ON: Final = f"{qn('w:tcPr')}/{qn('w:vMerge')}"
_VAL: Final = qn("w:val")
_BORDERS: Final = f"{qn('w:tblPr')}/{qn('w:tblBorders')}"
_FLOATS: Final = f"{qn('w:tblPr')}/{qn('w:tblpPr')}"
_EIGHTHS: Final = 8
_HAIR: Final = Face(BODY.name, 1, 1)
_FACE: Final = Face(BODY.name, 12, 18, LATIN.name)
_MOST: Final = 63  # columns, as Word has them
_NARROWEST: Final = 12.0


class Tables:
    """Makes blocks of tables; one without lines is text side by side."""

    def __init__(self, styles: Styles, paragraphs: Paragraphs, paper: Paper) -> None:
        self._styles, self._paragraphs, self._measure = styles, paragraphs, paper.measure

    def blocks(self, table: Element) -> Iterator[Block]:
        """The table; nothing where it has no cells."""
        rows = [*table.iterchildren(ROW)]
        cells = [self._cells(row) for row in rows]
        many = max((len(one) for one in cells), default=0)
        if not many:
            return
        if not self._styles.is_ruled(table):
            for one in cells:
                first = _first(one)
                texts = tuple(self._text(each) for each in one if each is not None)
                yield Abreast(texts, self._face(first), self._align(first))
            return
        yield self._grid(table, rows, [[*one, *[None] * (many - len(one))] for one in cells])

    def closing(self, table: Element) -> Iterator[Closing]:
        """The lines at the foot of a page, with the rules above, between and below them."""
        borders = table.find(_BORDERS)
        lines = weights(table if borders is None else borders)
        paragraphs = [*table.iter(P)]
        yield Words("", _HAIR, rule=lines["top"] / _EIGHTHS)
        for at, one in enumerate(paragraphs, 1):
            rule = lines["bottom"] if at == len(paragraphs) else lines["insideH"]
            yield from self._paragraphs.closing(one, rule / _EIGHTHS)

    def _grid(
        self, table: Element, rows: Sequence[Element], cells: Sequence[Sequence[Element | None]]
    ) -> Grid:
        headed = 0
        while headed < len(rows) and rows[headed].find(_HEADING) is not None:
            headed += 1
        heads, body = cells[:headed], cells[headed:]
        like = body[0] if body else cells[0]
        widths = self._widths(table, len(cells[0]))
        columns = tuple(
            Column(
                "\n".join(filter(None, dict.fromkeys(self._text(row[at]) for row in heads))),
                width,
                self._align(like[at]),
            )
            for at, width in enumerate(widths)
        )
        told = tuple(tuple(self._text(one) for one in row) for row in body)
        heading = self._face(_first(heads[0] if heads else like))
        height = rows[headed].find(_HEIGHT) if headed < len(rows) else None
        least = 0.0 if height is None else float(height.get(_VAL, "0")) / _TWENTIETHS
        return Grid(columns, told, heading, self._face(_first(like)), least)

    def _widths(self, table: Element, many: int) -> list[float]:
        """As the grid says, made to fit between the edges."""
        found = [
            max(_NARROWEST, float(one.get(qn("w:w"), "0")) / _TWENTIETHS)
            for one in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        ][:many]
        found += [self._measure / many] * (many - len(found))
        whole = sum(found)
        return [one * min(1.0, self._measure / whole) for one in found]

    def _cells(self, row: Element) -> list[Element | None]:
        """One for each column: a wide cell stands in its first, the others are blank."""
        found: list[Element | None] = []
        for cell in row.iterchildren(_CELL):
            span = cell.find(_SPAN)
            wide = 1 if span is None else int(span.get(_VAL, "1"))
            found += [cell, *[None] * (min(wide, _MOST) - 1)]
        return found[:_MOST]

    def _text(self, cell: Element | None) -> str:
        if cell is None:
            return ""
        merged = cell.find(_GOES_ON)
        if merged is not None and merged.get(_VAL) != "restart":
            return ""
        return "\n".join(self._paragraphs.text_of(one) for one in cell.iter(P)).strip("\n")

    def _face(self, cell: Element | None) -> Face:
        paragraph = None if cell is None else cell.find(P)
        return _FACE if paragraph is None else self._paragraphs.face_of(paragraph)[0]

    def _align(self, cell: Element | None) -> Align:
        paragraph = None if cell is None else cell.find(P)
        return Align.LEFT if paragraph is None else self._paragraphs.align_of(paragraph)


def is_at_foot(table: Element) -> bool:
    """Whether it lies at the foot of the page, whatever is above it."""
    floats = table.find(_FLOATS)
    return floats is not None and floats.get(qn("w:tblpYSpec")) == "bottom"


def _first(cells: Sequence[Element | None]) -> Element | None:
    return next((one for one in cells if one is not None), None)
