"""Excel files: a manuscript's tables as a workbook, numbers as numbers, sums as formulas, text never as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from desktop.documents.charts.png import as_png
from desktop.documents.excel_feet import set_edges
from desktop.documents.manuscript import (
    Abreast,
    Align,
    Blank,
    Cell,
    Face,
    Figure,
    Grid,
    Manuscript,
    Paper,
    Sum,
    Words,
    printable_text,
    told,
)
from desktop.documents.measuring import height_of

_POINTS_IN_INCH: Final = 72
_SIZES: Final = {"A3": 8, "A4": 9}
_A4_LONG: Final = 843.0
_HIGHEST: Final = 409.0  # Excel knows no higher row
_CHARACTER: Final = 5.25  # points of a column's width
_BESIDE: Final = 6.0
_USUAL_COLUMNS: Final = 4  # of what has no table
_LONGEST: Final = 32_767  # characters that a cell can hold
_LONGEST_TAB: Final = 31  # units of UTF-16
_NOT_IN_TABS: Final = str.maketrans(dict.fromkeys("[]:*?/\\\n", " "))
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
_ACROSS: Final = {
    Align.LEFT: "left",
    Align.MIDDLE: "center",
    Align.RIGHT: "right",
    Align.BOTH: "justify",
}


def as_excel(manuscript: Manuscript) -> bytes:
    """The file's bytes: the same manuscript always gives the same."""
    file = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = Workbook(file, plain)
    dated = manuscript.dated
    moment = (
        dated
        if isinstance(dated, datetime)
        else datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    )
    book.set_properties(
        {
            "title": manuscript.title,
            "author": manuscript.author,
            "keywords": manuscript.code,
            "created": moment.astimezone(UTC).replace(tzinfo=None, microsecond=0),
        }
    )
    _Sheet(book, manuscript).fill()
    book.close()
    return file.getvalue()


