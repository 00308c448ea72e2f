"""Feet: what stands at a page's lower edge in every kind of file, its face, and how much of it there is room for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.documents.manuscript import Face, Manuscript, printable_text
from desktop.documents.measuring import width_of
from desktop.documents.setting.typefaces import BODY, LATIN

FOOT: Final = Face(BODY.name, 10.5, 14, LATIN.name)
CODE_EDGE: Final = 31.0  # points: 21 squares of half a millimetre
CODE_APART: Final = 6.0
CODE_CALLED: Final = "核验码"
_PARTED: Final = "　"
_CUT: Final = "…"
_SHORT: Final = 2  # characters; of less nothing is cut


def foot_words(manuscript: Manuscript) -> str:
    """What the document is, on the line that it shares with what its code is called."""
    called = width_of(CODE_CALLED, FOOT) + FOOT.size + CODE_EDGE + CODE_APART
    room = manuscript.paper.measure - (called if manuscript.code else 0.0)
    return shortened(manuscript.foot, lambda words: width_of(words, FOOT) <= room)


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """One line. Where it is too long its longest part loses its end: a short name and 草稿 stay whole."""
    parts = printable_text(text).replace("\n", " ").split(_PARTED)
    while not fits(_PARTED.join(parts)):
        longest = max(parts, key=len)
        if len(longest) > _SHORT:
            parts[parts.index(longest)] = longest.removesuffix(_CUT)[:-1] + _CUT
        elif len(parts) > 1:
            parts = [" ".join(parts)]
        else:
            break
    return _PARTED.join(parts)
