"""Sheet cells: the strings and the cells in a workbook's XML, taken as the parser comes to them; no tree is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final

# It has no types.
from defusedxml.ElementTree import XMLParser  # type: ignore[import-untyped]

from desktop.intake.cell_words import day_in_words, number_in_words
from desktop.intake.sheets import tidied

_MOST_CELLS: Final = 200_000
_MOST_WORDS: Final = 1_000_000
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_CHUNK: Final = 1 << 16
_PLACE: Final = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")  # how XML bears what it may not

Attributes = dict[str, str]
Cell = tuple[int, int]  # row and column, from 1


class TooMuch(Exception):  # noqa: N818  # the file is too much, the program is well
    """More cells or words than any list of ours has."""


@dataclass(slots=True)
class Room:
    """How much a whole workbook may still say."""

    cells: int = _MOST_CELLS
    words: int = _MOST_WORDS

    def take(self, cells: int, words: int) -> None:
        """Use some of it up."""
        self.cells -= cells
        self.words -= words
        if min(self.cells, self.words) < 0:
            raise TooMuch


@dataclass(frozen=True, slots=True)
class Wording:
    """What the cells of a workbook share: its strings, the styles that show days, where days begin."""

    strings: list[str]
    day_styles: frozenset[str]
    since_1904: bool
    room: Room = field(default_factory=Room)

    def number(self, text: str, style: str) -> str:
        """A number as its style shows it."""
        if style in self.day_styles:
            return day_in_words(text, since_1904=self.since_1904)
        return number_in_words(text)


def local(name: str) -> str:
    """A name without its namespace, of which there are two: transitional and strict."""
    return name.rpartition("}")[2]


def strings_in(part: IO[bytes]) -> list[str]:
    """The strings that cells refer to by number."""
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
    while chunk := part.read(_CHUNK):
        parser.feed(chunk)
    parser.close()


class _Texts:
    """Told by a parser what it comes to; hears the text of some elements, but no reading aids (rPh)."""

    def __init__(self, *heard: str) -> None:
        self._heard = frozenset(heard)
        self._hearing: list[str] | None = None
        self._aiding = False
        self.texts: dict[str, list[str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self.begin(local(name), attributes)

    def begin(self, name: str, _attributes: Attributes) -> None:
        """As start."""
        if name == "rPh":
            self._aiding = True
        elif name in self._heard and not self._aiding:
            self._hearing = self.texts.setdefault(name, [])

    def data(self, text: str) -> None:
        """Some text, perhaps not all that an element has."""
        if self._hearing is not None:
            self._hearing.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        self._hearing = None
        name = local(name)
        if name == "rPh":
            self._aiding = False
        self.finish(name)

    def finish(self, name: str) -> None:
        """As end."""

    def said(self, name: str) -> str:
        """What was heard in elements of this name."""
        return "".join(self.texts.get(name, ()))


class _Strings(_Texts):
    """The shared strings in their order."""

    def __init__(self) -> None:
        super().__init__("t")
        self.strings: list[str] = []

    def finish(self, name: str) -> None:
        if name == "si":
            self.strings.append(_unescaped(self.said("t")))
            self.texts.clear()


class _Cells(_Texts):
    """The cells of a sheet, and the areas that are merged."""

    def __init__(self, wording: Wording) -> None:
        super().__init__("v", "f", "t")
        self._wording = wording
        self._row = self._column = 0
        self._cell: Attributes = {}
        self.rows: dict[int, dict[int, str]] = {}
        self.merged: list[tuple[Cell, Cell]] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "c":
            self._cell = attributes
            self._row, self._column = (
                _place(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
            )
            self.texts.clear()
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self.merged.append((_place(first), _place(last or first)))
        else:
            super().begin(name, attributes)

    def finish(self, name: str) -> None:
        if name == "c" and (words := tidied(self._words())):
            if not (0 < self._row <= _LAST_ROW and self._column <= _LAST_COLUMN):
                raise ValueError
            self._wording.room.take(1, len(words))
            self.rows.setdefault(self._row, {})[self._column] = words

    def _words(self) -> str:
        """The cell's value; of a formula that was never worked out, the formula: it is not lost unseen."""
        kind = self._cell.get("t", "n")
        if kind == "inlineStr":
            return _unescaped(self.said("t"))
        value = self.said("v")
        if not value and kind != "str":
            return f"={self.said('f')}" if "f" in self.texts else ""
        match kind:
            case "s":
                return self._wording.strings[int(value)]
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "n":
                return self._wording.number(value, self._cell.get("s", "0"))
        return _unescaped(value)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _place(reference: str) -> Cell:
    found = _PLACE.fullmatch(reference)
    if not found:
        raise ValueError
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


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
