"""Manuscripts: what a document says and how it is asked to look, before it becomes a PDF, a Word or an Excel file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple
from unicodedata import category

from desktop.documents.charts.drawing import Drawing
from desktop.domain.amounts import show

POINTS_IN_CM: Final = 72 / 2.54
SIZES_CM: Final = {"A4": (21.0, 29.7), "A3": (29.7, 42.0)}


class Paper(NamedTuple):
    """A sheet and its margins, in points; header and foot say how far from its edges they stand."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float = 1.5 * POINTS_IN_CM
    foot: float = 1.5 * POINTS_IN_CM

    @property
    def measure(self) -> float:
        """How wide the text is."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """How deep the text is."""
        return self.height - self.top - self.bottom

    @property
    def landscape(self) -> bool:
        """Whether it lies on its long side."""
        return self.width > self.height

    def scale_of(self, drawing: Drawing) -> float:
        """How much smaller a drawing has to be, so that it stands on one page."""
        return min(1.0, self.measure / drawing.width, self.depth / drawing.height)


def paper_of(size: str, *, landscape: bool, margins: tuple[float, float, float, float]) -> Paper:
    """A sheet of a known size; margins in centimetres: top, right, bottom, left."""
    short, long = (one * POINTS_IN_CM for one in SIZES_CM[size])
    width, height = (long, short) if landscape else (short, long)
    return Paper(width, height, *(one * POINTS_IN_CM for one in margins))


class Align(Enum):
    """Where lines stand between the edges."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"
    BOTH = "both"


class Ink(Enum):
    """What is set in: official documents know two colours."""

    BLACK = "000000"
    RED = "FF0000"


class Face(NamedTuple):
    """A role's font by the name that documents give it; size and line pitch in points.

    `latin` names the font of Latin and digits; without it they are set in the same, as a document prescribes
    that gives its text one face.
    """

    font: str
    size: float
    pitch: float
    latin: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `title` names it in the bookmarks; `kept` holds it on one page with what follows.

    `left` and `right` keep it from the edges of the text, in points; `rule` is the weight of a line below it.
    """

    text: str
    face: Face
    align: Align = Align.LEFT
    indent: float = 0.0
    title: str = ""
    kept: bool = False
    ink: Ink = Ink.BLACK
    left: float = 0.0
    right: float = 0.0
    rule: float = 0.0


@dataclass(frozen=True, slots=True)
class Abreast:
    """Texts side by side, each in an equal part of the measure.

    `spread` sets the last at the right edge, in as much room as it needs; `aside` keeps both from the edges.
    """

    texts: tuple[str, ...]
    face: Face
    align: Align = Align.LEFT
    kept: bool = False
    spread: bool = False
    aside: float = 0.0
    rule: float = 0.0


@dataclass(frozen=True, slots=True)
class Blank:
    """So many points of nothing."""

    height: float
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows begins a new page."""


class Column(NamedTuple):
    """One column: its heading, its width in points; a merged one is one cell while it says the same."""

    heading: str
    width: float
    align: Align = Align.LEFT
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that is the sum of the figures above it in its column, or before it in its row."""

    amount: Decimal
    across: bool = False


Cell = str | Decimal | Sum
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Cn"})  # what Unicode calls no character to look at


def told(cell: Cell) -> str:
    """A cell as paper says it."""
    if isinstance(cell, Sum):
        return show(cell.amount)
    return show(cell) if isinstance(cell, Decimal) else printable_text(cell)


def printable_text(text: str) -> str:
    """Lines end in one way, tabs are blanks, and what is not seen is not there."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if lines.isprintable():
        return lines
    return "".join(one for one in lines if one == "\n" or category(one) not in _UNSEEN)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its heading is repeated on every page; `kept` holds its last rows with what follows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: Face
    body: Face
    least: float = 0.0  # a row's height
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing over the measure, on one page."""

    drawing: Drawing
    kept: bool = False


Block = Words | Abreast | Blank | Turn | Grid | Figure
Closing = Words | Abreast


class Numbering(NamedTuple):
    """Page numbers between dashes, at the outer edge: on the right of odd pages, on the left of even ones."""

    face: Face
    aside: float = 0.0  # points from the edge of the text
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One document. `mark` goes across every page, `foot` and the code to its lower edge.

    `closing` stands at the foot of the last page's text; `numbering` takes the place of the foot.
    """

    title: str
    author: str
    dated: datetime | date
    paper: Paper
    blocks: tuple[Block, ...]
    foot: str = ""
    code: str = ""
    mark: str = ""
    closing: tuple[Closing, ...] = ()
    numbering: Numbering | None = None

    @property
    def grids(self) -> Iterator[Grid]:
        """Its tables."""
        return (one for one in self.blocks if isinstance(one, Grid))
