"""Unit names: which unit a file is probably about, by what is written in its name; it decides nothing."""

from __future__ import annotations

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


def _forms(known: str) -> Iterator[tuple[bool, str]]:
    """A name as it is and, if it is still one, without its ending."""
    plain = plain_words(known)
    yield True, plain
    for ending in _ENDINGS:
        short = plain.removesuffix(ending)
        if short != plain and len(short) >= _SHORTEST:
            yield False, short
