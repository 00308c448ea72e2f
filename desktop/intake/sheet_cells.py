"""Sheet cells: the strings and the cells in a workbook's XML, taken as the parser comes to them; no tree is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Final

# It has no types.
from defusedxml.ElementTree import XMLParser  # type: ignore[import-untyped]

from desktop.intake.cell_words import day_in_words, number_in_words, share_in_words
from desktop.intake.room import Room, TooMuch
from desktop.intake.sheets import tidied

_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_MOST_STRINGS: Final = 2_000_000  # hidden sheets have theirs among them
_CHUNK: Final = 1 << 16
_DIGITS: Final = "0123456789"
_COLUMN: Final = re.compile("[A-Z]{1,3}")
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")  # how XML bears what it may not

Attributes = dict[str, str]
Cell = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True, slots=True)
class Wording:
    """What the cells of a workbook share: its strings, the styles that show days or shares, where days begin."""

    strings: list[str]
    day_styles: frozenset[str]
    share_styles: frozenset[str]
    since_1904: bool
    room: Room = field(default_factory=Room)

    def number(self, text: str, style: str) -> str:
        """A number as its style shows it."""
        if style in self.day_styles:
            return day_in_words(text, since_1904=self.since_1904)
        return share_in_words(text) if style in self.share_styles else number_in_words(text)


def local(name: str) -> str:
    """A name without its namespace, of which there are two: transitional and strict."""
    return name.rpartition("}")[2]


def strings_in(part: IO[bytes]) -> list[str]:
    """The strings that cells refer to by number, tidied once for all of them."""
    taken = _Strings()
    _parse(part, taken)
    return taken.strings


def rows_in(part: IO[bytes], wording: Wording) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet that have content, hidden ones too: a filter takes no unit off the list."""
    taken = _Cells(wording)
    _parse(part, taken)
    for area in taken.merged:
        _uncover(taken.rows, area)
    for number in sorted(taken.rows):
        cells = taken.rows[number]
        if cells:
            width = max(cells)
            wording.room.take(width - len(cells), 0)
            yield number, [cells.get(column, "") for column in range(1, width + 1)]


def _parse(part: IO[bytes], target: _Texts) -> None:
    parser = XMLParser(target=target, forbid_dtd=True)
    # Told by expat itself, with no layer of Python between: a sheet has millions of marks.
    expat = parser.parser
    expat.ordered_attributes = False
    expat.StartElementHandler, expat.EndElementHandler = target.start, target.end
    expat.CharacterDataHandler = target.data
    while chunk := part.read(_CHUNK):
        parser.feed(chunk)
    parser.close()


class _LocalNames(dict[str, str]):
    """Each name without its namespace, worked out once."""

    def __missing__(self, name: str) -> str:
        self[name] = local(name)
        return self[name]


class _Texts:
    """Told by a parser what it comes to; hears the text of some elements, but no reading aids (rPh)."""

    def __init__(self) -> None:
        self._local = _LocalNames()
        self._hearing: list[str] | None = None
        self._aiding = False

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def data(self, text: str) -> None:
        """Some text, perhaps not all that an element has."""
        if self._hearing is not None:
            self._hearing.append(text)

    def end(self, name: str) -> None:
        """An element ends."""


class _Strings(_Texts):
    """The shared strings in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self.strings: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002  # as it is told
        name = self._local[name]
        if name == "t":
            self._hearing = None if self._aiding else self._pieces
        elif name == "si":
            self._pieces = []
        elif name == "rPh":
            self._aiding = True

    def end(self, name: str) -> None:
        name = self._local[name]
        self._hearing = None
        if name == "si":
            if len(self.strings) == _MOST_STRINGS:
                raise TooMuch
            self.strings.append(tidied(_unescaped("".join(self._pieces))))
        elif name == "rPh":
            self._aiding = False


class _Cells(_Texts):
    """The cells of a sheet, and the areas that are merged."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording, self._take = wording, wording.room.take
        self._row = self._column = 0
        self._cell: Attributes = {}
        self._texts: dict[str, list[str]] = {}
        self.rows: dict[int, dict[int, str]] = {}
        self.merged: list[tuple[Cell, Cell]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        name = self._local[name]
        if name == "c":
            self._cell, self._texts = attributes, {}
            self._row, self._column = (
                _place(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
            )
        elif name in {"v", "f", "t"}:
            if not self._aiding:
                self._hearing = self._texts.setdefault(name, [])
        elif name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self.merged.append((_place(first), _place(last or first)))
        elif name == "rPh":
            self._aiding = True

    def end(self, name: str) -> None:
        name = self._local[name]
        self._hearing = None
        if name == "c":
            if words := self._words():
                if not (0 < self._row <= _LAST_ROW and self._column <= _LAST_COLUMN):
                    raise ValueError
                self._take(1, len(words))
                self.rows.setdefault(self._row, {})[self._column] = words
        elif name == "rPh":
            self._aiding = False

    def _words(self) -> str:
        """The cell's value; of a formula that was never worked out, the formula: it is not lost unseen."""
        kind = self._cell.get("t", "n")
        value = self._said("v")
        if kind == "s" and value:
            return self._wording.strings[int(value)]
        if kind == "inlineStr":
            return tidied(_unescaped(self._said("t")))
        if not value and kind != "str":
            return tidied(f"={self._said('f')}") if "f" in self._texts else ""
        match kind:
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "n":
                return tidied(self._wording.number(value, self._cell.get("s", "0")))
        return tidied(_unescaped(value))

    def _said(self, name: str) -> str:
        """What was heard in elements of this name."""
        return "".join(self._texts.get(name, ()))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _place(reference: str) -> Cell:
    letters = reference.rstrip(_DIGITS)
    return int(reference[len(letters) :]), _column(letters)


@lru_cache(1_024)
def _column(letters: str) -> int:
    if not _COLUMN.fullmatch(letters):
        raise ValueError
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _uncover(rows: dict[int, dict[int, str]], area: tuple[Cell, Cell]) -> None:
    """A merged area says what its first cell says; LibreOffice leaves the others' words beneath it."""
    (top, left), (bottom, right) = area
    within = range(top, bottom + 1)
    # Whichever are fewer: a hostile area spans the sheet.
    numbers = within if len(within) < len(rows) else [number for number in rows if number in within]
    for number in numbers:
        cells = rows.get(number, {})
        for column in [one for one in cells if left <= one <= right]:
            if (number, column) != (top, left):
                del cells[column]
