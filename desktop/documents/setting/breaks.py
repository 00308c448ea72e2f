"""Breaks: where a line may end. What belongs together becomes one piece (GB/T 15834, 标点符号用法)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Marks that close, or follow what stands before them: no line begins with one.
CLOSING: Final = frozenset(")]}）］｝】〕〗〉》」』”’、，。．：；！？…—～·%‰％℃°′″,.;:!?")
# Marks that open, or lead to what follows: no line ends with one.
OPENING: Final = frozenset("([{（［｛【〔〖〈《「『“‘￥$№§")
# Closing marks whose right half is blank: it may hang beyond the edge of the text.
HANGING: Final = frozenset("）］】〕〉》」』、，。．：；！？")
SPACES: Final = frozenset(" \u3000")

# Words, numbers with their marks, and doubled dashes and dots are never torn apart.
_PIECE: Final = re.compile(
    r"[0-9A-Za-z\u00c0-\u024f](?:[0-9A-Za-z\u00c0-\u024f.,:/\-+_@&#=]*[0-9A-Za-z\u00c0-\u024f])?|——|……|.",
    re.DOTALL,
)


_CHARACTER: Final = re.compile(".", re.DOTALL)


def pieces_of(text: str) -> Iterator[str]:
    """The text as pieces between which a line may end; together they are the text again."""
    return _held_together(_PIECE, text)


def shreds_of(piece: str) -> Iterator[str]:
    """A piece that no line has room for, as the least that marks hold together."""
    return _held_together(_CHARACTER, piece)


def _held_together(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    held = ""
    for found in pattern.finditer(text):
        piece = found.group()
        if held and (held[-1] in OPENING or piece[0] in CLOSING):
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
