"""Positions: on which line of a TOML text each key stands, which tomllib does not tell.

Used only to word faults, on a text that tomllib has accepted; so it may trust the syntax and needs
to know no more of it than where strings, comments, tables and values begin and end.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from typing import Final

from desktop.domain.slips import Place

_TOKEN: Final = re.compile(
    r'''
    (?P<space>[ \t\r]+|\#[^\n]*)
    |(?P<newline>\n)
    |(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<mark>[\[\]{}=,.])
    |(?P<bare>[^\s\[\]{}=,.\#"']+)
    ''',
    re.VERBOSE | re.DOTALL,
)


def lines_of(text: str) -> Mapping[Place, int]:
    """The line of every key, table and list entry, counted from 1."""
    return _Scan(text).lines


def line_of(lines: Mapping[Place, int], place: Place) -> int:
    """The line of a place, or of the nearest place around it that has one."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


class _Scan:
    """One walk over the tokens."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Place, int] = {}
        self._entries: Counter[Place] = Counter()
        self._tokens = self._split(text)
        self._at = 0
        table: Place = ()
        while self._peek() is not None:
            if self._peek() == "\n":
                self._next()
            elif self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)

    @staticmethod
    def _split(text: str) -> list[tuple[str, int]]:
        tokens, line = [], 1
        for match in _TOKEN.finditer(text):
            if match.lastgroup != "space":
                tokens.append((match[0], line))
            line += match[0].count("\n")
        return tokens

    def _peek(self) -> str | None:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else None

    def _next(self) -> tuple[str, int]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip_newlines(self) -> None:
        while self._peek() == "\n":
            self._next()

    def _header(self) -> Place:
        _, line = self._next()
        array = self._peek() == "["
        if array:
            self._next()
        place = self._resolve(self._key())
        for length in range(1, len(place)):
            self.lines.setdefault(place[:length], line)
        while self._peek() == "]":
            self._next()
        if array:
            self.lines.setdefault(place, line)
            place = self._entry(place, line)
        self.lines.setdefault(place, line)
        return place

    def _resolve(self, names: list[str]) -> Place:
        """A header's names, with the newest entry of each list of tables that it goes through."""
        place: Place = ()
        for index, name in enumerate(names):
            place = (*place, name)
            if index < len(names) - 1 and self._entries[place]:
                place = (*place, self._entries[place] - 1)
        return place

    def _entry(self, place: Place, line: int) -> Place:
        entry = (*place, self._entries[place])
        self._entries[place] += 1
        self.lines.setdefault(entry, line)
        return entry

    def _key(self) -> list[str]:
        names = [self._name()]
        while self._peek() == ".":
            self._next()
            names.append(self._name())
        return names

    def _name(self) -> str:
        token, _ = self._next()
        if "\\" in token:
            # Escapes are tomllib's own business.
            return str(tomllib.loads(f"key = {token}")["key"])
        return token[1:-1] if token[0] in "\"'" else token

    def _pair(self, table: Place) -> None:
        _, line = self._tokens[self._at]
        place = table
        for name in self._key():
            place = (*place, name)
            self.lines.setdefault(place, line)
        self._next()
        self._value(place)

    def _value(self, place: Place) -> None:
        opening, _ = self._next()
        if opening == "[":
            self._list(place)
        elif opening == "{":
            self._inline(place)
        else:
            while self._peek() not in {",", "]", "}", "\n", None}:
                self._next()

    def _list(self, place: Place) -> None:
        while True:
            self._skip_newlines()
            if self._peek() == "]":
                break
            self._value(self._entry(place, self._tokens[self._at][1]))
            self._skip_newlines()
            if self._peek() == ",":
                self._next()
        self._next()

    def _inline(self, place: Place) -> None:
        while self._peek() != "}":
            self._pair(place)
            if self._peek() == ",":
                self._next()
        self._next()
