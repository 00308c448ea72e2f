"""Passages: where words stand in a page's characters, however they are spaced, broken or widened."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence


def passages(characters: Sequence[str], words: str) -> Iterator[tuple[int, int]]:
    """The first and the last character of each place where the words stand.

    Spaces and ends of lines do not count, for Chinese is broken anywhere and headings are spaced; nor does
    it matter whether letters are capital, or letters and digits as wide as a Chinese character.
    """
    folded = [(each, at) for at, char in enumerate(characters) for each in _folded(char)]
    text = "".join(each for each, _ in folded)
    wanted = "".join(_folded(words))
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        yield folded[at][1], folded[end - 1][1]
        at = text.find(wanted, end)


def _folded(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return (char for char in plain if char.isprintable() and not char.isspace())
