"""Tables: a heading that is repeated, rows that go on over a page's end, cells that are one over several rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from sys import maxsize
from typing import Final, NamedTuple

from desktop.documents.manuscript import Align, Column
from desktop.documents.setting.continued import begun, said_again
from desktop.documents.setting.pages import Pages, Placed
from desktop.documents.setting.paragraphs import Paragraph, Style, set_in_lines
from desktop.documents.setting.row_pieces import RowMeasure, RowPiece, row_pieces

_TIGHT: Final = 1.0  # points between a rule and the text beside it, where it is that or tear a mark


class Look(NamedTuple):
    """How a table is set; sizes in points."""

    heading: Style
    body: Style
    across: float = 3.0  # between a rule and the text beside it
    along: float = 3.0  # between a rule and the text below it
    least: float = 0.0  # a row's height


class _Span(NamedTuple):
    """A merged cell on one page."""

    page: int
    below: float
    height: float


class _Group(NamedTuple):
    """Rows that share a merged cell."""

    column: int
    text: str
    rows: range


class Table:
    """One table: columns, look, and a text for each column of each row."""

    def __init__(
        self, columns: Sequence[Column], look: Look, rows: Sequence[Sequence[str]], left: float
    ) -> None:
        self._columns, self._look, self._rows = columns, look, rows
        self._measure = RowMeasure(look.body.pitch, look.along, look.least)
        self._edges = [left]
        for one in columns:
            self._edges.append(self._edges[-1] + one.width)
        self._heads = [
            self._set(one.heading, at, look.heading._replace(align=Align.MIDDLE))
            for at, one in enumerate(columns)
        ]
        self._cells = [[self._cell(row[at], at) for at in range(len(columns))] for row in rows]
        self._groups = [*self._grouped()]
        self._plain = [at for at, one in enumerate(columns) if not one.merged]
        self._leading = [*self._named_by()]

    @property
    def _head_height(self) -> float:
        if not any(one.heading for one in self._columns):
            return 0.0
        style = self._look.heading
        heads = RowMeasure(style.pitch, self._look.along, self._look.least)
        return heads.height(max(len(one.lines) for one in self._heads))

    @property
    def beginning(self) -> float:
        """How much room its heading and one line want."""
        return self._head_height + self._measure.height(1)

    def opening(self, depth: float) -> float:
        """The same with all of its first row, where that is not much of a page so deep."""
        if not self._rows:
            return self.beginning
        lines = max((len(self._cells[0][at].lines) for at in self._plain), default=1)
        whole = self._head_height + self._measure.height(max(1, lines))
        return whole if whole <= depth / 3 else self.beginning

    def set_on(self, pages: Pages, behind: float = 0.0) -> None:
        """From where the pages are; where not even a row fits under the heading, on a fresh one.

        What comes right behind it is never alone on a page: its last rows go with it.
        """
        if pages.room < self.beginning:
            pages.turn()
        room, fresh = (one - self._head_height for one in (pages.room, pages.paper.depth))
        pieces = self._laid_out(room, fresh, behind)
        if pieces and pieces[0].page:  # the heading would stand alone
            pages.turn()
            pieces = self._laid_out(fresh, fresh, behind)
        labels = [label for one in self._groups for label in self._labels(one, pieces)[0]]
        for page in range(pieces[-1].page + 1 if pieces else 1):
            if page:
                pages.turn()
            self._draw_head(pages)
            top = pages.top
            here = [one for one in pieces if one.page == page]
            for piece in here:
                self._draw_piece(pages, piece, top - piece.below)
            for column, span, paragraph in labels:
                if span.page == page:
                    self._draw(pages, column, paragraph, top - span.below, span.height)
            pages.top -= sum(one.height for one in here)

    # -- where everything goes

    def _laid_out(self, room: float, fresh: float, behind: float) -> list[RowPiece]:
        """A merged cell that has more to say than its rows have lines makes the last of them higher."""
        counts = [[1, *(len(row[at].lines) for at in self._plain)] for row in self._cells]
        while True:
            pieces = [*row_pieces(counts, self._measure, room, fresh, behind)]
            lacking = False
            for group in self._groups:
                unsaid = self._labels(group, pieces)[1]
                if unsaid:
                    last = counts[group.rows[-1]]
                    last.append(max(last) + unsaid)
                    lacking = True
            if not lacking:
                return pieces

    def _grouped(self) -> Iterator[_Group]:
        """A merged cell ends where the one before it does."""
        merged = [at for at, one in enumerate(self._columns) if one.merged]
        for nth, column in enumerate(merged):
            keys = [tuple(row[at] for at in merged[: nth + 1]) for row in self._rows]
            for key, numbers in groupby(range(len(keys)), keys.__getitem__):
                first, *more = numbers
                yield _Group(column, key[-1], range(first, (more or [first])[-1] + 1))

    def _labels(
        self, group: _Group, pieces: Sequence[RowPiece]
    ) -> tuple[list[tuple[int, _Span, Paragraph]], int]:
        """What a merged cell says on each page; and how many of its lines found no room.

        All of it is said once: it is cut short only where a later page says it whole.
        """
        said: list[tuple[int, _Span, Paragraph]] = []
        text, column = group.text, group.column
        spans = [*_spans(group, pieces)]
        rooms = [self._measure.lines(one.height) for one in spans]
        rest = self._cell(text, column)
        again = len(self._again(text, column).lines) if len(spans) > 1 else maxsize
        for nth, (span, room) in enumerate(zip(spans, rooms, strict=True)):
            if nth and (not rest.lines or again <= room):
                label, rest = self._again(text, column, room), rest.part(0, 0)
            elif len(rest.lines) > room and again <= max(rooms[1:], default=0):
                label, rest = begun(text, room, rest.style, rest.width), rest.part(0, 0)
            else:
                label, rest = rest.part(0, room), rest.part(room, len(rest.lines))
            said.append((column, span, label))
        return said, len(rest.lines)

    def _named_by(self) -> Iterator[int]:
        """The columns that say which row it is: the first, and a name beside a number. Figures are said once."""
        for first, second in pairwise([*self._plain, len(self._columns)][:2]):
            yield first
            beside = self._columns[first : second + 1]
            if [one.align for one in beside] == [Align.MIDDLE, Align.LEFT]:
                yield second

    # -- drawing

    def _draw_head(self, pages: Pages) -> None:
        height = self._head_height
        if not height:
            return
        for column, paragraph in enumerate(self._heads):
            self._draw(pages, column, paragraph, pages.top, height)
        pages.top -= height

    def _draw_piece(self, pages: Pages, piece: RowPiece, top: float) -> None:
        cells = self._cells[piece.row]
        for column in self._plain:
            part = cells[column].part(piece.first, piece.lines)
            if piece.first and column in self._leading and not part.lines:
                text = self._rows[piece.row][column]
                part = self._again(text, column, self._measure.lines(piece.height))
            self._draw(pages, column, part, top, piece.height)

    def _draw(
        self, pages: Pages, column: int, paragraph: Paragraph, top: float, height: float
    ) -> None:
        """In the middle of a cell."""
        left, right = self._edges[column], self._edges[column + 1]
        middle = top - (height - paragraph.height) / 2
        if paragraph.lines:
            beside = (right - left - paragraph.width) / 2
            pages.page.texts.append(Placed(paragraph, left + beside, middle))
        pages.page.box(left, top, right, top - height)

    def _cell(self, text: str, column: int) -> Paragraph:
        return self._set(text, column, self._style(column))

    def _again(self, text: str, column: int, room: int = maxsize) -> Paragraph:
        width = self._columns[column].width
        widths = [width - 2 * one for one in (self._look.across, _TIGHT)]
        return said_again(text, room, self._style(column), widths)

    def _style(self, column: int) -> Style:
        one = self._columns[column]
        return self._look.body._replace(align=Align.MIDDLE if one.merged else one.align)

    def _set(self, text: str, column: int, style: Style) -> Paragraph:
        return set_in_lines(text, style, self._columns[column].width - 2 * self._look.across)


def _spans(group: _Group, pieces: Sequence[RowPiece]) -> Iterator[_Span]:
    """Where the rows of a group stand, page by page."""
    held = [one for one in pieces if one.row in group.rows]
    for page, here in groupby(held, lambda one: one.page):
        first, *more = here
        last = more[-1] if more else first
        yield _Span(page, first.below, last.below + last.height - first.below)