class _Sheet:
    """The one sheet, from above; every table shares the columns of the widest."""

    def __init__(self, book: Workbook, manuscript: Manuscript) -> None:
        self._book, self._of = book, manuscript
        self._sheet: Worksheet = book.add_worksheet(_tab_of(manuscript.title))
        self._formats: dict[tuple[object, ...], Format] = {}
        widest = max(manuscript.grids, key=lambda one: len(one.columns), default=None)
        usual = [manuscript.paper.measure / _USUAL_COLUMNS] * _USUAL_COLUMNS
        self._widths = [one.width for one in widest.columns] if widest else usual
        self._row = 0

    def fill(self) -> None:
        """All of it, then how it is printed."""
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, width / _CHARACTER - 0.7)
        for block in self._of.blocks:
            match block:
                case Words():
                    self._across(printable_text(block.text), block.face, block.align)
                case Abreast():
                    self._across(
                        printable_text("　　　　".join(block.texts)), block.face, block.align
                    )
                case Blank():
                    self._sheet.set_row(self._row, block.height)
                    self._row += 1
                case Grid():
                    self._table(block)
                case Figure():
                    self._figure(block)
        self._set_up()

    def _across(self, text: str, face: Face, align: Align) -> None:
        """A paragraph over all columns."""
        wanted = self._format(face, align, ruled=False, risky=text.startswith(_RISKY))
        if len(self._widths) > 1:
            self._sheet.merge_range(self._row, 0, self._row, len(self._widths) - 1, "", wanted)
        self._sheet.write_string(self._row, 0, text, wanted)
        self._sheet.set_row(self._row, self._height([(text, sum(self._widths), face)]))
        self._row += 1

    def _figure(self, block: Figure) -> None:
        """A picture over all columns, on as many rows as it is high."""
        drawing = block.drawing
        scale = min(1.0, sum(self._widths) / drawing.width)
        about = {"description": drawing.words, "image_data": BytesIO(as_png(drawing))}
        about |= {"object_position": 1, "x_scale": scale, "y_scale": scale}
        self._sheet.insert_image(self._row, 0, f"{drawing.title}.png", about)
        left = drawing.height * scale
        while left > 0:
            self._sheet.set_row(self._row, min(left, _HIGHEST))
            left -= _HIGHEST
            self._row += 1

    # -- tables

    def _table(self, whole: Grid) -> None:
        grid = replace(whole, rows=tuple(part for row in whole.rows for part in _within_cells(row)))
        heading = self._format(grid.heading, Align.MIDDLE, ruled=True)
        for at, one in enumerate(grid.columns):
            self._sheet.write_string(self._row, at, one.heading, heading)
        said = [(one.heading, one.width, grid.heading) for one in grid.columns]
        self._sheet.set_row(self._row, self._height(said))
        self._sheet.repeat_rows(self._row)
        first = self._row + 1
        for number, row in enumerate(grid.rows):
            self._row = first + number
            cells = zip(row, grid.columns, strict=True)
            said = [(told(c), one.width, grid.body) for c, one in cells if not one.merged]
            self._sheet.set_row(self._row, max(grid.least, self._height(said)))
            for at, cell in enumerate(row):
                if not grid.columns[at].merged:
                    self._write(grid, number, at, cell, first)
        self._merge(grid, first)
        self._row = first + len(grid.rows)

    def _write(self, grid: Grid, number: int, at: int, cell: Cell, first: int) -> None:
        risky = isinstance(cell, str) and cell.startswith(_RISKY)
        wanted = self._format(grid.body, grid.columns[at].align, ruled=True, risky=risky)
        if isinstance(cell, str):
            self._sheet.write_string(self._row, at, told(cell), wanted)
        elif isinstance(cell, Sum) and _adds_up(cell, grid.rows, number, at):
            cells = (
                xl_range(self._row, 0, self._row, at - 1)
                if cell.across
                else xl_range(first, at, self._row - 1, at)
            )
            self._sheet.write_formula(self._row, at, f"=SUM({cells})", wanted, float(cell.amount))
        else:
            amount = cell.amount if isinstance(cell, Sum) else cell
            self._sheet.write_number(self._row, at, float(amount), wanted)

    def _merge(self, grid: Grid, first: int) -> None:
        """Cells that say the same below one another are one."""
        merged = [at for at, one in enumerate(grid.columns) if one.merged]
        for nth, at in enumerate(merged):
            wanted = self._format(grid.body, Align.MIDDLE, ruled=True)
            places = merged[: nth + 1]
            numbered = enumerate([tuple(row[n] for n in places) for row in grid.rows])
            for key, group in groupby(numbered, lambda one: one[1]):
                rows = [first + number for number, _ in group]
                if len(rows) > 1:
                    self._sheet.merge_range(rows[0], at, rows[-1], at, "", wanted)
                self._sheet.write_string(rows[0], at, told(key[-1]), wanted)

    # -- how it looks

    def _format(self, face: Face, align: Align, *, ruled: bool, risky: bool = False) -> Format:
        key = (face, align, ruled, risky)
        if key not in self._formats:
            wanted: dict[str, Any] = {
                "font_name": face.font,
                "font_size": face.size,
                "align": _ACROSS[align],
                "valign": "vcenter",
                "text_wrap": True,
                "border": int(ruled),
                "quote_prefix": risky,
            }
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]

    @staticmethod
    def _height(said: Sequence[tuple[str, float, Face]]) -> float:
        """As high as the cell with the most lines."""
        heights = (height_of(text, face, width - _BESIDE) + _BESIDE for text, width, face in said)
        return min(_HIGHEST, max(heights, default=15.0))

    def _set_up(self) -> None:
        """Paper, margins, what is printed, and what stands at its edges."""
        sheet, paper = self._sheet, self._of.paper
        sheet.set_paper(_SIZES[_size_of(paper)])
        if paper.landscape:
            sheet.set_landscape()
        inches = [
            one / _POINTS_IN_INCH for one in (paper.left, paper.right, paper.top, paper.bottom)
        ]
        sheet.set_margins(*inches)
        sheet.print_area(0, 0, self._row - 1, len(self._widths) - 1)
        sheet.fit_to_pages(1, 0)
        set_edges(sheet, self._of)


def _tab_of(title: str) -> str:
    """What Excel takes as a sheet's name: the title without what is forbidden there, cut to its length."""
    said = printable_text(title).translate(_NOT_IN_TABS)
    while len(said.encode("utf-16-le")) > 2 * _LONGEST_TAB:
        said = said[:-1]
    return said.strip(" 　'") or "表"


def _within_cells(row: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """What is longer than a cell can be goes on in the row below."""
    rest = row
    while any(isinstance(one, str) and len(one) > _LONGEST for one in rest):
        yield tuple(one[:_LONGEST] if isinstance(one, str) else one for one in rest)
        rest = tuple(one[_LONGEST:] if isinstance(one, str) else "" for one in rest)
    yield rest


def _size_of(paper: Paper) -> str:
    return "A3" if max(paper.width, paper.height) > _A4_LONG else "A4"


def _adds_up(cell: Sum, rows: Sequence[Sequence[Cell]], number: int, at: int) -> bool:
    """A formula stands only where it gives what the program says."""
    summed = rows[number][:at] if cell.across else [row[at] for row in rows[:number]]
    return sum((one for one in summed if isinstance(one, Decimal)), Decimal()) == cell.amount
