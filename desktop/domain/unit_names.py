"""Unit names: which unit a file is probably about, by what is written in its name; it decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from desktop.domain.file_names import FileName, plain_words

# What a unit's name may be written without.
_ENDINGS: Final = (
    "人民政府",
    "市",
    "县",
    "区",
    "旗",
    "局",
    "委",
    "办",
    "科",
    "室",
    "处",
    "乡",
    "镇",
)
_SHORTEST: Final = 2


class KnownUnit(NamedTuple):
    """A unit and the names that it goes by."""

    id: str
    names: tuple[str, ...]


def unit_in(name: FileName, units: Iterable[KnownUnit]) -> tuple[str, str] | None:
    """The unit whose name is written there, and that name; the longest name wins, two alike are none."""
    texts = [name.words, *(words for words, _ in name.folders)]
    found: dict[str, tuple[tuple[bool, int], str]] = {}
    for unit in units:
        written = [
            ((whole, len(plain)), known)
            for known in unit.names
            for whole, plain in _forms(known)
            if any(plain in text for text in texts)
        ]
        if written:
            found[unit.id] = max(written)
    best = max((weight for weight, _ in found.values()), default=None)
    named = [(unit, known) for unit, (weight, known) in found.items() if weight == best]
    return named[0] if len(named) == 1 else None


def units_in(texts: Iterable[str], units: Iterable[KnownUnit]) -> frozenset[str]:
    """The ids of all units whose whole names are written there; one that only stands within a longer one is not.

    So 县水利局 is not 水利局, and what names two units names both.
    """
    known = [
        (plain, unit.id)
        for unit in units
        for plain in map(plain_words, unit.names)
        if len(plain) >= _SHORTEST
    ]
    return frozenset(unit for text in texts for unit in _written_in(plain_words(text), known))


class _Written(NamedTuple):
    start: int
    end: int
    unit: str


def _written_in(text: str, known: Iterable[tuple[str, str]]) -> Iterator[str]:
    found = [
        _Written(match.start(), match.end(), unit)
        for plain, unit in known
        for match in re.finditer(re.escape(plain), text)
    ]
    yield from (one.unit for one in found if not any(_is_within(one, other) for other in found))


def _is_within(one: _Written, other: _Written) -> bool:
    longer = other.end - other.start > one.end - one.start
    return longer and other.start <= one.start and one.end <= other.end


def _forms(known: str) -> Iterator[tuple[bool, str]]:
    """A name as it is and, if it is still one, without its ending."""
    plain = plain_words(known)
    yield True, plain
    for ending in _ENDINGS:
        short = plain.removesuffix(ending)
        if short != plain and len(short) >= _SHORTEST:
            yield False, short
