"""The printed manual: title, contents with page numbers, and every page, set by the program's own engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image

from desktop.documents.charts.drawing import Box, Drawing
from desktop.documents.forms.letter_looks import HEADED, LED, NOTED, SPOKEN, TITLED, UPRIGHT
from desktop.documents.manuscript import (
    Abreast,
    Align,
    Blank,
    Block,
    Column,
    Figure,
    Grid,
    Manuscript,
    Turn,
    Words,
)
from desktop.documents.measuring import width_of
from desktop.documents.pdf import as_pdf
from desktop.documents.setting.composing import compose
from desktop.release import version
from desktop.services.manual import pages
from desktop.services.manual.pages import Manual, Page, lines_of, plain
from desktop.services.manual.reading import manual_folder
from desktop.services.out_places import outside_workspaces
from desktop.store.causes import troubles
from desktop.store.durable_files import write_durably

TITLE: Final = "考评台使用手册"
_NAMED: Final = TITLED._replace(size=30.0, pitch=48.0)
_PART: Final = TITLED
_PAGE: Final = TITLED._replace(size=16.0, pitch=26.0)
_SET: Final = SPOKEN._replace(size=11.0, pitch=18.0)
_CELL: Final = SPOKEN._replace(size=10.0, pitch=14.5)
_NOTE: Final = NOTED._replace(size=11.0, pitch=18.0)
_WORDS: Final = NOTED._replace(size=9.5, pitch=14.0)
_FEWEST, _MOST = 30.0, 300.0  # points of text by which a column's share of the measure is reckoned
_SHORT: Final = 72.0  # points: a column that wants no more is never torn
_SIDES: Final = 8.0  # points, beside a cell's text
_HALF: Final = 0.62  # of a page: no picture is higher
_DOT: Final = 0.62  # points: its words are as large as those around it
_LISTED: Final = SPOKEN._replace(size=11.0, pitch=16.5)


class Book(NamedTuple):
    """A PDF, what it is called, and how many pages of which size it has, in points."""

    title: str
    content: bytes
    pages: int
    size: tuple[float, float] = (UPRIGHT.width, UPRIGHT.height)


def book_of(manual: Manual, only: str | None = None, folder: Path | None = None) -> Book:
    """The whole manual, or one page of it."""
    pictures = (folder or manual_folder()) / "pictures"
    if only is not None:
        page = manual.page(only)
        return _bound(_manuscript(page.title, [*_page(page, pictures)]))
    text = [*_text(manual, pictures)]
    numbers = _numbers(_manuscript(TITLE, [*_front(manual, {}), *text]))
    return _bound(_manuscript(TITLE, [*_front(manual, numbers), *text]))


def _bound(manuscript: Manuscript) -> Book:
    return Book(manuscript.title, as_pdf(manuscript), len(compose(manuscript).filled))


def save_book(book: Book, out: Path) -> Path:
    """Where the user wants it, whole or not at all."""
    place = outside_workspaces(out)
    with troubles("保存使用手册", out):
        write_durably(place, book.content)
    return out


def _manuscript(title: str, blocks: list[Block]) -> Manuscript:
    foot = "" if title == TITLE else TITLE
    today = date.today()  # noqa: DTZ011  # the office's own calendar day
    return Manuscript(title, "考评台", today, UPRIGHT, tuple(blocks), foot)


def _numbers(manuscript: Manuscript) -> Mapping[str, int]:
    """On which page each title stands."""
    return {
        title: number
        for number, page in enumerate(compose(manuscript).filled, 1)
        for title, _ in page.titles
    }


def _front(manual: Manual, numbers: Mapping[str, int]) -> Iterator[Block]:
    yield Blank(UPRIGHT.depth / 4)
    yield Words(TITLE, _NAMED, Align.MIDDLE)
    yield Blank(24)
    yield Words("程序里按 F1，就打开正讲那一处的一页", _NOTE, Align.MIDDLE)
    yield Words(f"版本 {version()}", _NOTE, Align.MIDDLE)
    yield Turn()
    yield Words("目录", _PART, Align.MIDDLE)
    for part in manual.parts:
        yield Blank(5, kept=True)
        yield Words(part.title, LED, kept=True)
        for one in part.pages:
            yield Abreast((one.title, str(numbers.get(one.title, 0))), _LISTED, spread=True)


def _text(manual: Manual, pictures: Path) -> Iterator[Block]:
    for part in manual.parts:
        yield Turn()
        yield Words(part.title, _PART, Align.MIDDLE, kept=True)
        for number, one in enumerate(part.pages):
            yield Blank(20 if number else 12, kept=not number)
            yield from _page(one, pictures)


def _page(page: Page, pictures: Path) -> Iterator[Block]:
    yield Words(page.title, _PAGE, title=page.title, kept=True)
    yield Blank(4, kept=True)
    for one in page.blocks:
        yield from _block(one, pictures)


def _block(block: pages.Block, pictures: Path) -> Iterator[Block]:
    match block:
        case pages.Heading(words):
            yield Blank(6, kept=True)
            yield Words(words, LED, kept=True)
        case pages.Said(line):
            yield Words(plain(line), _SET, Align.BOTH, indent=2)
        case pages.Noted(line):
            yield Blank(3, kept=True)
            yield Words(plain(line), _NOTE, Align.BOTH, left=_SET.size * 2, right=_SET.size * 2)
            yield Blank(3)
        case pages.Listed(_, numbered):
            for number, one in enumerate(lines_of(block), 1):
                begins = f"{number}. " if numbered else "· "
                hangs = width_of(begins, _SET)
                left, indent = _SET.size * 2 + hangs, -hangs / _SET.size
                yield Words(begins + plain(one), _SET, left=left, indent=indent)
        case pages.Ruled():
            yield Blank(4, kept=True)
            yield _grid(block)
            yield Blank(8)
        case pages.Pictured(file, words):
            yield from _picture(pictures / file, words)


def _grid(block: pages.Ruled) -> Grid:
    heads = [plain(one) for one in block.head]
    rows = [[plain(cell) for cell in row] for row in block.rows]
    longest = [max(width_of(row[at], _CELL) for row in [heads, *rows]) for at in range(len(heads))]
    widths = _shared([_SIDES + max(_FEWEST, one) for one in longest])
    columns = tuple(Column(*one) for one in zip(heads, widths, strict=True))
    return Grid(columns, tuple(tuple(row) for row in rows), HEADED, _CELL)


def _shared(wanted: list[float]) -> list[float]:
    """The measure among columns: what says little has all its room, the others share what is left by their words."""
    long = [min(one, _MOST) for one in wanted if one > _SHORT]
    left = UPRIGHT.measure - sum(one for one in wanted if one <= _SHORT)
    if not long or left < _SHORT * len(long):
        least = [min(one, _MOST) for one in wanted]
        return [UPRIGHT.measure * one / sum(least) for one in least]
    return [one if one <= _SHORT else left * min(one, _MOST) / sum(long) for one in wanted]


def _picture(path: Path, words: str) -> Iterator[Block]:
    content = path.read_bytes()
    with Image.open(BytesIO(content)) as image:
        wide, high = image.size
    points = min(_DOT, UPRIGHT.measure / wide, UPRIGHT.depth * _HALF / high)
    width, height = wide * points, high * points
    frame = Box(0, 0, width, height, edge="soft")
    yield Blank(4, kept=True)
    yield Figure(Drawing(width, height, (frame,), words, words, content), kept=True)
    yield Words(words, _WORDS, Align.MIDDLE)
    yield Blank(6)
