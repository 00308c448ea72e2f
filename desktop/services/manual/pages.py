"""Pages of the manual as frozen blocks: one source for the help window and for the printed book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Mark(Enum):
    """What a stretch of a line is."""

    PLAIN = "plain"
    SHOWN = "shown"  # words as they stand on the screen
    KEY = "key"
    LINK = "link"


class Run(NamedTuple):
    """A stretch of a line; a link's target is `page` or `page#heading`."""

    text: str
    mark: Mark = Mark.PLAIN
    target: str = ""


Line = tuple[Run, ...]


class Heading(NamedTuple):
    """What follows is about this."""

    words: str


class Said(NamedTuple):
    """A paragraph."""

    line: Line


class Noted(NamedTuple):
    """A paragraph that stands out: what would otherwise go wrong."""

    line: Line


class Listed(NamedTuple):
    """Steps in their order, or things beside one another."""

    lines: tuple[Line, ...]
    numbered: bool


class Ruled(NamedTuple):
    """A table."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


class Pictured(NamedTuple):
    """A picture from the folder of pictures, with words for those who cannot see it."""

    file: str
    words: str


Block = Heading | Said | Noted | Listed | Ruled | Pictured


class Section(NamedTuple):
    """What stands below one heading, as text to be searched; a page begins with one that has none."""

    page: str
    title: str
    heading: str
    text: str

    @property
    def target(self) -> str:
        """Where it begins."""
        return f"{self.page}#{self.heading}" if self.heading else self.page


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `name` is its file's, and what links to it say."""

    name: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """In their order."""
        return tuple(one.words for one in self.blocks if isinstance(one, Heading))

    @property
    def sections(self) -> Iterator[Section]:
        """Its text, heading by heading."""
        heading, texts = "", list[str]()
        for one in self.blocks:
            if isinstance(one, Heading):
                yield Section(self.name, self.title, heading, " ".join(texts))
                heading, texts = one.words, []
            else:
                texts += (plain(line) for line in lines_of(one))
        yield Section(self.name, self.title, heading, " ".join(texts))


class Part(NamedTuple):
    """Pages that belong together, under one title."""

    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Manual:
    """All of it in its order; `places` tells for the name of a screen, dialog or panel where it is described.

    `also` tells for a word of the manual what else people call that.
    """

    parts: tuple[Part, ...]
    places: Mapping[str, str]
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def pages(self) -> tuple[Page, ...]:
        """One behind the other."""
        return tuple(page for part in self.parts for page in part.pages)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Of every page."""
        return tuple(section for page in self.pages for section in page.sections)

    def page(self, name: str) -> Page:
        """The page of this name; the first where there is none."""
        return next((one for one in self.pages if one.name == name), self.pages[0])


def lines_of(block: Block) -> Iterator[Line]:
    """Every line of words in a block."""
    match block:
        case Heading(words):
            yield (Run(words),)
        case Said(line) | Noted(line):
            yield line
        case Listed(lines):
            yield from lines
        case Ruled(head, rows):
            yield from head
            for row in rows:
                yield from row
        case Pictured(_, words):
            yield (Run(words),)


def plain(line: Line) -> str:
    """A line as nothing but words; what stands on the screen is quoted."""
    return "".join(f"“{one.text}”" if one.mark is Mark.SHOWN else one.text for one in line)
